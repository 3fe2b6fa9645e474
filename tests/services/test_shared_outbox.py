"""The outbox of several processes on one PostgreSQL: one pace for all, each message once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest_asyncio
from sqlalchemy import Connection, select

from models.outbox import OutboxRow, OutboxState
from services import outbox, workers
from services.database import Database, open_database
from services.keys import Keys
from services.outbox import Lane, Letter

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ONE, OTHER = 101, 102


@pytest_asyncio.fixture
async def shared(postgresql_url: str, keys: Keys) -> AsyncIterator[Database]:
    opened = await open_database(postgresql_url, keys)
    yield opened
    await opened.close()


async def promised(database: Database, count: int, *, to: int | None = None) -> None:
    for number in range(count):
        await database.write(
            outbox.queue,
            to=to or 1_000 + number,
            lane=Lane.RECEIPT,
            reason=f"receipt:{to}:{number}",
            text="receipt",
            now=NOW,
        )


async def taken(
    database: Database, worker: int, now: datetime = NOW, limit: int = 10
) -> tuple[Letter, ...]:
    return await database.write(outbox.take, now=now, limit=limit, worker=worker)


async def test_all_processes_together_send_so_many_in_a_second(shared: Database) -> None:
    await promised(shared, 30)
    first = await taken(shared, ONE)
    assert len(first) == 10
    assert await taken(shared, OTHER) == ()
    for letter in first:
        await shared.write(outbox.sent, letter.id, 1, now=NOW)
    assert await taken(shared, OTHER, NOW + SECOND / 2) == ()
    assert len(await taken(shared, OTHER, NOW + SECOND)) == 10


async def test_a_chat_gets_one_in_a_second_whoever_sends(shared: Database) -> None:
    await promised(shared, 3, to=7)
    (letter,) = await taken(shared, ONE)
    assert await taken(shared, OTHER) == ()
    await shared.write(outbox.sent, letter.id, 1, now=NOW)
    assert await taken(shared, OTHER, NOW + SECOND / 2) == ()
    assert len(await taken(shared, OTHER, NOW + SECOND)) == 1


async def test_a_chat_that_is_told_to_wait_waits_for_every_process(shared: Database) -> None:
    await promised(shared, 2, to=7)
    (letter,) = await taken(shared, ONE)
    await shared.write(outbox.wait, letter, 30 * SECOND, now=NOW, shared=True)
    assert await taken(shared, OTHER, NOW + 29 * SECOND) == ()
    assert len(await taken(shared, OTHER, NOW + 30 * SECOND)) == 1


async def test_what_a_dead_process_was_sending_is_decided_by_another(shared: Database) -> None:
    await promised(shared, 1)
    await taken(shared, ONE)
    assert await shared.read(workers.missing) == {ONE}
    assert await shared.write(outbox.recover, now=NOW, alone=False, gone=[OTHER]) == 0
    assert await shared.write(outbox.recover, now=NOW, alone=False, gone=[ONE]) == 1
    assert len(await taken(shared, OTHER, NOW + SECOND)) == 1


async def test_many_hands_take_each_message_once_and_never_too_many(shared: Database) -> None:
    await promised(shared, 40)
    count: Counter[int] = Counter()
    moment = NOW

    async def hand(worker: int) -> int:
        letters = await taken(shared, worker, moment, limit=5)
        count.update(letter.id for letter in letters)
        for letter in letters:
            await shared.write(outbox.sent, letter.id, 1, now=moment)
        return len(letters)

    while await shared.read(waiting):
        sent = await asyncio.gather(*(hand(number) for number in range(1, 7)))
        assert sum(sent) <= 5
        moment += SECOND
    assert len(count) == 40
    assert set(count.values()) == {1}


def waiting(tx: Connection) -> int:
    query = select(OutboxRow.id).where(OutboxRow.state == OutboxState.WAITING)
    return len(tx.execute(query).all())
