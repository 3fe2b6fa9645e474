"""Groups of members in the program file: `[segments]` and `[[audience]]`, and their rules."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from services.domain import groups
from services.domain.kinds import Segment
from services.program.conditions import Part, Some
from services.program.positions import Path
from services.program.values import Count, Id, Language, Money, Text

MOST_DAYS = 3650
MOST_AUDIENCES = 50
MONTHS = 12

Span = Annotated[int, Field(ge=1, le=MOST_DAYS)]
Since = Annotated[int, Field(ge=0, le=MOST_DAYS)]
Month = Annotated[int, Field(ge=1, le=MONTHS)]
SEGMENTS = frozenset(Segment)
_RANGES = (
    ("spend_min", "spend_max"),
    ("visits_min", "visits_max"),
    ("absent_min", "absent_max"),
)


class SegmentsPart(Part):
    new_days: Span = 30
    """new: joined less than so many days ago"""
    regular_visits: Count = 5
    """regular: so many days with a purchase in the last 12 months"""
    dormant_days: Span = 60
    """dormant: so many days without a purchase"""
    lost_days: Span = 180
    """lost: so many days without a purchase"""
    vip_spend: Money | None = None
    """VIP: so much money in the last 12 months; left out: not by money"""
    vip_top_tier: bool = True
    """VIP: whoever has the highest tier"""


class BoughtPart(Part):
    category: Text
    """the category"""
    days: Span
    """in the last so many days, today included"""


class AudiencePart(Part):
    id: Id
    """the audience's own name; offers and conditions name it"""
    name: dict[Language, Text] = Field(default_factory=dict)
    """what the owner calls it, by language"""
    segments: (
        Annotated[
            tuple[Annotated[Segment, Field(strict=False)], ...], Field(min_length=1, strict=False)
        ]
        | None
    ) = None
    """in one of these: new regular active dormant lost vip"""
    tiers: Some | None = None
    """has one of these tiers"""
    spend_min: Money | None = None
    """spent at least this in the last 12 months"""
    spend_max: Money | None = None
    """spent at most this in the last 12 months"""
    visits_min: Count | None = None
    """at least so many days with a purchase in the last 12 months"""
    visits_max: Since | None = None
    """at most so many days with a purchase in the last 12 months"""
    absent_min: Since | None = None
    """has not bought for so many days at least"""
    absent_max: Since | None = None
    """has not bought for so many days at most"""
    bought: BoughtPart | None = None
    """spent money in this category in the last days"""
    not_bought: BoughtPart | None = None
    """spent no money in this category in the last days"""
    mostly: Some | None = None
    """of all categories spent most money ever in one of these"""
    birthday_months: (
        Annotated[tuple[Month, ...], Field(min_length=1, max_length=MONTHS, strict=False)] | None
    ) = None
    """the birthday is in one of these months, 1 to 12"""
    locations: Some | None = None
    """bought last at one of these places"""
    languages: (
        Annotated[tuple[Language, ...], Field(min_length=1, max_length=20, strict=False)] | None
    ) = None
    """reads the bot in one of these languages"""


CONDITIONS = tuple(name for name in AudiencePart.model_fields if name not in {"id", "name"})
"""What an audience may ask, in the order of the file."""


def asked(audience: AudiencePart) -> tuple[str, ...]:
    """Return the conditions an audience has."""
    return tuple(name for name in CONDITIONS if getattr(audience, name) is not None)


def check_segments(
    rules: SegmentsPart, audiences: Sequence[AudiencePart], tiers: set[str]
) -> Iterator[tuple[Path, str]]:
    """Find what is wrong across keys of `[segments]` and every `[[audience]]`."""
    if rules.lost_days <= rules.dormant_days:
        yield ("segments", "lost_days"), "must be more than dormant_days"
    if len(audiences) > MOST_AUDIENCES:
        yield ("audience", MOST_AUDIENCES), f"is one too many: {MOST_AUDIENCES} at most"
    seen: set[str] = set()
    for i, audience in enumerate(audiences):
        path = ("audience", i)
        if audience.id in seen:
            yield (*path, "id"), "is already the id of another [[audience]]"
        if audience.id in SEGMENTS:
            yield (*path, "id"), "is the name of a segment: choose another"
        seen.add(audience.id)
        yield from _check_audience(path, audience, tiers)


def _check_audience(
    path: Path, audience: AudiencePart, tiers: set[str]
) -> Iterator[tuple[Path, str]]:
    if not asked(audience):
        yield path, "asks nothing: it would be everybody"
    for least, most in _RANGES:
        low, high = getattr(audience, least), getattr(audience, most)
        if low is not None and high is not None and high < low:
            yield (*path, most), f"must not be less than {least}"
    for n, name in enumerate(audience.tiers or ()):
        if name not in tiers:
            yield (*path, "tiers", n), f'names "{name}", and there is no such tier'


def amounts(
    rules: SegmentsPart, audiences: Sequence[AudiencePart]
) -> Iterator[tuple[Path, Decimal]]:
    """Return every sum of money that is asked, with its place."""
    if rules.vip_spend is not None:
        yield ("segments", "vip_spend"), rules.vip_spend
    for i, audience in enumerate(audiences):
        for name in ("spend_min", "spend_max"):
            amount = getattr(audience, name)
            if amount is not None:
                yield ("audience", i, name), amount


def segment_rules(part: SegmentsPart, decimals: int) -> groups.SegmentRules:
    """Return the boundaries with their money in minor units."""
    return groups.SegmentRules(
        new_days=part.new_days,
        regular_visits=part.regular_visits,
        dormant_days=part.dormant_days,
        lost_days=part.lost_days,
        vip_spend_minor=_minor(part.vip_spend, decimals),
        vip_top_tier=part.vip_top_tier,
    )


def audience_rule(part: AudiencePart, decimals: int) -> groups.Audience:
    """Return an audience with its money in minor units."""
    return groups.Audience(
        id=part.id,
        segments=part.segments or (),
        tiers=part.tiers or (),
        spend_min_minor=_minor(part.spend_min, decimals),
        spend_max_minor=_minor(part.spend_max, decimals),
        visits_min=part.visits_min,
        visits_max=part.visits_max,
        absent_min=part.absent_min,
        absent_max=part.absent_max,
        bought=_bought(part.bought),
        not_bought=_bought(part.not_bought),
        mostly=part.mostly or (),
        birthday_months=part.birthday_months or (),
        locations=part.locations or (),
        languages=part.languages or (),
    )


def _minor(amount: Decimal | None, decimals: int) -> int | None:
    return None if amount is None else int(amount.scaleb(decimals))


def _bought(part: BoughtPart | None) -> groups.Bought | None:
    return None if part is None else groups.Bought(category=part.category, days=part.days)
