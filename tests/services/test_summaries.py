"""Summaries are promised once for each local date, by the shop's clock, to who wants them."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, delete

from models.outbox import OutboxRow
from services import outbox, purchases, staff, summaries
from services.actors import Actor, Role
from services.database import Database
from services.outbox import Picture
from services.staff import OwnerOnly
from services.staff_list import UnknownStaff
from services.summaries import SummaryKind
from tests.builders.shops import (
    OWNER,
    Shop,
    a_cashier,
    a_key,
    a_member,
    a_shop,
    a_telegram_id,
)
from tests.builders.weeks import a_shop_in_berlin

LAUNCH = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)  # a Sunday
MINUTE = timedelta(minutes=1)


async def tick(database: Database, now: datetime) -> int:
    """Do what the job does each minute."""
    if not await database.read(summaries.any_due, now=now):
        return 0
    return await database.write(summaries.promise_due, now=now)


async def ticks(
    database: Database, start: datetime, end: datetime, *, every: timedelta
) -> list[datetime]:
    """Tick from one moment to another; return when something was promised."""
    promised, now = [], start
    while now < end:
        promised += [now] * await tick(database, now)
        now += every
    return promised


async def a_manager(here: Shop) -> tuple[Actor, int]:
    token, telegram_id = a_key(), a_telegram_id()
    write = here.database.write
    await write(
        staff.invite, Role.MANAGER, 1, staff.token_hash(token), actor=here.owner, now=LAUNCH
    )
    accepted = await write(staff.accept, token, telegram_id, "Мила Главная", "ru", now=LAUNCH)
    await write(staff.approve_manager, accepted.staff_id, actor=here.owner, now=LAUNCH)
    return Actor(role=Role.MANAGER, staff_id=accepted.staff_id, source="test"), telegram_id


async def told(database: Database, telegram_id: int, *, now: datetime) -> list[outbox.Letter]:
    """Return the summaries that wait for somebody; nothing is claimed."""

    def look(tx: Connection) -> list[outbox.Letter]:
        with tx.begin_nested() as savepoint:
            letters = outbox.take(tx, now=now, limit=100)
            savepoint.rollback()
        return [one for one in letters if one.to == telegram_id]

    return await database.write(look)


async def test_before_the_launch_nothing_is_due(database: Database):
    assert await tick(database, LAUNCH) == 0


async def test_the_day_comes_at_nine_in_the_evening_once(database: Database):
    await a_shop(database, now=LAUNCH)
    nine = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)
    assert await tick(database, nine - MINUTE) == 0
    assert [await tick(database, nine + MINUTE * n) for n in range(3)] == [1, 0, 0]
    (letter,) = await told(database, OWNER, now=nine)
    assert letter.text == "summary-day-empty"


async def test_the_week_comes_on_monday_at_ten_as_a_picture(database: Database):
    await a_shop(database, now=LAUNCH)
    ten = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
    assert await tick(database, ten - MINUTE) == 0
    assert await tick(database, ten) == 1
    assert await tick(database, ten + timedelta(hours=1)) == 0
    (letter,) = await told(database, OWNER, now=ten)
    assert letter.picture == Picture(kind="week", args={"monday": "2026-02-23"})


async def test_a_shop_launched_on_a_monday_is_told_of_no_week_before(database: Database):
    await a_shop(database, now=datetime(2026, 3, 2, 5, 0, tzinfo=UTC))
    assert await tick(database, datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) == 0


async def test_an_hour_that_struck_before_the_launch_does_not_count(database: Database):
    await a_shop(database, now=datetime(2026, 3, 3, 18, 30, tzinfo=UTC))
    assert await tick(database, datetime(2026, 3, 3, 19, 0, tzinfo=UTC)) == 0


async def test_after_an_outage_the_same_day_is_caught_up_and_no_earlier_one(database: Database):
    await a_shop(database, now=LAUNCH)
    late = datetime(2026, 3, 5, 20, 59, tzinfo=UTC)
    assert await tick(database, late) == 1
    after_midnight = datetime(2026, 3, 6, 21, 0, tzinfo=UTC)
    assert await tick(database, after_midnight) == 0


async def test_over_the_clock_changes_each_date_has_its_summary_once(database: Database):
    here = await a_shop_in_berlin(database, now=LAUNCH)
    # Half past two does not exist on 29 March and comes twice on 25 October.
    await database.write(summaries.set_hour, SummaryKind.DAILY, 2, actor=here.owner, now=LAUNCH)
    await database.write(
        summaries.set_reader,
        staff_id(here),
        SummaryKind.WEEKLY,
        False,
        actor=here.owner,
    )
    half = timedelta(minutes=30)
    spring = datetime(2026, 3, 27, 23, 0, tzinfo=UTC)
    found = await ticks(database, spring, spring + timedelta(days=3), every=half)
    assert [now.strftime("%d %H:%M") for now in found] == ["28 01:00", "29 01:00", "30 00:00"]
    autumn = datetime(2026, 10, 23, 22, 0, tzinfo=UTC)
    found = await ticks(database, autumn, autumn + timedelta(days=3, hours=1), every=half)
    assert [now.strftime("%d %H:%M") for now in found] == ["24 00:00", "25 00:00", "26 01:00"]


def staff_id(here: Shop) -> int:
    assert here.owner.staff_id is not None
    return here.owner.staff_id


async def test_two_processes_promise_one_summary(database: Database):
    await a_shop(database, now=LAUNCH)
    now = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)
    both = [await database.write(summaries.promise_due, now=now) for _ in range(2)]
    assert sorted(both) == [0, 1]


async def test_the_day_tells_its_figures(database: Database):
    here = await a_shop(database, now=LAUNCH)
    cashier, anna = await a_cashier(here, now=LAUNCH), await a_member(here, now=LAUNCH)
    await database.write(
        purchases.record,
        anna.member_id,
        450_00,
        actor=cashier.actor,
        key=a_key(),
        now=LAUNCH,
    )
    nine = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)
    await database.write(_forget_the_rest)
    await tick(database, nine)
    (letter,) = await told(database, OWNER, now=nine)
    assert letter.text == "summary-day"
    assert (letter.facts["bills"], letter.facts["new"], letter.facts["versus"]) == (1, 1, "")


async def test_a_new_hour_counts_from_the_next_time_the_clock_shows_it(database: Database):
    here = await a_shop(database, now=LAUNCH)
    now = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
    await database.write(summaries.set_hour, SummaryKind.DAILY, 9, actor=here.owner, now=now)
    assert (await database.read(summaries.setup)).daily_hour == 9
    assert await tick(database, now + MINUTE) == 0
    assert await tick(database, datetime(2026, 3, 4, 6, 0, tzinfo=UTC)) == 1


async def test_moving_the_hour_back_does_not_repeat_the_day(database: Database):
    here = await a_shop(database, now=LAUNCH)
    nine = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)
    assert await tick(database, nine) == 1
    await database.write(summaries.set_hour, SummaryKind.DAILY, 22, actor=here.owner, now=nine)
    assert await tick(database, nine + timedelta(hours=1)) == 0


async def test_managers_read_summaries_when_switched_on_and_owners_until_off(database: Database):
    here = await a_shop(database, now=LAUNCH)
    manager, chat = await a_manager(here)
    names = [(one.role, one.daily) for one in (await database.read(summaries.setup)).readers]
    assert names == [(Role.OWNER, True), (Role.MANAGER, False)]
    for person, wanted in ((manager, True), (here.owner, False)):
        assert person.staff_id is not None
        await database.write(
            summaries.set_reader, person.staff_id, SummaryKind.DAILY, wanted, actor=person
        )
    await database.write(_forget_the_rest)
    nine = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)
    assert await tick(database, nine) == 1
    assert await told(database, OWNER, now=nine) == []
    assert [one.text for one in await told(database, chat, now=nine)] == ["summary-day-empty"]


def _forget_the_rest(tx: Connection) -> None:
    """Drop the notices of staff and receipts that wait before the summary."""
    tx.execute(delete(OutboxRow))


async def test_nobodys_summary_is_done_with(database: Database):
    here = await a_shop(database, now=LAUNCH)
    owner, daily = here.owner, SummaryKind.DAILY
    await database.write(summaries.set_reader, staff_id(here), daily, False, actor=owner)
    nine = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)
    assert await tick(database, nine) == 0
    await database.write(summaries.set_reader, staff_id(here), daily, True, actor=owner)
    assert await tick(database, nine + MINUTE) == 0
    assert await tick(database, nine + timedelta(days=1)) >= 1


async def test_a_manager_switches_only_himself_and_sets_no_hour(database: Database):
    here = await a_shop(database, now=LAUNCH)
    manager, _chat = await a_manager(here)
    with pytest.raises(OwnerOnly):
        await database.write(summaries.set_hour, SummaryKind.DAILY, 9, actor=manager, now=LAUNCH)
    with pytest.raises(OwnerOnly):
        await database.write(
            summaries.set_reader, staff_id(here), SummaryKind.DAILY, False, actor=manager
        )


async def test_a_cashier_is_no_reader(database: Database):
    here = await a_shop(database, now=LAUNCH)
    cashier = await a_cashier(here, now=LAUNCH)
    with pytest.raises(UnknownStaff):
        await database.write(
            summaries.set_reader, cashier.staff_id, SummaryKind.DAILY, True, actor=here.owner
        )
