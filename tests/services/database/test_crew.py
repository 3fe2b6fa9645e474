"""Several processes on one database: one leads, all hear each other, a cut is no death."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, text, update

from bot.ticks import guarded
from models.inbox import InboxRow
from services import inbox, workers
from services.database import Crew, Database, crew_of, open_database
from services.database.signals import INBOX, LOCKS
from services.inbox import Arrival
from services.keys import Keys
from tests.services.database.cable import cable_to

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SOON_S = 3.0
"""Within so many seconds another process has taken over."""


def ignore(_word: str) -> None:
    pass


@asynccontextmanager
async def standing(url: str, told: Callable[[str], None] = ignore) -> AsyncIterator[Crew]:
    crew = crew_of(url)
    attending = asyncio.ensure_future(crew.attend(told))
    try:
        yield crew
    finally:
        attending.cancel()
        await asyncio.gather(attending, return_exceptions=True)
        await crew.close()


@asynccontextmanager
async def opened(url: str, keys: Keys) -> AsyncIterator[Database]:
    database = await open_database(url, keys)
    try:
        yield database
    finally:
        await database.close()


def cut_lines(tx: Connection) -> int:
    """End the connections that hold our locks."""
    lines = "SELECT DISTINCT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = :locks"
    cut = f"SELECT pg_terminate_backend(pid) FROM ({lines}) AS lines"  # noqa: S608 - our own words
    return len(tx.execute(text(cut), {"locks": LOCKS}).all())


async def elected(crew: Crew) -> None:
    async with asyncio.timeout(SOON_S):
        await crew.elected()


async def test_one_leads_and_the_next_takes_over_when_it_is_gone(postgresql_url: str) -> None:
    async with standing(postgresql_url) as second_started_first:
        async with standing(postgresql_url) as other:
            await asyncio.wait(
                [
                    asyncio.ensure_future(second_started_first.elected()),
                    asyncio.ensure_future(other.elected()),
                ],
                return_when=asyncio.FIRST_COMPLETED,
            )
            assert second_started_first.leads != other.leads
        await elected(second_started_first)


async def test_who_is_about_to_end_leaves_the_lead_at_once(postgresql_url: str) -> None:
    async with standing(postgresql_url) as first:
        await elected(first)
        async with standing(postgresql_url) as second:
            first.resign()
            async with asyncio.timeout(SOON_S):
                await first.relieved()
            await elected(second)


async def test_a_cut_connection_comes_back_under_its_number(
    postgresql_url: str, keys: Keys
) -> None:
    async with opened(postgresql_url, keys) as database, standing(postgresql_url) as crew:
        await elected(crew)
        number = crew.number
        arrival = Arrival(update_id=1, chat_id=7, payload={})
        await database.write(inbox.leave_updates, [arrival], now=NOW)
        await database.write(lambda tx: tx.execute(update(InboxRow).values(worker=number)))
        assert await database.read(workers.missing) == frozenset()
        assert await database.write(cut_lines) == 1
        async with asyncio.timeout(SOON_S):
            await crew.relieved()
        await elected(crew)
        assert crew.number == number
        assert await database.read(workers.missing) == frozenset()
    async with opened(postgresql_url, keys) as database:
        assert await database.read(workers.missing) == {number}


async def test_a_connection_told_to_end_that_does_not_yet_is_left_for_a_new_one(
    postgresql_url: str,
) -> None:
    """The driver calls it an error of its own when it is asked for more then."""
    async with cable_to(postgresql_url) as (cable, url), standing(url) as crew:
        await elected(crew)
        await cable.say_farewell()
        async with asyncio.timeout(SOON_S):
            await crew.relieved()
        await elected(crew)


async def test_every_process_is_told_of_an_update_within_half_a_second(
    postgresql_url: str, keys: Keys
) -> None:
    heard: list[asyncio.Queue[str]] = [asyncio.Queue(), asyncio.Queue()]
    async with (
        opened(postgresql_url, keys) as database,
        standing(postgresql_url, heard[0].put_nowait),
        standing(postgresql_url, heard[1].put_nowait),
    ):
        for one in heard:
            assert await one.get() == INBOX
        arrival = Arrival(update_id=1, chat_id=7, payload={})
        await database.write(inbox.leave_updates, [arrival], now=NOW)
        async with asyncio.timeout(0.5):
            assert [await one.get() for one in heard] == [INBOX, INBOX]


async def test_what_is_due_is_done_by_the_leader_alone(postgresql_url: str) -> None:
    ticked: list[int] = []
    async with standing(postgresql_url) as first:
        await elected(first)
        async with standing(postgresql_url) as second:
            crews = (first, second)

            async def tick(crew: Crew) -> None:
                async def job() -> None:
                    ticked.append(crew.number or 0)

                await guarded(job, lambda: crew.leads)()

            await asyncio.gather(*(tick(crew) for crew in crews))
            assert ticked == [first.number]
            first.resign()
            await elected(second)
            await asyncio.gather(*(tick(crew) for crew in crews))
    assert ticked == [first.number, second.number]


async def test_on_a_file_a_program_leads_by_itself(sqlite_url: str) -> None:
    async with standing(sqlite_url) as crew:
        await elected(crew)
        assert crew.number is None
        crew.resign()
        assert crew.leads


async def test_a_server_that_is_away_is_waited_for(postgresql_url: str) -> None:
    nowhere = postgresql_url.replace("host=", "host=/nowhere")
    async with standing(nowhere) as crew:
        await asyncio.sleep(0.5)
        assert not crew.leads
