"""Percents off a bill, as the program states them; docs/semantics.md, Money discounts."""

from dataclasses import dataclass
from fractions import Fraction

from services.domain.conditions import Condition


@dataclass(frozen=True, kw_only=True, slots=True)
class DiscountRule:
    """So many percent off the lines that `when` takes; with `stack` beside the best of others."""

    id: str
    percent: Fraction
    when: Condition
    stack: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class BirthdayDiscount:
    """A rule for the window [-before, +after] of a birthday that was known long enough."""

    rule: DiscountRule
    before: int
    after: int
    known_days: int
