"""The demo's half-year: told by the use cases, the same each time, ready to be played with."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, text

from bot import demo_history
from bot.demo_telegram import CASHIER_ID, GUEST_ID, OWNER_ID
from services import members, outbox, people, reports, till
from services.actors import Role
from services.database import Database, open_database
from services.keys import Keys

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


async def fill(database: Database, *, now: datetime = NOW, guests: int = 12) -> None:
    await demo_history.seed(
        database,
        owner_id=OWNER_ID,
        cashier_id=CASHIER_ID,
        guest_id=GUEST_ID,
        now=now,
        guests=guests,
    )


def summary(tx: Connection) -> list[tuple[object, ...]]:
    tables = "members", "purchases", "refunds", "entries", "redemption_requests"
    counts = [tx.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in tables]  # noqa: S608
    sums = tx.execute(text("SELECT sum(amount_minor), sum(earned), sum(applied) FROM purchases"))
    cards = tx.execute(text("SELECT card_number, balance, tier FROM members ORDER BY id"))
    return [tuple(counts), *sums.all(), *cards.all()]


async def test_anna_has_a_card_worth_showing(sqlite_database: Database):
    await fill(sqlite_database)
    anna = await sqlite_database.read(people.who, GUEST_ID)
    assert anna.member_id is not None
    card = await sqlite_database.read(members.card, anna.member_id, now=NOW)
    assert (card.name, card.balance, card.deficit) == ("Анна Каримова", 1_240, 0)
    assert card.tier is not None
    assert (card.tier.step, card.tier.is_top, card.tier.missing != ()) == (1, False, True)
    assert card.expiring is not None
    (stamps,) = card.stamp_cards
    assert 0 < stamps.count < stamps.needed
    page = await sqlite_database.read(members.history, anna.member_id, 0, now=NOW)
    assert page.pages > 3


async def test_the_shop_is_open_and_today_has_begun(sqlite_database: Database):
    await fill(sqlite_database)
    owner = await sqlite_database.read(people.who, OWNER_ID)
    dina = await sqlite_database.read(people.who, CASHIER_ID)
    assert (owner.role, dina.role) == (Role.OWNER, Role.CASHIER)
    assert dina.shift_id is not None
    assert dina.staff_id is not None
    anna = await sqlite_database.read(people.who, GUEST_ID)
    guest = await sqlite_database.write(
        till.find_by_card, dina.staff_id, (anna.card_number or "",), now=NOW
    )
    assert guest.name == "Анна К."
    today = await sqlite_database.read(reports.today, now=NOW)
    assert today.checklist.first_purchase


async def test_no_message_of_the_past_is_sent(sqlite_database: Database):
    await fill(sqlite_database)
    assert await sqlite_database.read(outbox.next_due) is None


async def test_the_same_shop_comes_out_each_time(
    sqlite_database: Database, postgresql_url: str, keys: Keys
):
    other = await open_database(postgresql_url, keys, alone=True, on_death=print)
    try:
        await fill(sqlite_database, guests=6)
        await fill(other, guests=6)
        assert await other.read(summary) == await sqlite_database.read(summary)
    finally:
        await other.close()


@pytest.mark.parametrize("hour", [0, 5, 19, 23])
async def test_it_can_be_opened_at_any_hour(sqlite_database: Database, hour: int):
    now = NOW.replace(hour=hour, minute=5) + timedelta(days=hour)
    await fill(sqlite_database, now=now, guests=3)
    dina = await sqlite_database.read(people.who, CASHIER_ID)
    assert dina.shift_id is not None


async def test_a_day_that_has_just_begun_has_few_bills(sqlite_database: Database):
    morning = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)  # half past nine in the shop
    await fill(sqlite_database, now=morning, guests=60)
    today = await sqlite_database.read(reports.today, now=morning)
    a_week_ago = await sqlite_database.read(
        reports.today, now=morning - timedelta(days=7, hours=-9)
    )
    assert 3 * today.bills <= a_week_ago.bills
