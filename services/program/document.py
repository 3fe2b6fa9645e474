"""The program file as a document: every table, key, default and range the owner may write."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from services.program.conditions import Part, When
from services.program.favourites import Favourites
from services.program.occasions import Birthday, Dormancy, ExpiryNotice, Welcome
from services.program.perks import Perks
from services.program.referral import Referral
from services.program.segments import AudiencePart, SegmentsPart
from services.program.stamp_cards import StampCardPart
from services.program.transfers import Transfer
from services.program.values import (
    Code,
    Count,
    Days,
    Factor,
    Id,
    Language,
    LocalDate,
    Money,
    Percent,
    Points,
    Text,
)

Names = dict[Language, Text]


class Rolling(Part):
    model: Literal["days", "months", "month_end", "year_end", "sliding"]
    """days | months after earning; month_end | year_end: that, then to the end of the month or
    year (n counts months or years); sliding: days since the last purchase"""
    n: Days
    """how many; 0 is through the day of earning itself"""


class OnDate(Part):
    model: Literal["fixed"]
    """fixed: everything earned until then ends on one date"""
    date: LocalDate
    """the last day; what is earned later never expires"""


class Never(Part):
    model: Literal["never"]
    """never: points do not expire"""


Expiry = Annotated[Rolling | OnDate | Never, Field(discriminator="model")]


class UnitForms(Part):
    """The points' own name, by plural form (CLDR)."""

    one: Text | None = None
    few: Text | None = None
    many: Text | None = None
    other: Text


DEFAULT_NAMES = {
    "ru": UnitForms(one="балл", few="балла", many="баллов", other="балла"),
    "en": UnitForms(one="point", other="points"),
    "uz": UnitForms(other="ball"),
}


class PointsPart(Part):
    value: Money = Decimal(1)
    """money one point pays; it never enters earning"""
    rounding: Literal["down", "nearest", "up"] = "down"
    """how a receipt's points become whole, once, at the end"""
    hold_days: Days = 0
    """days before earned points can be spent, for example a return period"""
    expiry: Expiry = Rolling(model="days", n=365)
    """when points end: days | months | month_end | year_end | sliding with n, fixed with date, or
    never"""
    names: dict[Language, UnitForms] = Field(default_factory=lambda: dict(DEFAULT_NAMES))
    """what a point is called, by language and plural form"""


class RedeemPart(Part):
    max_percent: Annotated[int, Field(ge=0, le=100)] = 50
    """the share of a bill that points may pay"""
    step: Count = 1
    """points are spent in whole steps of so many"""
    min_points: Points = 0
    """fewer points than this are not spent at all"""
    earn_on_redeemed: bool = False
    """whether the part of a bill paid with points earns too"""
    exclude: Annotated[tuple[Text, ...], Field(strict=False, max_length=1000)] = ()
    """categories that points never pay for"""


class RefundPart(Part):
    unpaid: Literal["deficit", "clamp"] = "deficit"
    """taking back points that were already spent: deficit = repaid by later earnings, clamp =
    forgotten"""
    restore_days: Days = 7
    """points given back by a refund live at least so many days more"""


class _Rule(Part):
    id: Id
    """the rule's own name; it stands in every explanation"""


class _Earn(_Rule):
    exclusive: bool = False
    """takes its lines for itself: no other rule earns on them"""
    priority: Annotated[int, Field(ge=-1000, le=1000)] = 0
    """of several exclusive rules on a line the highest has it"""
    when: When = When()
    """the conditions, all of them together; none: always"""


class EarnPercent(_Earn):
    type: Literal["percent"]
    """percent of the amount"""
    percent: Percent
    """the rate; the tier's rate replaces that of the rule called base"""


class EarnBlocks(_Earn):
    type: Literal["blocks"]
    """points for every full block of money"""
    points: Points
    """points for one block"""
    per: Money
    """the block, in money"""


