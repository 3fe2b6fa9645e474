"""Exact numbers and the few places where they become whole or shown figures.

Whole values are kept as `int`, which is many times faster than a fraction and mixes with it; only
`/` must not be used between them: `ratio` divides. What lies on the lines of a receipt has one
denominator for all of them, so that most sums are of whole numbers: `Shares`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, gcd, lcm
from typing import NamedTuple

from services.domain.kinds import Rounding
from services.domain.making import maker

Exact = int | Fraction
HALF = Fraction(1, 2)


def ratio(one: Exact, other: Exact) -> Exact:
    """Divide exactly by a number above zero; what comes out whole is an int."""
    return quotient(one.numerator * other.denominator, one.denominator * other.numerator)


def quotient(numerator: int, denominator: int) -> Exact:
    """Divide a whole number exactly by one above zero; what comes out whole is an int."""
    common = gcd(numerator, denominator)
    if common == denominator:
        return numerator // common
    # What Fraction does once it has found the common divisor; its own way there takes five times
    # as long, and tests/domain/test_exact.py would see another Python change it.
    made = object.__new__(Fraction)
    made._numerator = numerator // common  # type: ignore[attr-defined]
    made._denominator = denominator // common  # type: ignore[attr-defined]
    return made


@dataclass(frozen=True, kw_only=True, slots=True)
class Shares:
    """An exact amount for each line of a receipt, all over one denominator."""

    parts: tuple[int, ...]
    over: int

    @staticmethod
    def of(values: Sequence[Exact]) -> "Shares":
        """Bring exact numbers to their common denominator."""
        over = lcm(*[value.denominator for value in values])
        if over == 1:
            return new_shares(parts=tuple([value.numerator for value in values]), over=1)
        return new_shares(
            parts=tuple([value.numerator * (over // value.denominator) for value in values]),
            over=over,
        )

    def each(self) -> tuple[Exact, ...]:
        """Return the amount of every line."""
        return tuple([quotient(part, self.over) for part in self.parts])

    def total(self) -> Exact:
        """Return the amounts of all lines together."""
        whole_sum = sum(self.parts)
        return whole_sum if self.over == 1 else quotient(whole_sum, self.over)

    def times(self, numerator: int, denominator: int) -> "Shares":
        """Multiply every amount by a fraction."""
        return new_shares(
            parts=tuple([part * numerator for part in self.parts]), over=self.over * denominator
        )

    def only(self, mine: Sequence[bool]) -> "Shares":
        """Leave nothing on the lines that are not meant."""
        if False not in mine:
            return self
        parts = [part if meant else 0 for part, meant in zip(self.parts, mine, strict=True)]
        return new_shares(parts=tuple(parts), over=self.over)


new_shares = maker(Shares)


def shared(amount: int, weights: Sequence[int]) -> Shares:
    """Share an amount in proportion to the weights; to all alike if none weighs anything."""
    whole_weight = sum(weights)
    if not whole_weight:
        return new_shares(parts=(amount,) * len(weights), over=len(weights))
    return new_shares(parts=tuple([amount * weight for weight in weights]), over=whole_weight)


def lean(value: Exact) -> Exact:
    """Return a whole fraction as an int."""
    return value.numerator if value.denominator == 1 else value


def less(amount: int, value: Exact) -> Exact:
    """Take an exact number out of a whole one."""
    if type(value) is int:
        return amount - value
    numerator, denominator = value.as_integer_ratio()
    return quotient(amount * denominator - numerator, denominator)


def total(values: Iterable[Exact]) -> Exact:
    """Add up; as `sum`, but one number is not added to 0 first, which costs a fraction anew."""
    numbers = iter(values)
    return sum(numbers, next(numbers, 0))


def fact(value: Exact) -> int | str:
    """Return an exact number as the fact of a part: an int, or "n/d"."""
    if type(value) is int:
        return value
    numerator, denominator = value.as_integer_ratio()
    return numerator if denominator == 1 else f"{numerator}/{denominator}"


class Rate(NamedTuple):
    """A percent taken apart once, since every purchase asks."""

    numerator: int
    denominator: int
    fact: int | str

    @staticmethod
    def of(percent: Fraction) -> "Rate":
        return Rate(*percent.as_integer_ratio(), fact(percent))


def half_up(value: Exact) -> int:
    """Round to the nearest whole number, halves up."""
    if type(value) is int:
        return value
    numerator, denominator = value.as_integer_ratio()
    return (2 * numerator + denominator) // (2 * denominator)


def half_down(value: Exact) -> int:
    """Round to the nearest whole number, halves down."""
    return value if isinstance(value, int) else ceil(value - HALF)


def whole(value: Exact, rounding: Rounding) -> int:
    """Make whole points of an exact award."""
    match rounding:
        case Rounding.DOWN:
            numerator, denominator = value.as_integer_ratio()
            return numerator // denominator
        case Rounding.NEAREST:
            return half_up(value)
        case Rounding.UP:  # pragma: no branch - the last one
            return ceil(value)


def shown(value: Exact, decimals: int = 4) -> Exact:
    """Round to so many decimals, halves to even: the figure an explanation shows."""
    if type(value) is int or 10**decimals % value.denominator == 0:
        return value
    return quotient(_rounded(value, 10**decimals), 10**decimals)


def spread(amount: Exact, weights: Sequence[Exact]) -> tuple[Exact, ...]:
    """Share an exact amount in proportion to exact weights, as `shared` does."""
    if len(weights) == 1:
        return (amount,)
    if not amount:
        return (0,) * len(weights)
    made = shared(amount.numerator, Shares.of(weights).parts)
    return made.times(1, amount.denominator).each()


def decimal_text(value: Exact, decimals: int = 4) -> str:
    """Write an exact number with at most so many decimals: "11.25", "-0.25", "10"."""
    if type(value) is int:
        return str(value)
    scaled = _rounded(value, 10**decimals)
    units, rest = divmod(abs(scaled), 10**decimals)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{units}{_tail(rest, decimals)}"


@lru_cache(maxsize=1024)
def _tail(rest: int, decimals: int) -> str:
    """Write what stands behind the units, without zeros at the end: ".25", or nothing."""
    return f".{rest:0{decimals}d}".rstrip("0") if rest else ""


def money_text(minor: Exact, digits: int) -> str:
    """Write minor units as money with all digits of the currency: "225.00"."""
    amount = minor if type(minor) is int else _rounded(minor, 1)
    if amount < 0:
        return "-" + money_text(-amount, digits)
    text = str(amount)
    if len(text) <= digits:
        text = text.zfill(digits + 1)
    return f"{text[:-digits]}.{text[-digits:]}" if digits else text


def _rounded(value: Exact, times: int) -> int:
    """Return so many times the value as a whole number, halves to even."""
    numerator, denominator = value.as_integer_ratio()
    floor, rest = divmod(numerator * times, denominator)
    if not rest:
        return floor
    up = 2 * rest > denominator or (2 * rest == denominator and floor % 2 == 1)
    return floor + up
