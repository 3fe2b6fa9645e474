"""Saving the next version of the rules: at once, or from the midnight of a later day.

docs/semantics.md, Rules with a date. A version with a date begins by itself: whoever asks for the
rules in force is told of it from that midnight on. `begin` only writes down what follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from services import accounts
from services.actors import Actor, system
from services.domain.errors import Refusal
from services.domain.settling import settle
from services.program import (
    Change,
    Document,
    ProgramRefused,
    build,
    canonical_json,
    checked,
    describe_change,
    digits,
    load_document,
)
from services.program.merging import carried
from services.program_versions import (
    ProgramChangedMeanwhile,
    Stored,
    UnknownVersion,
    changes_from,
    changes_to,
    current,
    in_force_on,
    local_day,
    of_row,
    version,
    waiting,
)
from services.reports import midnight
from services.store import audit_log, due, ledger
from services.store import programs as store
from services.store import shop as shop_store
from services.store.accounts import Cause
from services.store.audit_log import What

# A daily job leaves little to do here; a change of rules may wait for the rest.
_ALL = 1_000_000
MOST_DAYS_AHEAD = 366


@dataclass(kw_only=True, unsafe_hash=True)
class PlanInTheWay(Refusal):
    """The change and what is planned from a date do not go together."""

    starts_on: date


@dataclass(kw_only=True, unsafe_hash=True)
class PlanChangesShop(Refusal):
    """A plan is for rules: the shop's name, money, time zone and points' name change at once."""

    key: str


@dataclass(kw_only=True, unsafe_hash=True)
class PlanTooFar(Refusal):
    """Nobody plans the rules of a day that far off; a slip of the year does."""

    days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Applied:
    """What was saved; an equal program saves nothing and has no changes."""

    version_id: int
    number: int
    changes: tuple[Change, ...]
    starts_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """What saving a file would change, and the version in force it was compared on.

    `starts_on` is None for at once; `language` the shop's.
    """

    based_on: int
    changes: tuple[Change, ...]
    starts_on: date | None
    language: str


def compare(
    tx: Connection, text: str, *, now: datetime, starts_on: date | None = None
) -> Comparison:
    """Tell what `apply` would change; nothing is saved. Raises what it raises."""
    stored = current(tx, now=now)
    today = local_day(stored.program, now)
    start = max(today, starts_on or today)
    document = load_document(text, today=start)
    before = in_force_on(tx, start, now=now).document
    if start > today:
        _refuse_plan(before, document, start, today)
    return Comparison(
        based_on=stored.version_id,
        changes=describe_change(before, document),
        starts_on=start if start > today else None,
        language=shop_store.shop_language(tx),
    )


def apply(
    tx: Connection,
    text: str,
    *,
    actor: Actor,
    key: str,
    now: datetime,
    based_on: int | None = None,
    starts_on: date | None = None,
) -> Applied:
    """Save a program file as the next version, in force at once or from a local date.

    `based_on` is the id of the version the author saw: another one in force refuses with
    ProgramChangedMeanwhile. Raises `ProgramRefused` with the lines of what is wrong, and what
    `save_document` does.
    """
    today = local_day(current(tx, now=now).program, now)
    document = load_document(text, today=max(today, starts_on or today))
    return save_document(
        tx, document, actor=actor, key=key, now=now, based_on=based_on, starts_on=starts_on
    )


def save_document(
    tx: Connection,
    document: Document,
    *,
    actor: Actor,
    key: str,
    now: datetime,
    based_on: int | None = None,
    starts_on: date | None = None,
) -> Applied:
    """Save a checked document as the next version; the same key again changes nothing.

    With `starts_on` it is what shall be in force from that local date; today or before is at
    once. What is planned for later is carried over. Raises ProgramChangedMeanwhile, PlanInTheWay,
    PlanChangesShop and PlanTooFar.
    """
    saved = store.load_by_key(tx, key)
    if saved is not None:
        return _applied(saved)
    begin(tx, now=now)
    stored = current(tx, now=now)
    if based_on is not None and based_on != stored.version_id:
        raise ProgramChangedMeanwhile(version=stored.number)
    today = local_day(stored.program, now)
    if starts_on is not None and starts_on > today:
        return _plan(tx, document, starts_on, today, actor=actor, key=key, now=now)
    if not describe_change(stored.document, document):
        return Applied(version_id=stored.version_id, number=stored.number, changes=())
    return save_version(tx, document, stored, actor=actor, key=key, now=now)


def save_version(
    tx: Connection,
    document: Document,
    before: Stored | None,
    *,
    actor: Actor,
    key: str,
    now: datetime,
) -> Applied:
    """Write a version that is in force at once, and let the settings row follow it.

    What is due by today is done first, by the rules it became due under.
    """
    if before is not None:
        _settle_due(tx, before, local_day(before.program, now), now)
    changes = describe_change(before.document, document) if before else ()
    applied = _insert(tx, document, changes, actor=actor, key=key, now=now)
    shop_store.save_settings(tx, _followed(document) | {"program_version_id": applied.version_id})
    if before is not None:
        _note_due(tx, before, document, local_day(before.program, now))
    facts = {"version": applied.number}
    audit_log.note(tx, What.PROGRAM_CHANGED, actor=actor, now=now, facts=facts)
    if before is not None:
        _carry(tx, before.document, document, waiting(tx, now=now), key=key, now=now)
    return applied


def restore(
    tx: Connection,
    version_id: int,
    *,
    actor: Actor,
    key: str,
    now: datetime,
    based_on: int | None = None,
) -> Applied:
    """Put an old version's rules in force again, as a new version."""
    document = version(tx, version_id).document
    return save_document(tx, document, actor=actor, key=key, now=now, based_on=based_on)


