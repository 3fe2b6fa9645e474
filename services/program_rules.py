"""The rules an owner changes by a tap, each with its effect in money before saving."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import Connection

from services.actors import Actor
from services.domain.program import Program
from services.program import base_percent, build, export
from services.program_saving import Applied, save_document
from services.program_versions import current, in_force_on, local_day, waiting
from services.rates import deals_in_points, discount_of, percent_of
from services.rule_values import Rule, RuleChange, changed, value_of
from services.store import members

EXAMPLE_UNITS = 1_000


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
    values: Mapping[Rule, str]
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

    The example is a bill of 1 000 units: points earned on it, the most that pay for it, or what
    all points of all guests pay for, in minor units, where the value of a point changes; 0 for
    rules without an example. `text` is the program file with the change, for `services.what_if`.
    """

    version_id: int
    today: date
    before: str
    after: str
    example_minor: int
    points: int
    example_before: int
    example_after: int
    text: str


def rules(tx: Connection, *, now: datetime) -> Rules:
    """Read the rules; raise ProgramNotLaunched."""
    stored = current(tx, now=now)
    percent = base_percent(stored.document)
    expiry = stored.document.points.expiry
    tiers = stored.program.tiers
    first = tiers.ladder[0] if tiers else None
    return Rules(
        version_id=stored.version_id,
        values={rule: value_of(stored.document, rule) for rule in Rule},
        percent=None if percent is None else value_of(stored.document, Rule.PERCENT),
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
    document = changed(stored.document, change)
    after = build(document)
    example_minor = EXAMPLE_UNITS * 10**stored.program.digits
    points = members.count_points(tx) if change.rule is Rule.VALUE else 0
    return ChangePreview(
        version_id=based_on.version_id,
        today=today,
        before=value_of(stored.document, change.rule),
        after=value_of(document, change.rule),
        example_minor=example_minor,
        points=points,
        example_before=_example(stored.program, change.rule, example_minor, points),
        example_after=_example(after, change.rule, example_minor, points),
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
    document = changed(in_force_on(tx, starts_on or today, now=now).document, change)
    return save_document(
        tx, document, actor=actor, key=key, now=now, based_on=based_on, starts_on=starts_on
    )


def _example(program: Program, rule: Rule, example_minor: int, points: int) -> int:
    match rule:
        case Rule.PERCENT:
            percent = Fraction(percent_of(program, None))
            return int(percent * EXAMPLE_UNITS / 100)
        case Rule.MAX_PERCENT:
            most = program.redeem.max_percent * example_minor / 100
            return int(most / program.points.value_minor)
        case Rule.VALUE:
            return int(points * program.points.value_minor)
        case _:
            return 0
