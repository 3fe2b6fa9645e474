"""A connection that breaks at the commit: done once, whichever way it had gone."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import Connection, make_url, text

from services.database import Database, OutcomeUnknown, Unavailable, open_database
from services.keys import Keys
from tests.services.database.test_door import make_table, names, put

PORT = 5432


class Cable:
    """A wire to the server that can be cut when a commit passes, before or behind it."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self.cuts = 0
        self.deaf = False
        self.dead = False
        self.talks: set[asyncio.Task[None] | None] = set()

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.talks.add(asyncio.current_task())
        if not self.dead:
            there, back = await asyncio.open_unix_connection(str(self._socket))
            answers = asyncio.ensure_future(_pump(there, writer))
            with contextlib.suppress(OSError):
                await self._pass_on(reader, back, there, answers)
            answers.cancel()
            await asyncio.gather(answers, return_exceptions=True)
            await _close(back)
        await _close(writer)

    async def _pass_on(
        self,
        reader: asyncio.StreamReader,
        back: asyncio.StreamWriter,
        there: asyncio.StreamReader,
        answers: "asyncio.Future[None]",
    ) -> None:
        while data := await reader.read(65536):
            last = bool(self.cuts) and b"COMMIT" in data
            if last:
                self.cuts -= 1
                answers.cancel()
                await asyncio.gather(answers, return_exceptions=True)
            if not last or self.deaf:
                back.write(data)
                await back.drain()
            if last:
                if self.deaf:
                    await there.read(65536)
                return


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


@pytest_asyncio.fixture
async def wired(postgresql_url: str, keys: Keys) -> AsyncIterator[tuple[Cable, Database]]:
    url = make_url(postgresql_url)
    cable = Cable(Path(str(url.query["host"])) / f".s.PGSQL.{PORT}")
    server = await asyncio.start_server(cable, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    through = url.set(host="127.0.0.1", port=port, query={"ssl": "disable"})
    database = await open_database(through.render_as_string(hide_password=False), keys)
    await database.write(make_table)
    yield cable, database
    await database.close()
    server.close()
    await asyncio.gather(*(talk for talk in cable.talks if talk))


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