def begins(tx: Connection, *, now: datetime) -> bool:
    """Tell whether a version began by its date, and what follows is not written down yet."""
    return any(row.starts_at <= now for row in store.load_waiting(tx))


def begin(tx: Connection, *, now: datetime) -> None:
    """Write down what follows from the versions that began by their date.

    Whoever is due by that day is settled by the rules before, and whom the new ones concern is
    noted for the next job. No figure waits for it.
    """
    begun = [row for row in store.load_waiting(tx) if row.starts_at <= now]
    for row in begun:
        earlier = store.load_previous(tx, row.starts_at, row.id)
        assert earlier is not None  # noqa: S101  # the first version has no date
        before, stored = of_row(earlier), of_row(row)
        _settle_due(tx, before, row.starts_on, now, unseen=True)
        # From that day on, and not from today: the next that has begun settles who is due by it.
        _note_due(tx, before, stored.document, row.starts_on)
        store.save_version(tx, row.id, {"waiting": False})
        shop_store.save_settings(tx, {"program_version_id": row.id})


def cancel_plan(tx: Connection, version_id: int, *, actor: Actor, now: datetime) -> None:
    """Withdraw a version that has not begun; what was planned on top of it is kept.

    A second time changes nothing. Raises UnknownVersion for one that has begun, and PlanInTheWay.
    """
    row = store.load_version(tx, version_id)
    if row is not None and row.withdrawn_at is not None:
        return
    plans = waiting(tx, now=now)
    plan = next((one for one in plans if one.id == version_id), None)
    if plan is None:
        raise UnknownVersion(version=version_id)
    store.save_version(tx, version_id, {"waiting": False, "withdrawn_at": now})
    facts = {"version": plan.number}
    audit_log.note(tx, What.PLAN_CANCELLED, actor=actor, now=now, facts=facts)
    at = plans.index(plan)
    before = of_row(plans[at - 1]) if at else current(tx, now=now)
    key = f"cancelled:{version_id}"
    _carry(tx, of_row(plan).document, before.document, plans[at + 1 :], key=key, now=now)


def _plan(
    tx: Connection,
    document: Document,
    starts_on: date,
    today: date,
    *,
    actor: Actor,
    key: str,
    now: datetime,
) -> Applied:
    before = in_force_on(tx, starts_on, now=now)
    _refuse_plan(before.document, document, starts_on, today)
    changes = describe_change(before.document, document)
    if not changes:
        return Applied(version_id=before.version_id, number=before.number, changes=())
    later = [row for row in waiting(tx, now=now) if row.starts_on > starts_on]
    applied = _insert(tx, document, changes, actor=actor, key=key, now=now, starts_on=starts_on)
    facts = {"version": applied.number, "starts_on": starts_on.isoformat()}
    audit_log.note(tx, What.PROGRAM_PLANNED, actor=actor, now=now, facts=facts)
    _carry(tx, before.document, document, later, key=key, now=now)
    return applied


