"""The closed sets the rules, the tables and the texts share."""

from enum import StrEnum


class EntryKind(StrEnum):
    """Why points changed; the occasion stands in the entry's parts."""

    EARN = "earn"
    REDEEM = "redeem"
    EXPIRE = "expire"
    CLAWBACK = "clawback"
    RESTORE = "restore"
    ADJUST = "adjust"
    TRANSFER = "transfer"
    GIFT = "gift"


class Role(StrEnum):
    """Who acted; `system` is the program itself: settling, jobs, imports."""

    MEMBER = "member"
    CASHIER = "cashier"
    MANAGER = "manager"
    OWNER = "owner"
    SYSTEM = "system"


class Rounding(StrEnum):
    """How an exact award becomes whole points; nearest takes halves up."""

    DOWN = "down"
    NEAREST = "nearest"
    UP = "up"


class ExpiryModel(StrEnum):
    """When a lot ends, counted from its activation."""

    DAYS = "days"
    MONTHS = "months"
    MONTH_END = "month_end"
    YEAR_END = "year_end"
    FIXED = "fixed"
    NEVER = "never"
    SLIDING = "sliding"


class Unpaid(StrEnum):
    """What happens to a clawback that no lot can pay."""

    DEFICIT = "deficit"
    CLAMP = "clamp"


class EarnType(StrEnum):
    """How a base rule counts."""

    PERCENT = "percent"
    BLOCKS = "blocks"
    FIXED = "fixed"


class Each(StrEnum):
    """What a fixed rule counts; a visit is the first purchase of a local day."""

    PURCHASE = "purchase"
    VISIT = "visit"
    ITEM = "item"


class Period(StrEnum):
    """The time a cap looks at, in the order caps are applied; weeks begin on Monday."""

    RECEIPT = "receipt"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    EVER = "ever"


class Weekday(StrEnum):
    """Days of the week, Monday first, as the program document spells them."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class TierMatch(StrEnum):
    """Whether one threshold of a tier is enough or all are needed."""

    ANY = "any"
    ALL = "all"


class TierWindow(StrEnum):
    """Which purchases count for a tier; rolling is twelve months."""

    ROLLING = "rolling"
    CALENDAR_YEAR = "calendar_year"
    LIFETIME = "lifetime"


class TierDown(StrEnum):
    """Where a member goes whose period ended without enough purchases."""

    STEP = "step"
    FIT = "fit"
    NEVER = "never"


class TierBasis(StrEnum):
    """What a threshold measures; spend is minor units, the rest are counts."""

    SPEND = "spend"
    PURCHASES = "purchases"
    VISITS = "visits"
    POINTS = "points"
    SPEND_IN = "spend_in"


class Job(StrEnum):
    """What settling does on one day, in this order."""

    ACTIVATE = "activate"
    REVIEW = "review"
    EXPIRE = "expire"
    BIRTHDAY = "birthday"


class Reason(StrEnum):
    """What a part of an entry says; `explaining` renders it from its facts."""

    PERCENT = "percent"
    BLOCKS = "blocks"
    FIXED = "fixed"
    MULTIPLIER = "multiplier"
    BONUS = "bonus"
    CAP = "cap"
    ROUNDING = "rounding"
    NOTHING = "nothing"
    PAID = "paid"
    LIMITED = "limited"
    EXPIRED = "expired"
    ERASED = "erased"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"
    ALREADY_EXPIRED = "already_expired"
    FORGIVEN = "forgiven"
    ADJUSTED = "adjusted"
    TRANSFERRED = "transferred"
    WELCOME = "welcome"
    OFFER = "offer"
    OFFER_CANCELLED = "offer_cancelled"
    BIRTHDAY = "birthday"
    DORMANCY = "dormancy"
    PROMO = "promo"
    REFERRER = "referrer"
    INVITEE = "invitee"
    REFERRAL_UNDONE = "referral_undone"
    STAMPED = "stamped"
    CARD_COMPLETE = "card_complete"
    STAMPS_BACK = "stamps_back"
    COUPON_WITHDRAWN = "coupon_withdrawn"
    DISCOUNT = "discount"


class OfferKind(StrEnum):
    """What an offer gives: a coupon, money off, points many times over or on top, by a code."""

    GOODS = "goods"
    PERCENT_OFF = "percent_off"
    MULTIPLIER = "multiplier"
    BONUS = "bonus"
    PROMO_CODE = "promo_code"


class Segment(StrEnum):
    """How a member stands with the shop: one of the first five, and VIP beside it."""

    NEW = "new"
    REGULAR = "regular"
    ACTIVE = "active"
    DORMANT = "dormant"
    LOST = "lost"
    VIP = "vip"


class CouponState(StrEnum):
    """What became of a coupon; only an open one can be used or cancelled."""

    OPEN = "open"
    USED = "used"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Occasion(StrEnum):
    """What a member is written to about of the program's own accord; also its table there."""

    WELCOME = "welcome"
    BIRTHDAY = "birthday"
    DORMANCY = "dormancy"
    EXPIRY = "expiry_notice"


class ReferrerShare(StrEnum):
    """What became of the referrer's part of a reward."""

    NONE = "none"  # nothing to give, or no reward yet
    GIVEN = "given"
    HELD = "held"  # over the month's limit: the owner decides
    DECLINED = "declined"
    GONE = "gone"  # the referrer has left, or serves here


class Limit(StrEnum):
    """What kept a redemption below the request."""

    BALANCE = "balance"
    DEFICIT = "deficit"
    MAX_PERCENT = "max_percent"
    STEP = "step"
    MIN_POINTS = "min_points"
    NOTHING_REDEEMABLE = "nothing_redeemable"
