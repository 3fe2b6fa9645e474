"""Words about a level: reached, lost, soon to be judged; each once for each occasion."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.outbox import OutboxRow
from services import birthdays, levels, members, outbox, points, programs, refunds, tier_warnings
from services.audiences import ref_of
from services.database import Database
from services.facts import Key, Localized, Percent
from services.levels import LevelChange, LevelRule
from services.outbox import Lane
from tests.builders.shops import (
    NOW,
    Cashier,
    Shop,
    a_bill,
    a_cashier,
    a_key,
    a_member,
    a_shop,
    a_telegram_id,
)
from tests.services.test_levels import LADDER

YEAR = timedelta(days=365)
DAY = timedelta(days=1)


async def a_counter(
    database: Database, ladder: str = LADDER
) -> tuple[Shop, Cashier, members.Joined]:
    here = await a_shop(database)
    await database.write(programs.apply, ladder, actor=here.owner, key=a_key(), now=NOW)
    return here, await a_cashier(here), await a_member(here, telegram_id=a_telegram_id())


async def letters(database: Database, now: datetime) -> list[outbox.Letter]:
    """Return what is sent about levels until nothing waits."""
    found: list[outbox.Letter] = []
    for _ in range(30):
        taken = await database.write(outbox.take, now=now, limit=50)
        for one in taken:
            await database.write(outbox.sent, one.id, 1, now=now)
        found += [one for one in taken if one.text.startswith("level-")]
        if not taken:
            break
    return found


async def warn(database: Database, now: datetime) -> int:
    found = await database.report(tier_warnings.at_risk, now=now)
    return await database.write(tier_warnings.warn, found, now=now)


async def test_a_level_reached_is_told_once_with_what_it_gives(database: Database):
    perks = LADDER.replace('percent = "7"', 'percent = "7"\nperks = ["чай"]')
    here, cashier, anna = await a_counter(database, perks)

    await a_bill(here, cashier, anna.member_id, 1_000_00)
    await a_bill(here, cashier, anna.member_id, 10_00)

    (letter,) = await letters(database, NOW)
    assert (letter.text, letter.lane) == ("level-up", Lane.NOTICE)
    assert letter.facts["tier"] == Localized({"ru": "Серебро", "en": "Silver"})
    assert letter.facts["percent"] == Percent("7")
    assert letter.facts["perks"] == Key("level-with-perks", {"perks": Localized({"": "чай"})})


async def test_a_refund_that_takes_the_level_says_so(database: Database):
    here, cashier, anna = await a_counter(database)
    bill = await a_bill(here, cashier, anna.member_id, 1_000_00)
    await letters(database, NOW)

    await database.write(
        refunds.refund, bill.purchase_id, None, actor=cashier.actor, key=a_key(), now=NOW
    )

    (letter,) = await letters(database, NOW)
    assert letter.text == "level-lost"
    assert letter.facts["tier"] == Localized({"ru": "Гость"})
    why = letter.facts["why"]
    assert isinstance(why, Key)
    assert why.key == "level-why-refund"


async def test_a_level_that_ended_is_told_once_and_not_at_night(database: Database):
    here, cashier, anna = await a_counter(database)
    await a_bill(here, cashier, anna.member_id, 1_000_00)
    await letters(database, NOW)
    midnight = NOW + YEAR + DAY - timedelta(hours=11)

    for now in (midnight, midnight + timedelta(minutes=1)):
        await database.write(points.settle_due, [anna.member_id], now=now)

    assert await letters(database, midnight) == []
    (letter,) = await letters(database, midnight + timedelta(hours=12))
    assert (letter.text, letter.lane) == ("level-lost", Lane.REMINDER)
    assert await letters(database, midnight + timedelta(hours=13)) == []


async def gives_points(here: Shop, member_id: int, now: datetime) -> None:
    await here.database.write(
        points.adjust, member_id, 5, "sorry", actor=here.owner, key=a_key(), now=now
    )


async def tells_a_birthday(here: Shop, member_id: int, now: datetime) -> None:
    await here.database.write(birthdays.set_birthday, member_id, 7, 14, key=a_key(), now=now)


async def moves_points(here: Shop, member_id: int, now: datetime) -> None:
    boris = await a_member(here, "Борис Петров", telegram_id=a_telegram_id(), now=now)
    await here.database.write(
        points.adjust, boris.member_id, 50, "sorry", actor=here.owner, key=a_key(), now=now
    )
    await here.database.write(
        points.transfer, boris.member_id, member_id, 50, actor=here.owner, key=a_key(), now=now
    )


@pytest.mark.parametrize("comes_first", [gives_points, tells_a_birthday, moves_points])
async def test_whatever_settles_first_tells_of_the_level_that_ended(
    database: Database, comes_first: Callable[[Shop, int, datetime], Awaitable[None]]
):
    here, cashier, anna = await a_counter(database)
    await a_bill(here, cashier, anna.member_id, 1_000_00)
    await letters(database, NOW)
    later = NOW + YEAR + DAY

    await comes_first(here, anna.member_id, later)
    await database.write(points.settle_due, [anna.member_id], now=later)

    assert [letter.text for letter in await letters(database, later)] == ["level-lost"]


async def test_a_change_of_rules_first_tells_of_what_was_due_before(database: Database):
    here, cashier, anna = await a_counter(database)
    await a_bill(here, cashier, anna.member_id, 1_000_00)
    await letters(database, NOW)
    later = NOW + YEAR + DAY

    text = LADDER.replace('percent = "7"', 'percent = "8"')
    await database.write(programs.apply, text, actor=here.owner, key=a_key(), now=later)

    (letter,) = await letters(database, later)
    assert letter.text == "level-lost"


async def test_whom_a_new_count_moves_is_told_that_the_rules_changed(database: Database):
    here, cashier, anna = await a_counter(database)
    await a_bill(here, cashier, anna.member_id, 1_000_00)
    await letters(database, NOW)
    view = await database.read(levels.levels, now=NOW)

    await database.write(
        levels.save,
        LevelChange(rule=LevelRule.SPEND, ref=ref_of("silver"), value="2000"),
        anew=True,
        based_on=view.version_id,
        actor=here.owner,
        key=a_key(),
        now=NOW,
    )

    (letter,) = await letters(database, NOW)
    why = letter.facts["why"]
    assert isinstance(why, Key)
    assert (letter.text, why.key) == ("level-lost", "level-why-rules")


async def test_who_lacks_something_is_warned_once_before_the_end(database: Database):
    here, cashier, anna = await a_counter(database)
    await a_bill(here, cashier, anna.member_id, 1_000_00)
    await a_bill(here, cashier, anna.member_id, 300_00, now=NOW + DAY)
    await letters(database, NOW + DAY)
    first = NOW + YEAR - 14 * DAY

    assert await warn(database, first - DAY) == 0
    assert await warn(database, first) == 1
    assert await warn(database, first + DAY) == 0

    (letter,) = await letters(database, first)
    assert (letter.text, letter.lane) == ("level-risk", Lane.REMINDER)
    assert str(letter.facts["on"]) == "2027-11-23"
    assert str(letter.facts["missing"]) == "Money(minor=70000)"


async def test_nobody_is_warned_who_has_enough_or_has_no_level(database: Database):
    here, cashier, anna = await a_counter(database)
    guest = await a_member(here)
    await a_bill(here, cashier, guest.member_id, 100_00)
    await a_bill(here, cashier, anna.member_id, 1_000_00)
    await a_bill(here, cashier, anna.member_id, 1_000_00, now=NOW + DAY)

    assert await warn(database, NOW + YEAR - DAY) == 0


@pytest.mark.parametrize(
    ("match", "missing"), [("any", "level-join-any"), ("all", "level-join-all")]
)
async def test_what_is_missing_is_joined_as_the_rules_ask(
    database: Database, match: str, missing: str
):
    ladder = LADDER.replace("grace_days = 0", f'grace_days = 0\nmatch = "{match}"').replace(
        'spend = "1000"', 'spend = "1000"\npurchases = 1'
    )
    here, cashier, anna = await a_counter(database, ladder)
    await a_bill(here, cashier, anna.member_id, 1_000_00)
    await letters(database, NOW)

    assert await warn(database, NOW + YEAR - DAY) == 1

    (letter,) = await letters(database, NOW + YEAR - DAY)
    said = letter.facts["missing"]
    assert isinstance(said, Key)
    assert said.key == missing
    assert said.facts["second"] == Key("card-missing-purchases", {"count": 1})


async def test_with_any_threshold_enough_one_that_is_reached_warns_nobody(database: Database):
    ladder = LADDER.replace('spend = "1000"', 'spend = "1000"\npurchases = 2')
    here, cashier, anna = await a_counter(database, ladder)
    await a_bill(here, cashier, anna.member_id, 1_000_00)
    for _ in range(2):
        await a_bill(here, cashier, anna.member_id, 10_00, now=NOW + DAY)

    assert await warn(database, NOW + YEAR - DAY) == 0


@pytest.mark.parametrize(
    "rules", ["warn_days = 0", 'down = "never"', 'window = "lifetime"\ndown = "never"']
)
async def test_where_nothing_can_be_lost_or_the_owner_says_no_nobody_is_warned(
    sqlite_database: Database, rules: str
):
    ladder = LADDER.replace("grace_days = 0", f"grace_days = 0\n{rules}")
    here, cashier, anna = await a_counter(sqlite_database, ladder)
    await a_bill(here, cashier, anna.member_id, 1_000_00)

    assert await warn(sqlite_database, NOW + YEAR - DAY) == 0


async def test_nobody_is_looked_for_at_night_or_in_a_shop_without_levels(
    sqlite_database: Database,
):
    here, cashier, anna = await a_counter(sqlite_database)
    await a_bill(here, cashier, anna.member_id, 1_000_00)
    night = NOW + YEAR - DAY + timedelta(hours=9)

    assert await sqlite_database.report(tier_warnings.at_risk, now=night) == ()
    deed: dict[str, Any] = {"actor": here.owner, "key": a_key(), "now": NOW}
    await sqlite_database.write(
        programs.apply, "[[earn]]\nid = 'base'\ntype = 'fixed'\npoints = 1", **deed
    )
    assert await sqlite_database.report(tier_warnings.at_risk, now=NOW + YEAR - DAY) == ()


async def test_a_member_who_was_erased_meanwhile_is_told_nothing(sqlite_database: Database):
    here, cashier, anna = await a_counter(sqlite_database)
    await a_bill(here, cashier, anna.member_id, 1_000_00)
    now = NOW + YEAR - DAY
    found = await sqlite_database.report(tier_warnings.at_risk, now=now)

    await sqlite_database.write(
        members.erase, anna.member_id, key=a_key(), now=NOW, actor=here.owner
    )

    assert await sqlite_database.write(tier_warnings.warn, found, now=now) == 0
    statement = select(OutboxRow.reason).where(OutboxRow.reason.startswith("level-risk"))
    assert not await sqlite_database.read(lambda tx: tx.scalars(statement).all())
