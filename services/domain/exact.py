"""Exact fractions and the few places where they become whole or shown numbers."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from services.domain.kinds import Rounding

HALF = Fraction(1, 2)
ZERO = Fraction(0)


def half_up(value: Fraction) -> int:
    """Round to the nearest whole number, halves up."""
    return floor(value + HALF)


def half_down(value: Fraction) -> int:
    """Round to the nearest whole number, halves down."""
    return ceil(value - HALF)


def whole(value: Fraction, rounding: Rounding) -> int:
    """Make whole points of an exact award."""
    match rounding:
        case Rounding.DOWN:
            return floor(value)
        case Rounding.NEAREST:
            return half_up(value)
        case Rounding.UP:  # pragma: no branch - the last one
            return ceil(value)


def shown(value: Fraction, decimals: int = 4) -> Fraction:
    """Round to so many decimals, halves to even: the figure an explanation shows."""
    return Fraction(round(value * 10**decimals), 10**decimals)


def spread(total: Fraction, weights: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Share a total in proportion to the weights; to all alike if none weighs anything."""
    whole_weight = sum(weights, ZERO)
    if whole_weight == 0:
        return tuple(total / len(weights) for _ in weights)
    return tuple(total * weight / whole_weight for weight in weights)


def decimal_text(value: Fraction, decimals: int = 4) -> str:
    """Write an exact number with at most so many decimals: "11.25", "-0.25", "10"."""
    scaled = round(value * 10**decimals)
    units, rest = divmod(abs(scaled), 10**decimals)
    tail = f"{rest:0{decimals}d}".rstrip("0") if decimals else ""
    sign = "-" if scaled < 0 else ""
    return f"{sign}{units}.{tail}" if tail else f"{sign}{units}"


def money_text(minor: Fraction | int, digits: int) -> str:
    """Write minor units as money with all digits of the currency: "225.00"."""
    units, rest = divmod(abs(round(minor)), 10**digits)
    sign = "-" if round(minor) < 0 else ""
    return f"{sign}{units}.{rest:0{digits}d}" if digits else f"{sign}{units}"
