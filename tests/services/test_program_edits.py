"""Changes of a program: what a tap edits, and how the difference of two versions reads."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from services.domain import kinds
from services.program import (
    Change,
    ChangeKind,
    Document,
    ProgramRefused,
    UnitForms,
    base_percent,
    build,
    describe_change,
    export,
    load_document,
    with_expiry,
    with_max_percent,
    with_name,
    with_names,
    with_percent,
)
from tests.services.test_program import RULE, WHOLE


def test_a_new_percent_is_the_rate_of_base_and_of_the_first_tier_that_had_the_same() -> None:
    ladder = (
        '[[tier]]\nid = "one"\npercent = "5"\n[[tier]]\nid = "two"\npercent = "7"\nspend = "9"'
    )
    document = load_document('[[bonus]]\nid = "b"\npoints = 1\n' + RULE + ladder)
    changed = with_percent(document, Decimal("6.5"))
    assert base_percent(changed) == Decimal("6.5")
    assert describe_change(document, changed) == (
        Change(
            kind=ChangeKind.CHANGED,
            table="earn",
            id="base",
            key="percent",
            before="5",
            after="6.5",
        ),
        Change(
            kind=ChangeKind.CHANGED, table="tier", id="one", key="percent", before="5", after="6.5"
        ),
    )


def test_a_program_without_a_base_rule_gets_one_with_the_percent() -> None:
    assert base_percent(Document()) is None
    assert base_percent(with_percent(Document(), Decimal(3))) == 3
    fixed = '[[earn]]\nid = "base"\ntype = "fixed"\npoints = 1\nwhen = { first = true }'
    changed = with_percent(load_document(fixed), Decimal(3)).earn
    assert len(changed) == 1
    assert changed[0].when.first


def test_edits_refuse_what_the_file_would_refuse() -> None:
    document = load_document(RULE)
    unnamed = {"ru": UnitForms.model_construct(other="")}
    for edit in (
        partial(with_percent, document, Decimal(101)),
        partial(with_max_percent, document, -1),
        partial(with_expiry, document, "days"),
        partial(with_expiry, document, "days", -1),
        partial(with_expiry, document, "fixed"),
        partial(with_expiry, document, "fixed", on=date(2026, 1, 1), today=date(2026, 1, 2)),
        partial(with_name, document, " "),
        partial(with_names, document, unnamed),
    ):
        with pytest.raises(ProgramRefused):
            edit()


def test_edits_change_what_they_name_and_nothing_else() -> None:
    document = load_document(WHOLE)
    never = with_expiry(document, "never")
    assert [(c.key, c.after) for c in describe_change(document, never)] == [
        ("expiry", {"model": "never"})
    ]
    assert build(never).points.expiry.model is kinds.ExpiryModel.NEVER
    fixed = with_expiry(document, "fixed", on=date(2027, 1, 1))
    assert build(fixed).points.expiry.on == date(2027, 1, 1)
    assert [c.after for c in describe_change(document, with_max_percent(document, 40))] == [40]
    assert [c.key for c in describe_change(document, with_name(document, "Other"))] == ["name"]
    stars = with_names(document, {"en": UnitForms(one="star", other="stars")})
    assert load_document(export(stars)).points.names["en"].one == "star"


def test_rules_that_came_or_went_are_told_whole_and_a_new_order_as_such() -> None:
    old = load_document(RULE + '[[bonus]]\nid = "a"\npoints = 1\n[[bonus]]\nid = "b"\npoints = 2')
    new = load_document(
        RULE.replace("base", "other")
        + '[[bonus]]\nid = "b"\npoints = 2\n[[bonus]]\nid = "a"\npoints = 1\n'
        + '[[cap]]\npoints = 5\nper = "day"\n[[cap]]\npoints = 6\nper = "day"'
    )
    changes = describe_change(old, new)
    assert [(c.kind.value, c.table, c.id, c.key) for c in changes] == [
        ("removed", "earn", "base", ""),
        ("added", "earn", "other", ""),
        ("changed", "bonus", None, "order"),
        ("added", "cap", "day", ""),
        ("added", "cap", "day 2", ""),
    ]
    assert describe_change(new, new) == ()


def test_a_change_reads_as_one_line() -> None:
    old = load_document(RULE + '[[bonus]]\nid = "big"\npoints = 1\nwhen = { nth = 2 }')
    new = load_document(
        RULE.replace('"5"', '"7"')
        + '[[bonus]]\nid = "big"\npoints = 1\nwhen = { weekdays = ["tue"] }\n[[tier]]\nid = "one"'
    )
    assert [str(change) for change in describe_change(old, with_name(new, "Zerno"))] == [
        "name: Kopilka → Zerno",
        "earn base percent: 5 → 7",
        "bonus big when.nth: 2 → –",
        'bonus big when.weekdays: – → ["tue"]',
        "tier one: added",
    ]
