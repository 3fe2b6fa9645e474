"""Tiers counted anew after the ladder was edited: only when the owner says so."""

from dataclasses import replace
from datetime import date

from services.domain.book import Book
from services.domain.ladder import fitting_now
from services.domain.outcome import Outcome
from services.domain.program import Program, Tiers
from services.domain.reviewing import start_period
from services.domain.settling import settled
from services.domain.state import MemberState


def recount(
    program: Program, state: MemberState, today: date, *, floor: str | None = None
) -> Outcome:
    """Give the own tier that fits today; another one than before begins a period.

    With `floor`, the tier that stands in the place of a removed one, nobody falls. A tier given
    by hand stays, unless it was removed. Nothing happens in a program without tiers.
    """
    book, tiers = settled(program, state, today), program.tiers
    if tiers is not None:
        rank = max(fitting_now(tiers, book), _least(tiers, book.tier.tier, floor))
        if rank != tiers.ranks.get(book.tier.tier or tiers.ladder[0].id):
            start_period(book, tiers, rank, today)
        _keep_floor(book, tiers, floor)
    return book.close()


def _least(tiers: Tiers, own: str | None, floor: str | None) -> int:
    if floor is None:
        return 0
    return tiers.rank(own if own is None or own in tiers.ranks else floor)


def _keep_floor(book: Book, tiers: Tiers, floor: str | None) -> None:
    manual = book.tier.manual
    if manual is not None and manual not in tiers.ranks:
        until = book.tier.manual_until if floor else None
        book.tier = replace(book.tier, manual=floor, manual_until=until)
