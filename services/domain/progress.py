"""What is missing to the next tier and to keep this one, by the figures the review uses."""

from dataclasses import dataclass
from datetime import date

from services.domain.book import Book
from services.domain.dates import year_end
from services.domain.kinds import TierBasis, TierDown, TierMatch, TierWindow
from services.domain.ladder import effective_rank, reached, window_figures
from services.domain.program import Program, Tier, Tiers
from services.domain.settling import settled
from services.domain.state import NOTHING, Figures, MemberState


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """One threshold: minor units for spend and spend_in, counts otherwise."""

    basis: TierBasis
    need: int
    have: int
    category: str | None = None

    @property
    def left(self) -> int:
        """Return what is still missing, 0 once it is reached."""
        return max(0, self.need - self.have)


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """A tier to reach or to keep; `by` is the last day that counts, None if days fall out."""

    tier: str
    match: TierMatch
    missing: tuple[Missing, ...]
    by: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """`tier` is the one in effect; `held_through` its last sure day, None if it has no end."""

    tier: str
    held_through: date | None
    in_grace: bool
    next: Goal | None
    keep: Goal | None


def progress(program: Program, state: MemberState, today: date) -> Progress | None:
    """Settle virtually and show the way up and the way to stay; None without tiers."""
    tiers = program.tiers
    if tiers is None:
        return None
    book = settled(program, state, today)
    rank = effective_rank(tiers, book)
    above = tiers.ladder[rank + 1 : rank + 2]
    by = year_end(today) if tiers.window is TierWindow.CALENDAR_YEAR else None
    now = window_figures(tiers.window, book)
    return Progress(
        tier=tiers.ladder[rank].id,
        held_through=_held_through(tiers, book, rank),
        in_grace=book.tier.grace_until is not None,
        next=_goal(tiers, above[0], now, by) if above else None,
        keep=_keep(tiers, book, today),
    )


def _held_through(tiers: Tiers, book: Book, rank: int) -> date | None:
    if rank > tiers.rank(book.tier.tier):
        return book.tier.manual_until
    return book.tier.grace_until or book.tier.until


def _keep(tiers: Tiers, book: Book, today: date) -> Goal | None:
    until, own = book.tier.until, tiers.ladder[tiers.rank(book.tier.tier)]
    if until is None or tiers.down is TierDown.NEVER:
        return None
    if book.tier.grace_until is not None:
        now = window_figures(tiers.window, book)
        return _goal(tiers, own, now, book.tier.grace_until)
    return _goal(tiers, own, _counting(tiers, book, until, today), until)


def _counting(tiers: Tiers, book: Book, until: date, today: date) -> Figures:
    """Return what will still count on the period's last day."""
    if tiers.window is TierWindow.ROLLING:
        return book.standing.period
    if tiers.window is TierWindow.CALENDAR_YEAR and until.year > today.year:
        return NOTHING
    return window_figures(tiers.window, book)


def _goal(tiers: Tiers, tier: Tier, figures: Figures, by: date | None) -> Goal:
    missing = tuple(
        Missing(basis=one.basis, need=one.need, have=reached(one, figures), category=one.category)
        for one in tier.thresholds
    )
    return Goal(tier=tier.id, match=tiers.match, missing=missing, by=by)
