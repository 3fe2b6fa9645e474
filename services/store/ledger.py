"""The only writer of points: a member's account, loaded once and saved once.

Everything the rules decided (services/domain/outcome.py) is written down here, in as few
statements as possible; nothing is decided here. docs/architecture.md, The ledger.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from models.counters import QualifyingDay
from models.ledger import ActivationRow, DrawRow, Entry, Lot
from models.members import Member, MemberStatus
from models.people import Person
from services.domain import recording
from services.domain.outcome import Outcome
from services.domain.program import Program
from services.domain.settling import next_due
from services.domain.standing import days_needed
from services.domain.state import (
    Birthday,
    Day,
    MemberState,
    TierState,
    new_day,
    new_figures,
    new_lot,
    new_state,
)
from services.domain.state import Lot as LotState
from services.keys import keys_of
from services.store import categories, coupons, segments
from services.store.accounts import Account, Cause, new_account
from services.store.due import earliest, next_expiry_on
from services.store.entries import entry_rows
from services.store.prepared import Prepared
from services.store.rows import insert_row
from services.store.upserts import upsert

NO_ENTRY = b""
"""The mark before a member's first entry."""

_ACCOUNT_OF = (
    select(
        *Member.__table__.c,
        Person.telegram_id,
        Person.name_encrypted,
        Person.birthday,
        Person.birthday_known_on,
        Person.birthday_changed_in,
    )
    .outerjoin(Person, Person.member_id == Member.id)
    .where(Member.id == bindparam("member"))
)
_ACCOUNT = Prepared(_ACCOUNT_OF)
_LOCKED_ACCOUNT = Prepared(_ACCOUNT_OF.with_for_update(of=Member))
_LOT_NAMES = tuple(field.name for field in fields(LotState))
_LOT_COLUMNS = [Lot.__table__.c[name] for name in _LOT_NAMES]
_ALL_LOTS = select(*_LOT_COLUMNS).where(Lot.member_id == bindparam("member")).order_by(Lot.number)
_LOTS = Prepared(_ALL_LOTS.where(Lot.points_left > 0))
_NAMED_LOTS = _ALL_LOTS.where(
    or_(Lot.points_left > 0, Lot.number.in_(bindparam("named", expanding=True)))
)
_on = QualifyingDay.on
_DAYS = Prepared(
    select(*QualifyingDay.__table__.c).where(
        QualifyingDay.member_id == bindparam("member"),
        or_(
            (_on > bindparam("after")) & (_on <= bindparam("through")),
            _on == bindparam("today"),
            _on == bindparam("named"),
        ),
    )
)
_INSERT_ENTRIES = Prepared(insert(Entry))
_INSERT_DRAWS = Prepared(insert(DrawRow))
_INSERT_ACTIVATIONS = Prepared(insert(ActivationRow))
_UPDATE_MEMBER = Prepared(
    update(Member).where(
        Member.id == bindparam("the_member"),
        Member.next_entry == bindparam("entry_before"),
        Member.balance == bindparam("balance_before"),
    )
)


def load_account(
    tx: Connection,
    member_id: int,
    today: date,
    *,
    lock: bool = True,
    lots: Iterable[int] = (),
    day: date | None = None,
    quiet: bool = False,
) -> Account | None:
    """Return the account as settled last, None if there is none or it was erased.

    `lots` and `day` name what a refund needs besides the open lots and today. With
    `lock` other writers of this member wait; several members are locked in id order.
    A `quiet` caller draws and renews no lots: if nothing is due they are left out, so
    that a member with hundreds of lots earns as fast as a new one.
    """
    statement = _LOCKED_ACCOUNT if lock else _ACCOUNT
    row = statement.first(tx, {"member": member_id})
    if row is None or row.status is MemberStatus.ERASED:
        return None
    quiet = quiet and (row.next_due_on is None or row.next_due_on > today)
    counters = recording.load_counters(row.counters)
    state = new_state(
        joined_on=row.joined_on,
        settled_on=row.settled_on,
        balance=row.balance,
        pending=row.pending,
        deficit=row.deficit,
        # After the lock, so that no earlier snapshot of the lots is looked at.
        lots=() if quiet else _load_lots(tx, member_id, tuple(lots)),
        tier=_tier(row),
        standing=counters.standing,
        days=_load_days(tx, member_id, row.settled_on, today, day),
        usage=counters.usage,
        coupons=counters.coupons,
        stamps=counters.stamps,
        birthday=_birthday(row.birthday),
        birthday_known_on=row.birthday_known_on,
        birthday_changed_in=row.birthday_changed_in,
        birthday_gift_on=row.birthday_gift_on,
        last_purchase_on=row.last_purchase_on,
        favourites=recording.load_favourites(row.counters),
        next_lot=row.next_lot,
        next_entry=row.next_entry,
    )
    return new_account(
        member_id=member_id,
        card_number=row.card_number,
        status=row.status,
        joined_at=row.joined_at,
        telegram_id=row.telegram_id,
        name_encrypted=row.name_encrypted,
        last_purchase_at=row.last_purchase_at,
        last_amount_minor=row.last_amount_minor,
        head=row.head,
        state=state,
        quiet=quiet,
        next_due_on=row.next_due_on,
        next_expiry_on=row.next_expiry_on,
    )


