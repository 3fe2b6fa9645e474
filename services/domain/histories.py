"""What members did, as the books have it: the deeds that a what-if lets happen again.

docs/semantics.md, What if. A deed says what somebody did, not what it gave: that is for the
rules to say. Dates are local dates of the shop.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from services.domain.invitations import ReferralGift
from services.domain.kinds import Reason
from services.domain.program import BirthdayGift, DormancyGift, Program, Welcome
from services.domain.receipts import Receipt
from services.domain.state import Birthday

Gift = Welcome | BirthdayGift | DormancyGift | ReferralGift


class Missed(StrEnum):
    """What a member may not be able to afford under other rules."""

    PAYMENT = "payment"
    COUPON = "coupon"
    ADJUSTMENT = "adjustment"
    TRANSFER = "transfer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed:
    """Something that happened; `order` is its place among the deeds of all members.

    `version` is the version of the rules it happened under.
    """

    on: date
    order: int
    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Bought(Deed):
    """A purchase that gave `earned`; the receipt asks for the points that really paid.

    `coupon` is the offer of the coupon that was used on it, `number` the coupon's own; the rules
    of that day took `off_minor` off.
    """

    at: datetime
    purchase: int
    receipt: Receipt
    applied: int
    earned: int
    coupon: str | None = None
    number: int = 0
    off_minor: int = 0

    @property
    def goods_minor(self) -> int:
        """Return what the goods cost."""
        return self.receipt.amount_minor - self.receipt.discount_minor - self.off_minor


@dataclass(frozen=True, kw_only=True, slots=True)
class Returned(Deed):
    """Goods of a purchase given back, in minor units; what that moved is for the check.

    `off_minor` is the discount they had got.
    """

    purchase: int
    amount_minor: int
    restored: int
    clawed: int
    off_minor: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Gifted(Deed):
    """An occasion came, and gave so many points; `purchase` is the friend's that did it."""

    reason: Reason
    points: int
    purchase: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unrewarded(Deed):
    """A friend's purchase went back, and so many points of its reward with it."""

    reason: Reason
    points: int
    purchase: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Adjusted(Deed):
    """A correction by hand."""

    points: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent(Deed):
    """Points that went to another member."""

    points: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Received(Deed):
    """Points from another member: how many, and until when, lot by lot."""

    lots: tuple[tuple[int, date | None], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed(Deed):
    """Goods taken for points; `returned`: the coupon was given back later."""

    offer: str
    number: int
    points: int
    returned: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Redeemed(Deed):
    """A promo code used, which gave so many points."""

    offer: str
    points: int


@dataclass(frozen=True, kw_only=True, slots=True)
class GaveBack(Deed):
    """A coupon that was not used, given back for its points."""

    offer: str
    number: int
    points: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Picked(Deed):
    """Favourite categories picked; which of them count is for the rules to say."""

    categories: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TierGiven(Deed):
    """A tier given by hand, through `until` or until changed; None: taken back."""

    tier: str | None
    until: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Recounted(Deed):
    """The ladder was edited, and the owner let tiers be counted anew."""

    floor: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Left(Deed):
    """The card was erased, and its points with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen(Deed):
    """What the books say of the member as settled through `on`; the last deed of a history."""

    balance: int
    pending: int
    deficit: int


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """One member's deeds in order, from joining on.

    Birthday and language are those known today: only conditions and the discount around the
    birthday ask for them, gifts come as recorded. None for `birthday_known_on`: from the start.
    """

    member: int
    joined_on: date
    deeds: tuple[Deed, ...]
    birthday: Birthday | None = None
    birthday_known_on: date | None = None
    language: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """A program which gives no birthday present of its own accord, and what occasions bring."""

    program: Program
    gifts: Mapping[Reason, Gift | None]
    prices: Mapping[str, int]  # offer -> points


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """Rules that were in force from an instant on, which lay on the local day `since`.

    In order of that instant: a version with a date may have been saved before earlier ones.
    """

    id: int
    rules: Rules
    began: datetime
    since: date


@dataclass(kw_only=True, slots=True)
class Sums:
    """Points of one member in the window, and the money that came off the bills.

    `earned` by purchases, `given` on occasions and for codes, `taken_back` by refunds; `paid`
    for goods and `off_minor`, net of what came back; `short` is what the member could not afford.
    """

    purchases: int = 0
    earned: int = 0
    given: int = 0
    taken_back: int = 0
    paid: int = 0
    off_minor: int = 0
    short: dict[Missed, tuple[int, int]] = field(default_factory=dict)  # -> times, points

    @property
    def issued(self) -> int:
        return self.earned + self.given - self.taken_back

    def miss(self, kind: Missed, points: int) -> None:
        """Count what was recorded and could not be repeated in full."""
        if points:
            times, before = self.short.get(kind, (0, 0))
            self.short[kind] = (times + 1, before + points)

    def add(self, other: "Sums") -> None:
        self.purchases += other.purchases
        self.earned += other.earned
        self.given += other.given
        self.taken_back += other.taken_back
        self.paid += other.paid
        self.off_minor += other.off_minor
        for kind, (times, points) in other.short.items():
            had, before = self.short.get(kind, (0, 0))
            self.short[kind] = (had + times, before + points)
