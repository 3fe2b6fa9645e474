"""A rule's value in words, what a change of it does, and how a typed value is read (O3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers.owner.what_if import what_if_words
from handlers.texts import Texts
from handlers.what_ifs import Counting
from services import programs
from services.domain.errors import Refusal
from services.domain.kinds import Rounding
from services.domain.typed import plain
from services.facts import Fact, Money, Percent, Points
from services.programs import Rule, RuleChange
from services.what_if import WhatIf

_PRESETS = {
    Rule.PERCENT: ("3", "5", "7", "10"),
    Rule.MAX_PERCENT: ("20", "30", "50", "100"),
    Rule.EXPIRY: ("90", "180", "365", "never"),
    Rule.VALUE: ("0.1", "0.5", "1", "10"),
    Rule.MIN_POINTS: ("0", "50", "100", "500"),
    Rule.HOLD: ("0", "3", "14", "30"),
    Rule.ROUNDING: tuple(Rounding),
}
GENEROUS_PERCENT = 20
"""Above this share the owner types the number once more; a slip would be dear."""
WHOLE_DIGITS = 6


@dataclass(kw_only=True, unsafe_hash=True)
class NumberExpected(Refusal):
    """A rule's value is a number, and something else was typed."""


def presets(rule: Rule, digits: int) -> tuple[str, ...]:
    """Return the values that have a button; without coins a point is worth whole units."""
    values = _PRESETS[rule]
    return tuple(one for one in values if digits or "." not in one)


def value_text(texts: Texts, rule: Rule, value: str) -> str:
    """Return a rule's value in words: "5 %", "365 days", "never"."""
    match rule:
        case Rule.PERCENT | Rule.MAX_PERCENT:
            return texts.plain("program-percent", percent=Percent(value))
        case Rule.EXPIRY:
            return _expiry_text(texts, value)
        case Rule.VALUE:
            worth = Money(int(Decimal(value) * 10**texts.locality.digits))
            return texts.plain("program-point-value", point=Points(1), value=worth)
        case Rule.MIN_POINTS:
            key = "program-none" if value == "0" else "program-min-points"
            return texts.plain(key, points=Points(int(value)))
        case Rule.HOLD:
            return texts.plain("program-hold", days=int(value))
        case Rule.ROUNDING:  # pragma: no branch - the last one
            return texts.plain(f"program-rounding-{value}")


def _expiry_text(texts: Texts, value: str) -> str:
    if value == "never":
        return texts.plain("program-never")
    if not value.isdigit():
        return texts.plain("program-other-expiry")
    return texts.plain("program-days", days=int(value))


def effect(
    texts: Texts,
    change: RuleChange,
    preview: programs.ChangePreview,
    told: Counting | WhatIf | None,
    starts_on: date | None = None,
) -> str:
    """Return what the change does, in points and money, before it is saved."""
    lines = [
        texts(
            "program-was-becomes",
            before=value_text(texts, change.rule, preview.before),
            after=value_text(texts, change.rule, preview.after),
        ),
        texts(f"program-effect-{change.rule}", **_example(change.rule, preview)),
        what_if_words(texts, told),
        texts("plan-starts", on=starts_on) if starts_on else texts("program-from-now"),
    ]
    if is_generous(change):
        lines.append(texts("program-type-again", percent=Percent(change.value)))
    return "\n".join(lines)


def _example(rule: Rule, preview: programs.ChangePreview) -> dict[str, Fact]:
    before, after = preview.example_before, preview.example_after
    match rule:
        case Rule.PERCENT | Rule.MAX_PERCENT:
            amount = Money(preview.example_minor)
            return {"amount": amount, "before": Points(before), "after": Points(after)}
        case Rule.VALUE:
            points = Points(preview.points)
            return {"points": points, "before": Money(before), "after": Money(after)}
        case _:
            return {}


def is_generous(change: RuleChange) -> bool:
    """Tell whether a slip would be so dear that the number is typed once more."""
    return change.rule is Rule.PERCENT and float(change.value) > GENEROUS_PERCENT


def typed_value(text: str) -> str:
    """Read a typed number: "7", "7,5", "7 %", "180 дней", "1 000"; raise NumberExpected."""
    number = ""
    for word in plain(text).replace(",", ".").replace("%", " ").split():
        if not word.replace(".", "").isdecimal():
            break
        number += word
    whole, _, fraction = number.partition(".")
    fits = whole.isdecimal() and len(whole) <= WHOLE_DIGITS and len(fraction) <= WHOLE_DIGITS
    if not fits or (fraction and not fraction.isdecimal()):
        raise NumberExpected
    return f"{int(whole)}.{fraction}".rstrip("0").rstrip(".") if fraction else str(int(whole))
