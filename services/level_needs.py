"""What a level asks for, as a fact of sentences."""

from services.domain.kinds import TierBasis
from services.domain.program import Threshold
from services.facts import Fact, Key, Money, Points


def need_fact(threshold: Threshold) -> Fact:
    """Return "25 000 ₽", "10 purchases", "5 000 ₽ on coffee"."""
    match threshold.basis:
        case TierBasis.SPEND:
            return Money(threshold.need)
        case TierBasis.POINTS:
            return Points(threshold.need)
        case TierBasis.SPEND_IN:
            facts: dict[str, Fact] = {
                "amount": Money(threshold.need),
                "category": threshold.category or "",
            }
            return Key("levels-need-spend-in", facts)
        case _:
            return Key(f"levels-need-{threshold.basis}", {"count": threshold.need})
