"""The rows of shifts, and what was sold in one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from models.members import Member
from models.people import Person
from models.purchases import Purchase, Refund
from models.shifts import Shift
from models.shop import Location
from models.staff import Staff
from services.store.prepared import Prepared
from services.store.rows import first, insert_row, rows


@dataclass(frozen=True, kw_only=True, slots=True)
class Sold:
    """The sums of one shift; points as they were earned and paid at the sale."""

    bills: int
    amount_minor: int
    earned: int
    redeemed: int
    new_members: int
    undone: int


# Statements of every tap are built once: building costs more than running.
_OPEN = Prepared(
    select(
        Shift.id,
        Shift.opened_at,
        Shift.location_id,
        Location.name.label("location_name"),
        Staff.role,
    )
    .join(Staff, Staff.id == Shift.staff_id)
    .outerjoin(Location, Location.id == Shift.location_id)
    .where(Shift.staff_id == bindparam("staff"), Shift.closed_at.is_(None))
)
_CLOSE = (
    update(Shift)
    .where(Shift.staff_id == bindparam("staff"), Shift.closed_at.is_(None))
    .values(closed_at=bindparam("now"))
)
_NEW_MEMBERS = (
    select(func.count(func.distinct(Purchase.member_id)))
    .join(Member, Member.id == Purchase.member_id)
    .where(Purchase.shift_id == bindparam("shift"), Member.joined_at >= bindparam("opened"))
)
_UNDONE = select(func.count()).where(Refund.shift_id == bindparam("shift"), Refund.undone)
_SOLD = select(
    func.count().label("bills"),
    func.coalesce(func.sum(Purchase.amount_minor - Purchase.discount_minor), 0).label("amount"),
    func.coalesce(func.sum(Purchase.earned), 0).label("earned"),
    func.coalesce(func.sum(Purchase.applied), 0).label("redeemed"),
    _NEW_MEMBERS.scalar_subquery().label("new_members"),
    _UNDONE.scalar_subquery().label("undone"),
).where(Purchase.shift_id == bindparam("shift"))


def load_open(tx: Connection, staff_id: int) -> Row[Any] | None:
    return first(tx, _OPEN, staff=staff_id)


def insert_shift(tx: Connection, staff_id: int, location_id: int | None, *, now: datetime) -> int:
    values = {"staff_id": staff_id, "location_id": location_id, "opened_at": now}
    return insert_row(tx, Shift, values)


def close_open(tx: Connection, staff_id: int, *, now: datetime) -> None:
    tx.execute(_CLOSE, {"staff": staff_id, "now": now})


def sold(tx: Connection, shift_id: int, opened_at: datetime) -> Sold:
    """Add up the purchases of a shift; new are the guests who joined while it was open."""
    sums = tx.execute(_SOLD, {"shift": shift_id, "opened": opened_at}).one()
    return Sold(
        bills=sums.bills,
        amount_minor=int(sums.amount),
        earned=int(sums.earned),
        redeemed=int(sums.redeemed),
        new_members=sums.new_members,
        undone=sums.undone,
    )


def load_bills(tx: Connection, shift_id: int, *, offset: int, limit: int) -> list[Row[Any]]:
    """Return a page of the shift's purchases, newest first, with the guests' rows."""
    return rows(
        tx,
        select(
            Purchase.id,
            Purchase.at,
            Purchase.staff_id,
            Purchase.amount_minor,
            Purchase.discount_minor,
            Purchase.earned,
            Purchase.applied,
            Purchase.refunded_minor,
            Purchase.stands,
            Member.card_number,
            Person.name_encrypted,
        )
        .join(Member, Member.id == Purchase.member_id)
        .outerjoin(Person, Person.member_id == Member.id)
        .where(Purchase.shift_id == shift_id)
        .order_by(Purchase.id.desc())
        .offset(offset)
        .limit(limit),
    )


def count_bills(tx: Connection, shift_id: int) -> int:
    statement = select(func.count()).select_from(Purchase)
    return tx.scalar(statement.where(Purchase.shift_id == shift_id)) or 0
