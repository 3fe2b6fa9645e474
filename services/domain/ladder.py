"""The ladder of tiers: what figures fit, which tier a member has."""

from collections.abc import Callable, Mapping
from operator import attrgetter

from services.domain.book import Book
from services.domain.kinds import TierBasis, TierMatch, TierWindow
from services.domain.program import Program, Threshold, Tier, Tiers
from services.domain.standing import plus
from services.domain.state import Figures, MemberState, Standing

# A table, not a chain of cases: naming a member of an enum costs as much as a call. What is not
# here is the money spent in a category.
_MEASURES: Mapping[TierBasis, Callable[[Figures], int]] = {
    TierBasis.SPEND: attrgetter("spend_minor"),
    TierBasis.PURCHASES: attrgetter("purchases"),
    TierBasis.VISITS: attrgetter("visits"),
    TierBasis.POINTS: attrgetter("points"),
}


def window_figures(window: TierWindow, view: MemberState | Book) -> Figures:
    """Return what counts on the day the member is settled through.

    In a calendar year's grace the days of grace count with the ended year.
    """
    standing: Standing = view.standing
    match window:
        case TierWindow.ROLLING:
            return standing.rolling
        case TierWindow.LIFETIME:
            return standing.lifetime
        case TierWindow.CALENDAR_YEAR:  # pragma: no branch - the last one
            until = view.tier.until
            in_grace = view.tier.grace_until is not None and until is not None
            if in_grace and until is not None and until.year == view.settled_on.year - 1:
                return plus(standing.last_year, standing.year)
            return standing.year


def reached(threshold: Threshold, figures: Figures) -> int:
    """Return how much of a threshold's measure the figures hold."""
    measure = _MEASURES.get(threshold.basis)
    if measure is None:
        return figures.categories.get(threshold.category or "", 0)
    return measure(figures)


def fitting_rank(tiers: Tiers, figures: Figures) -> int:
    """Return the highest tier whose thresholds the figures meet."""
    enough = any if tiers.match is TierMatch.ANY else all
    for rank in range(len(tiers.ladder) - 1, 0, -1):
        thresholds = tiers.ladder[rank].thresholds
        if enough([reached(need, figures) >= need.need for need in thresholds]):
            return rank
    return 0


def effective_rank(tiers: Tiers, view: MemberState | Book) -> int:
    """Return the tier that counts now: the own one or the floor by hand."""
    tier = view.tier
    own = tiers.ranks.get(tier.tier, 0)
    if tier.manual is None:
        return own
    over = tier.manual_until is not None and tier.manual_until < view.settled_on
    return own if over else max(own, tiers.rank(tier.manual))


def effective_tier(program: Program, view: MemberState | Book) -> Tier | None:
    """Return the tier whose rate and perks the member has, None in a program without tiers."""
    if program.tiers is None:
        return None
    return program.tiers.ladder[effective_rank(program.tiers, view)]


def fitting_now(tiers: Tiers, view: MemberState | Book) -> int:
    """Return the highest tier that fits on the day the member is settled through."""
    return fitting_rank(tiers, window_figures(tiers.window, view))
