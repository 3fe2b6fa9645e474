"""The review of tiers: rising after a receipt, the end of a period, grace, a refund.

docs/semantics.md, Tiers. A member holds the higher of an own tier, reached by purchases and kept
for a period, and a floor given by hand.
"""

from dataclasses import replace
from datetime import date, timedelta

from services.domain.book import Book
from services.domain.dates import add_months, earliest, next_day, year_end
from services.domain.kinds import TierDown, TierWindow
from services.domain.ladder import fitting_now, fitting_rank, window_figures
from services.domain.program import Tiers
from services.domain.standing import YEAR_MONTHS, begin_period
from services.domain.state import Figures, TierState


def start_period(book: Book, tiers: Tiers, rank: int, on: date) -> None:
    """Give the own tier a whole new period from a day; the lowest has no end."""
    until = None
    if rank:
        calendar = tiers.window is TierWindow.CALENDAR_YEAR
        until = add_months(on, YEAR_MONTHS)
        until = year_end(until) if calendar else until
    book.tier = replace(
        book.tier, tier=tiers.ladder[rank].id, since=on, until=until, grace_until=None
    )
    begin_period(book, on, until)


def promote(book: Book, tiers: Tiers, today: date) -> None:
    """After a receipt: rise at once, or renew in grace; a period is never renewed early."""
    own, fits = tiers.rank(book.tier.tier), fitting_now(tiers, book)
    if fits > own or (fits == own and book.tier.grace_until is not None):
        start_period(book, tiers, fits, today)


def demote_after_refund(
    book: Book, tiers: Tiers, before: Figures, tier_before: str | None, today: date
) -> None:
    """Return a member at once whose tier would not have been reached without the purchase.

    Judged on today's window: the refund changed it, and the tier does not fit it any more.
    Never below the tier held before that purchase.
    """
    own, figures = tiers.rank(book.tier.tier), window_figures(tiers.window, book)
    lowest = max(fitting_rank(tiers, figures), tiers.rank(tier_before))
    if figures != before and own > lowest:
        start_period(book, tiers, lowest, today)


def next_review(tier: TierState) -> date | None:
    """Return the day on which settling must look at the tier."""
    period = _period_due(tier)
    if tier.manual_until is None:
        return period
    return earliest((period, next_day(tier.manual_until)))


def review(book: Book, tiers: Tiers, on: date) -> None:
    """Judge what ends on a day: the own period, its grace, the floor by hand."""
    due = _period_due(book.tier)
    if due is not None and due <= on:
        _end_period(book, tiers, on)
    manual_until = book.tier.manual_until
    if manual_until is not None and manual_until < on:
        end_floor(book, tiers, on)


def end_floor(book: Book, tiers: Tiers, on: date) -> None:
    """Take back the tier given by hand: the higher of the own one and what fits is left."""
    book.tier = replace(book.tier, manual=None, manual_until=None)
    if (fits := fitting_now(tiers, book)) > tiers.rank(book.tier.tier):
        start_period(book, tiers, fits, on)


def _period_due(tier: TierState) -> date | None:
    """Return the last day of the period, or the day after the last of grace."""
    return tier.until if tier.grace_until is None else next_day(tier.grace_until)


def _end_period(book: Book, tiers: Tiers, on: date) -> None:
    own, fits, tier = tiers.rank(book.tier.tier), fitting_now(tiers, book), book.tier
    if fits >= own or tiers.down is TierDown.NEVER:
        start_period(book, tiers, max(own, fits), on)
    elif tier.grace_until is None and tier.until is not None:
        grace = timedelta(days=tiers.grace_days)
        book.tier = replace(tier, grace_until=tier.until + grace)
    elif tiers.down is TierDown.STEP:
        start_period(book, tiers, own - 1, on)
    else:
        start_period(book, tiers, fits, on)
