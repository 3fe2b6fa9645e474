"""Money taken off a bill before points: the percent of each line, and what that comes to.

docs/semantics.md, Money discounts. Everything is exact; rounding comes once, for the receipt.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from services.domain.birthdays import occasion
from services.domain.conditions import Circumstances
from services.domain.discount_rules import BirthdayDiscount, DiscountRule
from services.domain.exact import Exact, fact, half_up, lean, shown, spread, total
from services.domain.kinds import Reason
from services.domain.making import maker
from services.domain.outcome import Part
from services.domain.program import Program
from services.domain.receipts import NetLine
from services.domain.state import Birthday, Coupon


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenOff:
    """Lines after the discount, its whole minor units, and the parts that add up to them."""

    lines: tuple[NetLine, ...]
    minor: int
    parts: tuple[Part, ...]

    def is_by(self, rule: str) -> bool:
        """Tell whether a rule took something off."""
        return bool(self.minor) and any(part.rule == rule for part in self.parts)


new_taken_off = maker(TakenOff)


@dataclass(kw_only=True, slots=True)
class _Share:
    """What one rule takes off, and of what, over all lines."""

    basis: Exact = 0
    off: Exact = 0


def take_off(
    program: Program,
    lines: tuple[NetLine, ...],
    rules: Sequence[DiscountRule],
    coupon: Coupon | None = None,
) -> TakenOff:
    """Take the percents of `rules` off the lines; `coupon` is the one that is shown."""
    if not rules:
        return new_taken_off(lines=lines, minor=0, parts=())
    shares = {rule.id: _Share() for rule in rules}
    offs = [_off_line(program, rules, line, shares) for line in lines]
    exact = total(offs)
    minor = half_up(exact)
    if not minor:
        return TakenOff(lines=lines, minor=0, parts=())
    parts = [
        _part(program, rule, shares[rule.id], coupon) for rule in rules if shares[rule.id].off
    ]
    rounding = minor - total([_shown(part) for part in parts])
    if rounding:
        facts = {"off": fact(rounding), "digits": program.digits}
        parts.append(Part.of("rounding", 0, Reason.ROUNDING, facts))
    nets = _whole(lines, offs, lean(minor - exact))
    return TakenOff(lines=nets, minor=minor, parts=tuple(parts))


def rules_for(
    program: Program,
    now: Circumstances,
    *,
    celebrates: bool = False,
    coupon: DiscountRule | None = None,
) -> list[DiscountRule]:
    """Return the rules that may take something off a receipt, in the order of the program."""
    rules = [rule for rule in program.discounts if rule.when.matches(now)]
    if celebrates and program.birthday_discount is not None:
        rules.append(program.birthday_discount.rule)
    if coupon is not None and coupon.when.matches(now):
        rules.append(coupon)
    return rules


def in_window(
    rules: BirthdayDiscount | None, birthday: Birthday | None, known_on: date | None, today: date
) -> bool:
    """Tell whether today lies around a birthday that was known long enough before."""
    if rules is None or birthday is None:
        return False
    on = occasion(rules, birthday, today)
    if on is None:
        return False
    return known_on is None or known_on + timedelta(days=rules.known_days) <= on


def _off_line(
    program: Program, rules: Sequence[DiscountRule], line: NetLine, shares: dict[str, _Share]
) -> Exact:
    """Take the best percent off a line, then those that stack, one after another."""
    rest = line.net
    taking = [rule for rule in rules if rule.when.takes(line.category, line.item, line.favourite)]
    for rule in _in_effect(program, taking):
        off = lean(Fraction(rest) * rule.percent / 100)
        share = shares[rule.id]
        share.basis += rest
        share.off += off
        rest = lean(rest - off)
    return lean(line.net - rest)


def _in_effect(program: Program, rules: list[DiscountRule]) -> list[DiscountRule]:
    # Of equal percents the one that costs the guest no coupon is taken.
    unstacked = sorted(
        (rule for rule in rules if not rule.stack),
        key=lambda rule: (-rule.percent, _costs_coupon(program, rule), rule.id),
    )
    return unstacked[:1] + [rule for rule in rules if rule.stack]


def _costs_coupon(program: Program, rule: DiscountRule) -> bool:
    return rule.when.coupon is not None or rule.id in program.coupon_discounts


def _whole(
    lines: tuple[NetLine, ...], offs: Sequence[Exact], rounding: Exact
) -> tuple[NetLine, ...]:
    """Return the lines with what was taken off; the rounding lies on those it was taken off.

    If less than the rounding is left of these, it lies on all lines.
    """
    rests = [lean(line.net - off) for line, off in zip(lines, offs, strict=True)]
    roundings: Sequence[Exact] = [0] * len(lines)
    if rounding:
        weights = [rest if off else 0 for rest, off in zip(rests, offs, strict=True)]
        roundings = spread(rounding, weights if total(weights) >= rounding else rests)
    return tuple(
        replace(line, net=lean(rest - more))
        for line, rest, more in zip(lines, rests, roundings, strict=True)
    )


def _part(program: Program, rule: DiscountRule, share: _Share, coupon: Coupon | None) -> Part:
    facts: dict[str, str | int] = {
        "percent": fact(rule.percent),
        "basis": fact(share.basis),
        "off": fact(shown(share.off)),
        "digits": program.digits,
    }
    if rule.when.favourite:
        facts["favourite"] = "favourite"
    if coupon is not None and coupon.offer == rule.id:
        facts["coupon"] = coupon.number
    return Part.of(rule.id, 0, Reason.DISCOUNT, facts)


def _shown(part: Part) -> Exact:
    return lean(Fraction(part.facts["off"]))
