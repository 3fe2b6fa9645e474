"""What the watch found: told to the owners once, shown with its bills, excused by a tap."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, assert_never

from sqlalchemy import Connection, Row

from models.watch import Pattern
from services import alerts, till
from services.actors import Actor, Role
from services.domain.errors import Refusal
from services.facts import Fact, Points
from services.outbox import Buttons
from services.staff import OwnerOnly
from services.store import audit_log
from services.store import people as people_store
from services.store import watch as store
from services.store.audit_log import What
from services.store.watch import Bills, Span
from services.watch import Found

AGAIN = timedelta(days=30)
"""What goes on for another month is told once more, unless the owner has said it is fine."""

TOLD_A_DAY = 10
"""The rest is found again tomorrow."""

SHOWN = 10


@dataclass(kw_only=True, unsafe_hash=True)
class SuspicionUnknown(Refusal):
    """There is nothing under this number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BillLine:
    """One bill of the evidence; names are as staff see them."""

    at: datetime
    amount_minor: int
    guest: str
    cashier: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The sentence again (`text` with `facts`), how many bills there are, and the latest."""

    suspicion_id: int
    text: str
    facts: dict[str, Fact]
    bills: int
    latest: tuple[BillLine, ...]
    fine: bool


def tell(tx: Connection, found: tuple[Found, ...], today: date, *, now: datetime) -> int:
    """Tell the owners what is new, once for this day; return how much it was."""
    if not store.claim(tx, today, now=now):
        return 0
    known = store.load_by_key(tx, [one.key for one in found])
    fresh = [one for one in found if _is_news(known.get(one.key), now=now)][:TOLD_A_DAY]
    for one in fresh:
        suspicion_id = _save(tx, one, known.get(one.key), now=now)
        alerts.tell_owners(
            tx,
            f"suspicion-{one.pattern}",
            _facts(tx, one),
            occasion=f"{one.key}:{today}",
            buttons=Buttons(kind="suspicion", args={"suspicion_id": suspicion_id}),
            now=now,
        )
    return len(fresh)


def evidence(tx: Connection, suspicion_id: int, *, actor: Actor) -> Evidence:
    """Return the bills behind a suspicion; raises OwnerOnly and SuspicionUnknown."""
    row = _load(tx, suspicion_id, actor)
    found = _found(row)
    total, latest = store.load_evidence(tx, _bills(found), limit=SHOWN)
    return Evidence(
        suspicion_id=row.id,
        text=f"suspicion-{found.pattern}",
        facts=_facts(tx, found),
        bills=total,
        latest=tuple(
            BillLine(
                at=bill.at,
                amount_minor=bill.amount_minor,
                guest=till.name_of_guest(tx, bill.member_id),
                cashier=people_store.staff_name(tx, bill.staff_id) or "",
            )
            for bill in latest
        ),
        fine=row.fine_at is not None,
    )


def excuse(tx: Connection, suspicion_id: int, *, actor: Actor, now: datetime) -> None:
    """Remember that it is fine: it is never told again. Raises as `evidence` does."""
    row = _load(tx, suspicion_id, actor)
    if row.fine_at is not None:
        return
    store.save_suspicion(tx, row.id, {"fine_at": now, "fine_by": actor.staff_id})
    audit_log.note(
        tx,
        What.SUSPICION_EXCUSED,
        actor=actor,
        now=now,
        member_id=row.member_id,
        facts={"suspicion": row.key},
    )


def _is_news(row: Row[Any] | None, *, now: datetime) -> bool:
    return row is None or (row.fine_at is None and row.told_at <= now - AGAIN)


def _save(tx: Connection, one: Found, row: Row[Any] | None, *, now: datetime) -> int:
    values: dict[str, Any] = {
        "since": one.span.since,
        "until": one.span.until,
        "facts": one.facts,
        "told_at": now,
    }
    if row is not None:
        store.save_suspicion(tx, row.id, values)
        return int(row.id)
    names = {
        "key": one.key,
        "pattern": one.pattern,
        "member_id": one.member_id,
        "staff_id": one.staff_id,
    }
    return store.insert_suspicion(tx, names | values)


def _load(tx: Connection, suspicion_id: int, actor: Actor) -> Row[Any]:
    if actor.role is not Role.OWNER:
        raise OwnerOnly
    row = store.load_suspicion(tx, suspicion_id)
    if row is None:
        raise SuspicionUnknown
    return row


def _found(row: Row[Any]) -> Found:
    return Found(
        pattern=row.pattern,
        span=Span(since=row.since, until=row.until),
        member_id=row.member_id,
        staff_id=row.staff_id,
        facts=row.facts,
    )


def _facts(tx: Connection, one: Found) -> dict[str, Fact]:
    """Return the sentence's facts; the names are looked up, so a forgotten one is gone."""
    facts: dict[str, Fact] = {name: value for name, value in one.facts.items() if name != "step"}
    if one.member_id is not None:
        facts["name"] = till.name_of_guest(tx, one.member_id)
    if one.staff_id is not None:
        facts["cashier"] = people_store.staff_name(tx, one.staff_id) or ""
    if one.pattern is Pattern.GATHER:
        facts["points"] = Points(one.facts["points"])
    if one.pattern is Pattern.MUCH:
        facts |= {"on": one.span.since, "points": Points(one.facts["points"])}
    return facts


def _bills(one: Found) -> Bills:
    span = one.span
    match one.pattern:
        case Pattern.OFTEN:
            return Bills(span=span, member_id=one.member_id, repeated_days=True)
        case Pattern.ROUND:
            return Bills(span=span, member_id=one.member_id, step=one.facts["step"])
        case Pattern.UNDONE:
            return Bills(span=span, staff_id=one.staff_id, undone=True)
        case Pattern.GATHER:
            return Bills(span=span, gave_to=one.member_id)
        case Pattern.PAIR | Pattern.ONLY | Pattern.MUCH:
            return Bills(span=span, member_id=one.member_id, staff_id=one.staff_id)
        case _:
            assert_never(one.pattern)
