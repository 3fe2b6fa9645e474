"""One of several processes on a PostgreSQL: its locks, and its ear for the others."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable
from typing import Any

import asyncpg
from sqlalchemy import URL, NullPool
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from services.database.crew import Crew
from services.database.signals import CHANNEL, INBOX, LEADER, LOCKS

LOOK_S = 0.5
"""How often a process looks whether the lead is free, and whether its connection stands."""

ANSWER_S = 5.0
RETRY_S = 0.2
_NUMBERS = 2**31 - 1
_ALIVE = {
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
}
"""With these the server notices after some ten seconds that a machine lost its power."""

_TROUBLE = (
    OSError,
    TimeoutError,
    SQLAlchemyError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    # Asked for more between the server's farewell and the end of the connection, the driver
    # finds itself in a state it does not know.
    asyncpg.InternalClientError,
)
log = logging.getLogger(__name__)


class PostgresqlCrew(Crew):
    """A connection of its own holds the locks of this process and hears the others.

    The server frees the locks when the connection ends, however that happens: nobody has to
    guess from the time whether a process is dead. After a cut the process comes back under
    its number, before others take what it works on.
    """

    def __init__(self, url: URL) -> None:
        super().__init__()
        self._lead(yes=False)
        self.number = secrets.randbelow(_NUMBERS) + 1
        self._ending = False
        self._engine = create_async_engine(
            url,
            poolclass=NullPool,
            connect_args={"timeout": ANSWER_S, "server_settings": _ALIVE},
        )

    async def attend(self, told: Callable[[str], None]) -> None:
        while True:
            try:
                async with self._engine.connect() as connection:
                    line = (await connection.get_raw_connection()).driver_connection
                    await self._stand(line, told)
            except _TROUBLE as error:
                log.warning("The connection among the processes broke: %s", error)
            finally:
                self._lead(yes=False)
            await asyncio.sleep(RETRY_S)

    def resign(self) -> None:
        self._ending = True

    async def close(self) -> None:
        await self._engine.dispose()

    async def _stand(self, line: Any, told: Callable[[str], None]) -> None:
        """Keep the locks and look whether the lead is free, until the connection ends."""
        cut = asyncio.Event()
        line.add_termination_listener(lambda *_: cut.set())
        await line.add_listener(CHANNEL, lambda *heard: told(heard[-1]))
        present = False
        told(INBOX)  # nobody heard what was told before
        while not cut.is_set():
            # The server may not have noticed yet that the connection before this one ended.
            present = present or await _lock(line, self.number)
            await self._look(line)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_S):
                    await cut.wait()

    async def _look(self, line: Any) -> None:
        if self.leads and self._ending:
            self._lead(yes=False)
            await line.execute(f"SELECT pg_advisory_unlock({LOCKS}, {LEADER})", timeout=ANSWER_S)
        elif self.leads or self._ending:
            await line.execute("SELECT 1", timeout=ANSWER_S)
        elif await _lock(line, LEADER):
            log.info("This process leads: it takes the updates and looks after what is due.")
            self._lead(yes=True)


async def _lock(line: Any, number: int | None) -> bool:
    question = f"SELECT pg_try_advisory_lock({LOCKS}, {number})"
    return bool(await line.fetchval(question, timeout=ANSWER_S))
