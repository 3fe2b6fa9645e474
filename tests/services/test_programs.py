"""Versions of the rules, what a change would do, and who changed what."""

from datetime import timedelta

import pytest

from services import members, programs, purchases
from services.database import Database
from services.program import ProgramRefused, load_document
from services.programs import (
    Applied,
    ChangePreview,
    ProgramChangedMeanwhile,
    Rule,
    RuleChange,
    RuleOutOfRange,
)
from services.rule_values import UnknownRounding
from services.what_if import what_if
from tests.builders.shops import NOW, Shop, a_cashier, a_key, a_member, a_shop


async def change(
    here: Shop, rule: Rule, value: str, *, based_on: int = 1, key: str | None = None
) -> Applied:
    return await here.database.write(
        programs.change_rule,
        RuleChange(rule=rule, value=value),
        based_on=based_on,
        actor=here.owner,
        key=key or a_key(),
        now=NOW,
    )


async def preview(database: Database, rule: Rule, value: str) -> ChangePreview:
    return await database.read(programs.preview, RuleChange(rule=rule, value=value), now=NOW)


async def test_the_rules_read_as_the_template_says(database: Database):
    await a_shop(database)
    rules = await database.read(programs.rules, now=NOW)
    assert (rules.percent, rules.max_percent, rules.expiry_days, rules.expiry_model) == (
        "5",
        50,
        180,
        "days",
    )


async def test_a_change_becomes_the_next_version(database: Database):
    here = await a_shop(database)
    applied = await change(here, Rule.PERCENT, "7.5")
    assert applied.number == 2
    assert [(one.table, one.id, one.key) for one in applied.changes][:1] == [
        ("earn", "base", "percent")
    ]
    assert (await database.read(programs.rules, now=NOW)).percent == "7.5"
    newest, first = await database.read(programs.history, now=NOW)
    assert (newest.current, newest.staff_id, newest.changes) == (
        True,
        here.owner.staff_id,
        applied.changes,
    )
    assert not first.current


async def test_the_same_tap_twice_saves_one_version(database: Database):
    here, key = await a_shop(database), a_key()
    first = await change(here, Rule.PERCENT, "7", key=key)
    assert await change(here, Rule.PERCENT, "7", key=key) == first
    assert len(await database.read(programs.history, now=NOW)) == 2


async def test_an_equal_program_saves_nothing(database: Database):
    here = await a_shop(database)
    applied = await change(here, Rule.PERCENT, "5")
    assert (applied.number, applied.changes) == (1, ())


async def test_a_change_based_on_an_older_version_is_refused(database: Database):
    here = await a_shop(database)
    await change(here, Rule.PERCENT, "7")
    with pytest.raises(ProgramChangedMeanwhile):
        await change(here, Rule.MAX_PERCENT, "30", based_on=1)


async def test_an_old_version_can_be_put_back(database: Database):
    here = await a_shop(database)
    await change(here, Rule.PERCENT, "7")
    restored = await database.write(programs.restore, 1, actor=here.owner, key=a_key(), now=NOW)
    assert restored.number == 3
    assert (await database.read(programs.rules, now=NOW)).percent == "5"
    with pytest.raises(programs.UnknownVersion):
        await database.write(programs.restore, 99, actor=here.owner, key=a_key(), now=NOW)


async def test_a_file_is_applied_whole_or_refused_by_line(database: Database):
    here = await a_shop(database)
    text = (await database.read(programs.current, now=NOW)).text
    better = text.replace('percent = "5"', 'percent = "6"', 1)
    applied = await database.write(programs.apply, better, actor=here.owner, key=a_key(), now=NOW)
    assert applied.number == 2
    assert (await database.read(programs.rules, now=NOW)).percent == "6"
    with pytest.raises(ProgramRefused):
        await database.write(programs.apply, "version = 2", actor=here.owner, key=a_key(), now=NOW)


