"""Caps: what is cut off, and what counts against them.

docs/semantics.md, What a purchase earns, 5. Order: rule, budget, receipt, day, week, month, ever.
What counts for everything are whole points awarded; for one rule its exact points, kept with six
decimals. A clawback gives room back in the purchase's own period.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

from services.domain.dates import period_start
from services.domain.earning import Award
from services.domain.exact import Exact, lean, ratio, shown, total
from services.domain.kinds import Period, Reason
from services.domain.making import maker
from services.domain.outcome import BudgetChange, Part
from services.domain.program import Cap, Program
from services.domain.state import RecordedLine, Usage, new_usage

EVERYTHING = ""  # the rule of a cap on all earnings
USAGE_DECIMALS = 6
_LASTING: tuple[Period, ...] = tuple(per for per in Period if per is not Period.RECEIPT)
_ALWAYS = tuple((EVERYTHING, per) for per in _LASTING)


@dataclass(frozen=True, kw_only=True, slots=True)
class Capped:
    """Awards after the caps; `total` is exact, `cuts` explain what is missing."""

    awards: tuple[Award, ...]
    total: Exact
    cuts: tuple[Part, ...]

    def line_weights(self, count: int) -> Sequence[Exact]:
        """Return in what proportion the award lies on the lines."""
        if len(self.awards) == 1:
            return self.awards[0].lines.parts
        awarded = [award.lines.each() for award in self.awards]
        return [total(lines[at] for lines in awarded) for at in range(count)]

    def line_rules(self, count: int, rules: Collection[str]) -> list[dict[str, Exact]]:
        """Return each line's exact points of some rules, as far as they are paid out."""
        if not rules:
            return [{}] * count
        scale = ratio(self.total, total(award.points for award in self.awards) or 1)
        paid_out = {
            award.rule: award.lines.times(scale.numerator, scale.denominator).each()
            for award in self.awards
            if award.rule in rules
        }
        return [{rule: lines[at] for rule, lines in paid_out.items()} for at in range(count)]


new_capped = maker(Capped)


class Room:
    """How much each cap still leaves today."""

    def __init__(self, usage: Iterable[Usage], budgets: Iterable[Usage], today: date) -> None:
        self._used = {
            (budget, one.rule, one.per): one.points
            for budget, many in ((False, usage), (True, budgets))
            for one in many
            if one.start == period_start(one.per, today)
        }

    def left(self, cap: Cap) -> Exact:
        """Return the points a cap still leaves, never below 0."""
        key = (cap.budget, cap.rule or EVERYTHING, cap.per)
        used = 0 if cap.per is Period.RECEIPT else self._used.get(key, 0)
        return max(0, cap.points - used)


def has_room(program: Program, room: Room, rule: str) -> bool:
    """Tell whether all caps of a rule leave it some points."""
    return all(room.left(cap) > 0 for cap in program.caps if cap.rule == rule)


def apply_caps(program: Program, awards: Sequence[Award], room: Room) -> Capped:
    """Cut the awards down to what the caps leave."""
    points = awards[0].points if len(awards) == 1 else total([award.points for award in awards])
    if not program.caps:
        return new_capped(awards=tuple(awards), total=points, cuts=())
    kept, cuts = list(awards), []
    for cap in program.caps_in_order:
        left = room.left(cap)
        if cap.rule is None:
            cut: Exact = max(0, points - left)
        else:
            kept, cut = _cut_rule(kept, cap.rule, left)
        if cut:
            points = lean(points - cut)
            cuts.append(_cut_part(cap, cut))
    return new_capped(awards=tuple(kept), total=points, cuts=tuple(cuts))


def budget_keys(program: Program, today: date) -> tuple[tuple[str, Period, date | None], ...]:
    """Name the shared counters a purchase needs: rule ("" for everything), period, first day."""
    return tuple(
        (cap.rule or EVERYTHING, cap.per, period_start(cap.per, today)) for cap in program.budgets
    )


def rule_points(lines: Iterable[RecordedLine]) -> dict[str, Exact]:
    """Add up what the capped rules still hold on the lines, refunds taken out."""
    sums: dict[str, Exact] = {}
    for line in lines:
        for rule, points in line.rules.items():
            sums[rule] = sums.get(rule, 0) + points * (1 - line.refunded)
    return {rule: lean(shown(points, USAGE_DECIMALS)) for rule, points in sums.items()}


def count_usage(
    program: Program,
    usage: Iterable[Usage],
    changes: Mapping[str, Exact],
    on: date,
    today: date,
) -> tuple[Usage, ...]:
    """Move a member's counters; those of past periods are dropped.

    All earnings are counted per day, week, month and ever, whether or not a cap looks at them;
    single rules only while a cap does.
    """
    starts = _starts(today)
    then = starts if on == today else _starts(on)
    kept = {(one.rule, one.per): one for one in usage if one.start == starts[one.per]}
    for key in _counted(program) if program.capped_rules else _ALWAYS:
        rule, per = key
        start = starts[per]
        if rule in changes and start == then[per]:
            points, old = changes[rule], kept.get(key)
            if old:
                points += old.points
            kept[key] = new_usage(rule=rule, per=per, start=start, points=max(0, points))
    return tuple(kept.values())


@lru_cache(maxsize=1024)
def _starts(day: date) -> Mapping[Period, date | None]:
    return {per: period_start(per, day) for per in _LASTING}


def _counted(program: Program) -> tuple[tuple[str, Period], ...]:
    rules = [
        (cap.rule, cap.per)
        for cap in program.caps
        if cap.rule and not cap.budget and cap.per is not Period.RECEIPT
    ]
    return (*_ALWAYS, *dict.fromkeys(rules))


def count_budgets(
    program: Program, changes: Mapping[str, Exact], on: date
) -> tuple[BudgetChange, ...]:
    """Return what to add to the counters all members share."""
    if not program.budgets:
        return ()
    return tuple(
        BudgetChange(rule=rule, per=per, start=start, points=Fraction(changes[rule]))
        for rule, per, start in dict.fromkeys(budget_keys(program, on))
        if changes.get(rule)
    )


def _cut_rule(awards: list[Award], rule: str, left: Exact) -> tuple[list[Award], Exact]:
    points = total(award.points for award in awards if award.rule == rule)
    if points <= left:
        return awards, 0
    share = ratio(left, points)
    scaled = [
        replace(award, lines=award.lines.times(share.numerator, share.denominator), points=left)
        if award.rule == rule
        else award
        for award in awards
    ]
    return scaled, points - left


def _cut_part(cap: Cap, cut: Exact) -> Part:
    facts: dict[str, str | int] = {"per": cap.per, "limit": cap.points}
    if cap.rule is not None:
        facts["rule"] = cap.rule
    if cap.budget:
        facts["budget"] = 1
    return Part.of("cap", -cut, Reason.CAP, facts)