def _load_lots(tx: Connection, member_id: int, named: tuple[int, ...]) -> tuple[LotState, ...]:
    if named:
        rows: Any = tx.execute(_NAMED_LOTS, {"member": member_id, "named": named})
    else:
        rows = _LOTS.all(tx, {"member": member_id})
    return tuple(new_lot(**dict(zip(_LOT_NAMES, row, strict=True))) for row in rows)


def _load_days(
    tx: Connection, member_id: int, settled_on: date, today: date, named: date | None
) -> tuple[Day, ...]:
    need = days_needed(settled_on, today)
    asked = {
        "member": member_id,
        "after": need.after,
        "through": need.through,
        "today": today,
        "named": named or today,
    }
    return tuple(
        new_day(
            on=row.on,
            figures=new_figures(
                spend_minor=row.spend_minor,
                purchases=row.purchases,
                visits=row.visits,
                points=row.points,
                categories=row.categories,
            ),
            stamps=recording.load_marks(row.stamps),
        )
        for row in _DAYS.all(tx, asked)
    )


def _tier(row: Any) -> TierState:
    return TierState(
        tier=row.tier,
        since=row.tier_since,
        until=row.tier_until,
        grace_until=row.grace_until,
        manual=row.manual_tier,
        manual_until=row.manual_until,
    )


