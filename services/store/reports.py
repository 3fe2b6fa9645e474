"""Sums over the books by the shop's local day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from models.members import Member, MemberStatus
from models.people import Person
from models.purchases import Purchase
from models.staff import Staff
from services.actors import Role


@dataclass(frozen=True, kw_only=True, slots=True)
class DaySums:
    """One local day's purchases net of refunds; `off_minor` is what the rules took off."""

    bills: int
    amount_minor: int
    earned: int
    redeemed: int
    off_minor: int


def day_sums(tx: Connection, on: date, *, until: datetime) -> DaySums:
    """Add up the purchases of a local day up to an instant, from the index on the day."""
    goods = Purchase.amount_minor - Purchase.discount_minor - Purchase.refunded_minor
    row = tx.execute(
        select(
            func.count().filter(Purchase.stands),
            func.coalesce(func.sum(goods), 0),
            func.coalesce(func.sum(Purchase.earned - Purchase.clawed), 0),
            func.coalesce(func.sum(Purchase.applied - Purchase.restored), 0),
            func.coalesce(func.sum(Purchase.off_minor - Purchase.off_back_minor), 0),
        ).where(Purchase.on == on, Purchase.at <= until)
    ).one()
    return DaySums(
        bills=int(row[0]),
        amount_minor=int(row[1]),
        earned=int(row[2]),
        redeemed=int(row[3]),
        off_minor=int(row[4]),
    )


def new_members(tx: Connection, since: datetime, until: datetime) -> int:
    return (
        tx.scalar(
            select(func.count())
            .select_from(Member)
            .where(
                Member.joined_at >= since,
                Member.joined_at <= until,
                Member.status != MemberStatus.ERASED,
            )
        )
        or 0
    )


def owner_has_card(tx: Connection) -> bool:
    found = tx.scalar(
        select(Staff.id)
        .join(Person, Person.id == Staff.person_id)
        .where(Staff.active, Staff.role == Role.OWNER, Person.member_id.is_not(None))
        .limit(1)
    )
    return found is not None


def has_purchase(tx: Connection) -> bool:
    return tx.scalar(select(Purchase.id).limit(1)) is not None
