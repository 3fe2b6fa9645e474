"""The three rules an owner changes by a tap, each with its effect in money before saving."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from sqlalchemy import Connection

from services.actors import Actor
from services.domain.errors import Refusal
from services.domain.program import Program
from services.program import (
    Document,
    base_percent,
    build,
    export,
    with_expiry,
    with_max_percent,
    with_percent,
)
from services.program_saving import Applied, save_document
from services.program_versions import current, in_force_on, local_day, waiting
from services.rates import deals_in_points, discount_of, percent_of

NEVER = "never"
EXAMPLE_UNITS = 1_000
_NUMBER = re.compile(r"[0-9]{1,5}(\.[0-9]{1,2})?", re.ASCII)


class Rule(StrEnum):
    """What can be changed by a tap; everything else is in the program file."""

    PERCENT = "percent"
    MAX_PERCENT = "max-percent"
    EXPIRY = "expiry"


_RANGES = {Rule.PERCENT: (0, 100), Rule.MAX_PERCENT: (0, 100), Rule.EXPIRY: (1, 3650)}


@dataclass(kw_only=True, unsafe_hash=True)
class RuleOutOfRange(Refusal):
    """The value is no number between `low` and `high`."""

    rule: str
    low: int
    high: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleChange:
    """`value` is "7" or "7.5" percent, "50" as the most percent, "365" days or "never"."""

    rule: Rule
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """A version that waits for its date."""

    version_id: int
    starts_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """The values in force; None where the program says it in another way than one number.

    `discount` comes off every bill of a newcomer, "0" for nothing.
    """

    version_id: int
    percent: str | None
    discount: str
    with_points: bool
    max_percent: int
    expiry_days: int | None
    expiry_model: str
    planned: tuple[Planned, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangePreview:
    """What a change would do, nothing saved.

    The example is a bill of 1 000 units: points earned on it, or the most that pay for it; 0
    for expiry. `text` is the program file with the change, for `services.what_if`.
    """

    version_id: int
    today: date
    before: str
    after: str
    example_minor: int
    example_before: int
    example_after: int
    text: str


def rules(tx: Connection, *, now: datetime) -> Rules:
    """Read the three rules; raise ProgramNotLaunched."""
    stored = current(tx, now=now)
    percent = base_percent(stored.document)
    expiry = stored.document.points.expiry
    tiers = stored.program.tiers
    first = tiers.ladder[0] if tiers else None
    return Rules(
        version_id=stored.version_id,
        percent=None if percent is None else _text(percent),
        discount=discount_of(stored.program, first),
        with_points=deals_in_points(stored.program),
        max_percent=stored.document.redeem.max_percent,
        expiry_days=expiry.n if expiry.model in {"days", "sliding"} else None,
        expiry_model=expiry.model,
        planned=tuple(
            Planned(version_id=row.id, starts_on=row.starts_on) for row in waiting(tx, now=now)
        ),
    )


def preview(
    tx: Connection, change: RuleChange, *, now: datetime, starts_on: date | None = None
) -> ChangePreview:
    """Show a change, at once or from a local date, in figures; raise RuleOutOfRange."""
    based_on = current(tx, now=now)
    today = local_day(based_on.program, now)
    stored = in_force_on(tx, starts_on or today, now=now)
    document = _changed(stored.document, change)
    after = build(document)
    example_minor = EXAMPLE_UNITS * 10**stored.program.digits
    return ChangePreview(
        version_id=based_on.version_id,
        today=today,
        before=_value(stored.document, change.rule),
        after=_value(document, change.rule),
        example_minor=example_minor,
        example_before=_example(stored.program, change.rule, example_minor),
        example_after=_example(after, change.rule, example_minor),
        text=export(document),
    )


def change_rule(
    tx: Connection,
    change: RuleChange,
    *,
    based_on: int,
    actor: Actor,
    key: str,
    now: datetime,
    starts_on: date | None = None,
) -> Applied:
    """Save the change as a new version, at once or from a local date.

    Raises RuleOutOfRange and what `save_document` does.
    """
    today = local_day(current(tx, now=now).program, now)
    document = _changed(in_force_on(tx, starts_on or today, now=now).document, change)
    return save_document(
        tx, document, actor=actor, key=key, now=now, based_on=based_on, starts_on=starts_on
    )


def _changed(document: Document, change: RuleChange) -> Document:
    number = _number(change)
    match change.rule:
        case Rule.PERCENT:
            return with_percent(document, number)
        case Rule.MAX_PERCENT:
            return with_max_percent(document, int(number))
        case Rule.EXPIRY:
            if change.value == NEVER:
                return with_expiry(document, "never")
            return with_expiry(document, "days", int(number))


def _number(change: RuleChange) -> Decimal:
    """Read the value by our own grammar; only percents of earning have decimals."""
    if change.rule is Rule.EXPIRY and change.value == NEVER:
        return Decimal(0)
    low, high = _RANGES[change.rule]
    typed = change.value.replace(",", ".")
    number = Decimal(typed) if _NUMBER.fullmatch(typed) else Decimal(-1)
    whole = change.rule is Rule.PERCENT or number == number.to_integral_value()
    if not (low <= number <= high and whole):
        raise RuleOutOfRange(rule=change.rule, low=low, high=high)
    return number


def _value(document: Document, rule: Rule) -> str:
    match rule:
        case Rule.PERCENT:
            return _text(base_percent(document) or Decimal(0))
        case Rule.MAX_PERCENT:
            return str(document.redeem.max_percent)
        case Rule.EXPIRY:
            expiry = document.points.expiry
            if expiry.model == "fixed":
                return expiry.date.isoformat()
            return NEVER if expiry.model == "never" else str(expiry.n)


def _text(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _example(program: Program, rule: Rule, example_minor: int) -> int:
    match rule:
        case Rule.PERCENT:
            percent = Fraction(percent_of(program, None))
            return int(percent * EXAMPLE_UNITS / 100)
        case Rule.MAX_PERCENT:
            most = program.redeem.max_percent * example_minor / 100
            return int(most / program.points.value_minor)
        case Rule.EXPIRY:
            return 0
