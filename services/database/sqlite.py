"""The door to an SQLite file: one writer thread, one held reader, an engine for reports."""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from services.database.door import Database
from services.database.errors import Closed
from services.database.locks import run_lock, turnstile
from services.database.sqlite_errors import told
from services.database.writer import BUSY_SECONDS, Answer, Job, Writer
from services.keys import INFO_NAME, Keys

QUEUE_MAX = 1024
_REPORTS_AT_ONCE = 3
log = logging.getLogger(__name__)


class SqliteDatabase(Database):
    """One file, one writer; opened on the event loop that will use it."""

    def __init__(
        self, path: Path, keys: Keys, *, alone: bool, on_death: Callable[[BaseException], None]
    ) -> None:
        self.path = path
        self._on_death = on_death
        self._loop = asyncio.get_running_loop()
        self._room = asyncio.Semaphore(QUEUE_MAX)
        self._waiting: list[Job] = []
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self._closing = False
        self._failure: BaseException | None = None
        self._reports: AsyncEngine | None = None
        self._keys = keys
        with contextlib.ExitStack() as opened:
            self._lock = run_lock(path) if alone else None
            if self._lock is not None:
                opened.callback(self._lock.close)
            self._turn = turnstile(path)
            opened.callback(self._turn.close)
            self.engine = writing_engine(path, keys)
            self._writer = Writer(
                self.engine.connect,
                turn=self._turn,
                owns_file=alone,
                answer=self._answer_soon,
                died=self._died_soon,
            )
            opened.callback(self._writer.jobs.put, None)
            # The reader comes second: it cannot create the files the writer works with.
            self._reader = reading_engine(path, keys).connect()
            self._reader_driver = _driver_of(self._reader)
            opened.pop_all()
        log.info("SQLite %s, %s", sqlite3.sqlite_version, path)

    @property
    def commits(self) -> int:
        """How many transactions the writer has committed."""
        return self._writer.commits

    async def _write(self, call: Callable[[Connection], Any]) -> Any:
        return await self._accept(call)

    async def _accept(self, call: Callable[[Connection], Any], *, alone: bool = False) -> Any:
        await self._room.acquire()
        if self._closing or self._failure is not None:
            self._room.release()
            raise Closed("The database is closed.") from self._failure
        job = Job(call, self._loop.create_future(), alone=alone)
        # Whoever asks in the same turn of the loop shares a batch: the 64 callers just
        # answered come back together, instead of the first one racing ahead alone.
        if not self._waiting:
            self._loop.call_soon(self._hand_over)
        self._waiting.append(job)
        return await job.future

    def _hand_over(self) -> None:
        jobs, self._waiting = self._waiting, []
        if self._failure is not None:
            self._answer([Answer(job, None, self._failure) for job in jobs])
        elif jobs:
            self._writer.jobs.put(jobs)

    def _answer_soon(self, answers: Sequence[Answer]) -> None:
        # A loop that is closed has nobody left to answer.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._answer, answers)

    def _answer(self, answers: Sequence[Answer]) -> None:
        for answer in answers:
            if answer.job.answered:
                continue
            answer.job.answered = True
            self._room.release()
            if answer.job.future.done():
                continue  # the caller was cancelled and left
            if answer.error is None:
                answer.job.future.set_result(answer.value)
            else:
                answer.job.future.set_exception(answer.error)

    def _died_soon(self, error: BaseException) -> None:
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._died, error)

    def _died(self, error: BaseException) -> None:
        """Answer whoever still waits; runs on the loop, where every job is handed over."""
        failure = Closed("The database is closed.")
        failure.__cause__ = error
        self._failure = failure
        while not self._writer.jobs.empty():
            jobs = self._writer.jobs.get_nowait() or ()
            self._answer([Answer(job, None, failure) for job in jobs])
        if not self._ended.done():
            self._ended.set_result(None)
        if not isinstance(error, Closed):
            log.critical("The writer thread died", exc_info=error)
            self._on_death(error)

    async def _read(self, call: Callable[[Connection], Any]) -> Any:
        # On the loop's own thread: an indexed read takes less time than a thread hop.
        if self._closing:
            raise Closed("The database is closed.")
        try:
            self._reader_driver.execute("BEGIN")
            return call(self._reader)
        except (sqlite3.Error, DBAPIError) as error:
            raise told(error) from error
        finally:
            if self._reader.get_transaction() is not None:
                self._reader.rollback()
            if self._reader_driver.in_transaction:
                self._reader_driver.rollback()

    async def _report(self, call: Callable[[Connection], Any]) -> Any:
        if self._closing:
            raise Closed("The database is closed.")
        if self._reports is None:
            self._reports = _reporting_engine(self.path, self._keys)
        try:
            async with self._reports.connect() as connection:
                return await connection.run_sync(call)
        except (sqlite3.Error, DBAPIError) as error:
            raise told(error) from error

    async def scrub(self) -> bool:
        return bool(await self._accept(_rewrite, alone=True))

    async def close(self) -> None:
        if not self._closing:
            self._closing = True
            self._hand_over()
            try:
                await self._close_readers()
            finally:
                self._writer.jobs.put(None)
        await asyncio.shield(self._ended)
        self._writer.thread.join()
        self._turn.close()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    async def _close_readers(self) -> None:
        """Leave the writer alone with the file: whoever leaves last folds the log into it."""
        self._reader.close()
        if self._reports is not None:
            await self._reports.dispose()


