"""The versions of the owner's rules: the one in force, the next one, who changed what."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from services.actors import Actor, system
from services.domain.errors import Refusal
from services.domain.program import Program
from services.domain.settling import settle
from services.program import (
    Change,
    ChangeKind,
    Document,
    build,
    canonical_json,
    describe_change,
    digits,
    document_from_json,
    export,
    load_document,
)
from services.store import audit_log, due, ledger
from services.store import programs as store
from services.store import shop as shop_store
from services.store.accounts import Cause
from services.store.audit_log import What

_HISTORY_ROWS = 50
_KNOWN = "kopilka.programs"
# A daily job leaves little to do here; a change of rules may wait for the rest.
_ALL = 1_000_000


@dataclass(kw_only=True, unsafe_hash=True)
class ProgramChangedMeanwhile(Refusal):
    """Somebody saved another version after the one this change was based on."""

    version: int


@dataclass(kw_only=True, unsafe_hash=True)
class ProgramNotLaunched(Refusal):
    """There is no program yet: the owner has not launched it."""


@dataclass(kw_only=True, unsafe_hash=True)
class UnknownVersion(Refusal):
    """No version of the program has this id."""

    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """The version in force; `program` is what the rules read, `text` the owner's TOML."""

    version_id: int
    number: int
    program: Program
    document: Document

    @property
    def text(self) -> str:
        return export(self.document)


@dataclass(frozen=True, kw_only=True, slots=True)
class Applied:
    """What was saved; an equal program saves nothing and has no changes."""

    version_id: int
    number: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionView:
    """A line of "who changed what", newest first; `staff_id` is None for the command line."""

    version_id: int
    number: int
    at: datetime
    staff_id: int | None
    role: str
    changes: tuple[Change, ...]
    current: bool


def current(tx: Connection) -> Stored:
    """Return the program in force; raise ProgramNotLaunched before the launch.

    A version never changes, so each process parses it once.
    """
    row = store.load_current(tx)
    if row is None:
        raise ProgramNotLaunched
    return known(tx, row.id, row.key)


def known(tx: Connection, version_id: int, key: str) -> Stored:
    """Return a version that each connection reads once.

    The id of a version that was rolled back is given again: the key tells them apart.
    """
    versions: dict[tuple[int, str], Stored] = tx.info.setdefault(_KNOWN, {})
    found = versions.get((version_id, key))
    if found is None:
        found = versions[version_id, key] = version(tx, version_id)
    return found


def version(tx: Connection, version_id: int) -> Stored:
    """Return one version, as an old receipt needs it; raise UnknownVersion."""
    row = store.load_version(tx, version_id)
    if row is None:
        raise UnknownVersion(version=version_id)
    return _stored(row.id, row.number, row.document, row.created_at)


# The text is part of the key: two databases in one process have different versions 1.
@lru_cache(maxsize=32)
def _stored(version_id: int, number: int, document: str, saved_at: datetime) -> Stored:
    parsed = document_from_json(document)
    program = build(parsed)
    program = replace(program, since=local_day(program, saved_at))
    return Stored(version_id=version_id, number=number, program=program, document=parsed)


def apply(
    tx: Connection,
    text: str,
    *,
    actor: Actor,
    key: str,
    now: datetime,
    based_on: int | None = None,
) -> Applied:
    """Save a program file as the next version and put it in force.

    `based_on` is the id of the version the author saw: another one in force refuses with
    ProgramChangedMeanwhile. Raises `ProgramRefused` with the lines of what is wrong.
    """
    stored = current(tx)
    today = local_day(stored.program, now)
    document = load_document(text, today=today)
    return save_document(tx, document, actor=actor, key=key, now=now, based_on=based_on)


def save_document(
    tx: Connection,
    document: Document,
    *,
    actor: Actor,
    key: str,
    now: datetime,
    based_on: int | None = None,
) -> Applied:
    """Save a checked document as the next version; the same key again changes nothing."""
    saved = store.load_by_key(tx, key)
    if saved is not None:
        return Applied(
            version_id=saved.id, number=saved.number, changes=_changes_from(saved.changes)
        )
    stored = current(tx)
    if based_on is not None and based_on != stored.version_id:
        raise ProgramChangedMeanwhile(version=stored.number)
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
    """Write the version and let the settings row follow it.

    What is due by today is done first, by the rules it became due under.
    """
    if before is not None:
        _settle_due(tx, before, now)
    changes = describe_change(before.document, document) if before else ()
    number = before.number + 1 if before else 1
    version_id = store.insert_version(
        tx,
        {
            "number": number,
            "document": canonical_json(document),
            "changes": {"changes": [_change_json(change) for change in changes]},
            "actor_role": actor.role,
            "staff_id": actor.staff_id,
            "source": actor.source,
            "key": key,
            "created_at": now,
        },
    )
    shop_store.save_settings(tx, _followed(document) | {"program_version_id": version_id})
    if before is not None and document.tier and not before.document.tier:
        due.save_tiers_due(tx, local_day(before.program, now))
    if before is not None and _moves_birthdays(before.program, build(document)):
        due.save_birthdays_due(tx, local_day(before.program, now))
    audit_log.note(tx, What.PROGRAM_CHANGED, actor=actor, now=now, facts={"version": number})
    return Applied(version_id=version_id, number=number, changes=changes)


def _moves_birthdays(before: Program, after: Program) -> bool:
    return after.birthday is not None and after.birthday != before.birthday


def _settle_due(tx: Connection, stored: Stored, now: datetime) -> None:
    today = local_day(stored.program, now)
    actor = system(f"program:{stored.number}")
    cause = Cause(actor=actor, key=None, version_id=stored.version_id, now=now)
    for member_id in sorted(due.due_members(tx, today, limit=_ALL)):
        account = ledger.load_account(tx, member_id, today)
        if account is not None:
            outcome = settle(stored.program, account.state, today)
            ledger.save_outcome(tx, account, outcome, stored.program, cause)


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


def history(tx: Connection) -> tuple[VersionView, ...]:
    """Return the newest 50 versions, newest first."""
    in_force = store.load_current_id(tx)
    return tuple(
        VersionView(
            version_id=row.id,
            number=row.number,
            at=row.created_at,
            staff_id=row.staff_id,
            role=row.actor_role,
            changes=_changes_from(row.changes),
            current=row.id == in_force,
        )
        for row in store.load_versions(tx, limit=_HISTORY_ROWS)
    )


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


def local_day(program: Program, now: datetime) -> date:
    """Return the shop's local date of an instant."""
    return now.astimezone(ZoneInfo(program.timezone)).date()


def was_saved(tx: Connection, key: str) -> bool:
    """Whether an operation with this key has saved a version."""
    return store.load_by_key(tx, key) is not None


def _change_json(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "table": change.table,
        "id": change.id,
        "key": change.key,
        "before": change.before,
        "after": change.after,
    }


def _changes_from(stored: Mapping[str, Any]) -> tuple[Change, ...]:
    return tuple(
        Change(**{**line, "kind": ChangeKind(line["kind"])}) for line in stored["changes"]
    )
