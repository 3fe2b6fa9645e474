"""What a level asks for and what is missing to it, as facts of sentences."""

from services.domain.kinds import TierBasis
from services.domain.program import Threshold
from services.facts import Fact, Key, Money, Points


def need_fact(threshold: Threshold) -> Fact:
    """Return what a level is to be had from: "25 000 ₽", "10 purchases"."""
    return _measured("levels-need", threshold.basis, threshold.need, threshold.category)


def missing_fact(basis: TierBasis, missing: int, category: str | None) -> Fact:
    """Return what is left to do: "500 ₽", "2 purchases", "5 000 ₽ on coffee"."""
    return _measured("card-missing", basis, missing, category)


def _measured(words: str, basis: TierBasis, amount: int, category: str | None) -> Fact:
    match basis:
        case TierBasis.SPEND:
            return Money(amount)
        case TierBasis.POINTS:
            return Points(amount)
        case TierBasis.SPEND_IN:
            facts: dict[str, Fact] = {"amount": Money(amount), "category": category or ""}
            return Key(f"{words}-spend-in", facts)
        case _:
            return Key(f"{words}-{basis}", {"count": amount})
