"""Multipliers: per line the best unstacked factor, times those that stack."""

from collections.abc import Callable, Sequence

from services.domain.earning import Award, Sale, new_award, taken
from services.domain.exact import Exact, Shares, fact, lean, total
from services.domain.kinds import Reason
from services.domain.outcome import Part
from services.domain.program import MultiplierRule


def multiplied(sale: Sale, base: Sequence[Award], has_room: Callable[[str], bool]) -> list[Award]:
    """Return what each multiplier adds to the base points of the lines it takes.

    One without room in its cap does not compete. The extra points are the multiplier's own.
    """
    matching = [
        (rule, taken(rule.when, sale.lines))
        for rule in sale.program.multipliers
        if rule.when.matches(sale.now) and has_room(rule.id)
    ]
    if not matching:
        return []
    extra: dict[str, list[Exact]] = {rule.id: [0] * len(sale.lines) for rule, _ in matching}
    earned = [award.lines.each() for award in base]
    for at in range(len(sale.lines)):
        points = total(lines[at] for lines in earned)
        for rule in _in_effect([rule for rule, took in matching if took[at]]):
            more = lean(points * (rule.factor - 1))
            extra[rule.id][at] += more
            points += more
    return [_award(rule, extra[rule.id]) for rule, _ in matching if any(extra[rule.id])]


def _in_effect(rules: list[MultiplierRule]) -> list[MultiplierRule]:
    unstacked = [rule for rule in rules if not rule.stack]
    best = sorted(unstacked, key=lambda rule: (-rule.factor, rule.id))[:1]
    return best + [rule for rule in rules if rule.stack]


def _award(rule: MultiplierRule, lines: list[Exact]) -> Award:
    facts: dict[str, str | int] = {"factor": fact(rule.factor)}
    if rule.when.favourite:
        facts["favourite"] = "favourite"
    if rule.when.coupon is not None:
        facts["by_coupon"] = rule.when.coupon
    points = total(lines)
    part = Part.of(rule.id, points, Reason.MULTIPLIER, facts)
    return new_award(rule=rule.id, lines=Shares.of(lines), points=points, part=part)
