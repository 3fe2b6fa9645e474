"""Sums of a week over the books, each a single statement for all members and days."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from models.members import Member, MemberStatus
from models.purchases import Purchase
from models.shop import Location
from services.store.rows import rows


@dataclass(frozen=True, kw_only=True, slots=True)
class DayRow:
    """One local day net of refunds; `…_then` are the same figures up to an instant."""

    on: date
    bills: int = 0
    amount_minor: int = 0
    earned: int = 0
    redeemed: int = 0
    off_minor: int = 0
    bills_then: int = 0
    amount_then_minor: int = 0


def load_days(tx: Connection, first: date, last: date, *, then: datetime) -> dict[date, DayRow]:
    """Return the days that had purchases, by date, from the index on the day."""
    goods = Purchase.amount_minor - Purchase.discount_minor - Purchase.refunded_minor
    early = Purchase.at <= then
    found = rows(
        tx,
        select(
            Purchase.on,
            func.count().filter(Purchase.stands).label("bills"),
            func.sum(goods).label("amount_minor"),
            func.sum(Purchase.earned - Purchase.clawed).label("earned"),
            func.sum(Purchase.applied - Purchase.restored).label("redeemed"),
            func.sum(Purchase.off_minor - Purchase.off_back_minor).label("off_minor"),
            func.count().filter(Purchase.stands, early).label("bills_then"),
            func.coalesce(func.sum(goods).filter(early), 0).label("amount_then_minor"),
        )
        .where(Purchase.on >= first, Purchase.on <= last)
        .group_by(Purchase.on),
    )
    # PostgreSQL adds whole numbers up to decimals.
    return {
        row.on: DayRow(
            on=row.on,
            bills=row.bills,
            amount_minor=int(row.amount_minor),
            earned=int(row.earned),
            redeemed=int(row.redeemed),
            off_minor=int(row.off_minor),
            bills_then=row.bills_then,
            amount_then_minor=int(row.amount_then_minor),
        )
        for row in found
    }


def count_guests(
    tx: Connection, since: date, monday: date, last: date, *, until: datetime
) -> tuple[int, int]:
    """Count the guests of [monday, last], and those with another day since `since`."""
    guests = (
        select(
            func.count(Purchase.on.distinct()).label("days"),
            func.max(Purchase.on).label("newest"),
        )
        .where(Purchase.on >= since, Purchase.on <= last, Purchase.at <= until, Purchase.stands)
        .group_by(Purchase.member_id)
        .subquery()
    )
    came = guests.c.newest >= monday
    row = tx.execute(
        select(
            func.count().filter(came), func.count().filter(came, guests.c.days > 1)
        ).select_from(guests)
    ).one()
    return int(row[0]), int(row[1])


def count_new(tx: Connection, *spans: tuple[datetime, datetime]) -> tuple[int, ...]:
    """Count who joined within each [from, to), in one statement."""
    joined = Member.joined_at
    counts = [func.count().filter(joined >= start, joined < end) for start, end in spans]
    row = tx.execute(
        select(*counts)
        .select_from(Member)
        .where(joined >= min(spans)[0], Member.status != MemberStatus.ERASED)
    ).one()
    return tuple(int(number) for number in row)


def count_tiers(tx: Connection) -> dict[str | None, int]:
    """Count today's members by the tier they stand in."""
    found = tx.execute(
        select(Member.tier, func.count())
        .where(Member.status != MemberStatus.ERASED)
        .group_by(Member.tier)
    )
    return {tier: int(number) for tier, number in found}


def count_locations(tx: Connection) -> int:
    return tx.scalar(select(func.count()).select_from(Location).where(Location.active)) or 0
