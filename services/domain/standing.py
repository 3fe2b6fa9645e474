"""The sums that qualify for tiers, kept as running totals per window.

A window is moved on by taking out the days that leave it, so that nobody's history is ever read.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from services.domain.book import Book
from services.domain.dates import add_months
from services.domain.state import NOTHING, Figures, new_figures, new_standing

YEAR_MONTHS = 12


class DaysNeeded(NamedTuple):
    """The days a decision needs: after < day <= through, and today."""

    after: date
    through: date


def days_needed(settled_on: date, today: date) -> DaysNeeded:
    """Name the days that leave the twelve-month window until today."""
    return DaysNeeded(add_months(settled_on, -YEAR_MONTHS), add_months(today, -YEAR_MONTHS))


def plus(one: Figures, other: Figures, sign: int = 1) -> Figures:
    """Add two figures, or subtract the other with sign -1; categories at zero disappear."""
    categories = one.categories
    if one is NOTHING and sign == 1 and not other.categories:
        return other
    if other.categories:
        sums = dict(categories)
        for name, value in other.categories.items():
            sums[name] = sums.get(name, 0) + sign * value
        categories = {name: sums[name] for name in sorted(sums) if sums[name]}
    return new_figures(
        spend_minor=one.spend_minor + sign * other.spend_minor,
        purchases=one.purchases + sign * other.purchases,
        visits=one.visits + sign * other.visits,
        points=one.points + sign * other.points,
        categories=categories,
    )


def advance(book: Book, day: date) -> None:
    """Move all windows on to a day; a day before the last one changes nothing."""
    if day <= book.settled_on:
        return
    standing = book.standing
    rolling = standing.rolling
    if book.days:
        need = days_needed(book.settled_on, day)
        for on, figures in book.days.items():
            if need.after < on <= need.through:
                rolling = plus(rolling, figures, -1)
    years = day.year - book.settled_on.year
    book.settled_on = day
    if years or rolling is not standing.rolling:
        book.standing = replace(
            standing,
            rolling=rolling,
            year=standing.year if years == 0 else NOTHING,
            last_year=(standing.last_year, standing.year)[years] if years <= 1 else NOTHING,
        )


def counts_from(until: date) -> date:
    """Return the day after which purchases count for a period that ends on `until`."""
    return add_months(until, -YEAR_MONTHS)


def record(
    book: Book,
    on: date,
    *,
    spend_minor: int,
    purchases: int,
    points: int,
    categories: Mapping[str, int],
) -> None:
    """Add a change to its day and to every window the day lies in.

    The change of visits is worked out here: a day is a visit while a purchase of it stands.
    """
    before = book.days.get(on, NOTHING)
    stands = before.purchases + purchases > 0
    change = new_figures(
        spend_minor=spend_minor,
        purchases=purchases,
        visits=stands - before.visits,
        points=points,
        categories=categories,
    )
    book.set_day(on, plus(before, change))
    today, standing, until = book.settled_on, book.standing, book.tier.until
    was, now = standing.lifetime, plus(standing.lifetime, change)
    rolling, period = standing.rolling, standing.period
    year, last_year = standing.year, standing.last_year
    # In the first year most windows hold what all the time holds.
    if on == today or on > add_months(today, -YEAR_MONTHS):
        rolling = now if rolling is was else plus(rolling, change)
    if until is not None and on > counts_from(until):
        period = now if period is was else plus(period, change)
    if on.year == today.year:
        year = now if year is was else plus(year, change)
    elif on.year == today.year - 1:
        last_year = now if last_year is was else plus(last_year, change)
    book.standing = new_standing(
        rolling=rolling, period=period, year=year, last_year=last_year, lifetime=now
    )


def begin_period(book: Book, on: date, until: date | None) -> None:
    """Restart what counts at the period's end; a day of the new window counts already."""
    counted = until is not None and on > counts_from(until)
    book.standing = replace(
        book.standing, period=book.days.get(on, NOTHING) if counted else NOTHING
    )
