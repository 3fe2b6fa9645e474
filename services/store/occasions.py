"""The rows of occasions: who is due, by indexed dates alone, and who was written to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    true,
)

from models.ledger import Entry, Lot
from models.members import Member
from models.occasions import OccasionRow, OccasionRun
from models.people import Person
from services.domain import recording
from services.domain.kinds import EntryKind, Occasion, Reason
from services.store.conflicts import insert_unless_there
from services.store.prepared import Prepared
from services.store.rows import first, rows

MARKETING = (Occasion.BIRTHDAY, Occasion.DORMANCY)
"""Messages that need the consent to offers and greetings, and are counted together."""

_HAS_CHAT = and_(Person.member_id.is_not(None), Person.telegram_id.is_not(None), Person.reachable)
_AGREED = and_(_HAS_CHAT, Person.marketing == true())
_MY_LAST = Prepared(
    select(func.max(OccasionRow.on, type_=OccasionRow.on.type).label("on")).where(
        OccasionRow.member_id == bindparam("member"),
        or_(*(OccasionRow.kind == kind for kind in MARKETING)),
    )
)

_NOTICES = Prepared(
    select(OccasionRow.occasion).where(
        OccasionRow.member_id == bindparam("member"),
        OccasionRow.kind == Occasion.EXPIRY,
        OccasionRow.on >= bindparam("since"),
    )
)
_GIFTS = Prepared(
    select(Entry.points, Entry.parts, Lot.expires_on)
    .outerjoin(Lot, (Lot.member_id == Entry.member_id) & (Lot.entry_number == Entry.number))
    .where(
        Entry.member_id == bindparam("member"),
        Entry.kind == EntryKind.GIFT,
        Entry.on == bindparam("given_on"),
    )
    .order_by(Entry.number)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Gift:
    """Points as they were given, and the last day they can be spent; None: always."""

    points: int
    expires_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """How many were written to, and how many of them bought something afterwards."""

    sent: int
    came: int


def birthdays_due(
    tx: Connection, month_days: Collection[int], *, apart_since: date, rest_since: date
) -> list[int]:
    """Return who has a birthday on one of these days (MMDD) and may be congratulated."""
    return _ids(
        tx,
        select(Person.member_id).where(
            Person.birthday.in_(sorted(month_days)),
            _AGREED,
            ~_was_written(Person.member_id, [Occasion.BIRTHDAY], OccasionRow.on > apart_since),
            ~_was_written(Person.member_id, MARKETING, OccasionRow.on > rest_since),
        ),
    )


def dormant(tx: Connection, since: datetime, until: datetime, *, rest_since: date) -> list[int]:
    """Return whose last purchase was in [since, until) and who was not written to about it."""
    told_already = OccasionRow.on >= Member.last_purchase_on
    return _ids(
        tx,
        select(Member.id)
        .join(Person, Person.member_id == Member.id)
        .where(
            Member.last_purchase_at >= since,
            Member.last_purchase_at < until,
            _AGREED,
            ~_was_written(Member.id, [Occasion.DORMANCY], told_already),
            ~_was_written(Member.id, MARKETING, OccasionRow.on > rest_since),
        ),
    )


def expiring(
    tx: Connection, marks: Mapping[int, tuple[date, date]], *, rest_since: date
) -> list[int]:
    """Return whose points end within the span of a mark, unless a notice was given lately.

    `marks` are days of notice with the first and last date they are given for.
    """
    spans = [
        and_(
            Member.next_expiry_on.between(first_on, last_on),
            ~_was_written(
                Member.id,
                [Occasion.EXPIRY],
                OccasionRow.on > rest_since,
                OccasionRow.occasion < f"{mark + 1:02}",
            ),
        )
        for mark, (first_on, last_on) in marks.items()
    ]
    days = [day for span in marks.values() for day in span]
    return _ids(
        tx,
        select(Member.id)
        .join(Person, Person.member_id == Member.id)
        .where(Member.next_expiry_on.between(min(days), max(days)), _HAS_CHAT, or_(*spans)),
    )


def _was_written(
    member: Any, kinds: Iterable[Occasion], *conditions: ColumnElement[bool]
) -> ColumnElement[bool]:
    mine = OccasionRow.member_id == member
    return exists().where(mine, OccasionRow.kind.in_(tuple(kinds)), *conditions)


def _ids(tx: Connection, statement: Select[Any]) -> list[int]:
    return sorted(tx.scalars(statement))


def claim(
    tx: Connection, member_id: int, kind: Occasion, occasion: str, on: date, *, now: datetime
) -> bool:
    """Take the one place there is for this occasion of this member; False if it is taken."""
    row = {
        "member_id": member_id,
        "kind": kind,
        "occasion": occasion,
        "on": on,
        "promised_at": now,
    }
    return insert_unless_there(tx, OccasionRow, row)


def last_marketing(tx: Connection, member_id: int) -> date | None:
    """Return the day of the last message that needed the consent."""
    found = first(tx, _MY_LAST, member=member_id)
    on: date | None = found.on if found is not None else None
    return on


def notices(tx: Connection, member_id: int, since: date) -> Sequence[str]:
    """Return the occasions of notices of expiry given since a day."""
    return [row.occasion for row in rows(tx, _NOTICES, member=member_id, since=since)]


def birthday_gift(tx: Connection, member_id: int, on: date) -> Gift | None:
    """Return the birthday gift that was given on a day."""
    for row in rows(tx, _GIFTS, member=member_id, given_on=on):
        if any(part.reason is Reason.BIRTHDAY for part in recording.load_parts(row.parts)):
            return Gift(points=row.points, expires_on=row.expires_on)
    return None


def finished(tx: Connection, on: date) -> frozenset[Occasion]:
    """Return the kinds for which everybody due on a day was gone through."""
    return frozenset(tx.scalars(select(OccasionRun.kind).where(OccasionRun.on == on)))


def save_finished(tx: Connection, kind: Occasion, on: date, *, now: datetime) -> None:
    insert_unless_there(tx, OccasionRun, {"kind": kind, "on": on, "finished_at": now})


def results(tx: Connection, since: datetime) -> Mapping[Occasion, Result]:
    """Count the messages of each kind since a moment."""
    came = func.count().filter(Member.last_purchase_at > OccasionRow.promised_at)
    statement = (
        select(OccasionRow.kind, func.count().label("sent"), came.label("came"))
        .join(Member, Member.id == OccasionRow.member_id)
        .where(OccasionRow.promised_at >= since)
        .group_by(OccasionRow.kind)
    )
    return {row.kind: Result(sent=row.sent, came=row.came) for row in tx.execute(statement)}


def load_of(tx: Connection, member_id: int) -> list[Row[Any]]:
    """Return what a member was written to about, oldest first."""
    columns = (OccasionRow.kind, OccasionRow.occasion, OccasionRow.promised_at)
    mine = OccasionRow.member_id == member_id
    return rows(tx, select(*columns).where(mine).order_by(OccasionRow.promised_at))


def delete_of(tx: Connection, member_id: int) -> None:
    tx.execute(delete(OccasionRow).where(OccasionRow.member_id == member_id))
