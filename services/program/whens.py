"""A `when` and its money as the rules read them."""

from decimal import Decimal

from services.domain.conditions import Condition, Hours
from services.program.conditions import When


def condition(when: When, decimals: int) -> Condition:
    """Return a condition with its money in minor units."""
    return Condition(
        amount_min_minor=None if when.amount_min is None else minor(when.amount_min, decimals),
        categories=when.categories or (),
        not_categories=when.not_categories or (),
        items=when.items or (),
        not_items=when.not_items or (),
        locations=when.locations or (),
        tiers=when.tiers or (),
        segments=when.segments or (),
        weekdays=when.weekdays or (),
        hours=None if when.hours is None else _hours(*when.hours),
        from_on=when.from_,
        until_on=when.until,
        first=when.first,
        nth=when.nth,
        every_nth=when.every_nth,
        birthday=when.birthday,
        favourite=when.favourite,
        coupon=when.coupon,
    )


def _hours(start: str, end: str) -> Hours:
    return Hours(start_minute=_minutes(start), end_minute=_minutes(end))


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def minor(amount: Decimal, decimals: int) -> int:
    """Return money in minor units; the checks saw that it has no more decimals."""
    return int(amount.scaleb(decimals))
