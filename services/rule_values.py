"""The rules that have a button in the chat: each one's range, its value and how it is changed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from services.domain.errors import Refusal
from services.domain.kinds import Rounding
from services.program import (
    Document,
    base_percent,
    with_expiry,
    with_hold,
    with_max_percent,
    with_min_points,
    with_percent,
    with_rounding,
    with_value,
)

NEVER = "never"
_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,2})?", re.ASCII)


class Rule(StrEnum):
    """What can be changed by a tap; everything else is in the program file."""

    PERCENT = "percent"
    MAX_PERCENT = "max-percent"
    EXPIRY = "expiry"
    VALUE = "value"
    MIN_POINTS = "min-points"
    HOLD = "hold"
    ROUNDING = "rounding"


@dataclass(kw_only=True, unsafe_hash=True)
class RuleOutOfRange(Refusal):
    """The value is no number between `low` and `high`."""

    rule: str
    low: int | Decimal
    high: int


@dataclass(kw_only=True, unsafe_hash=True)
class UnknownRounding(Refusal):
    """Points are made whole in one of the ways that have a button."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleChange:
    """One rule and its new value as text.

    "7" or "7.5" percent, "50" as the most percent, "365" days or "never", "0.5" as the money of
    a point, "100" as the fewest points, "14" days of waiting, a rounding by its name.
    """

    rule: Rule
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shape:
    """How a rule is read from a document and written into it; `change` refuses odd values."""

    value: Callable[[Document], str]
    change: Callable[[Document, str], Document]


def value_of(document: Document, rule: Rule) -> str:
    """Return a rule's value as a `RuleChange` has it; for a fixed expiry its date."""
    return _SHAPES[rule].value(document)


def changed(document: Document, change: RuleChange) -> Document:
    """Return the document with the change; raise RuleOutOfRange, UnknownRounding."""
    return _SHAPES[change.rule].change(document, change.value)


def _number(rule: Rule, value: str, low: int | Decimal, high: int, *, whole: bool) -> Decimal:
    """Read the value by our own grammar."""
    typed = value.replace(",", ".")
    number = Decimal(typed) if _NUMBER.fullmatch(typed) else Decimal(-1)
    if not low <= number <= high or (whole and number != number.to_integral_value()):
        raise RuleOutOfRange(rule=rule, low=low, high=high)
    return number


def _earned(document: Document) -> str:
    return _text(base_percent(document) or Decimal(0))


def _percent(document: Document, value: str) -> Document:
    return with_percent(document, _number(Rule.PERCENT, value, 0, 100, whole=False))


def _max_percent(document: Document, value: str) -> Document:
    number = _number(Rule.MAX_PERCENT, value, 0, 100, whole=True)
    return with_max_percent(document, int(number))


def _ends(document: Document) -> str:
    expiry = document.points.expiry
    if expiry.model == "fixed":
        return expiry.date.isoformat()
    return NEVER if expiry.model == "never" else str(expiry.n)


def _expiry(document: Document, value: str) -> Document:
    if value == NEVER:
        return with_expiry(document, "never")
    number = _number(Rule.EXPIRY, value, 1, 3650, whole=True)
    return with_expiry(document, "days", int(number))


def _point_value(document: Document, value: str) -> Document:
    """Change what a point pays; a part of the smallest coin is refused by the program itself."""
    number = _number(Rule.VALUE, value, Decimal("0.01"), 1000, whole=False)
    return with_value(document, number)


def _min_points(document: Document, value: str) -> Document:
    number = _number(Rule.MIN_POINTS, value, 0, 100_000, whole=True)
    return with_min_points(document, int(number))


def _hold(document: Document, value: str) -> Document:
    return with_hold(document, int(_number(Rule.HOLD, value, 0, 365, whole=True)))


def _rounding(document: Document, value: str) -> Document:
    if value not in set(Rounding):
        raise UnknownRounding
    return with_rounding(document, Rounding(value))


def _text(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_SHAPES: Mapping[Rule, _Shape] = {
    Rule.PERCENT: _Shape(value=_earned, change=_percent),
    Rule.MAX_PERCENT: _Shape(value=lambda one: str(one.redeem.max_percent), change=_max_percent),
    Rule.EXPIRY: _Shape(value=_ends, change=_expiry),
    Rule.VALUE: _Shape(value=lambda one: _text(one.points.value), change=_point_value),
    Rule.MIN_POINTS: _Shape(value=lambda one: str(one.redeem.min_points), change=_min_points),
    Rule.HOLD: _Shape(value=lambda one: str(one.points.hold_days), change=_hold),
    Rule.ROUNDING: _Shape(value=lambda one: one.points.rounding, change=_rounding),
}
