"""Planted bugs of money off."""

from tests.mutants.mutant import Mutant

DISCOUNTS = (
    Mutant(
        name="percents-added",
        bug="a percent that stacks comes off the whole line and not off what is left",
        file="services/domain/discounts.py",
        old="off = lean(Fraction(rest) * rule.percent / 100)",
        new="off = min(rest, lean(Fraction(line.net) * rule.percent / 100))",
        tests=("tests/domain/test_discounts.py",),
    ),
    Mutant(
        name="discount-rounded-down",
        bug="half a minor unit of a discount goes to the shop",
        file="services/domain/discounts.py",
        old="minor = half_up(exact)",
        new="minor = int(exact)",
        tests=("tests/domain/test_discounts.py",),
    ),
    Mutant(
        name="coupon-burnt",
        bug="a coupon that takes nothing off is used up",
        file="services/domain/discounts.py",
        old="return bool(self.minor) and any(part.rule == rule for part in self.parts)",
        new="return True",
        tests=("tests/domain/test_discounts.py",),
    ),
    Mutant(
        name="coupon-of-a-stranger",
        bug="whoever names a coupon may use it, whoever holds it",
        file="services/till_coupons.py",
        old="if row is None or row.member_id != member_id:",
        new="if row is None:",
        tests=("tests/services/test_discounts.py", "-k", "sqlite"),
    ),
)
