"""Planted bugs of discounts that are tried, and of those that come back."""

from tests.mutants.mutant import Mutant

WHAT_IFS = (
    Mutant(
        name="discount-kept-on-goods-back",
        bug="goods that were given back still cost the shop their discount",
        file="services/domain/refunds.py",
        old="off_back_minor=_off_back(recorded, lines) if recorded.off_minor else 0",
        new="off_back_minor=0",
        tests=("tests/domain/test_discounts_back.py",),
    ),
    Mutant(
        name="refund-by-the-old-price",
        bug="a what-if gives back as much money as was recorded, whatever the goods cost there",
        file="services/domain/lives.py",
        old="amount_minor = half_up(ratio(mine * deed.amount_minor, max(left_minor, 1)))",
        new="amount_minor = deed.amount_minor",
        tests=("tests/domain/test_what_if_discounts.py",),
    ),
    Mutant(
        name="coupon-nobody-took",
        bug="a what-if uses a coupon on a bill that the guest could not have paid for",
        file="services/domain/lives.py",
        old="if deed.coupon is not None and (deed.coupon, deed.number) not in self._not_taken:",
        new="if deed.coupon is not None:",
        tests=("tests/domain/test_what_if_discounts.py",),
    ),
    Mutant(
        name="birthday-known-too-early",
        bug="a what-if knows a birthday before the guest told it",
        file="services/domain/lives.py",
        old="if birthday is not None and (known_on is None or known_on <= today):",
        new="if birthday is not None:",
        tests=("tests/domain/test_what_if_discounts.py",),
    ),
)
