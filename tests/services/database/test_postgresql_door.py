"""What only the PostgreSQL door must survive: rivals, deadlocks, a server that goes away."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Connection, text

from services.database import Database, Unavailable, open_database
from services.database.url import UnknownUrl, parse
from services.keys import Keys
from tests.services.database.test_door import make_table, names, points_of, put


@pytest_asyncio.fixture
async def till(postgresql_url: str, keys: Keys) -> Any:
    opened = await open_database(postgresql_url, keys)
    await opened.write(make_table)
    yield opened
    await opened.close()


def move(tx: Connection, giver: str, taker: str) -> None:
    """Lock two rows in the order given: the other way round at the same time is a deadlock."""
    for name, change in ((giver, -1), (taker, 1)):
        tx.execute(
            text("UPDATE till SET points = points + :change WHERE name = :name"),
            {"change": change, "name": name},
        )
        tx.execute(text("SELECT pg_sleep(0.01)"))


async def test_deadlocks_are_run_again_and_end_right(till: Database):
    """F18: 40P01."""
    for name in ("anna", "boris"):
        await till.write(put, name, points=100)

    await asyncio.gather(
        *(
            till.write(move, *(("anna", "boris") if turn % 2 else ("boris", "anna")))
            for turn in range(6)
        )
    )

    assert await till.read(points_of, "anna") == 100
    assert await till.read(points_of, "boris") == 100


def serializable(tx: Connection, name: str) -> int:
    tx.execute(text("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"))
    known = len(names(tx))
    put(tx, f"{name}{known}", known)
    return known


async def test_serialization_failures_are_run_again(till: Database):
    """F18: 40001."""
    known = await asyncio.gather(*(till.write(serializable, "n") for _ in range(4)))

    assert sorted(known) == [0, 1, 2, 3]


async def test_rivals_who_never_get_through_are_told_that_nothing_was_done(till: Database):
    """Whoever waits for the database waits then, too, instead of giving the work up."""
    lost = "DO $$ BEGIN RAISE EXCEPTION 'rivals' USING ERRCODE = '40P01'; END $$"
    with pytest.raises(Unavailable):
        await till.write(lambda tx: tx.execute(text(lost)))


async def test_a_connection_cut_in_the_middle_is_unavailable_and_work_goes_on(till: Database):
    """F18: the server cut this line."""

    def suicide(tx: Connection) -> None:
        put(tx, "anna")
        tx.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(Unavailable):
        await till.write(suicide)

    assert await till.write(put, "boris") == "boris"
    assert await till.read(names) == ["boris"]


async def test_a_caller_that_leaves_does_not_cut_the_transaction(
    till: Database, postgresql_url: str, keys: Keys
):
    def slow(tx: Connection) -> None:
        put(tx, "anna")
        tx.execute(text("SELECT pg_sleep(0.2)"))

    caller = asyncio.ensure_future(till.write(slow))
    await asyncio.sleep(0.05)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    await till.close()

    again = await open_database(postgresql_url, keys)
    assert await again.read(names) == ["anna"]
    await again.close()


async def test_a_use_case_that_ends_its_transaction_is_found_out(till: Database):
    def stray(tx: Connection) -> None:
        put(tx, "anna")
        tx.rollback()

    with pytest.raises(RuntimeError, match="ended its transaction"):
        await till.write(stray)
    assert await till.read(names) == []


async def test_reports_cannot_write(till: Database):
    with pytest.raises(Exception, match="read-only"):
        await till.report(put, "anna")


async def test_scrubbing_is_the_servers_vacuum(till: Database):
    assert await till.scrub()


async def test_a_server_that_is_not_there_is_told_in_one_sentence(keys: Keys):
    nowhere = await open_database("postgresql+asyncpg://u:p@127.0.0.1:1/shop", keys)

    with pytest.raises(Unavailable, match="does not answer"):
        await nowhere.write(names)
    with pytest.raises(Unavailable, match="does not answer"):
        await nowhere.read(names)
    await nowhere.close()


@pytest.mark.parametrize(
    "url",
    ["", "sqlite:///shop.db", "sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:", "mysql://x"],
)
def test_other_urls_are_refused_with_an_example(url: str):
    with pytest.raises(UnknownUrl):
        parse(url)