def _refuse_plan(before: Document, after: Document, starts_on: date, today: date) -> None:
    """Refuse a slip of the year, and what the settings row repeats: that follows at once."""
    if (starts_on - today).days > MOST_DAYS_AHEAD:
        raise PlanTooFar(days=MOST_DAYS_AHEAD)
    was, becomes = _followed(before), _followed(after)
    for key in was:
        if was[key] != becomes[key]:
            raise PlanChangesShop(key="points.names" if key == "unit" else key)


def _carry(
    tx: Connection,
    was: Document,
    now_in_force: Document,
    plans: Sequence[Row[Any]],
    *,
    key: str,
    now: datetime,
) -> None:
    """Let every later plan keep what it changes, and follow in everything else."""
    for plan in plans:
        before = of_row(plan).document
        try:
            after = checked(carried(was, now_in_force, before), today=plan.starts_on)
        except ProgramRefused:
            raise PlanInTheWay(starts_on=plan.starts_on) from None
        changes = describe_change(now_in_force, after)
        if canonical_json(after) == plan.document and changes == changes_from(plan.changes):
            return
        store.save_version(tx, plan.id, {"waiting": False, "withdrawn_at": now})
        if changes:
            _insert(
                tx,
                after,
                changes,
                actor=Actor(role=plan.actor_role, staff_id=plan.staff_id, source=plan.source),
                key=f"{key}:{plan.id}",
                now=now,
                starts_on=plan.starts_on,
            )
        was, now_in_force = before, after


def _insert(
    tx: Connection,
    document: Document,
    changes: tuple[Change, ...],
    *,
    actor: Actor,
    key: str,
    now: datetime,
    starts_on: date | None = None,
) -> Applied:
    number = store.last_number(tx) + 1
    row: dict[str, Any] = {
        "number": number,
        "document": canonical_json(document),
        "changes": changes_to(changes),
        "actor_role": actor.role,
        "staff_id": actor.staff_id,
        "source": actor.source,
        "key": key,
        "created_at": now,
    }
    if starts_on is not None:
        begins_at = midnight(starts_on, ZoneInfo(document.timezone))
        row |= {"starts_on": starts_on, "starts_at": begins_at, "waiting": True}
    version_id = store.insert_version(tx, row)
    return Applied(version_id=version_id, number=number, changes=changes, starts_on=starts_on)


def _applied(row: Row[Any]) -> Applied:
    return Applied(
        version_id=row.id,
        number=row.number,
        changes=changes_from(row.changes),
        starts_on=row.starts_on,
    )


def _note_due(tx: Connection, before: Stored, document: Document, today: date) -> None:
    """Let the next job look at everybody for whom the new rules may have something to do."""
    if document.tier and not before.document.tier:
        due.save_tiers_due(tx, today)
    birthday = build(document).birthday
    if birthday is not None and birthday != before.program.birthday:
        due.save_birthdays_due(tx, today)


def _settle_due(
    tx: Connection, stored: Stored, through: date, now: datetime, *, unseen: bool = False
) -> None:
    """Settle whoever is due; with `unseen` only who was not seen on the last of these days."""
    actor = system(f"program:{stored.number}")
    cause = Cause(actor=actor, key=None, version_id=stored.version_id, now=now)
    for member_id in sorted(due.due_members(tx, through, limit=_ALL)):
        account = ledger.load_account(tx, member_id, through)
        if account is not None and not (unseen and account.state.settled_on >= through):
            outcome = settle(stored.program, account.state, through)
            accounts.save(tx, account, outcome, stored.program, cause, asleep=True)


def _followed(document: Document) -> dict[str, Any]:
    """Return the columns of the settings row that only repeat the program, for hot reads."""
    return {
        "name": document.name,
        "currency": document.currency,
        "digits": digits(document),
        "timezone": document.timezone,
        "unit": {
            language: forms.model_dump(exclude_none=True)
            for language, forms in document.points.names.items()
        },
    }
