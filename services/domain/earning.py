"""What a purchase earns before caps: base rules, multipliers, bonuses.

docs/semantics.md, What a purchase earns. Everything is exact; rounding comes once, at the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from services.domain.exact import Exact, fact, ratio, spread, total
from services.domain.kinds import Each, EarnType, Reason
from services.domain.making import maker
from services.domain.outcome import Part
from services.domain.program import BonusRule, Circumstances, Condition, EarnRule, Program, Tier
from services.domain.receipts import NetLine

BASE = "base"  # the rule whose rate a tier replaces


@dataclass(frozen=True, kw_only=True, slots=True)
class Sold:
    """A line as earning sees it: its basis is what was paid for it in money."""

    line: NetLine
    basis: Exact


@dataclass(frozen=True, kw_only=True, slots=True)
class Award:
    """Exact points of one rule, line by line."""

    rule: str
    lines: tuple[Exact, ...]
    points: Exact  # of all lines
    part: Part  # its points are those before any cap


@dataclass(frozen=True, kw_only=True, slots=True)
class Sale:
    """Everything the rules may ask about a sale."""

    program: Program
    sold: tuple[Sold, ...]
    now: Circumstances
    tier: Tier | None
    opens_visit: bool  # no purchase of this local day stands yet


new_sold = maker(Sold)
new_award = maker(Award)
new_sale = maker(Sale)


def base_awards(sale: Sale) -> list[Award]:
    """Add up the base rules that match; a line of an exclusive rule belongs to it alone."""
    rules = [rule for rule in sale.program.earn if rule.when.matches(sale.now)]
    owners = [_owner(rules, sold) for sold in sale.sold]
    awards = []
    for rule in rules:
        mine = [
            rule.when.takes(sold.line.category, sold.line.item)
            and (owner is None or owner is rule)
            for sold, owner in zip(sale.sold, owners, strict=True)
        ]
        if any(mine):
            awards.append(_award(sale, rule, mine))
    return awards


def bonus_awards(sale: Sale) -> list[Award]:
    """Give each bonus that matches once; it lies on the lines it matched."""
    return [
        _bonus(sale, rule)
        for rule in sale.program.bonuses
        if rule.when.matches(sale.now) and any(taken(rule.when, sale.sold))
    ]


def taken(when: Condition, sold: Sequence[Sold]) -> list[bool]:
    """Tell line by line whether a condition takes it."""
    return [when.takes(one.line.category, one.line.item) for one in sold]


def _owner(rules: list[EarnRule], sold: Sold) -> EarnRule | None:
    claims = [
        rule
        for rule in rules
        if rule.exclusive and rule.when.takes(sold.line.category, sold.line.item)
    ]
    return min(claims, key=lambda rule: (-rule.priority, rule.id), default=None)


def _award(sale: Sale, rule: EarnRule, mine: list[bool]) -> Award:
    bases = [sold.basis if took else 0 for sold, took in zip(sale.sold, mine, strict=True)]
    match rule.type:
        case EarnType.PERCENT:
            return _percent(sale, rule, bases)
        case EarnType.BLOCKS:
            return _blocks(sale, rule, bases)
        case EarnType.FIXED:  # pragma: no branch - the last one
            return _fixed(sale, rule, mine, bases)


def _percent(sale: Sale, rule: EarnRule, bases: list[Exact]) -> Award:
    percent, facts = rule.percent, _basis_facts(sale, bases)
    if rule.id == BASE and sale.tier is not None and sale.tier.percent is not None:
        percent, facts["tier"] = sale.tier.percent, sale.tier.id
    facts["percent"] = fact(percent)
    whole_rate, over = percent.numerator, percent.denominator * 100 * 10**sale.program.digits
    lines = tuple(ratio(basis * whole_rate, over) for basis in bases)
    return _make(rule.id, lines, Reason.PERCENT, facts)


def _blocks(sale: Sale, rule: EarnRule, bases: list[Exact]) -> Award:
    blocks = floor(ratio(total(bases), rule.per_minor))
    facts = _basis_facts(sale, bases)
    facts |= {"blocks": blocks, "block": rule.per_minor, "each_points": rule.points}
    lines = _by_weight(blocks * rule.points, bases)
    return _make(rule.id, lines, Reason.BLOCKS, facts)


def _fixed(sale: Sale, rule: EarnRule, mine: list[bool], bases: list[Exact]) -> Award:
    counts = [
        sold.line.quantity if took else 0 for sold, took in zip(sale.sold, mine, strict=True)
    ]
    facts: dict[str, str | int] = {"each": rule.each, "each_points": rule.points}
    if rule.each is Each.ITEM:
        # A receipt wholly paid with points earns nothing by fixed rules.
        paid = any(sold.basis for sold in sale.sold)
        facts["items"] = sum(counts)
        lines: tuple[Exact, ...] = tuple(rule.points * count if paid else 0 for count in counts)
    else:
        counted = rule.each is Each.PURCHASE or sale.opens_visit
        lines = _by_weight(rule.points if counted else 0, bases)
    return _make(rule.id, lines, Reason.FIXED, facts)


def _bonus(sale: Sale, rule: BonusRule) -> Award:
    took = taken(rule.when, sale.sold)
    bases: list[Exact] = [
        sold.basis if mine else 0 for sold, mine in zip(sale.sold, took, strict=True)
    ]
    if not any(bases):
        bases = [int(mine) for mine in took]
    lines = spread(rule.points, bases)
    return _make(rule.id, lines, Reason.BONUS, {"points": rule.points})


def _by_weight(points: int, bases: list[Exact]) -> tuple[Exact, ...]:
    # Without any basis there is nothing the points could lie on: they are not given.
    return spread(points if any(bases) else 0, bases)


def _basis_facts(sale: Sale, bases: list[Exact]) -> dict[str, str | int]:
    return {"basis": fact(total(bases)), "digits": sale.program.digits}


def _make(
    rule: str, lines: tuple[Exact, ...], reason: Reason, facts: dict[str, str | int]
) -> Award:
    points = total(lines)
    part = Part.of(rule, points, reason, facts)
    return new_award(rule=rule, lines=lines, points=points, part=part)
