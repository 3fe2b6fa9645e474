"""A connection that breaks at the commit: done once, whichever way it had gone."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import Connection, text
from sqlalchemy.util import await_only

from services.database import Database, OutcomeUnknown, Unavailable, open_database
from services.keys import Keys
from tests.services.database.cable import Cable, cable_to
from tests.services.database.test_door import make_table, names, put


@pytest_asyncio.fixture
async def wired(postgresql_url: str, keys: Keys) -> AsyncIterator[tuple[Cable, Database]]:
    async with cable_to(postgresql_url) as (cable, url):
        database = await open_database(url, keys)
        await database.write(make_table)
        yield cable, database
        await database.close()


@pytest.mark.parametrize("deaf", [False, True], ids=["not committed", "committed"])
async def test_a_lost_answer_to_a_commit_is_asked_for_and_the_work_done_once(
    wired: tuple[Cable, Database], deaf: bool
) -> None:
    cable, database = wired
    cable.deaf, cable.cuts = deaf, 1
    assert await database.write(put, "anna") == "anna"
    assert cable.cuts == 0
    assert await database.read(names) == ["anna"]


async def test_a_commit_that_breaks_again_and_again_is_done_once_at_last(
    wired: tuple[Cable, Database],
) -> None:
    cable, database = wired
    cable.cuts = 3
    assert await database.write(put, "anna") == "anna"
    assert await database.read(names) == ["anna"]


async def test_a_server_that_never_comes_back_leaves_the_outcome_unknown(
    wired: tuple[Cable, Database],
) -> None:
    cable, database = wired
    cable.cuts, cable.dead = 1, True

    with pytest.raises(OutcomeUnknown):
        await database.write(put, "anna")
    with pytest.raises(Unavailable):
        await database.read(names)

    cable.dead = False
    assert await database.read(names) == []


async def test_a_broken_commit_that_wrote_nothing_is_no_trouble(
    wired: tuple[Cable, Database],
) -> None:
    cable, database = wired
    cable.cuts = 1
    assert await database.write(names) == []
    assert cable.cuts == 0


async def test_a_server_that_is_away_for_a_moment_is_not_noticed(
    wired: tuple[Cable, Database],
) -> None:
    cable, database = wired
    await database.write(_cut_all)
    cable.dead = True
    asyncio.get_running_loop().call_later(0.4, setattr, cable, "dead", False)
    assert await database.write(put, "anna") == "anna"
    assert await database.read(names) == ["anna"]


def _cut_all(tx: Connection) -> None:
    """End every other connection to this database."""
    tx.execute(
        text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    )


async def test_a_connection_that_is_told_to_end_and_does_not_yet_is_not_noticed(
    wired: tuple[Cable, Database],
) -> None:
    """The driver calls it an error of its own when it is asked for more then."""
    cable, database = wired
    told: list[str] = []

    def put_both(tx: Connection) -> None:
        put(tx, "anna")
        if not told:
            told.append("to end")
            await_only(cable.say_farewell())
        put(tx, "boris")

    await database.write(put_both)
    assert await database.read(names) == ["anna", "boris"]


async def test_a_farewell_before_the_commit_is_asked_about(wired: tuple[Cable, Database]) -> None:
    cable, database = wired
    told: list[str] = []

    def put_and_be_told(tx: Connection) -> None:
        put(tx, "anna")
        tx.execute(text("SELECT pg_current_xact_id_if_assigned()"))
        if not told:
            told.append("to end")
            await_only(cable.say_farewell())

    await database.write(put_and_be_told)
    assert await database.read(names) == ["anna"]
