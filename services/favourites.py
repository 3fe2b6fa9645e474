"""Favourite categories as a member picks them (docs/semantics.md, Favourites)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from services import accounts, operations, programs
from services.actors import Actor, Role
from services.domain import favourites as rules
from services.domain.dates import month_end, next_day
from services.domain.favourites import FavouritesOff
from services.member_cards import NoCard
from services.rates import favourite_of
from services.store import favourites as store
from services.store import ledger
from services.store.accounts import Cause


@dataclass(frozen=True, kw_only=True, slots=True)
class FavouritesView:
    """What there is to pick and what was picked; with `next_on` this month's choice is made.

    `chosen` are those that count; `gives` the percent on them, and whether it is money off.
    """

    version_id: int
    of: tuple[str, ...]
    names: Mapping[str, Mapping[str, str]]
    most: int
    chosen: tuple[str, ...]
    next_on: date | None
    gives: tuple[str, bool] | None


def view(tx: Connection, member_id: int, *, now: datetime) -> FavouritesView:
    """Read the member's favourites; raise FavouritesOff and NoCard."""
    stored = programs.current(tx, now=now)
    known = stored.program.favourites
    if known is None:
        raise FavouritesOff
    today = programs.local_day(stored.program, now)
    account = ledger.load_account(tx, member_id, today, lock=False)
    if account is None:
        raise NoCard
    return FavouritesView(
        version_id=stored.version_id,
        of=known.of,
        names=known.names,
        most=known.choose,
        chosen=rules.counted(stored.program, account.state),
        next_on=rules.locked_until(account.state, today),
        gives=favourite_of(stored.program),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class FavouritesChosen:
    """This month's choice, and the first day of the next."""

    categories: tuple[str, ...]
    next_on: date


def choose(
    tx: Connection, member_id: int, categories: tuple[str, ...], *, key: str, now: datetime
) -> FavouritesChosen:
    """Make the choice of this month; the same key again changes nothing.

    Raises FavouritesOff, UnknownFavourite, TooManyFavourites, FavouritesLocked and NoCard.
    """
    stored = programs.current(tx, now=now)
    today = programs.local_day(stored.program, now)
    claimed = operations.claim(
        tx, key, "favourites", {"member": member_id, "categories": list(categories)}, now=now
    )
    if claimed.stored is not None:
        return operations.repeated(claimed, FavouritesChosen)
    account = ledger.load_account(tx, member_id, today)
    if account is None:
        raise NoCard
    outcome = rules.choose(stored.program, account.state, categories, today)
    actor = Actor(role=Role.MEMBER, member_id=member_id, source=key)
    cause = Cause(actor=actor, key=key, version_id=stored.version_id, now=now)
    accounts.save(tx, account, outcome, stored.program, cause)
    chosen = outcome.state.favourites
    assert chosen is not None  # noqa: S101  # it was made a line ago
    if chosen != account.state.favourites:
        store.insert_choice(
            tx,
            member_id,
            chosen.categories,
            on=today,
            now=now,
            after_entry=outcome.state.next_entry - 1,
            version_id=stored.version_id,
        )
    next_on = next_day(month_end(today))
    made = FavouritesChosen(categories=chosen.categories, next_on=next_on)
    return operations.finish(tx, claimed, made)