def _rewrite(connection: Connection) -> bool:
    """Copy what is left into fresh pages, and fold the log into the file.

    secure_delete overwrites a deleted row where it lies, but pages that were split or filled up
    keep copies of rows that moved away.
    """
    # A large file would not fit into memory twice.
    connection.exec_driver_sql("PRAGMA temp_store=FILE")
    done = True
    try:
        connection.exec_driver_sql("VACUUM")
    except DBAPIError as error:
        # What was deleted is deleted; a full disk must not undo the words that say so.
        log.warning("The file could not be rewritten: %s", error.orig)
        done = False
    finally:
        connection.exec_driver_sql("PRAGMA temp_store=MEMORY")
    busy, _, _ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    return done and not busy


def _driver_of(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.dbapi_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101  # the engine made it so
    return driver


def writing_engine(path: Path, keys: Keys) -> Engine:
    """Return an engine whose connections are durable, strict and never begin by themselves."""

    def connect() -> sqlite3.Connection:
        # One thread at a time uses the connection, but not the one that opened it.
        driver = sqlite3.connect(
            path,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
        )
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            driver.execute(f"PRAGMA {pragma}")
        driver.execute("PRAGMA secure_delete=ON")
        # What a SAVEPOINT keeps to roll back to: from 64 KiB on a temporary file otherwise,
        # for each purchase a new one.
        driver.execute("PRAGMA temp_store=MEMORY")
        return driver

    return _with_keys(create_engine("sqlite://", creator=connect, poolclass=NullPool), keys)


def reading_engine(path: Path, keys: Keys) -> Engine:
    """Return an engine whose connections cannot write."""

    def connect() -> sqlite3.Connection:
        driver = sqlite3.connect(
            f"file:{quote(str(path))}?mode=ro",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
        )
        driver.execute("PRAGMA query_only=ON")
        return driver

    return _with_keys(create_engine("sqlite://", creator=connect, poolclass=NullPool), keys)


def _reporting_engine(path: Path, keys: Keys) -> AsyncEngine:
    url = URL.create(
        "sqlite+aiosqlite",
        database=f"file:{quote(str(path))}",
        query={"mode": "ro", "uri": "true"},
    )
    engine = create_async_engine(
        url,
        pool_size=_REPORTS_AT_ONCE,
        max_overflow=0,
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None},
    )

    def only_query(driver: Any, _record: Any) -> None:
        cursor = driver.cursor()
        cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    event.listen(engine.sync_engine, "connect", only_query)
    event.listen(engine.sync_engine, "begin", lambda tx: tx.exec_driver_sql("BEGIN"))
    _with_keys(engine.sync_engine, keys)
    return engine


def _with_keys(engine: Engine, keys: Keys) -> Engine:
    """Make `keys_of(tx)` work on every connection of the engine."""

    def hand_keys(_driver: Any, record: Any) -> None:
        record.info[INFO_NAME] = keys

    event.listen(engine, "connect", hand_keys)
    return engine
