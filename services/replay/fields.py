"""The fields of one event, taken out one by one with their shape checked.

Hand-written rather than declared: replaying is measured against parsing the same JSON lines.
"""

import re
from datetime import date, datetime
from typing import Any

from services.domain.state import Birthday

MOST_POINTS = 10**12
_AMOUNT = re.compile(r"(\d{1,13})(?:\.(\d+))?", re.ASCII)
_BIRTHDAY = re.compile(r"(?:(\d{4})-)?(\d\d)-(\d\d)", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# Dates are added to these, up to a century; the calendar itself ends in 9999.
_FIRST_YEAR, _LAST_YEAR = 1970, 2199
_A_LEAP_YEAR = 2000


class WrongShape(Exception):
    """A field of an event that cannot be read, and what it must be, in one sentence."""

    def __init__(self, field: str, must: str) -> None:
        super().__init__(f"{field} {must}")


class Fields:
    """What is left of an event; every reading takes its field out.

    A field that is null was left out. Names in sentences carry `within`, the place of a nested
    object ("lines[2].").
    """

    __slots__ = ("digits", "left", "within")

    def __init__(self, raw: dict[str, Any], digits: int, within: str = "") -> None:
        if None in raw.values():
            raw = {name: value for name, value in raw.items() if value is not None}
        self.left = raw
        self.digits = digits
        self.within = within

    def wrong(self, name: str, must: str) -> WrongShape:
        """Say what a field must be."""
        return WrongShape(self.within + name, must)

    def has(self, name: str) -> bool:
        """Tell whether the field is there."""
        return name in self.left

    def need(self, name: str) -> Any:
        """Take a field that must be there."""
        value = self.left.pop(name, None)
        if value is None:
            raise self.wrong(name, "is missing")
        return value

    def text(self, name: str) -> str:
        """Take text of at least one character."""
        value = self.left.pop(name, None)
        if type(value) is str and value:
            return value
        raise self.wrong(name, "is missing" if value is None else "must be text")

    def text_or_none(self, name: str) -> str | None:
        """Take text, if there is any."""
        value = self.left.pop(name, None)
        if value is not None and (type(value) is not str or not value):
            raise self.wrong(name, "must be text")
        return value

    def whole(self, name: str, least: int) -> int:
        """Take a whole number, `least` or more."""
        value = self.need(name)
        if type(value) is not int:
            raise self.wrong(name, "must be a whole number")
        if not least <= value <= MOST_POINTS:
            raise self.wrong(name, f"must be a whole number from {least} to {MOST_POINTS}")
        return value

    def money(self, name: str) -> int:
        """Take decimal text as minor units."""
        value = self.need(name)
        found = _AMOUNT.fullmatch(value) if type(value) is str else None
        if found is None:
            raise self.wrong(name, 'must be a decimal in quotes, not negative, such as "450.00"')
        units, decimals = found.groups("")
        missing = self.digits - len(decimals)
        if not missing:
            return int(units + decimals)
        if missing < 0:
            raise self.wrong(name, f"has too many decimals: the currency has {self.digits}")
        return int(units + decimals + "0" * missing)

    def instant(self, name: str) -> datetime:
        """Take an ISO 8601 date and time with its offset."""
        value = self.need(name)
        try:
            at = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.wrong(name, "must be an ISO 8601 date and time") from None
        if at.tzinfo is None:
            raise self.wrong(name, "needs an offset, such as +03:00 or Z")
        if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
            raise self.wrong(name, f"must lie between {_FIRST_YEAR} and {_LAST_YEAR}")
        return at

    def date_or_none(self, name: str) -> date | None:
        """Take a local date, if there is one."""
        value = self.left.pop(name, None)
        if value is None:
            return None
        try:
            on = date.fromisoformat(value if _DATE.fullmatch(value) else "")
        except (TypeError, ValueError):
            raise self.wrong(name, "must be a date, YYYY-MM-DD") from None
        if not _FIRST_YEAR <= on.year <= _LAST_YEAR:
            raise self.wrong(name, f"must lie between {_FIRST_YEAR} and {_LAST_YEAR}")
        return on

    def birthday(self, name: str) -> Birthday:
        """Take MM-DD or YYYY-MM-DD; 29 February is a birthday too."""
        value = self.need(name)
        found = _BIRTHDAY.fullmatch(value) if type(value) is str else None
        if found is None:
            raise self.wrong(name, "must be MM-DD or YYYY-MM-DD")
        year = int(found[1]) if found[1] else None
        month, day = int(found[2]), int(found[3])
        try:
            date(_A_LEAP_YEAR if year is None else year, month, day)
        except ValueError:
            raise self.wrong(name, "must be a day of the calendar") from None
        return Birthday(month=month, day=day, year=year)

    def rows(self, name: str) -> list[Any]:
        """Take a list; left out, it is empty."""
        value = self.left.pop(name, None)
        if value is None:
            return []
        if type(value) is not list:
            raise self.wrong(name, "must be a list")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Take a list of texts, of which none is empty."""
        value = self.need(name)
        if type(value) is not list:
            raise self.wrong(name, "must be a list")
        if not all(type(one) is str and one for one in value):
            raise self.wrong(name, "must be texts that are not empty")
        return tuple(value)

    def end(self, of: str) -> None:
        """Refuse whatever nobody took."""
        for name in self.left:
            raise self.wrong(_printable(name), f"is not a field of {of}")


def _printable(name: str) -> str:
    """Keep a name from elsewhere on one line, and short."""
    return name if name.isidentifier() and len(name) <= 40 else repr(name[:40])  # noqa: PLR2004