class EarnFixed(_Earn):
    type: Literal["fixed"]
    """the same number of points each time"""
    points: Points
    """points each time"""
    each: Literal["purchase", "visit", "item"] = "purchase"
    """each purchase | visit (the first purchase of a local day) | item"""


Earn = Annotated[EarnPercent | EarnBlocks | EarnFixed, Field(discriminator="type")]


class Multiplier(_Rule):
    factor: Factor
    """how many times the base points; never below 1"""
    stack: bool = False
    """true: multiplies together with others; false: only the best of these counts"""
    when: When = When()
    """the conditions, all of them together; none: always"""


class Bonus(_Rule):
    points: Points
    """points on top, never multiplied"""
    when: When = When()
    """the conditions, all of them together; none: always"""


class Discount(_Rule):
    percent: Percent
    """percent off the money; of several the best counts on each line"""
    stack: bool = False
    """true: comes off what the best one leaves; false: only the best of these counts"""
    when: When = When()
    """the conditions, all of them together; none: always"""


class Cap(Part):
    points: Points
    """no more points than this"""
    per: Literal["receipt", "day", "week", "month", "ever"]
    """in one receipt | day | week (from Monday) | month | ever"""
    rule: Id | None = None
    """counts and cuts this rule only"""
    budget: bool = False
    """counts all members together"""


class TiersPart(Part):
    match: Literal["any", "all"] = "any"
    """whether one threshold is enough or all are needed"""
    window: Literal["rolling", "calendar_year", "lifetime"] = "rolling"
    """what counts: the last 12 months | this calendar year | everything"""
    grace_days: Days = 30
    """days to catch up after a period has ended"""
    down: Literal["step", "fit", "never"] = "step"
    """then one tier down | straight to what fits | never down"""
    warn_days: Annotated[int, Field(ge=0, le=60)] = 14
    """days before the end of a period to say what is missing; 0: nobody is told"""


class SpendIn(Part):
    category: Text
    """the category that is counted"""
    amount: Money
    """money spent in it"""


class Tier(Part):
    id: Id
    """the tier's own name"""
    name: Names = Field(default_factory=dict)
    """what members call it, by language"""
    percent: Percent | None = None
    """replaces the rate of the rule called base"""
    discount: Percent | None = None
    """percent off every bill of the tier's members"""
    spend: Money | None = None
    """reached by money spent in the window"""
    purchases: Count | None = None
    """reached by purchases"""
    visits: Count | None = None
    """reached by days with a purchase"""
    points: Count | None = None
    """reached by points earned"""
    spend_in: SpendIn | None = None
    """reached by money spent in one category"""
    perks: Perks = ()
    """what else the tier gives, in words: a list, or a list for each language"""


class _Offer(_Rule):
    title: Names = Field(default_factory=dict)
    """what guests call it, by language; left out: said by its conditions"""
    on: bool = True
    """false: paused"""
    audience: Id | None = None
    """only for members in this segment or audience; others neither see nor get it"""
    when: When = When()
    """the conditions, all of them together; none: always"""


class OfferGoods(_Offer):
    kind: Literal["goods"]
    """goods: a coupon for points, handed over at the till"""
    price_points: Count
    """what the coupon costs"""
    expires_days: Days | None = None
    """how long a coupon lives; left out: as long as points"""


class OfferMultiplier(_Offer):
    kind: Literal["multiplier"]
    """multiplier: base points many times over, by itself"""
    factor: Factor
    """how many times the base points; only the best of these counts"""


class OfferBonus(_Offer):
    kind: Literal["bonus"]
    """bonus: points on top, by itself"""
    points: Points
    """points on top, never multiplied"""


