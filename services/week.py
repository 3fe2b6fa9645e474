"""A week of the shop against the week before: what the owner's picture and its caption say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from services import programs
from services.domain.program import Program
from services.rates import deals_in_points
from services.reports import midnight
from services.store import shop as shop_store
from services.store import week as store
from services.store.week import DayRow

RETURN_DAYS = 30
"""How long ago a guest may have been here to count as one who returned."""

QUIET_DAYS = 3
QUIET_PERCENT = 10
"""A tip needs so many open days, and a day so far below their mean."""

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """One local day, net of refunds."""

    on: date
    bills: int
    amount_minor: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Totals:
    """What is compared between two weeks.

    `returned` of `guests` are guests of the week who bought on two local days or more, counted
    from `RETURN_DAYS` days before its Monday to its Sunday. Purchases refunded in full do not
    count, and two purchases on one day are one visit.
    """

    amount_minor: int
    bills: int
    new_members: int
    guests: int
    returned: int

    @property
    def returned_percent(self) -> int | None:
        """Return the share of returned guests in whole percent; None if nobody came."""
        return _rounded(self.returned * 100, self.guests) if self.guests else None


@dataclass(frozen=True, kw_only=True, slots=True)
class TierCount:
    """How many members stand in a tier today; `names`: language -> name."""

    names: Mapping[str, str]
    members: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Quiet:
    """The weakest open day, and by how many percent it lies below the mean of open days."""

    on: date
    amount_minor: int
    below_percent: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """Seven local days from a Monday, the seven before, and what they come to.

    While the week runs (`complete` is False), `before` holds the week before up to the same
    weekday and hour; `before_days` are always whole. `through` is the last day that has begun.
    `tiers` is empty without tiers. `off_minor` is what the rules took off goods that were kept.
    """

    shop: str
    locations: int
    complete: bool
    through: date
    days: tuple[Day, ...]
    before_days: tuple[Day, ...]
    totals: Totals
    before: Totals
    earned: int
    redeemed: int
    tiers: tuple[TierCount, ...]
    quiet: Quiet | None
    off_minor: int = 0
    with_points: bool = True


def monday(tx: Connection, *, weeks_ago: int = 0, now: datetime) -> date:
    """Return the Monday of the shop's present week, or of one so many weeks before."""
    today = now.astimezone(_zone(tx)).date()
    return today - today.weekday() * _DAY - weeks_ago * _WEEK


def week(tx: Connection, begins: date, *, now: datetime) -> Week:
    """Add up the week that begins on this Monday; refunds count on the day of their purchase.

    Raises ProgramNotLaunched before the launch.
    """
    settings = shop_store.load_settings(tx)
    program = programs.current(tx, now=now).program
    zone = _zone(tx)
    complete = now >= midnight(begins + _WEEK, zone)
    then = midnight(begins, zone) if complete else now.astimezone(zone) - _WEEK
    found = store.load_days(tx, begins - _WEEK, begins + _WEEK - _DAY, then=then)
    rows, before = _seven(found, begins), _seven(found, begins - _WEEK)
    days, before_days = _days(rows), _days(before)
    new, new_before = _new_members(tx, begins, zone, then)
    today = now.astimezone(zone).date()
    finished = [pair for pair in zip(days, before_days, strict=True) if pair[0].on < today]
    return Week(
        shop=settings.name if settings else "",
        locations=store.count_locations(tx),
        complete=complete,
        through=min(today, begins + _WEEK - _DAY),
        days=days,
        before_days=before_days,
        totals=_totals(tx, begins, rows, new=new, until=now),
        before=_totals(tx, begins - _WEEK, _up_to_then(before), new=new_before, until=then),
        earned=sum(row.earned for row in rows),
        redeemed=sum(row.redeemed for row in rows),
        off_minor=sum(row.off_minor for row in rows),
        with_points=deals_in_points(program) or any(row.earned or row.redeemed for row in rows),
        tiers=_tiers(program, store.count_tiers(tx)),
        quiet=_quiet(finished),
    )


def _zone(tx: Connection) -> ZoneInfo:
    settings = shop_store.load_settings(tx)
    return ZoneInfo(settings.timezone if settings else "UTC")


def _seven(found: Mapping[date, DayRow], monday: date) -> list[DayRow]:
    dates = [monday + number * _DAY for number in range(7)]
    return [found.get(on) or DayRow(on=on) for on in dates]


def _days(rows: Sequence[DayRow]) -> tuple[Day, ...]:
    return tuple(Day(on=row.on, bills=row.bills, amount_minor=row.amount_minor) for row in rows)


def _up_to_then(rows: Sequence[DayRow]) -> list[DayRow]:
    return [replace(row, bills=row.bills_then, amount_minor=row.amount_then_minor) for row in rows]


def _new_members(tx: Connection, monday: date, zone: ZoneInfo, then: datetime) -> tuple[int, int]:
    start, end = midnight(monday, zone), midnight(monday + _WEEK, zone)
    before = midnight(monday - _WEEK, zone)
    new, new_before = store.count_new(tx, (start, end), (before, then))
    return new, new_before


def _totals(
    tx: Connection, monday: date, rows: Sequence[DayRow], *, new: int, until: datetime
) -> Totals:
    guests, returned = store.count_guests(
        tx, monday - RETURN_DAYS * _DAY, monday, monday + _WEEK - _DAY, until=until
    )
    return Totals(
        amount_minor=sum(row.amount_minor for row in rows),
        bills=sum(row.bills for row in rows),
        new_members=new,
        guests=guests,
        returned=returned,
    )


def _tiers(program: Program, counts: Mapping[str | None, int]) -> tuple[TierCount, ...]:
    """Name the tiers, lowest first; who has none or a forgotten one stands in the lowest."""
    if program.tiers is None:
        return ()
    members = [0] * len(program.tiers.ladder)
    for tier, number in counts.items():
        members[program.tiers.rank(tier)] += number
    return tuple(
        TierCount(names=tier.name or {"en": tier.id}, members=number)
        for tier, number in zip(program.tiers.ladder, members, strict=True)
    )


def _quiet(pairs: Sequence[tuple[Day, Day]]) -> Quiet | None:
    """Find the weakest finished day; a weekday without bills in both weeks is a day off."""
    open_days = [day for day, before in pairs if day.bills or before.bills]
    if len(open_days) < QUIET_DAYS:
        return None
    weakest = min(open_days, key=lambda day: day.amount_minor)
    total, number = sum(day.amount_minor for day in open_days), len(open_days)
    if total <= 0:
        return None
    below = 100 - _rounded(weakest.amount_minor * number * 100, total)
    if below < QUIET_PERCENT:
        return None
    return Quiet(on=weakest.on, amount_minor=weakest.amount_minor, below_percent=below)


def _rounded(dividend: int, divisor: int) -> int:
    """Divide to the nearest whole number, halves up."""
    return (2 * dividend + divisor) // (2 * divisor)
