"""Local dates: months, periods of caps, birthdays; no clock."""

from calendar import isleap, monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from services.domain.kinds import Period
from services.domain.state import Birthday

_FEBRUARY = 2
_LEAP_DAY = 29
_ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=4096)
def add_months(day: date, months: int) -> date:
    """Return the same day of another month, or that month's last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """Return the last day of the month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def year_end(day: date) -> date:
    """Return 31 December of the year."""
    return date(day.year, 12, 31)


def next_day(day: date) -> date:
    return day + _ONE_DAY


def earliest(days: Iterable[date | None]) -> date | None:
    """Return the first of the days there are, None if there are none."""
    return min([day for day in days if day is not None], default=None)


@lru_cache(maxsize=4096)
def period_start(per: Period, day: date) -> date | None:
    """Return the first day of the period a day lies in; a receipt is its own, ever has none."""
    match per:
        case Period.RECEIPT | Period.DAY:
            return day
        case Period.WEEK:
            return day - timedelta(days=day.weekday())
        case Period.MONTH:
            return day.replace(day=1)
        case Period.EVER:  # pragma: no branch - the last one
            return None


def is_birthday(birthday: Birthday | None, day: date) -> bool:
    """Tell whether the day is the birthday; 29 February is kept on the 28th in common years."""
    return birthday is not None and day == birthday_in(day.year, birthday)


def birthday_in(year: int, birthday: Birthday) -> date:
    """Return the day a birthday is kept on in a year."""
    kept = birthday.day
    if (birthday.month, birthday.day) == (_FEBRUARY, _LEAP_DAY) and not isleap(year):
        kept -= 1
    return date(year, birthday.month, kept)
