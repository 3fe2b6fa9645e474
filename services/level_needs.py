"""What a level asks for and what is missing to it, as facts of sentences."""

from services.domain.kinds import TierBasis
from services.domain.program import Threshold
from services.facts import Fact, Key, Money, Points


def need_fact(threshold: Threshold) -> Fact:
    """Return what a level is to be had from: "25 000 ₽", "10 purchases"."""
    words = f"levels-need-{_word(threshold.basis)}"
    return _measured(words, threshold.basis, threshold.need, threshold.category)


def missing_fact(basis: TierBasis, missing: int, category: str | None) -> Fact:
    """Return what is left to do: "500 ₽", "2 purchases", "5 000 ₽ on coffee"."""
    return _measured(f"card-missing-{_word(basis)}", basis, missing, category)


def _word(basis: TierBasis) -> str:
    return basis.replace("_", "-")


def _measured(words: str, basis: TierBasis, amount: int, category: str | None) -> Fact:
    match basis:
        case TierBasis.SPEND:
            return Money(amount)
        case TierBasis.POINTS:
            return Points(amount)
        case TierBasis.SPEND_IN:
            facts: dict[str, Fact] = {"amount": Money(amount), "category": category or ""}
            return Key(words, facts)
        case _:
            return Key(words, {"count": amount})
