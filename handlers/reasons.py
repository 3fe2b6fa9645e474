"""Why points changed, in the reader's language: the domain's parts as short phrases."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from handlers.texts import Texts
from services.domain.kinds import Reason
from services.domain.outcome import Part
from services.facts import Fact, Money, Percent, Points, Safe

_MONEY = frozenset({"basis", "block", "worth", "redeemable"})
_PERCENTS = frozenset({"percent", "max_percent"})
_POINTS = frozenset({"points", "each_points", "limit", "step", "min_points"})
# Which fact of a reason chooses among its sentences: a cap of a day reads unlike one of a week.
_CASES = {Reason.FIXED: "each", Reason.CAP: "per", Reason.LIMITED: "limit"}


def decimal_of(points: Fraction) -> Decimal:
    """Return a part's points as a decimal; parts have at most four digits after the point."""
    return Decimal(points.numerator) / Decimal(points.denominator)


def _fact(name: str, value: str | int) -> Fact:
    if name in _MONEY:
        return Money(round(Fraction(value)))
    if name in _PERCENTS:
        return Percent(f"{decimal_of(Fraction(value)).normalize():f}")
    if name == "factor":
        return decimal_of(Fraction(value)).normalize()
    if name.endswith("_on"):
        return date.fromisoformat(str(value))
    if name in _POINTS and isinstance(value, int):
        return Points(value)
    return value


def phrase(texts: Texts, part: Part) -> str:
    """Say one part: "5 % of 450 ₽", "×2", "rounded"."""
    case = part.facts.get(_CASES.get(part.reason, ""))
    key = f"reason-{part.reason}" if case is None else f"reason-{part.reason}-{case}"
    facts = {name: _fact(name, value) for name, value in part.facts.items()}
    return texts(key.replace("_", "-"), **facts)


def breakdown(texts: Texts, parts: Iterable[Part]) -> str:
    """Say how an award came about, part by part, with its exact points."""
    return " · ".join(
        texts("reason-part", phrase=Safe(phrase(texts, part)), points=decimal_of(part.points))
        if part.points
        else phrase(texts, part)
        for part in parts
    )
