"""Tiers given by hand; what fits is in `ladder`, the review in `reviewing`."""

from dataclasses import replace
from datetime import date

from services.domain.errors import UnknownTier
from services.domain.ladder import effective_tier
from services.domain.outcome import Outcome
from services.domain.program import Program
from services.domain.reviewing import end_floor
from services.domain.settling import settled
from services.domain.state import MemberState

__all__ = ["effective_tier", "set_tier"]


def set_tier(
    program: Program, state: MemberState, tier: str | None, until: date | None, today: date
) -> Outcome:
    """Give a tier by hand: a floor through `until`, or until changed.

    One below the own tier changes nothing. None takes the floor back, as if it had ended
    yesterday. Raises UnknownTier.
    """
    tiers = program.tiers
    if tier is None:
        book = settled(program, state, today)
        if tiers is not None and book.tier.manual is not None:
            end_floor(book, tiers, today)
        return book.close()
    if tiers is None or all(known.id != tier for known in tiers.ladder):
        raise UnknownTier(tier=tier)
    book = settled(program, state, today)
    if tiers.rank(tier) >= tiers.rank(book.tier.tier):
        book.tier = replace(book.tier, manual=tier, manual_until=until)
    return book.close()
