"""The inbox of several processes on one PostgreSQL: nothing twice, each chat in its order."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest_asyncio
from sqlalchemy import Connection, select, text

from models.inbox import InboxRow
from services import inbox, workers
from services.database import Database, open_database
from services.inbox import MAX_DEATHS, Arrival, Pending
from services.keys import Keys

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANNA, BORIS = 7, 8
ONE, OTHER = 101, 102


@pytest_asyncio.fixture
async def shared(postgresql_url: str, keys: Keys) -> AsyncIterator[Database]:
    opened = await open_database(postgresql_url, keys)
    yield opened
    await opened.close()


async def left(database: Database, *arrivals: tuple[int, int]) -> int:
    """Store updates as (number, chat)."""
    stored = [
        Arrival(update_id=number, chat_id=chat, payload={"update_id": number})
        for number, chat in arrivals
    ]
    return await database.write(inbox.leave_updates, stored, now=NOW)


async def taken(
    database: Database, worker: int, *in_hand: Pending, limit: int = 32
) -> list[Pending]:
    ids = [pending.id for pending in in_hand]
    return list(await database.write(inbox.take, worker=worker, in_hand=ids, limit=limit, now=NOW))


async def finished(database: Database, pending: Pending) -> None:
    await database.write(inbox.finish, pending.id, now=NOW)


async def test_an_update_is_taken_by_one_process(shared: Database) -> None:
    assert await left(shared, (1, ANNA)) == 1
    assert await left(shared, (1, ANNA)) == 0
    (one,) = await taken(shared, ONE)
    assert await taken(shared, OTHER) == []
    assert await taken(shared, ONE, one) == []


async def test_a_chat_waits_until_its_earlier_update_is_handled(shared: Database) -> None:
    await left(shared, (1, ANNA), (2, ANNA), (3, BORIS))
    first = await taken(shared, ONE)
    assert [pending.update_id for pending in first] == [1, 3]
    assert await taken(shared, OTHER) == []
    await finished(shared, first[0])
    assert [pending.update_id for pending in await taken(shared, OTHER)] == [2]


async def test_updates_without_a_chat_wait_for_nobody(shared: Database) -> None:
    await left(shared, (1, 0), (2, 0))
    assert len(await taken(shared, ONE)) == 2


async def test_a_process_learns_how_many_wait_behind(shared: Database) -> None:
    await left(shared, (1, ANNA), (2, ANNA), (3, ANNA), (4, BORIS), (5, 0), (6, 0))
    found = await taken(shared, ONE)
    assert [(pending.update_id, pending.behind) for pending in found] == [
        (1, 2),
        (4, 0),
        (5, 0),
        (6, 0),
    ]


async def test_what_was_taken_without_an_answer_is_taken_again(shared: Database) -> None:
    """The commit went through and its answer was lost: the process does not know its own."""
    await left(shared, (1, ANNA))
    (lost,) = await taken(shared, ONE)
    (again,) = await taken(shared, ONE)
    assert (again.id, again.tries) == (lost.id, 1)


async def test_the_work_of_a_dead_process_is_free_for_others_in_order(shared: Database) -> None:
    await left(shared, (1, ANNA), (2, ANNA))
    await taken(shared, ONE)
    assert await shared.read(workers.missing) == {ONE}
    assert await shared.write(inbox.let_go, [ONE]) == 1
    assert await shared.read(workers.missing) == frozenset()
    assert [pending.update_id for pending in await taken(shared, OTHER)] == [1]


async def test_what_kills_every_process_is_parked(shared: Database) -> None:
    await left(shared, (1, ANNA), (2, ANNA))
    for _ in range(MAX_DEATHS):
        (pending,) = await taken(shared, ONE)
        assert pending.update_id == 1
        await shared.write(inbox.let_go, [ONE])
    assert await taken(shared, ONE) == []
    assert await shared.read(inbox.parked) == 1
    assert [pending.update_id for pending in await taken(shared, ONE)] == [2]


async def test_a_row_another_transaction_holds_is_passed_over_with_its_whole_chat(
    shared: Database,
) -> None:
    await left(shared, (1, ANNA), (2, ANNA), (3, BORIS))

    def hold(tx: Connection) -> None:
        tx.execute(select(InboxRow.id).where(InboxRow.update_id == 1).with_for_update())
        tx.execute(text("SELECT pg_sleep(0.5)"))

    holding = asyncio.ensure_future(shared.write(hold))
    await asyncio.sleep(0.2)
    assert [pending.update_id for pending in await taken(shared, ONE)] == [3]
    await holding


async def test_eight_hands_take_each_update_once_and_keep_every_chats_order(
    shared: Database,
) -> None:
    chats, each = 12, 10
    await left(shared, *((number, 1 + number % chats) for number in range(chats * each)))
    handled: dict[int, list[int]] = defaultdict(list)

    async def work(worker: int) -> None:
        while await shared.read(inbox.waiting):
            for pending in await taken(shared, worker, limit=3):
                handled[pending.chat_id].append(pending.update_id)
                await finished(shared, pending)

    await asyncio.gather(*(work(number) for number in range(1, 9)))

    assert sum(map(len, handled.values())) == chats * each
    for numbers in handled.values():
        assert numbers == sorted(numbers)
