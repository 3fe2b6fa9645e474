"""Groups of members as the program draws them: boundaries of segments, and audiences.

docs/semantics.md, Segments. Nothing is decided here; `segments` and `audiences` do that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.domain.kinds import Segment


@dataclass(frozen=True, kw_only=True, slots=True)
class SegmentRules:
    """Where one segment ends and the next begins; days are local, money is minor units."""

    new_days: int = 30  # joined less than so many days ago
    regular_visits: int = 5  # in the last twelve months
    dormant_days: int = 60  # since the last purchase, or since joining
    lost_days: int = 180
    vip_spend_minor: int | None = None  # in the last twelve months; None: not by money
    vip_top_tier: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Bought:
    """Money spent in a category during the last `days` local days, today included."""

    category: str
    days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Audience:
    """Members who meet everything that is asked; None or empty asks nothing.

    Spend and visits are those of the last twelve months; `absent` counts days since the last
    purchase, or since joining; `mostly` is the category most money ever went to.
    """

    id: str
    segments: tuple[Segment, ...] = ()
    tiers: tuple[str, ...] = ()
    spend_min_minor: int | None = None
    spend_max_minor: int | None = None
    visits_min: int | None = None
    visits_max: int | None = None
    absent_min: int | None = None
    absent_max: int | None = None
    bought: Bought | None = None
    not_bought: Bought | None = None
    mostly: tuple[str, ...] = ()
    birthday_months: tuple[int, ...] = ()
    locations: tuple[str, ...] = ()  # where the last purchase was made
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class FavouriteRules:
    """Categories of which a member picks up to `choose`, once a calendar month."""

    choose: int
    of: tuple[str, ...]
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # category -> language
