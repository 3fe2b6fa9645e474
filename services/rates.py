"""What a tier gives, as members and owners read it: points back, or money off."""

from fractions import Fraction

from services.domain.conditions import ALWAYS, Condition
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


def discount_of(program: Program, tier: Tier | None) -> str:
    """Return the percent that comes off every bill of a tier, as decimal text; "0" for none."""
    always = {ALWAYS} if tier is None else {ALWAYS, Condition(tiers=(tier.id,))}
    percents = [rule.percent for rule in program.discounts if rule.when in always]
    return decimal_text(max(percents, default=Fraction(0)))


def favourite_of(program: Program) -> tuple[str, bool] | None:
    """Return the percent of the rule about favourites alone, and whether it comes off the money.

    None if favourites are off, or only rules of another kind ask for them.
    """
    asked = Condition(favourite=True)
    rates = [
        (rule.percent, False)
        for rule in program.earn
        if rule.when == asked and rule.type == EarnType.PERCENT
    ]
    rates += [(rule.percent, True) for rule in program.discounts if rule.when == asked]
    if program.favourites is None or not rates:
        return None
    percent, money = rates[0]
    return decimal_text(percent), money


def deals_in_points(program: Program) -> bool:
    """Tell whether a guest can ever get a point here; a shop of discounts alone has none."""
    gifts = (program.welcome, program.birthday, program.dormancy)
    return bool(
        program.earn
        or program.bonuses
        or any(gift is not None and gift.points for gift in gifts)
        or any(promo.points for promo in program.promos)
        or program.referral is not None
    )
