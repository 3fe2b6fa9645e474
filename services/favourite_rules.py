"""Favourite categories as the owner sees and sets them in the chat, and what they have brought."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from sqlalchemy import Connection

from services import programs
from services.actors import Actor
from services.categories import MOST_KNOWN, category_ref, cleaned_category, known_categories
from services.domain.errors import Refusal
from services.domain.exact import half_up
from services.program import Document, build, export
from services.program.favourite_edits import (
    favourite_rule,
    favourite_rule_ids,
    takes_money_off,
    with_favourites_choose,
    with_favourites_of,
    with_favourites_on,
    with_favourites_percent,
)
from services.program.values import decimal_text
from services.program_owner import save_as_owner
from services.programs import Applied
from services.rates import discount_of, percent_of
from services.store import discounts as discount_store
from services.store import favourites as store
from services.store import offers as offer_store
from services.till_bills import without_button

EXAMPLE_UNITS = 1_000
RESULT_DAYS = 30
LEADING = 3
MOST_OF = MOST_KNOWN
MOST_PERCENT = 90
_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?", re.ASCII)


class Field(StrEnum):
    """What an owner sets, one at a time."""

    ON = "on"
    OF = "of"
    CHOOSE = "choose"
    PERCENT = "percent"


@dataclass(kw_only=True, unsafe_hash=True)
class FavouritesNeedCategories(Refusal):
    """There is nothing to pick from yet."""


@dataclass(kw_only=True, unsafe_hash=True)
class TooManyCategories(Refusal):
    """More than a screen of buttons can hold; `most` may be on the list."""

    most: int


@dataclass(kw_only=True, unsafe_hash=True)
class FavouriteOutOfRange(Refusal):
    """The number is not between 1 and `high`."""

    high: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FavouriteSettings:
    """What the file says. `percent` is decimal text, None if nothing simple gives any.

    `money`: the percent comes off the bill; else it comes back in points. `others` are the other
    rules that ask for favourites, which only the file changes.
    """

    on: bool
    of: tuple[str, ...]
    choose: int
    percent: str | None
    money: bool
    others: int
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class FavouriteResults:
    """Who has picked this month, and which categories lead, with how many picks.

    `points` is what all rules about favourites brought in the last 30 days, by purchases that
    stand; `off_minor` what they took off.
    """

    picked: int = 0
    leading: tuple[tuple[str, int], ...] = ()
    points: int = 0
    off_minor: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnerFavourites:
    """The settings, the categories there are to choose from, and the everyday percent."""

    version_id: int
    settings: FavouriteSettings
    known: tuple[str, ...]
    usual: str
    results: FavouriteResults


@dataclass(frozen=True, kw_only=True, slots=True)
class FavouriteChange:
    """One setting: `value` is "1" or "0", a number, or a percent; `of` the list of categories."""

    field: Field
    value: str = ""
    of: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class FavouritePreview:
    """What a change would do, nothing saved.

    The example is a bill of 1 000 units, all of it favourites: in points, or, where the percent
    comes off the money, what is to be paid. `better` are tiers whose everyday percent is better,
    by language. `picked` tells whether anybody ever has: only then the last days can say what
    the change costs. `unseen` are categories without a button at the till, where only so many
    fit. `text` is the program file with the change.
    """

    version_id: int
    before: FavouriteSettings
    after: FavouriteSettings
    usual: str
    example_minor: int
    example_before: int
    example_after: int
    better: tuple[Mapping[str, str], ...]
    picked: bool
    unseen: tuple[str, ...]
    text: str


def view(tx: Connection, *, now: datetime) -> OwnerFavourites:
    """Read the settings; raise ProgramNotLaunched."""
    stored = programs.current(tx, now=now)
    settings = _settings(stored.document)
    return OwnerFavourites(
        version_id=stored.version_id,
        settings=settings,
        known=known_categories(tx, stored.program, settings.of),
        usual=_usual(stored.document),
        results=_results(tx, stored.document, programs.local_day(stored.program, now)),
    )


def list_ref(of: Iterable[str]) -> str:
    """Return the eight digits that stand for a whole list in a button."""
    return category_ref("\n".join(of))


def preview(tx: Connection, change: FavouriteChange, *, now: datetime) -> FavouritePreview:
    """Show a change in figures; raise as `apply` does, OwnerOnly left out."""
    stored = programs.current(tx, now=now)
    document = _changed(stored.document, change)
    before, after = _settings(stored.document), _settings(document)
    units = EXAMPLE_UNITS * 10**stored.program.digits
    usual = _usual(document)
    return FavouritePreview(
        version_id=stored.version_id,
        before=before,
        after=after,
        usual=usual,
        example_minor=units,
        example_before=_example(before, usual, units),
        example_after=_example(after, usual, units),
        better=_better(document, after),
        picked=store.any_choice(tx),
        unseen=tuple(one for one in without_button(build(document)) if one in after.of),
        text=export(document),
    )


def apply(
    tx: Connection,
    change: FavouriteChange,
    *,
    based_on: int,
    actor: Actor,
    key: str,
    now: datetime,
) -> Applied:
    """Save a change as a new version of the program.

    Raises OwnerOnly, FavouritesNeedCategories, TooManyCategories, FavouriteOutOfRange and
    ProgramChangedMeanwhile.
    """
    document = _changed(programs.current(tx, now=now).document, change)
    return save_as_owner(tx, document, based_on=based_on, actor=actor, key=key, now=now)


def _changed(document: Document, change: FavouriteChange) -> Document:
    had = document.favourites.of or ()
    match change.field:
        case Field.ON:
            if not had:
                raise FavouritesNeedCategories
            return with_favourites_on(document, on=change.value == "1")
        case Field.OF:
            return with_favourites_of(document, _list(change.of, needed=document.favourites.on))
        case Field.CHOOSE:
            most = len(had) or MOST_OF
            number = int(change.value) if re.fullmatch(r"[0-9]{1,4}", change.value) else 0
            if not 1 <= number <= most:
                raise FavouriteOutOfRange(high=most)
            return with_favourites_choose(document, number)
        case Field.PERCENT:  # pragma: no branch - the last one
            return with_favourites_percent(document, _percent(change.value))


def _list(of: tuple[str, ...], *, needed: bool) -> tuple[str, ...]:
    names = dict.fromkeys(name for name in of if cleaned_category(name))
    if needed and not names:
        raise FavouritesNeedCategories
    if len(names) > MOST_OF:
        raise TooManyCategories(most=MOST_OF)
    return tuple(names)


def _percent(text: str) -> Decimal:
    typed = text.replace(",", ".")
    number = Decimal(typed) if _NUMBER.fullmatch(typed) else Decimal(0)
    if not 1 <= number <= MOST_PERCENT:
        raise FavouriteOutOfRange(high=MOST_PERCENT)
    return number.normalize()


def _results(tx: Connection, document: Document, today: date) -> FavouriteResults:
    rules = favourite_rule_ids(document)
    since = today - timedelta(days=RESULT_DAYS)
    picked, counts = store.count_since(tx, today.replace(day=1))
    awards = [part for parts in offer_store.load_awards(tx, since, rules) for part in parts]
    off = [
        less.kept * Fraction(part.facts["off"])
        for less in discount_store.load_since(tx, since, rules)
        for part in less.parts
        if part.rule in rules
    ]
    return FavouriteResults(
        picked=picked,
        leading=tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:LEADING]),
        points=half_up(sum((part.points for part in awards if part.rule in rules), Fraction(0))),
        off_minor=half_up(sum(off, Fraction(0))),
    )


def _settings(document: Document) -> FavouriteSettings:
    favourites, rule = document.favourites, favourite_rule(document)
    return FavouriteSettings(
        on=favourites.on,
        of=favourites.of or (),
        choose=favourites.choose,
        percent=None if rule is None else decimal_text(rule.percent),
        money=takes_money_off(document),
        others=len(favourite_rule_ids(document)) - (rule is not None),
        names=favourites.names,
    )


def _usual(document: Document) -> str:
    """Return what a newcomer gets on everything: percent of points, or off the bill."""
    program = build(document)
    first = program.tiers.ladder[0] if program.tiers else None
    return discount_of(program, first) if takes_money_off(document) else percent_of(program, first)


def _example(settings: FavouriteSettings, usual: str, units: int) -> int:
    percent = Decimal(settings.percent if settings.on and settings.percent else usual)
    if settings.money:
        return round(units * (1 - max(percent, Decimal(usual)) / 100))
    return int(percent * EXAMPLE_UNITS / 100)


def _better(document: Document, after: FavouriteSettings) -> tuple[Mapping[str, str], ...]:
    """Find the tiers that lose by picking: of points a favourite brings its percent alone."""
    if not after.on or after.money or after.percent is None:
        return ()
    percent = Decimal(after.percent)
    return tuple(
        tier.name or {"en": tier.id}
        for tier in document.tier
        if tier.percent is not None and tier.percent > percent
    )