async def test_a_preview_shows_the_bill_before_and_after(database: Database):
    await a_shop(database)
    percent = await preview(database, Rule.PERCENT, "7")
    assert (percent.before, percent.after) == ("5", "7")
    assert (percent.example_minor, percent.example_before, percent.example_after) == (
        1_000_00,
        50,
        70,
    )
    most = await preview(database, Rule.MAX_PERCENT, "30")
    assert (most.example_before, most.example_after) == (500, 300)
    expiry = await preview(database, Rule.EXPIRY, "never")
    assert (expiry.before, expiry.after, expiry.example_after) == ("180", "never", 0)


async def test_a_preview_of_a_points_worth_counts_all_points_of_all_guests(database: Database):
    here = await a_shop(database)
    await a_member(here)
    await a_member(here)
    shown = await preview(database, Rule.VALUE, "0,5")
    assert (shown.before, shown.after, shown.points) == ("1", "0.5", 200)
    assert (shown.example_before, shown.example_after) == (200_00, 100_00)


@pytest.mark.parametrize(
    ("rule", "value", "table", "key"),
    [
        (Rule.VALUE, "2", "points", "value"),
        (Rule.MIN_POINTS, "50", "redeem", "min_points"),
        (Rule.HOLD, "14", "points", "hold_days"),
        (Rule.ROUNDING, "nearest", "points", "rounding"),
    ],
)
async def test_each_rule_with_a_button_changes_its_own_key(
    database: Database, rule: Rule, value: str, table: str, key: str
):
    here = await a_shop(database)
    shown = await preview(database, rule, value)
    assert (shown.after, shown.example_after) == (value, 0)
    applied = await change(here, rule, value)
    assert [(one.table, one.key) for one in applied.changes] == [(table, key)]
    assert (await database.read(programs.rules, now=NOW)).values[rule] == value


async def test_a_rounding_without_a_button_is_refused(database: Database):
    here = await a_shop(database)
    with pytest.raises(UnknownRounding):
        await change(here, Rule.ROUNDING, "sideways")


async def test_a_preview_brings_the_file_to_try_on_the_last_days(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    for days, amount_minor in ((40, 900_00), (20, 1_000_00), (1, 500_00)):
        await database.write(
            purchases.record,
            anna.member_id,
            amount_minor,
            actor=cashier.actor,
            key=a_key(),
            now=NOW + timedelta(days=40 - days),
        )
    shown = await preview(database, Rule.PERCENT, "7")
    now = NOW + timedelta(days=40)
    document = load_document(shown.text, today=now.date())
    found = await database.report(what_if, document, days=30, now=now)
    assert found.cost_minor == 30_00


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (Rule.PERCENT, "101"),
        (Rule.PERCENT, "-1"),
        (Rule.PERCENT, "1e1"),
        (Rule.PERCENT, "٣"),
        (Rule.PERCENT, ""),
        (Rule.MAX_PERCENT, "30.5"),
        (Rule.MAX_PERCENT, "never"),
        (Rule.EXPIRY, "0"),
        (Rule.EXPIRY, "99999"),
        (Rule.VALUE, "0"),
        (Rule.VALUE, "1001"),
        (Rule.MIN_POINTS, "0.5"),
        (Rule.HOLD, "366"),
    ],
)
async def test_values_out_of_range_are_refused(database: Database, rule, value):
    here = await a_shop(database)
    with pytest.raises(RuleOutOfRange) as refused:
        await change(here, rule, value)
    assert refused.value.low < refused.value.high


async def test_expiry_changes_to_days_and_never(database: Database):
    here = await a_shop(database)
    applied = await change(here, Rule.EXPIRY, "365")
    assert (await database.read(programs.rules, now=NOW)).expiry_days == 365
    await change(here, Rule.EXPIRY, "never", based_on=applied.version_id)
    assert (await database.read(programs.rules, now=NOW)).expiry_model == "never"


async def test_what_was_due_is_done_by_the_rules_it_became_due_under(database: Database):
    here = await a_shop(database)
    joined = await a_member(here)
    later = NOW + timedelta(days=181)
    await database.write(
        programs.change_rule,
        RuleChange(rule=Rule.EXPIRY, value="never"),
        based_on=1,
        actor=here.owner,
        key=a_key(),
        now=later,
    )
    page = await database.read(members.history, joined.member_id, 0, now=later)
    assert [(row.kind, row.points) for row in page.rows] == [("expire", -100), ("gift", 100)]
