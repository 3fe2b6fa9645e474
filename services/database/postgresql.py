"""The door to PostgreSQL: the same synchronous use cases on an asynchronous engine."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import URL, Connection, event, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import create_async_engine

from services.database.door import Database
from services.database.errors import Closed, OutcomeUnknown, Unavailable
from services.keys import INFO_NAME, Keys

CONNECTIONS = 16
ATTEMPTS = 6
# Two transactions wanted each other's rows; the server chose one to run again.
_RUN_AGAIN = {"40001", "40P01"}
# The server ends this connection, starts, stops, or has no room for one more.
_AWAY = {"57P01", "57P02", "57P03", "53300"}
_CONNECTION_TROUBLE = "08"
_AWAY_PAUSE_S = 0.1
log = logging.getLogger(__name__)

T = TypeVar("T")


class _Patience(NamedTuple):
    """How often to try in all, and how long to wait: twice as long each time, within limits."""

    attempts: int
    first_s: float
    longest_s: float


_NONE = _Patience(attempts=1, first_s=0.0, longest_s=0.0)
_WHILE_AWAY = _Patience(attempts=ATTEMPTS, first_s=_AWAY_PAUSE_S, longest_s=3.0)
# Rivals meet again and again on a busy row; each time one of them gets through.
_AMONG_RIVALS = _Patience(attempts=2 * ATTEMPTS, first_s=0.01, longest_s=0.3)


class _Undone(Exception):
    """The connection broke at the commit, and the server says that nothing was committed."""


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
        writing = self._insist(lambda: self._attempt(call))
        task = asyncio.get_running_loop().create_task(writing)
        self._running.add(task)
        task.add_done_callback(self._finished)
        return await asyncio.shield(task)

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # the caller may have left without looking

    async def _insist(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do it, again if the server was away or chose another, until it is surely done.

        docs/reliability.md, F18. Nothing of an attempt that failed is in the database.
        """
        attempt = 0
        while True:
            try:
                return await work()
            except Exception as error:
                patience = _patience_with(error)
                if attempt + 1 >= patience.attempts:
                    raise _translated(error) from error
            pause = min(patience.first_s * 2**attempt, patience.longest_s)
            # Chance only spreads the attempts in time; no result depends on it.
            await asyncio.sleep(pause * (0.5 + random.random() / 2))  # noqa: S311
            attempt += 1

    async def _attempt(self, call: Callable[[Connection], Any]) -> Any:
        async with self._room, self._engine.connect() as connection:
            await connection.begin()
            result = await connection.run_sync(call)
            if not connection.in_transaction():
                raise RuntimeError("a use case ended its transaction")
            # Nothing was written if the server gave the transaction no number.
            number = await connection.scalar(_TRANSACTION)
            try:
                await connection.commit()
            except (DBAPIError, OSError) as error:
                if _is_rivalry(error):
                    raise
                broken = error
            else:
                return result
        if number is not None:
            await self._make_sure(number, broken)
        return result

    async def _make_sure(self, number: str, broken: Exception) -> None:
        """Return if the transaction was committed after all; raise `_Undone` if it was not.

        Raises `OutcomeUnknown` if the server does not come back or does not know it.
        """
        for attempt in range(ATTEMPTS):
            await asyncio.sleep(_AWAY_PAUSE_S * 2**attempt / 2)
            try:
                async with self._room, self._engine.connect() as connection:
                    verdict = await connection.scalar(_VERDICT, {"number": number})
            except Exception as error:
                if _patience_with(error) is _NONE:
                    raise
                continue
            if verdict == "committed":
                return
            if verdict == "aborted":
                raise _Undone from broken
        raise OutcomeUnknown("The database did not confirm the last changes.") from broken

    async def _read(self, call: Callable[[Connection], Any]) -> Any:
        return await self._look(call, {})

    async def _report(self, call: Callable[[Connection], Any]) -> Any:
        snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        return await self._look(call, snapshot)

    async def _look(self, call: Callable[[Connection], Any], options: dict[str, Any]) -> Any:
        if self._closing:
            raise Closed("The database is closed.")

        async def look() -> Any:
            async with self._room, self._engine.connect() as connection:
                await connection.execution_options(**options)
                return await connection.run_sync(call)

        return await self._insist(look)

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


_TRANSACTION = text("SELECT CAST(pg_current_xact_id_if_assigned() AS text)")
_VERDICT = text("SELECT pg_xact_status(CAST(CAST(:number AS text) AS xid8))")


def _patience_with(error: Exception) -> _Patience:
    """Return how to try again; one attempt in all where that would not help."""
    if _is_rivalry(error):
        return _AMONG_RIVALS
    return _WHILE_AWAY if _is_away(error) else _NONE


def _sqlstate(error: Exception) -> str:
    """Return the server's code, or nothing; before a connection stands nobody wraps it."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(origin, "sqlstate", None) or "")


def _is_rivalry(error: Exception) -> bool:
    return _sqlstate(error) in _RUN_AGAIN


def _is_away(error: Exception) -> bool:
    """Tell whether the connection or the server is gone, so that nothing was done."""
    if isinstance(error, OSError | PoolTimeout | _Undone | InterfaceError):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    state = _sqlstate(error)
    return state in _AWAY or state.startswith(_CONNECTION_TROUBLE)


def _translated(error: Exception) -> Exception:
    """Return `Unavailable` for trouble of the server, any other error as it is."""
    if isinstance(error, OSError | PoolTimeout):
        trouble = Unavailable("The database server does not answer.")
    elif _is_rivalry(error):
        trouble = Unavailable("Too many want the same rows; nothing was recorded.")
    elif _is_away(error) or isinstance(error, OperationalError):
        trouble = Unavailable("The database server is in trouble; nothing was recorded.")
    else:
        return error
    trouble.__cause__ = error
    return trouble