def _birthday(month_day: int | None) -> Birthday | None:
    return None if month_day is None else Birthday(month=month_day // 100, day=month_day % 100)


def insert_member(
    tx: Connection,
    outcome: Outcome,
    program: Program,
    *,
    card_number: str,
    status: MemberStatus,
    cause: Cause,
    invited_by: int | None = None,
) -> int:
    """Make a member of the outcome of joining; return the id."""
    today = outcome.state.settled_on
    born = MemberState(joined_on=outcome.state.joined_on, settled_on=today)
    row = {
        "card_number": card_number,
        "status": status,
        "joined_at": cause.now,
        "joined_on": born.joined_on,
        "invited_by": invited_by,
        "last_purchase_at": None,
        "last_amount_minor": None,
        "last_location_id": None,
        "head": NO_ENTRY,
        **_columns(born),
        "next_due_on": next_due(program, born),
        "next_expiry_on": None,
    }
    member_id = insert_row(tx, Member, row)
    account = new_account(
        member_id=member_id,
        card_number=card_number,
        status=status,
        joined_at=cause.now,
        telegram_id=None,
        name_encrypted=None,
        last_purchase_at=None,
        last_amount_minor=None,
        head=NO_ENTRY,
        state=born,
        next_due_on=row["next_due_on"],
        next_expiry_on=row["next_expiry_on"],
    )
    save_outcome(tx, account, outcome, program, cause)
    return member_id


def save_outcome(
    tx: Connection,
    account: Account,
    outcome: Outcome,
    program: Program,
    cause: Cause,
    *,
    also: Mapping[str, Any] | None = None,
) -> None:
    """Write everything that changed; `also` are further columns of the member's row."""
    member_id = account.member_id
    rows = entry_rows(keys_of(tx), account, outcome, cause)
    if rows:
        _INSERT_ENTRIES.run_each(tx, rows)
    _save_lots(tx, member_id, outcome)
    _save_draws(tx, member_id, outcome)
    if outcome.coupons:
        coupons.save_closed(tx, member_id, outcome.coupons, now=cause.now)
    if outcome.days:
        upsert(tx, QualifyingDay, [_day_row(member_id, day) for day in outcome.days])
        categories.save_days(tx, member_id, account.state.days, outcome.days)
    columns = {
        **_columns(outcome.state),
        **_moved_dates(program, account, outcome.state),
        "head": rows[-1]["mark"] if rows else account.head,
        **(also or {}),
    }
    _update_member(tx, member_id, account.state, columns)


def _moved_dates(program: Program, account: Account, after: MemberState) -> dict[str, date | None]:
    """Return the due dates if one has moved: naming a column writes its index anew.

    When most lots were not looked at, those may end earlier.
    """
    due_on, expiry_on = next_due(program, after), next_expiry_on(after)
    if account.quiet:
        due_on = earliest(account.next_due_on, due_on)
        expiry_on = earliest(account.next_expiry_on, expiry_on)
    if (due_on, expiry_on) == (account.next_due_on, account.next_expiry_on):
        return {}
    return {"next_due_on": due_on, "next_expiry_on": expiry_on}


def _update_member(
    tx: Connection, member_id: int, before: MemberState, columns: Mapping[str, Any]
) -> None:
    """Move the member's row on from exactly the state the decision was made on."""
    known = {
        "the_member": member_id,
        "entry_before": before.next_entry,
        "balance_before": before.balance,
    }
    if _UPDATE_MEMBER.run(tx, {**columns, **known}) != 1:
        raise RuntimeError(f"member {member_id} changed under its own transaction")


def _columns(state: MemberState) -> dict[str, Any]:
    return {
        "settled_on": state.settled_on,
        "balance": state.balance,
        "pending": state.pending,
        "deficit": state.deficit,
        "tier": state.tier.tier,
        "tier_since": state.tier.since,
        "tier_until": state.tier.until,
        "grace_until": state.tier.grace_until,
        "manual_tier": state.tier.manual,
        "manual_until": state.tier.manual_until,
        "counters": recording.dump_counters(state),
        "last_purchase_on": state.last_purchase_on,
        **segments.columns(state),
        "birthday_gift_on": state.birthday_gift_on,
        "next_lot": state.next_lot,
        "next_entry": state.next_entry,
    }


def _save_lots(tx: Connection, member_id: int, outcome: Outcome) -> None:
    if not outcome.lots:
        return
    opened_by = {lot.number: entry.number for entry in outcome.entries for lot in entry.opened}
    upsert(
        tx,
        Lot,
        [
            {
                "member_id": member_id,
                "entry_number": opened_by.get(lot.number, 0),
                **{name: getattr(lot, name) for name in _LOT_NAMES},
            }
            for lot in outcome.lots
        ],
        # Which entry opened a lot is known when it is opened, and never changes.
        keep=("entry_number",),
    )


def _save_draws(tx: Connection, member_id: int, outcome: Outcome) -> None:
    draws = [
        {
            "member_id": member_id,
            "entry_number": entry.number,
            "position": position,
            "lot_number": lot,
            "points": points,
        }
        for entry in outcome.entries
        for position, (lot, points) in enumerate(
            [(draw.lot, draw.points) for draw in entry.draws]
            + [(draw.lot, -draw.points) for draw in entry.restored]
        )
    ]
    if draws:
        _INSERT_DRAWS.run_each(tx, draws)
    activations = [
        {
            "member_id": member_id,
            "lot_number": activation.lot,
            "on": activation.on,
            "points": activation.points,
            "repaid": activation.repaid,
        }
        for activation in outcome.activations
    ]
    if activations:
        _INSERT_ACTIVATIONS.run_each(tx, activations)


def _day_row(member_id: int, day: Day) -> dict[str, Any]:
    return {
        "member_id": member_id,
        "on": day.on,
        "spend_minor": day.figures.spend_minor,
        "purchases": day.figures.purchases,
        "visits": day.figures.visits,
        "points": day.figures.points,
        "categories": dict(day.figures.categories),
        "stamps": day.stamps,
    }
