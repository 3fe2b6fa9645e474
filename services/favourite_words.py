"""What a bill gave for favourite categories, as a fact of sentences: "favourites +40"."""

from collections.abc import Iterable
from fractions import Fraction

from services.domain.exact import half_up
from services.domain.outcome import Part
from services.facts import Fact, Key, Percent, Points


def gives_fact(gives: tuple[str, bool] | None) -> Fact:
    """Return "10 %" or "10 % off" for the percent on favourites and whether it is money off."""
    if gives is None:
        return ""
    percent, money = gives
    return Key("guest-discount" if money else "program-percent", {"percent": Percent(percent)})


def favourite_fact(parts: Iterable[Part]) -> Fact:
    """Return the words of what favourites gave among the reasons of an award; "" for nothing."""
    gave = sum((part.points for part in parts if "favourite" in part.facts), Fraction(0))
    points = half_up(gave)
    return Key("favourites-gave", {"points": Points(points)}) if points > 0 else ""
