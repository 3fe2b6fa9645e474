"""What a purchase earns before caps: base rules, multipliers, bonuses.

docs/semantics.md, What a purchase earns. Everything is exact; rounding comes once, at the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.domain.conditions import Circumstances, Condition
from services.domain.exact import Exact, Shares, fact, new_shares, shared
from services.domain.kinds import Each, EarnType, Reason
from services.domain.making import maker
from services.domain.outcome import Part
from services.domain.program import BonusRule, EarnRule, Program, Tier
from services.domain.receipts import NetLine

BASE = "base"  # the rule whose rate a tier replaces


@dataclass(frozen=True, kw_only=True, slots=True)
class Award:
    """Exact points of one rule, line by line."""

    rule: str
    lines: Shares
    points: Exact  # of all lines
    part: Part  # its points are those before any cap


@dataclass(frozen=True, kw_only=True, slots=True)
class Sale:
    """Everything the rules may ask about a sale; the basis of a line is the money paid for it."""

    program: Program
    lines: tuple[NetLine, ...]
    bases: Shares
    now: Circumstances
    tier: Tier | None
    opens_visit: bool  # no purchase of this local day stands yet


new_award = maker(Award)
new_sale = maker(Sale)


def base_awards(sale: Sale) -> list[Award]:
    """Add up the base rules that match; a line of an exclusive rule belongs to it alone."""
    rules = [rule for rule in sale.program.earn if rule.when.matches(sale.now)]
    if not sale.program.has_exclusive:
        shares = [(rule, taken(rule.when, sale.lines)) for rule in rules]
    else:
        exclusive = [rule for rule in rules if rule.exclusive]
        owners = [_owner(exclusive, line) for line in sale.lines]
        shares = [(rule, _mine(sale, rule, owners)) for rule in rules]
    return [_award(sale, rule, mine) for rule, mine in shares if True in mine]


def bonus_awards(sale: Sale) -> list[Award]:
    """Give each bonus that matches once; it lies on the lines it matched."""
    return [
        _bonus(sale, rule)
        for rule in sale.program.bonuses
        if rule.when.matches(sale.now) and any(taken(rule.when, sale.lines))
    ]


def taken(when: Condition, lines: Sequence[NetLine]) -> list[bool]:
    """Tell line by line whether a condition takes it."""
    if not when.asks_line:
        return [True] * len(lines)
    return [when.takes(line.category, line.item, line.favourite) for line in lines]


def _mine(sale: Sale, rule: EarnRule, owners: Sequence[EarnRule | None]) -> list[bool]:
    return [
        takes and (owner is None or owner is rule)
        for takes, owner in zip(taken(rule.when, sale.lines), owners, strict=True)
    ]


def _owner(exclusive: list[EarnRule], line: NetLine) -> EarnRule | None:
    claims = [rule for rule in exclusive if taken(rule.when, [line])[0]]
    return min(claims, key=lambda rule: (-rule.priority, rule.id), default=None)


def _award(sale: Sale, rule: EarnRule, mine: list[bool]) -> Award:
    bases = sale.bases.only(mine)
    match rule.type:
        case EarnType.PERCENT:
            return _percent(sale, rule, bases)
        case EarnType.BLOCKS:
            return _blocks(sale, rule, bases)
        case EarnType.FIXED:  # pragma: no branch - the last one
            return _fixed(sale, rule, mine, bases)


def _percent(sale: Sale, rule: EarnRule, bases: Shares) -> Award:
    rate, facts = rule.rate, _basis_facts(sale, bases)
    if rule.id == BASE and sale.tier is not None and sale.tier.rate is not None:
        rate, facts["tier"] = sale.tier.rate, sale.tier.id
    facts["percent"] = rate.fact
    if rule.when.favourite:
        facts["favourite"] = "favourite"
    numerator, over = rate.numerator, rate.denominator * 100 * 10**sale.program.digits
    lines = bases.times(numerator, over)
    return _make(rule, lines, Reason.PERCENT, facts)


def _blocks(sale: Sale, rule: EarnRule, bases: Shares) -> Award:
    blocks = sum(bases.parts) // (bases.over * rule.per_minor)
    facts = _basis_facts(sale, bases)
    facts |= {"blocks": blocks, "block": rule.per_minor, "each_points": rule.points}
    lines = _by_weight(blocks * rule.points, bases)
    return _make(rule, lines, Reason.BLOCKS, facts)


def _fixed(sale: Sale, rule: EarnRule, mine: list[bool], bases: Shares) -> Award:
    facts: dict[str, str | int] = {"each": rule.each, "each_points": rule.points}
    if rule.each is Each.ITEM:
        counts = [
            line.quantity if took else 0 for line, took in zip(sale.lines, mine, strict=True)
        ]
        # A receipt wholly paid with points earns nothing by fixed rules.
        each = rule.points if any(sale.bases.parts) else 0
        facts["items"] = sum(counts)
        lines = new_shares(parts=tuple([each * count for count in counts]), over=1)
    else:
        counted = rule.each is Each.PURCHASE or sale.opens_visit
        lines = _by_weight(rule.points if counted else 0, bases)
    return _make(rule, lines, Reason.FIXED, facts)


def _bonus(sale: Sale, rule: BonusRule) -> Award:
    took = taken(rule.when, sale.lines)
    weights = sale.bases.only(took).parts
    lines = shared(rule.points, weights if any(weights) else took)
    return _make(rule, lines, Reason.BONUS, {"points": rule.points})


def _by_weight(points: int, bases: Shares) -> Shares:
    # Without any basis there is nothing the points could lie on: they are not given.
    return shared(points if any(bases.parts) else 0, bases.parts)


def _basis_facts(sale: Sale, bases: Shares) -> dict[str, str | int]:
    return {"basis": fact(bases.total()), "digits": sale.program.digits}


def _make(
    rule: EarnRule | BonusRule, lines: Shares, reason: Reason, facts: dict[str, str | int]
) -> Award:
    points = lines.total()
    if rule.when.coupon is not None:
        facts["by_coupon"] = rule.when.coupon
    part = Part.of(rule.id, points, reason, facts)
    return new_award(rule=rule.id, lines=lines, points=points, part=part)
