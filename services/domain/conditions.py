"""Conditions of rules: what a `when` asks about a sale, its lines and its member.

Hours and dates are local; see docs/semantics.md.
"""

from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta

from services.domain.kinds import Weekday
from services.domain.making import maker

_WEEKDAYS = tuple(Weekday)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hours:
    """Local hours [start, end) in minutes after midnight; start >= end runs over midnight."""

    start_minute: int
    end_minute: int

    def day_of(self, local: datetime) -> date | None:
        """Return the day the open window began on, or None when it is closed."""
        minute = local.hour * 60 + local.minute
        if self.start_minute < self.end_minute:
            return local.date() if self.start_minute <= minute < self.end_minute else None
        if minute >= self.start_minute:
            return local.date()
        return local.date() - timedelta(days=1) if minute < self.end_minute else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Circumstances:
    """What a condition may ask about a receipt and its member at the moment of sale."""

    local: datetime
    amount_minor: int  # after discounts, before points
    nth: int  # this purchase among the member's standing ones, from 1
    location: str | None = None
    tier: str | None = None
    birthday: bool = False  # today is the member's birthday
    groups: frozenset[str] = frozenset()  # segments and audiences the member is in
    coupon: str | None = None  # the offer whose coupon is used


new_circumstances = maker(Circumstances)


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """A `when`: every question that is asked must be answered yes; None or empty asks nothing.

    `matches` answers for the receipt, `takes` for one of its lines.
    """

    amount_min_minor: int | None = None
    categories: tuple[str, ...] = ()
    not_categories: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    not_items: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()  # one of these, or of these audiences
    audience: str | None = None  # this segment or audience too
    weekdays: tuple[Weekday, ...] = ()
    hours: Hours | None = None
    from_on: date | None = None
    until_on: date | None = None
    first: bool | None = None
    nth: int | None = None
    every_nth: int | None = None
    birthday: bool | None = None
    favourite: bool | None = None  # the line's category is one of the member's favourites
    coupon: str | None = None  # a coupon of this offer is used
    asks_line: bool = field(init=False, repr=False, compare=False)  # does `takes` ask anything?
    asks_sale: bool = field(init=False, repr=False, compare=False)  # does `matches`?

    def __post_init__(self) -> None:
        asked = [name for name in _QUESTIONS if getattr(self, name) not in (None, ())]
        object.__setattr__(self, "asks_line", any(name in _LINE_QUESTIONS for name in asked))
        object.__setattr__(self, "asks_sale", any(name not in _LINE_QUESTIONS for name in asked))

    @property
    def groups(self) -> frozenset[str]:
        """Return the segments and audiences that are asked about."""
        return frozenset(self.segments) | ({self.audience} if self.audience else set())

    def matches(self, now: Circumstances) -> bool:
        """Tell whether the receipt as a whole meets the condition."""
        return not self.asks_sale or (
            self.open_at(now.local) and self._fits_receipt(now) and self._fits_member(now)
        )

    def takes(self, category: str | None, item: str | None, favourite: bool = False) -> bool:
        """Tell whether a line of this category and item is meant."""
        return not self.asks_line or (
            (not self.categories or category in self.categories)
            and category not in self.not_categories
            and (not self.items or item in self.items)
            and item not in self.not_items
            and self.favourite in {None, favourite}
        )

    def open_at(self, local: datetime) -> bool:
        """Tell whether the hours, days and dates fit; nothing else is asked."""
        day = self.hours.day_of(local) if self.hours else local.date()
        if day is None or (self.weekdays and _WEEKDAYS[day.weekday()] not in self.weekdays):
            return False
        today = local.date()
        return (self.from_on is None or self.from_on <= today) and (
            self.until_on is None or today <= self.until_on
        )

    def _fits_receipt(self, now: Circumstances) -> bool:
        if self.amount_min_minor is not None and now.amount_minor < self.amount_min_minor:
            return False
        if self.coupon is not None and now.coupon != self.coupon:
            return False
        return not self.locations or now.location in self.locations

    def _fits_member(self, now: Circumstances) -> bool:
        return (
            (not self.tiers or now.tier in self.tiers)
            and (not self.segments or not now.groups.isdisjoint(self.segments))
            and (self.audience is None or self.audience in now.groups)
            and (self.first is None or self.first == (now.nth == 1))
            and (self.nth is None or self.nth == now.nth)
            and (self.every_nth is None or now.nth % self.every_nth == 0)
            and (self.birthday is None or self.birthday == now.birthday)
        )


_LINE_QUESTIONS = ("categories", "not_categories", "items", "not_items", "favourite")
_QUESTIONS = tuple(one.name for one in fields(Condition) if one.init)
ALWAYS = Condition()
