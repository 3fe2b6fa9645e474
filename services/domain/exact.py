"""Exact numbers and the few places where they become whole or shown figures.

Whole values are kept as `int`, which is many times faster than a fraction and mixes with it; only
`/` must not be used between them: `ratio` divides.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor, lcm

from services.domain.kinds import Rounding

Exact = int | Fraction
HALF = Fraction(1, 2)


def ratio(one: Exact, other: Exact) -> Exact:
    """Divide exactly; what comes out whole is an int."""
    if isinstance(one, int) and isinstance(other, int):
        whole_part, rest = divmod(one, other)
        return Fraction(one, other) if rest else whole_part
    return lean(Fraction(one) / other)


def lean(value: Exact) -> Exact:
    """Return a whole fraction as an int."""
    return value.numerator if value.denominator == 1 else value


def total(values: Iterable[Exact]) -> Exact:
    """Add up; as `sum`, but one number is not added to 0 first, which costs a fraction anew."""
    numbers = iter(values)
    return sum(numbers, next(numbers, 0))


def fact(value: Exact) -> int | str:
    """Return an exact number as the fact of a part: an int, or "n/d"."""
    return value.numerator if value.denominator == 1 else str(value)


def half_up(value: Exact) -> int:
    """Round to the nearest whole number, halves up."""
    return value if isinstance(value, int) else floor(value + HALF)


def half_down(value: Exact) -> int:
    """Round to the nearest whole number, halves down."""
    return value if isinstance(value, int) else ceil(value - HALF)


def whole(value: Exact, rounding: Rounding) -> int:
    """Make whole points of an exact award."""
    match rounding:
        case Rounding.DOWN:
            return floor(value)
        case Rounding.NEAREST:
            return half_up(value)
        case Rounding.UP:  # pragma: no branch - the last one
            return ceil(value)


def shown(value: Exact, decimals: int = 4) -> Exact:
    """Round to so many decimals, halves to even: the figure an explanation shows."""
    if isinstance(value, int) or 10**decimals % value.denominator == 0:
        return value
    return ratio(_rounded(value, 10**decimals), 10**decimals)


def spread(amount: Exact, weights: Sequence[Exact]) -> tuple[Exact, ...]:
    """Share an amount in proportion to the weights; to all alike if none weighs anything."""
    if len(weights) == 1:
        return (amount,)
    if not amount:
        return (0,) * len(weights)
    # Over their common denominator the weights are whole, and only the last step divides.
    common = lcm(*(weight.denominator for weight in weights))
    parts = [weight.numerator * (common // weight.denominator) for weight in weights]
    whole_weight = sum(parts)
    if not whole_weight:
        return (ratio(amount, len(weights)),) * len(weights)
    over = whole_weight * amount.denominator
    return tuple(ratio(amount.numerator * part, over) for part in parts)


def decimal_text(value: Exact, decimals: int = 4) -> str:
    """Write an exact number with at most so many decimals: "11.25", "-0.25", "10"."""
    if value.denominator == 1:
        return str(value.numerator)
    scaled = _rounded(value, 10**decimals)
    units, rest = divmod(abs(scaled), 10**decimals)
    tail = f"{rest:0{decimals}d}".rstrip("0") if decimals else ""
    sign = "-" if scaled < 0 else ""
    return f"{sign}{units}.{tail}" if tail else f"{sign}{units}"


def money_text(minor: Exact, digits: int) -> str:
    """Write minor units as money with all digits of the currency: "225.00"."""
    amount = _rounded(minor, 1)
    units, rest = divmod(abs(amount), 10**digits)
    sign = "-" if amount < 0 else ""
    return f"{sign}{units}.{rest:0{digits}d}" if digits else f"{sign}{units}"


def _rounded(value: Exact, times: int) -> int:
    """Return so many times the value as a whole number, halves to even."""
    if isinstance(value, int):
        return value * times
    numerator, denominator = value.numerator * times, value.denominator
    quotient, rest = divmod(numerator, denominator)
    up = 2 * rest > denominator or (2 * rest == denominator and quotient % 2 == 1)
    return quotient + up
