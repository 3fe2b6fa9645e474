"""What the till is refused about a guest's coupons and points."""

from dataclasses import dataclass

from services.domain.errors import Refusal


@dataclass(kw_only=True, unsafe_hash=True)
class CouponNotShown(Refusal):
    """The member does not show this coupon to the till, or not any more."""


@dataclass(kw_only=True, unsafe_hash=True)
class CouponForBill(Refusal):
    """The coupon takes money off: it is taken with a bill, there is nothing to hand over."""


@dataclass(kw_only=True, unsafe_hash=True)
class CashierBlocked(Refusal):
    """The guest said "not me" to this cashier today."""
