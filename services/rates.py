"""The rate of the rule called `base`, as members and owners read it."""

from fractions import Fraction

from services.domain.exact import decimal_text
from services.domain.kinds import EarnType
from services.domain.program import Program, Tier

BASE = "base"


def percent_of(program: Program, tier: Tier | None) -> str:
    """Return the rate of the rule `base` for a tier, as decimal text; "0" without such a rule."""
    if tier is not None and tier.percent is not None:
        return decimal_text(tier.percent)
    rates = (
        rule.percent for rule in program.earn if rule.id == BASE and rule.type == EarnType.PERCENT
    )
    return decimal_text(next(rates, Fraction(0)))
