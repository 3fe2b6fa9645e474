"""Audiences: who meets everything a saved filter asks.

docs/semantics.md, Segments. services/store/audiences.py says the same to the database; a test
compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from services.domain.book import Book
from services.domain.groups import Audience, Bought
from services.domain.ladder import effective_tier
from services.domain.program import Program
from services.domain.segments import absent_days, mostly, segments_of
from services.domain.state import MemberState

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """What audiences ask beyond the member's state; what is not known fits nothing.

    `bought_on` has the last local day on which money was spent in a category.
    """

    language: str | None = None
    location: str | None = None
    bought_on: Mapping[str, date] = field(default_factory=dict)


UNKNOWN = Profile()


def groups_of(
    program: Program, view: MemberState | Book, profile: Profile, today: date
) -> frozenset[str]:
    """Return the segments and audiences of a settled member, as far as any rule asks."""
    if not program.asked_groups:
        return NONE
    audiences = {
        one.id for one in program.asked_audiences if belongs(program, one, view, profile, today)
    }
    return segments_of(program, view, today) | audiences


def belongs(
    program: Program,
    audience: Audience,
    view: MemberState | Book,
    profile: Profile,
    today: date,
) -> bool:
    """Tell whether a member settled to today is in the audience."""
    return (
        _fits_figures(audience, view, today)
        and _fits_standing(program, audience, view, today)
        and _fits_goods(audience, view, profile, today)
        and _fits_person(audience, view, profile)
    )


def _fits_figures(audience: Audience, view: MemberState | Book, today: date) -> bool:
    year = view.standing.rolling
    return (
        _between(audience.spend_min_minor, year.spend_minor, audience.spend_max_minor)
        and _between(audience.visits_min, year.visits, audience.visits_max)
        and _between(audience.absent_min, absent_days(view, today), audience.absent_max)
    )


def _between(least: int | None, value: int, most: int | None) -> bool:
    return (least is None or value >= least) and (most is None or value <= most)


def _fits_standing(
    program: Program, audience: Audience, view: MemberState | Book, today: date
) -> bool:
    tier = effective_tier(program, view)
    if audience.tiers and (tier is None or tier.id not in audience.tiers):
        return False
    segments = audience.segments
    return not segments or not segments_of(program, view, today).isdisjoint(segments)


def _fits_goods(
    audience: Audience, view: MemberState | Book, profile: Profile, today: date
) -> bool:
    if audience.mostly and mostly(view.standing.lifetime.categories) not in audience.mostly:
        return False
    wanted, missed = audience.bought, audience.not_bought
    return (wanted is None or _bought(wanted, profile, today)) and (
        missed is None or not _bought(missed, profile, today)
    )


def _bought(asked: Bought, profile: Profile, today: date) -> bool:
    on = profile.bought_on.get(asked.category)
    return on is not None and (today - on).days < asked.days


def _fits_person(audience: Audience, view: MemberState | Book, profile: Profile) -> bool:
    birthday, months = view.birthday, audience.birthday_months
    if months and (birthday is None or birthday.month not in months):
        return False
    return (not audience.locations or profile.location in audience.locations) and (
        not audience.languages or profile.language in audience.languages
    )
