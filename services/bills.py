"""What the till hears about a bill: the figures, or the reason why not."""

from dataclasses import dataclass
from datetime import datetime

from services.domain.errors import Refusal
from services.domain.making import maker
from services.domain.outcome import Part
from services.stamps import CardStamps


@dataclass(kw_only=True, unsafe_hash=True)
class RepeatedBill(Refusal):
    """The same card had a bill of the same amount less than a minute ago."""

    seconds_ago: int
    amount_minor: int


@dataclass(kw_only=True, unsafe_hash=True)
class BillTooBig(Refusal):
    """Bills above the limit need the owner's yes."""

    limit_minor: int


@dataclass(kw_only=True, unsafe_hash=True)
class UnusualBill(Refusal):
    """More than ten times the biggest bill of the last 30 days, perhaps mistyped."""

    amount_minor: int
    usual_max_minor: int


@dataclass(kw_only=True, unsafe_hash=True)
class QuoteChanged(Refusal):
    """The commit would show other figures than the quote; these are the new ones."""

    applied: int
    to_pay_minor: int
    earned: int


@dataclass(kw_only=True, unsafe_hash=True)
class UnclaimedLimit(Refusal):
    """A card without its guest collects only so much, and spends nothing."""

    purchases: int
    points: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """What a purchase would come to. `why_zero` says why no point pays, if any was asked.

    `digest` stands for the figures; `record(expected=digest)` refuses other ones. `off_minor` is
    what the rules take off, for the reasons in `discounts`; `coupon_used` tells whether the
    coupon takes any of it. `favourites` are the member's picks that count at this sale.
    """

    amount_minor: int
    off_minor: int
    discounts: tuple[Part, ...]
    coupon_used: bool
    applied: int
    max_points: int
    to_pay_minor: int
    earned: int
    parts: tuple[Part, ...]
    why_zero: str | None
    balance_after: int
    digest: str
    stamped: tuple[CardStamps, ...] = ()
    favourites: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """A recorded purchase with the member's sums after it.

    `name` is filled in on the way out and never stored. `tier_up` is the new tier's id;
    `off_minor` is what the rules took off the amount, `with_points` tells whether the program
    deals in points at all.
    """

    purchase_id: int
    receipt_number: str
    member_id: int
    amount_minor: int
    applied: int
    to_pay_minor: int
    earned: int
    parts: tuple[Part, ...]
    balance: int
    pending: int
    deficit: int
    tier_up: str | None = None
    stamped: tuple[CardStamps, ...] = ()
    off_minor: int = 0
    discounts: tuple[Part, ...] = ()
    with_points: bool = True
    name: str = ""
    replayed: bool = False


new_recorded = maker(Recorded)


@dataclass(frozen=True, kw_only=True, slots=True)
class PurchaseView:
    """A purchase as it stands; `with_points` if it, or its program, has to do with points."""

    purchase_id: int
    receipt_number: str
    member_id: int
    name: str
    at: datetime
    staff_id: int | None
    location_name: str | None
    amount_minor: int
    applied: int
    to_pay_minor: int
    earned: int
    refunded_minor: int
    off_minor: int = 0
    discounts: tuple[Part, ...] = ()
    with_points: bool = True
