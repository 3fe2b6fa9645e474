"""What is known about one member, and nothing of the history.

A member with ten thousand entries has the same state as a new one: open lots, counters, sums.
Dates are local dates of the shop. Lots and entries are numbered per member from 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from services.domain.exact import Exact
from services.domain.kinds import CouponState, Period
from services.domain.making import maker


@dataclass(frozen=True, kw_only=True, slots=True)
class Birthday:
    month: int
    day: int
    year: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Lot:
    """Points that came together and end together.

    `amount - points_left` is what was drawn minus what was put back. While `held` the points
    are pending; settling makes them usable on `activates_on`.
    """

    number: int
    amount: int
    points_left: int
    opened_on: date
    activates_on: date | None = None  # None: usable from the start
    expires_on: date | None = None  # the last usable day; None: never ends
    held: bool = False
    expired: int = 0  # how many of the drawn points were drawn by expiry


@dataclass(frozen=True, kw_only=True, slots=True)
class Draw:
    """Points taken from a lot, or put back into it; always positive."""

    lot: int
    points: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """Sums that qualify for tiers, net of refunds; spend is money, in minor units."""

    spend_minor: int = 0
    purchases: int = 0
    visits: int = 0  # local days with a standing purchase
    points: int = 0  # earned by purchases minus clawbacks
    categories: Mapping[str, int] = field(default_factory=dict)  # category -> minor units


NOTHING = Figures()


Marks = tuple[tuple[str, int], ...]  # pairs of a stamp card and stamps


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """The figures of one local day; its `visits` is 1 while a purchase of the day stands.

    `stamps` are those of the visit.
    """

    on: date
    figures: Figures = NOTHING
    stamps: Marks = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Running sums per window, as of the day the member was settled through."""

    rolling: Figures = NOTHING  # the last twelve months
    period: Figures = NOTHING  # what counts at the tier period's end
    year: Figures = NOTHING
    last_year: Figures = NOTHING
    lifetime: Figures = NOTHING


@dataclass(frozen=True, kw_only=True, slots=True)
class TierState:
    """The member's own tier with its period, and the floor given by hand."""

    tier: str | None = None  # None: the lowest
    since: date | None = None
    until: date | None = None  # the last day of the period; None in the lowest tier
    grace_until: date | None = None  # the last day of grace, when the period is over
    manual: str | None = None
    manual_until: date | None = None  # inclusive; None: until changed


NO_TIER = TierState()
NO_STANDING = Standing()


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """What counts against caps: of one rule, or of everything when `rule` is empty."""

    rule: str
    per: Period
    start: date | None  # the first day of the period; None for ever
    points: Exact


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamps:
    """A member's stamps on one card since the last that was full; below 0 they are owed.

    `last_at` is the instant of the last stamp of a purchase or a visit, `last_for` what gave it:
    the key of the purchase, or the local date of the visit.
    """

    card: str
    count: int = 0
    last_at: datetime | None = None
    last_for: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Coupon:
    """Goods, or money off, taken and not handed over yet; numbered per member and offer from 1.

    One that a full stamp card brought names the card, and how many stamps it took.
    """

    offer: str
    number: int
    points: int
    draws: tuple[Draw, ...]  # lots that paid, in order of drawing
    claimed_on: date
    expires_on: date | None = None  # the last day it can be used; None: never ends
    state: CouponState = CouponState.OPEN
    card: str | None = None
    stamps: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Favourites:
    """The categories a member picked, and when."""

    categories: tuple[str, ...]
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberState:
    """Everything a decision about a member needs; `days` holds only what was asked for.

    `lots` are the open ones (points left or held) and those a refund or a coupon names;
    `coupons` the open ones, in order of claiming or of coming back.
    """

    joined_on: date
    settled_on: date
    balance: int = 0
    pending: int = 0
    deficit: int = 0
    lots: tuple[Lot, ...] = ()
    tier: TierState = NO_TIER
    standing: Standing = NO_STANDING
    days: tuple[Day, ...] = ()
    usage: tuple[Usage, ...] = ()
    coupons: tuple[Coupon, ...] = ()
    stamps: tuple[Stamps, ...] = ()
    birthday: Birthday | None = None
    birthday_known_on: date | None = None  # since when this very date is known
    birthday_changed_in: int | None = None  # calendar year of the last change
    birthday_gift_on: date | None = None  # of the last gift
    last_purchase_on: date | None = None
    favourites: Favourites | None = None
    next_lot: int = 1
    next_entry: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordedLine:
    """A line with its exact shares, which a refund reverses.

    `net` is money in minor units after the discount; `paid` and `earned` are points;
    `refunded` is the share that went back already, from 0 to 1. `rules` holds the exact points
    of rules with a cap, so that a refund gives them room again; `stamps` those of its items.
    `amount_minor` is the line's total before any discount, known if the rules took something off.
    """

    net: Exact
    paid: Exact
    earned: Exact
    category: str | None = None
    refunded: Exact = 0
    rules: Mapping[str, Exact] = field(default_factory=dict)
    stamps: Marks = ()
    amount_minor: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordedPurchase:
    """A purchase as it was made, and how much of it went back (all counters cumulated).

    `stamps` are those it brought as a whole; those of items stand in its lines, and the stamp
    of a visit belongs to the day.
    """

    key: str
    on: date
    amount_minor: int
    discount_minor: int
    applied: int  # points paid
    value_minor: int  # what a point paid then
    earned: int  # whole points awarded
    lot: int | None  # the lot the award opened
    draws: tuple[Draw, ...]  # lots that paid, in order of drawing
    tier_before: str | None  # the member's own tier at the sale
    lines: tuple[RecordedLine, ...]
    stamps: Marks = ()
    refunded_minor: int = 0
    returned_minor: int = 0  # money given back
    restored: int = 0
    clawed: int = 0  # points due back, taken or not
    taken_as_expired: int = 0  # of these, points of the own lot that had expired
    off_minor: int = 0  # of the discount, what the rules took off
    off_back_minor: int = 0  # and how much of that went back with the goods
    coupon: tuple[str, int] | None = None  # offer and number of the coupon that was used

    @property
    def goods_minor(self) -> int:
        """Return what the goods cost after the discount."""
        return self.amount_minor - self.discount_minor

    @property
    def to_pay_minor(self) -> int:
        """Return the money part."""
        return self.goods_minor - self.applied * self.value_minor

    @property
    def stands(self) -> bool:
        """Tell whether some of the purchase was not refunded."""
        return any(line.refunded < 1 for line in self.lines)


new_lot = maker(Lot)
new_draw = maker(Draw)
new_figures = maker(Figures)
new_day = maker(Day)
new_standing = maker(Standing)
new_usage = maker(Usage)
new_stamps = maker(Stamps)
new_state = maker(MemberState)
new_recorded_line = maker(RecordedLine)
new_recorded_purchase = maker(RecordedPurchase)
