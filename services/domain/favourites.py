"""Favourite categories: a member picks some of those the program names, once a calendar month.

docs/semantics.md, Favourites. A choice stands until another takes its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.domain.dates import month_end, next_day
from services.domain.errors import Refusal
from services.domain.outcome import Outcome
from services.domain.program import Program
from services.domain.settling import settle
from services.domain.state import Favourites, MemberState


@dataclass(kw_only=True, unsafe_hash=True)
class FavouritesOff(Refusal):
    """The program knows no favourites."""


@dataclass(kw_only=True, unsafe_hash=True)
class FavouritesLocked(Refusal):
    """This month's choice was made; the next is possible from `next_on`."""

    next_on: date


@dataclass(kw_only=True, unsafe_hash=True)
class TooManyFavourites(Refusal):
    """No more than `most` may be chosen."""

    most: int


@dataclass(kw_only=True, unsafe_hash=True)
class UnknownFavourite(Refusal):
    """The category is not among those to choose from."""

    category: str


def locked_until(state: MemberState, today: date) -> date | None:
    """Return the first day of the next choice, None if one may be made today."""
    chosen = state.favourites
    if chosen is None or (chosen.on.year, chosen.on.month) != (today.year, today.month):
        return None
    return next_day(month_end(today))


def counted(program: Program, state: MemberState) -> tuple[str, ...]:
    """Return the picked categories that count at a sale by these rules.

    Those the rules still name, in the order of picking, and no more than may be picked.
    """
    rules, chosen = program.favourites, state.favourites
    if rules is None or chosen is None:
        return ()
    return tuple([one for one in chosen.categories if one in rules.of])[: rules.choose]


def choose(
    program: Program, state: MemberState, categories: Sequence[str], today: date
) -> Outcome:
    """Make the month's choice; the same again changes nothing.

    Raises FavouritesOff, UnknownFavourite, TooManyFavourites, FavouritesLocked.
    """
    rules = program.favourites
    if rules is None:
        raise FavouritesOff
    wanted = tuple(dict.fromkeys(categories))
    for category in wanted:
        if category not in rules.of:
            raise UnknownFavourite(category=category)
    if len(wanted) > rules.choose:
        raise TooManyFavourites(most=rules.choose)
    outcome = settle(program, state, today)
    next_on = locked_until(state, today)
    if next_on is not None and state.favourites is not None:
        if set(state.favourites.categories) == set(wanted):
            return outcome
        raise FavouritesLocked(next_on=next_on)
    chosen = Favourites(categories=wanted, on=today)
    return replace(outcome, state=replace(outcome.state, favourites=chosen))
