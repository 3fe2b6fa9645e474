"""The program as frozen data: what the document says once it has been checked.

Money is integer minor units, rates and factors are exact fractions, dates and hours are local.
Names of the fields follow the program document; see docs/semantics.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from operator import attrgetter

from services.domain.conditions import ALWAYS, Condition
from services.domain.discount_rules import BirthdayDiscount, DiscountRule
from services.domain.exact import Rate
from services.domain.groups import Audience, FavouriteRules, SegmentRules
from services.domain.invitations import ReferralRules
from services.domain.kinds import (
    Each,
    EarnType,
    ExpiryModel,
    Period,
    Rounding,
    TierBasis,
    TierDown,
    TierMatch,
    TierWindow,
    Unpaid,
)

_PERIODS = tuple(Period)


@dataclass(frozen=True, kw_only=True, slots=True)
class Expiry:
    """When points end: `n` of the model's unit, or `on` for the fixed model."""

    model: ExpiryModel = ExpiryModel.DAYS
    n: int = 365
    on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PointsRules:
    value_minor: int = 100  # money one point pays; never enters earning
    rounding: Rounding = Rounding.DOWN
    hold_days: int = 0
    expiry: Expiry = field(default_factory=Expiry)


@dataclass(frozen=True, kw_only=True, slots=True)
class RedeemRules:
    max_percent: Fraction = Fraction(50)
    step: int = 1
    min_points: int = 0
    earn_on_redeemed: bool = False
    exclude: tuple[str, ...] = ()  # categories points cannot pay for


@dataclass(frozen=True, kw_only=True, slots=True)
class RefundRules:
    unpaid: Unpaid = Unpaid.DEFICIT
    restore_days: int = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class EarnRule:
    """A base rule; the fields its type does not use keep their defaults."""

    id: str
    type: EarnType
    percent: Fraction = Fraction(0)
    points: int = 0  # per block, or per `each`
    per_minor: int = 0  # the size of a block
    each: Each = Each.PURCHASE
    exclusive: bool = False
    priority: int = 0
    when: Condition = ALWAYS
    rate: Rate = field(init=False, repr=False, compare=False)  # the percent

    def __post_init__(self) -> None:
        object.__setattr__(self, "rate", Rate.of(self.percent))


@dataclass(frozen=True, kw_only=True, slots=True)
class MultiplierRule:
    id: str
    factor: Fraction  # 1 or more
    stack: bool = False
    when: Condition = ALWAYS


@dataclass(frozen=True, kw_only=True, slots=True)
class BonusRule:
    id: str
    points: int
    when: Condition = ALWAYS


@dataclass(frozen=True, kw_only=True, slots=True)
class Cap:
    """At most `points` per period: of one rule or of everything, of one member or of all."""

    points: int
    per: Period
    rule: str | None = None
    budget: bool = False

    @property
    def order(self) -> tuple[int, int, str]:
        """Sort caps in the order they are applied: rule, budget, receipt, day … ever."""
        # Cuts of one rule come before any cut of the total, whose share on the lines they change.
        place = int(self.budget) if self.rule is not None else 3 - int(self.budget)
        return place, _PERIODS.index(self.per), self.rule or "~"


