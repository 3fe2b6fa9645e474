"""Points moved by hand and by the calendar."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from models.ledger import Entry
from models.members import Member
from services import points, programs
from services.database import Database
from services.domain.errors import NotEnoughPoints, UnknownTier
from tests.builders.shops import NOW, Shop, a_key, a_member, a_shop
from tests.services.test_purchases import a_till, record


async def balance_of(database: Database, member_id: int) -> int:
    statement = select(Member.balance).where(Member.id == member_id)
    found: int = await database.read(lambda tx: tx.execute(statement).scalar_one())
    return found


async def entries(database: Database) -> int:
    found: int = await database.read(
        lambda tx: tx.execute(select(func.count()).select_from(Entry)).scalar_one()
    )
    return found


async def adjust(
    here: Shop, member_id: int, amount: int, key: str | None = None
) -> points.Adjusted:
    return await here.database.write(
        points.adjust, member_id, amount, "why", actor=here.owner, key=key or a_key(), now=NOW
    )


async def test_looking_for_what_is_due_reads_the_index_and_no_row(sqlite_database: Database):
    await a_shop(sqlite_database)
    plans: list[str] = []

    def explain(tx) -> None:
        driver = tx.connection.dbapi_connection
        asked: list[str] = []
        driver.set_trace_callback(asked.append)
        points.due_members(tx, now=NOW)
        driver.set_trace_callback(None)
        for statement in asked:
            if "next_due_on" in statement:
                plans.extend(row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}"))

    await sqlite_database.write(explain)

    # One search and nothing sorted after it.
    assert len(plans) == 1
    assert "USING COVERING INDEX ix_members_due" in plans[0]


async def test_a_correction_changes_the_balance_once(database: Database):
    here = await a_shop(database)
    member = await a_member(here)

    adjusted = await adjust(here, member.member_id, 50, key="fix:1")
    again = await adjust(here, member.member_id, 50, key="fix:1")

    assert (adjusted.balance, again.balance, again.replayed) == (150, 150, True)
    assert await balance_of(database, member.member_id) == 150


async def test_a_correction_below_zero_is_refused_and_leaves_its_key_free(database: Database):
    here = await a_shop(database)
    member = await a_member(here)

    with pytest.raises(NotEnoughPoints):
        await adjust(here, member.member_id, -101, key="fix:1")

    assert (await adjust(here, member.member_id, -100, key="fix:1")).balance == 0


async def test_only_chiefs_move_points_by_hand(database: Database):
    _, cashier, member = await a_till(database)

    with pytest.raises(points.ChiefsOnly):
        await database.write(
            points.adjust, member.member_id, 1, "mine", actor=cashier.actor, key="x", now=NOW
        )


async def test_transfers_in_both_directions_at_once_keep_the_total(database: Database):
    here = await a_shop(database)
    anna, boris = await a_member(here), await a_member(here, "Борис Б")

    moves = []
    for turn in range(30):
        giver, taker = (anna, boris) if turn % 2 else (boris, anna)
        moves.append(
            database.write(
                points.transfer,
                giver.member_id,
                taker.member_id,
                3,
                actor=here.owner,
                key=a_key(),
                now=NOW,
            )
        )
    await asyncio.gather(*moves)

    total = [await balance_of(database, one.member_id) for one in (anna, boris)]
    assert total == [100, 100]


async def test_a_tier_is_given_by_hand(database: Database):
    here = await a_shop(database)
    member = await a_member(here)
    until = date(2027, 1, 1)

    given = await database.write(
        points.set_tier, member.member_id, "friend", until, actor=here.owner, key="t", now=NOW
    )

    assert given.tier == "friend"
    with pytest.raises(UnknownTier):
        await database.write(
            points.set_tier, member.member_id, "x", until, actor=here.owner, key="u", now=NOW
        )


async def due(database: Database, now: datetime) -> tuple[int, ...]:
    return await database.read(points.due_members, now=now)


async def test_points_expire_by_the_calendar_once_whoever_asks(database: Database):
    here, cashier, member = await a_till(database)
    await record(here, cashier, member.member_id)
    later = NOW + timedelta(days=181)
    assert await due(database, NOW + timedelta(days=180)) == ()

    ids = await due(database, later)
    changed = await asyncio.gather(
        *(database.write(points.settle_due, ids, now=later) for _ in range(3))
    )

    assert ids == (member.member_id,)
    assert sum(changed) == 1
    assert await balance_of(database, member.member_id) == 0
    assert await due(database, later) == ()
    known = await entries(database)
    await database.write(points.settle_due, ids, now=later)
    assert await entries(database) == known


async def test_a_member_with_many_lots_is_found_when_the_first_of_them_ends(database: Database):
    here, cashier, member = await a_till(database)
    for day in range(1, 6):
        now = NOW + timedelta(days=day)
        await record(here, cashier, member.member_id, 20_000, now=now)

    assert await due(database, NOW + timedelta(days=181)) == (member.member_id,)
    await database.write(points.settle_due, [member.member_id], now=NOW + timedelta(days=181))
    assert await due(database, NOW + timedelta(days=181)) == ()
    assert await due(database, NOW + timedelta(days=182)) == (member.member_id,)


TIERS = """
[tiers]
grace_days = 0
[[tier]]
id = "new"
[[tier]]
id = "friend"
percent = "7"
purchases = 1
"""
ENDLESS = """
version = 1
name = "Zerno"
timezone = "Europe/Moscow"
currency = "RUB"
[points]
expiry = { model = "never" }
[[earn]]
id = "base"
type = "percent"
percent = "5"
"""


async def under(here: Shop, text: str, now: datetime = NOW) -> None:
    await here.database.write(programs.apply, text, actor=here.owner, key=a_key(), now=now)


async def tier_ends(database: Database) -> date | None:
    """Return when the next tier ends."""
    statement = select(func.min(Member.tier_until))
    found: date | None = await database.read(lambda tx: tx.execute(statement).scalar_one())
    return found


async def test_a_tier_reached_with_points_that_never_end_is_reviewed_in_time(database: Database):
    here, cashier, member = await a_till(database)
    await under(here, ENDLESS + TIERS)
    # The gift of the template has an end; without it only the tier has one.
    await database.write(points.settle_due, [member.member_id], now=NOW + timedelta(days=181))
    bought = NOW + timedelta(days=182)
    await record(here, cashier, member.member_id, now=bought)

    assert await tier_ends(database) == date(2028, 5, 24)
    assert await due(database, datetime(2028, 5, 23, 9, tzinfo=UTC)) == ()
    assert await due(database, datetime(2028, 5, 24, 9, tzinfo=UTC)) == (member.member_id,)


async def test_tiers_that_come_back_are_reviewed_by_the_next_job(database: Database):
    here, cashier, member = await a_till(database)
    await under(here, ENDLESS + TIERS)
    await record(here, cashier, member.member_id)
    await under(here, ENDLESS)
    later = NOW + timedelta(days=400)
    await database.write(points.settle_due, [member.member_id], now=later)
    assert await due(database, later) == ()

    await under(here, ENDLESS + TIERS, later)

    assert await due(database, later) == (member.member_id,)
    await database.write(points.settle_due, [member.member_id], now=later)
    assert await tier_ends(database) is None
