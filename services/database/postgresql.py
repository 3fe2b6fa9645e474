"""The door to PostgreSQL: the same synchronous use cases on an asynchronous engine."""

import asyncio
import logging
import random
from collections.abc import Callable
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from services.database.door import Database
from services.database.errors import Closed, OutcomeUnknown, Unavailable
from services.keys import INFO_NAME, Keys

CONNECTIONS = 16
ATTEMPTS = 6
# Two transactions wanted each other's rows; the server chose one to run again.
_RUN_AGAIN = {"40001", "40P01"}
_FIRST_PAUSE_SECONDS = 0.01
log = logging.getLogger(__name__)


class PostgresqlDatabase(Database):
    """A server that several processes may share."""

    def __init__(self, url: URL, keys: Keys) -> None:
        self._engine = create_async_engine(
            url, pool_size=CONNECTIONS, max_overflow=0, pool_pre_ping=False
        )
        self.engine = self._engine.sync_engine
        # Callers wait here rather than for the pool: a queue is no sign of a dead server.
        self._room = asyncio.Semaphore(CONNECTIONS)
        self._running: set[asyncio.Task[Any]] = set()
        self._closing = False

        def hand_keys(_driver: Any, record: Any) -> None:
            record.info[INFO_NAME] = keys

        event.listen(self.engine, "connect", hand_keys)

    async def _write(self, call: Callable[[Connection], Any]) -> Any:
        if self._closing:
            raise Closed("The database is closed.")
        # The transaction lives on when its caller is cancelled: cutting it off in the
        # middle of COMMIT is how outcomes become unknown.
        task = asyncio.get_running_loop().create_task(self._attempts(call))
        self._running.add(task)
        task.add_done_callback(self._finished)
        return await asyncio.shield(task)

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # the caller may have left without looking

    async def _attempts(self, call: Callable[[Connection], Any]) -> Any:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return await self._attempt(call)
            except DBAPIError as error:
                if not _wants_another_run(error) or attempt == ATTEMPTS:
                    raise _translated(error) from error
            except (OSError, PoolTimeout) as error:
                raise Unavailable("The database server does not answer.") from error
            # Chance only spreads the attempts in time; no result depends on it.
            await asyncio.sleep(_FIRST_PAUSE_SECONDS * 2**attempt * random.random())  # noqa: S311
        raise AssertionError  # the last attempt has returned or raised

    async def _attempt(self, call: Callable[[Connection], Any]) -> Any:
        async with self._room, self._engine.connect() as connection:
            await connection.begin()
            result = await connection.run_sync(call)
            if not connection.in_transaction():
                raise RuntimeError("a use case ended its transaction")
            await _commit(connection)
            return result

    async def _read(self, call: Callable[[Connection], Any]) -> Any:
        return await self._look(call, {})

    async def _report(self, call: Callable[[Connection], Any]) -> Any:
        snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        return await self._look(call, snapshot)

    async def _look(self, call: Callable[[Connection], Any], options: dict[str, Any]) -> Any:
        if self._closing:
            raise Closed("The database is closed.")
        try:
            async with self._room, self._engine.connect() as connection:
                await connection.execution_options(**options)
                return await connection.run_sync(call)
        except DBAPIError as error:
            raise _translated(error) from error
        except (OSError, PoolTimeout) as error:
            raise Unavailable("The database server does not answer.") from error

    async def scrub(self) -> bool:
        async with self._engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.exec_driver_sql("VACUUM")
        return True

    async def close(self) -> None:
        self._closing = True
        while self._running:
            await asyncio.wait(set(self._running))
        await self._engine.dispose()


async def _commit(connection: AsyncConnection) -> None:
    try:
        await connection.commit()
    except DBAPIError as error:
        if _wants_another_run(error):
            raise
        raise OutcomeUnknown("The database did not confirm the last changes.") from error
    except OSError as error:
        raise OutcomeUnknown("The database did not confirm the last changes.") from error


def _wants_another_run(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in _RUN_AGAIN


def _translated(error: DBAPIError) -> Exception:
    """Return `Unavailable` for trouble of the server, any other error as it is."""
    if error.connection_invalidated or isinstance(error, InterfaceError | OperationalError):
        trouble = Unavailable("The database server is in trouble; nothing was recorded.")
        trouble.__cause__ = error
        return trouble
    return error
