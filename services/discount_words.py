"""What was taken off a bill, as a fact of sentences: "5 % off: −50 ₽"."""

from collections.abc import Sequence
from fractions import Fraction

from services.domain.exact import decimal_text
from services.domain.outcome import Part
from services.facts import Fact, Key, Money, Percent

_ROUNDING = "rounding"


def discount_fact(off_minor: int, parts: Sequence[Part]) -> Fact:
    """Return the words of a discount, with its percent if there is only one; "" without any."""
    if not off_minor:
        return ""
    percents = {part.facts["percent"] for part in parts if part.rule != _ROUNDING}
    off = Money(off_minor)
    if len(percents) != 1:
        return Key("discount-several", {"off": off})
    (percent,) = percents
    return Key("discount-one", {"off": off, "percent": Percent(decimal_text(Fraction(percent)))})