@dataclass(frozen=True, kw_only=True, slots=True)
class Threshold:
    """`need` is minor units for spend and spend_in, a count otherwise."""

    basis: TierBasis
    need: int
    category: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tier:
    id: str
    name: Mapping[str, str] = field(default_factory=dict)  # language -> name
    percent: Fraction | None = None  # replaces the rate of the rule `base`
    thresholds: tuple[Threshold, ...] = ()
    perks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # language, "": all
    rate: Rate | None = field(init=False, repr=False, compare=False)  # the percent

    def __post_init__(self) -> None:
        rate = None if self.percent is None else Rate.of(self.percent)
        object.__setattr__(self, "rate", rate)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tiers:
    """The ladder, lowest first; the first has no thresholds."""

    ladder: tuple[Tier, ...]
    match: TierMatch = TierMatch.ANY
    window: TierWindow = TierWindow.ROLLING
    grace_days: int = 30
    down: TierDown = TierDown.STEP
    ranks: Mapping[str | None, int] = field(init=False, repr=False, compare=False)  # by id

    def __post_init__(self) -> None:
        ranks = {tier.id: rank for rank, tier in enumerate(self.ladder)}
        object.__setattr__(self, "ranks", ranks)

    def rank(self, tier: str | None) -> int:
        """Return the place of a tier, 0 being the lowest; unknown ids count as the lowest."""
        return self.ranks.get(tier, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Welcome:
    points: int
    expires_days: int | None = None  # None: the program's expiry


@dataclass(frozen=True, kw_only=True, slots=True)
class GoodsOffer:
    """Goods, or money off, by a coupon; `when` is asked when the coupon is claimed."""

    id: str
    price_points: int  # 0: for nothing
    per_member: int | None = None  # coupons one member takes in all; None: no limit
    expires_days: int | None = None  # how long the coupon lives; None: the program's expiry
    on: bool = True  # False: paused
    when: Condition = ALWAYS


@dataclass(frozen=True, kw_only=True, slots=True)
class PromoCode:
    """Points, or a coupon for goods, for whoever knows the code; `code` is folded."""

    id: str
    code: str
    points: int | None = None  # None: a coupon
    expires_days: int | None = None  # of the points or the coupon; None: the program's expiry
    per_member: int = 1
    total: int | None = None  # of all members together; None: no limit
    on: bool = True  # False: paused
    when: Condition = ALWAYS


@dataclass(frozen=True, kw_only=True, slots=True)
class StampCard:
    """So many stamps are one coupon for `reward`; what lies beyond begins the next card."""

    id: str
    each: Each
    needed: int
    reward: str  # the offer of the coupon, an id of its own or that of goods
    reward_days: int | None = None  # how long the coupon lives; None: the program's expiry
    gap_minutes: int = 0  # between two stamps of purchases or visits
    on: bool = True  # False: no more stamps; those there are stay
    when: Condition = ALWAYS


@dataclass(frozen=True, kw_only=True, slots=True)
class BirthdayGift:
    """Points in the window [-before, +after] around a birthday that was known long enough."""

    points: int
    before: int = 3
    after: int = 3
    known_days: int = 14
    expires_days: int | None = None  # None: the program's expiry


@dataclass(frozen=True, kw_only=True, slots=True)
class DormancyGift:
    """What comes with a message to somebody who has not bought for `days`; maybe no points."""

    points: int
    days: int = 60
    expires_days: int | None = None  # None: the program's expiry


@dataclass(frozen=True, kw_only=True, slots=True)
class TransferRules:
    """What members may give each other; limits are points one member gives, None: no limit."""

    min_points: int = 1
    per_day: int | None = None
    per_month: int | None = None
    buyers_only: bool = True  # only who has a purchase that stands may give
    newcomer_days: int = 1  # a card is that old before it receives


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """All rules of a shop; every default is what a new program gets.

    `since` is the local day these rules came into force; None in a replay, where everybody is
    settled on that day. `before` are the rules until then, for members who were not seen since:
    only a version with a date, which begins without anybody, needs them. `bill_coupons` are those
    that change what a bill costs or gives, so that they are used with one.
    """

    name: str = ""
    timezone: str = "UTC"
    currency: str = "RUB"
    digits: int = 2
    points: PointsRules = field(default_factory=PointsRules)
    redeem: RedeemRules = field(default_factory=RedeemRules)
    refund: RefundRules = field(default_factory=RefundRules)
    earn: tuple[EarnRule, ...] = ()
    multipliers: tuple[MultiplierRule, ...] = ()
    bonuses: tuple[BonusRule, ...] = ()
    caps: tuple[Cap, ...] = ()
    tiers: Tiers | None = None
    welcome: Welcome | None = None
    goods: tuple[GoodsOffer, ...] = ()
    promos: tuple[PromoCode, ...] = ()
    stamp_cards: tuple[StampCard, ...] = ()
    discounts: tuple[DiscountRule, ...] = ()
    coupon_discounts: Mapping[str, DiscountRule] = field(default_factory=dict)  # by offer
    birthday_discount: BirthdayDiscount | None = None
    birthday: BirthdayGift | None = None
    dormancy: DormancyGift | None = None
    transfer: TransferRules | None = None  # None: members give each other nothing
    referral: ReferralRules | None = None  # None: bringing friends brings nothing
    segments: SegmentRules = field(default_factory=SegmentRules)
    audiences: tuple[Audience, ...] = ()
    favourites: FavouriteRules | None = None  # None: nobody picks any
    since: date | None = None
    before: "Program | None" = field(default=None, repr=False, compare=False)
    # Worked out once: every purchase asks.
    caps_in_order: tuple[Cap, ...] = field(init=False, repr=False, compare=False)
    capped_rules: frozenset[str] = field(init=False, repr=False, compare=False)
    budgets: tuple[Cap, ...] = field(init=False, repr=False, compare=False)  # of all members
    asked_groups: frozenset[str] = field(init=False, repr=False, compare=False)  # by any rule
    asked_audiences: tuple[Audience, ...] = field(init=False, repr=False, compare=False)
    bill_coupons: frozenset[str] = field(init=False, repr=False, compare=False)  # by offer
    running_cards: tuple[StampCard, ...] = field(init=False, repr=False, compare=False)
    has_discounts: bool = field(init=False, repr=False, compare=False)
    has_exclusive: bool = field(init=False, repr=False, compare=False)  # base rules

    def __post_init__(self) -> None:
        put = object.__setattr__
        counted = tuple(cap for cap in self.caps if cap.budget and cap.per is not Period.RECEIPT)
        put(self, "caps_in_order", tuple(sorted(self.caps, key=attrgetter("order"))))
        put(self, "capped_rules", frozenset(cap.rule for cap in self.caps if cap.rule is not None))
        put(self, "budgets", counted)
        conditions = [
            *(rule.when for rule in self.earn),
            *(rule.when for rule in self.multipliers),
            *(rule.when for rule in self.bonuses),
            *(offer.when for offer in self.goods),
            *(promo.when for promo in self.promos),
            *(card.when for card in self.stamp_cards),
            *(rule.when for rule in self.discounts),
            *(rule.when for rule in self.coupon_discounts.values()),
        ]
        asked = frozenset[str]().union(*(when.groups for when in conditions))
        put(self, "asked_groups", asked)
        put(self, "asked_audiences", tuple(one for one in self.audiences if one.id in asked))
        named = frozenset(when.coupon for when in conditions if when.coupon is not None)
        put(self, "bill_coupons", named.union(self.coupon_discounts))
        put(self, "running_cards", tuple(card for card in self.stamp_cards if card.on))
        discounts = (self.discounts, self.coupon_discounts, self.birthday_discount)
        put(self, "has_discounts", any(discounts))
        put(self, "has_exclusive", any(rule.exclusive for rule in self.earn))
