"""What the owner says about gifts: in the file, and by taps."""

from datetime import timedelta

import pytest

from services import programs, suspicions, transfer_rules, watch
from services.database import Database
from services.program import (
    ProgramRefused,
    describe_change,
    export,
    load_document,
    load_program,
)
from services.transfer_rules import Field
from tests.builders.gifts import JOINED, ask, balances, friends, give, set_rule, switch_gifts
from tests.builders.shops import NOW, Shop, a_bill, a_key, a_member, a_shop

HEAD = 'version = 1\nname = "Zerno"\n'


def test_gifts_are_off_until_the_file_says_otherwise():
    assert load_program(HEAD).transfer is None
    rules = load_program(HEAD + "[transfer]\non = true\n").transfer
    assert rules is not None
    assert (rules.min_points, rules.per_day, rules.per_month) == (1, None, None)
    assert (rules.buyers_only, rules.newcomer_days) == (True, 1)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("min_points = 10\nper_day = 9", "[transfer] per_day must not be less than min_points"),
        (
            "per_day = 10\nper_month = 9",
            "[transfer] per_month must not be less than per_day or min_points",
        ),
        ("min_points = 0", "[transfer] min_points must be at least 1"),
        ("per_week = 9", '[transfer] has no key "per_week"'),
        (
            'on = true\n[refund]\nunpaid = "clamp"',
            '[transfer] on needs unpaid = "deficit" under [refund]',
        ),
    ],
)
def test_limits_that_no_gift_could_keep_are_refused_with_their_line(text: str, problem: str):
    with pytest.raises(ProgramRefused) as refused:
        load_document(f"{HEAD}[transfer]\n{text}\n")

    assert problem in str(refused.value)


def test_what_is_written_is_read_back_and_a_change_is_said_in_words():
    before = load_document(HEAD)
    after = load_document(f"{HEAD}[transfer]\non = true\nper_day = 500\n")

    assert load_document(export(after)) == after
    said = [str(change) for change in describe_change(before, after)]
    assert said == ["transfer on: false → true", "transfer per_day: – → 500"]


async def test_the_first_switch_brings_usual_limits_in_the_shops_money(database: Database):
    here = await a_shop(database, currency="UZS", timezone="Asia/Tashkent")
    await switch_gifts(here, now=NOW)

    view = await database.read(transfer_rules.view, now=NOW)

    assert view.on
    assert view.values == {
        Field.MIN_POINTS: 1500,
        Field.PER_DAY: 75_000,
        Field.PER_MONTH: 300_000,
        Field.NEWCOMER_DAYS: 1,
    }
    assert view.choices[Field.PER_DAY] == (15_000, 45_000, 75_000, 150_000)


async def test_a_switch_keeps_what_was_set(database: Database):
    here = await a_shop(database)
    await switch_gifts(here)
    await set_rule(here, Field.PER_DAY, None)
    await switch_gifts(here, on=False)
    await switch_gifts(here)

    view = await database.read(transfer_rules.view, now=NOW)

    assert (view.values[Field.PER_DAY], view.values[Field.PER_MONTH]) == (None, 2_000)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (Field.MIN_POINTS, 0),
        (Field.MIN_POINTS, None),
        (Field.PER_DAY, 1_000_001),
        (Field.NEWCOMER_DAYS, 31),
        (Field.NEWCOMER_DAYS, None),
    ],
)
async def test_a_number_out_of_range_is_refused(
    database: Database, field: Field, value: int | None
):
    here = await a_shop(database)

    with pytest.raises(transfer_rules.TransferOutOfRange):
        await set_rule(here, field, value)


async def test_limits_that_cross_are_refused(database: Database):
    here = await a_shop(database)
    await switch_gifts(here)

    with pytest.raises(transfer_rules.TransferLimitsCross):
        await set_rule(here, Field.PER_MONTH, 499)


async def test_a_program_that_forgives_debts_switches_no_gifts_on(database: Database):
    here = await a_shop(database)
    text = HEAD + 'timezone = "Europe/Moscow"\n[refund]\nunpaid = "clamp"\n'
    await database.write(programs.apply, text, actor=here.owner, key=a_key(), now=NOW)

    with pytest.raises(transfer_rules.TransferNeedsDebts):
        await switch_gifts(here, now=NOW)


async def test_anybody_may_give_where_the_owner_says_so(database: Database):
    them = await friends(database)
    seen = await database.read(transfer_rules.view, now=NOW)
    await database.write(
        transfer_rules.set_buyers_only,
        False,
        based_on=seen.version_id,
        actor=them.here.owner,
        key=a_key(),
        now=NOW,
    )
    turned = type(them)(here=them.here, maria=them.maria, anna=them.boris, boris=them.anna)

    assert (await give(turned, 10)).points == 10
    assert await balances(them) == [120, 90]


async def gathered(here: Shop) -> tuple[watch.Found, ...]:
    day = (NOW + timedelta(days=1)).date()
    return await here.database.report(lambda tx: watch.look(tx, day))


async def test_many_cards_that_give_to_one_are_told_to_the_owner_with_their_bills(
    database: Database,
):
    them = await friends(database)
    for _ in range(5):
        assert await gathered(them.here) == ()
        puppet = await a_member(them.here, "Кукла К", now=JOINED)
        await a_bill(them.here, them.maria, puppet.member_id, 200_00, now=JOINED)
        side = type(them)(here=them.here, maria=them.maria, anna=puppet, boris=them.boris)
        await give(side, 50)
    assert (await ask(them, 10)).points == 10

    (found,) = await gathered(them.here)
    assert found.facts == {"cards": 5, "points": 250}
    assert found.member_id == them.boris.member_id
    day = (NOW + timedelta(days=1)).date()
    assert await database.write(suspicions.tell, (found,), day, now=NOW) == 1
    shown = await database.read(suspicions.evidence, 1, actor=them.here.owner)
    assert (shown.bills, shown.facts["name"]) == (5, "Борис П.")