class OfferPercent(_Offer):
    kind: Literal["percent_off"]
    """percent_off: percent off the money, by itself or by a coupon"""
    percent: Percent
    """percent off; of several discounts the best counts on each line"""
    stack: bool = False
    """true: comes off what the best one leaves"""
    price_points: Points | None = None
    """what a coupon for it costs, 0 for a free one; left out: no coupon, works by itself"""
    per_member: Count | None = None
    """coupons one guest may take; left out: one if it is free, else any number"""
    expires_days: Days | None = None
    """how long a coupon lives; left out: as long as points"""


class OfferPromo(_Offer):
    kind: Literal["promo_code"]
    """promo_code: for whoever types the code in the chat"""
    code: Code
    """what is typed; case, spaces, hyphens and letters of another alphabet do not matter"""
    points: Count | None = None
    """points for it; left out: a coupon, for percent off or for what the title names"""
    percent: Percent | None = None
    """percent off a bill, by a coupon, in place of points"""
    expires_days: Days | None = None
    """how long the points, or the coupon, live; left out: as long as other points"""
    per_member: Count = 1
    """how often one guest may use it"""
    total: Count | None = None
    """how often all guests together may use it; left out: no limit"""


Offer = Annotated[
    OfferGoods | OfferPercent | OfferMultiplier | OfferBonus | OfferPromo,
    Field(discriminator="kind"),
]


class Document(Part):
    """A whole program file."""

    version: Literal[1] = 1
    """the version of this format"""
    name: Text = "Kopilka"
    """the shop's name, as members see it"""
    timezone: Text = "UTC"
    """the shop's time zone; days begin at its midnight"""
    currency: Text = "RUB"
    """the currency's three letters"""
    digits: Annotated[int, Field(ge=0, le=4)] | None = None
    """decimals of the currency at the till; left out: the usual ones (RUB 2, UZS 0)"""
    points: PointsPart = PointsPart()
    redeem: RedeemPart = RedeemPart()
    refund: RefundPart = RefundPart()
    earn: tuple[Earn, ...] = Field(default=(), strict=False)
    multiplier: tuple[Multiplier, ...] = Field(default=(), strict=False)
    bonus: tuple[Bonus, ...] = Field(default=(), strict=False)
    discount: tuple[Discount, ...] = Field(default=(), strict=False)
    cap: tuple[Cap, ...] = Field(default=(), strict=False)
    tiers: TiersPart = TiersPart()
    tier: tuple[Tier, ...] = Field(default=(), strict=False)
    segments: SegmentsPart = SegmentsPart()
    audience: tuple[AudiencePart, ...] = Field(default=(), strict=False)
    offer: tuple[Offer, ...] = Field(default=(), strict=False)
    stamp_card: tuple[StampCardPart, ...] = Field(default=(), strict=False)
    welcome: Welcome = Welcome()
    birthday: Birthday = Birthday(on=False)
    dormancy: Dormancy = Dormancy(on=False)
    expiry_notice: ExpiryNotice = ExpiryNotice(on=False)
    transfer: Transfer = Transfer()
    referral: Referral = Referral(on=False)
    favourites: Favourites = Favourites(on=False)


# Which models the rows of each table may be, for whoever walks the format itself.
TABLES: dict[str, tuple[type[Part], ...]] = {
    "points": (PointsPart,),
    "redeem": (RedeemPart,),
    "refund": (RefundPart,),
    "earn": (EarnPercent, EarnBlocks, EarnFixed),
    "multiplier": (Multiplier,),
    "bonus": (Bonus,),
    "discount": (Discount,),
    "cap": (Cap,),
    "tiers": (TiersPart,),
    "tier": (Tier,),
    "segments": (SegmentsPart,),
    "audience": (AudiencePart,),
    "offer": (OfferGoods, OfferPercent, OfferMultiplier, OfferBonus, OfferPromo),
    "stamp_card": (StampCardPart,),
    "welcome": (Welcome,),
    "birthday": (Birthday,),
    "dormancy": (Dormancy,),
    "expiry_notice": (ExpiryNotice,),
    "transfer": (Transfer,),
    "referral": (Referral,),
    "favourites": (Favourites,),
}
