"""What one typed bill costs the disk, and what it leaves when it is refused."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import count

import pytest

from bot.inbox import Handling
from bot.tasks import Tasks
from services.database import Database
from services.database.sqlite import SqliteDatabase
from services.inbox import Arrival
from services.store import audit_log
from services.store.audit_log import What
from tests.builders.doorway import Doorway
from tests.builders.shops import NOW, Cashier, a_cashier, a_member, a_shop

_numbers = count(1)


@pytest.fixture
def database(sqlite_database: Database) -> SqliteDatabase:
    assert isinstance(sqlite_database, SqliteDatabase)
    return sqlite_database


@pytest.fixture
async def door(database: SqliteDatabase) -> AsyncIterator[Doorway]:
    door = Doorway(database, database.path, NOW)
    yield door
    door.close()


async def types(door: Doorway, cashier: Cashier, text: str) -> None:
    """Let a poll bring one message, and wait until all is done about it."""
    person, number = cashier.telegram_id, next(_numbers)
    message = {
        "message_id": number,
        "date": int(NOW.timestamp()),
        "chat": {"id": person, "type": "private", "first_name": "Мария"},
        "from": {"id": person, "is_bot": False, "first_name": "Мария", "language_code": "ru"},
        "text": text,
    }
    handling = Handling(
        db=door.database, front=door.front, clock=door.clock, tasks=Tasks(), after=lambda: None
    )
    payload = {"update_id": number, "message": message}
    await handling.store([Arrival(update_id=number, chat_id=person, payload=payload)])
    async with asyncio.timeout(30):
        while not handling.idle:  # noqa: ASYNC110  # it tells nobody when all is done
            await asyncio.sleep(0.01)


async def look_ups(door: Doorway, cashier: Cashier) -> int:
    since = NOW - timedelta(days=1)
    return await door.database.read(audit_log.count_since, cashier.staff_id, What.LOOKED_UP, since)


async def test_a_bill_with_its_card_is_three_commits_and_one_message(
    door: Doorway, database: SqliteDatabase
) -> None:
    """It is stored, recorded with its look-up and its promised receipt, and noted as handled."""
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    before = database.commits
    await types(door, cashier, f"450.10 {anna.card_number}")
    assert database.commits - before == 3
    assert [type(call).__name__ for call in door.session.calls] == ["SendMessage"]
    assert await look_ups(door, cashier) == 1


async def test_a_bill_that_is_asked_about_has_looked_the_guest_up_all_the_same(
    door: Doorway, database: SqliteDatabase
) -> None:
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    await types(door, cashier, f"450.10 {anna.card_number}")
    await types(door, cashier, f"450.10 {anna.card_number}")
    assert await look_ups(door, cashier) == 2
    purchases = door.books()["purchases"]
    assert len(purchases) == 1
    assert "k-bill" in str(door.session.calls[-1])


async def test_a_number_that_is_no_card_is_no_look_up(
    door: Doorway, database: SqliteDatabase
) -> None:
    here = await a_shop(database)
    cashier = await a_cashier(here)
    await types(door, cashier, "450.10 48201399")
    assert await look_ups(door, cashier) == 0
    assert not door.books()["purchases"]
