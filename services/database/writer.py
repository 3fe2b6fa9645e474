"""The writer thread of SQLite: many use cases, one transaction, one fsync.

Prior art of the idea is group commit. A batch is `BEGIN IMMEDIATE`, a SAVEPOINT per
use case, one COMMIT; then all callers are answered at once, refusals too. The
statements around a use case are sent as text straight to the driver, because they are
a third of the cost when SQLAlchemy sends them.
"""

import asyncio
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from services.database.errors import Closed, OutcomeUnknown, Unavailable
from services.database.locks import FileLock
from services.database.sqlite_errors import translated

BATCH_MAX = 64
BUSY_SECONDS = 30
log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Job:
    """One accepted use case and the caller who waits for it."""

    call: Callable[[Connection], Any]
    future: asyncio.Future[Any]
    # Maintenance (a checkpoint) cannot run inside a transaction.
    alone: bool = False
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    job: Job
    value: Any
    error: BaseException | None


class _TransactionDied(Exception):
    """SQLite or the use case ended the transaction; nothing of the batch is left."""


class _CommitFailed(Exception):
    """COMMIT raised: whether the batch is on the disk, only the disk knows."""


class Writer:
    """Owns the write connection; everything but `jobs.put` happens on its thread."""

    def __init__(
        self,
        connect: Callable[[], Connection],
        *,
        turn: FileLock,
        owns_file: bool,
        answer: Callable[[Sequence[Answer]], None],
        died: Callable[[BaseException], None],
    ) -> None:
        self.jobs: queue.SimpleQueue[Sequence[Job] | None] = queue.SimpleQueue()
        self.commits = 0
        self._connect = connect
        self._turn = turn
        self._owns_file = owns_file
        self._answer = answer
        self._died = died
        self._inside = False
        self._suspect = False
        self._taken: Sequence[Job] = ()
        self._connection: Connection
        self._driver: sqlite3.Connection
        with turn.held():
            self._open()
        self.thread = threading.Thread(target=self._main, name="kopilka-writer", daemon=True)
        self.thread.start()

    def _open(self) -> None:
        self._connection = self._connect()
        driver = self._connection.connection.dbapi_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101  # the engine made it so
        self._driver = driver
        driver.set_authorizer(self._authorize)

    def _authorize(self, action: int, *_: str | None) -> int:
        """Refuse COMMIT, ROLLBACK and BEGIN inside a use case: they belong to the door."""
        if self._inside and action == sqlite3.SQLITE_TRANSACTION:
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK

    def _main(self) -> None:
        try:
            while (jobs := self._next()) is not None:
                self._taken = jobs
                self._run(jobs)
        except BaseException as error:  # noqa: BLE001  # whoever waits must be answered
            undone = Unavailable("The database stopped; nothing was recorded.")
            self._answer([Answer(job, None, undone) for job in self._taken])
            self._died(error)
        else:
            self._died(Closed("The database is closed."))
        finally:
            self._connection.close()

    def _next(self) -> Sequence[Job] | None:
        """Wait for work, then take what else has arrived, up to a full batch or two."""
        first = self.jobs.get()
        if first is None:
            return None
        jobs = list(first)
        while len(jobs) < BATCH_MAX:
            try:
                more = self.jobs.get_nowait()
            except queue.Empty:
                break
            if more is None:
                # Drain: the end mark goes back behind the work that came before it.
                self.jobs.put(None)
                break
            jobs.extend(more)
        return jobs

    def _run(self, jobs: Sequence[Job]) -> None:
        batch: list[Job] = []
        for job in jobs:
            if job.alone:
                self._run_batch(batch)
                batch = []
                self._maintain(job)
                continue
            batch.append(job)
            if len(batch) == BATCH_MAX:
                self._run_batch(batch)
                batch = []
        self._run_batch(batch)

    def _run_batch(self, batch: Sequence[Job]) -> None:
        if not batch:
            return
        try:
            self._answer(self._together(batch))
        except _TransactionDied:
            # Only the guilty may fail, and nobody knows yet who that is.
            for job in batch:
                self._answer([self._by_itself(job)])
        if self._suspect:
            # Nobody knows what a connection believes after a failed commit.
            self._connection.close()
            self._open()
            self._suspect = False

    def _by_itself(self, job: Job) -> Answer:
        try:
            (answer,) = self._together([job])
        except _TransactionDied as error:
            cause = error.__cause__ or Unavailable("The transaction ended before its time.")
            return Answer(job, None, translated(cause))
        return answer

    def _together(self, batch: Sequence[Job]) -> Sequence[Answer]:
        """Run the batch in one transaction; every caller's answer waits for the commit."""
        try:
            with self._transaction():
                return [self._in_savepoint(job) for job in batch]
        except sqlite3.Error as error:
            refusal = translated(error)
        except _CommitFailed as error:
            log.exception("A commit failed; its outcome is unknown")
            refusal = OutcomeUnknown("The database did not confirm the last changes.")
            refusal.__cause__ = error.__cause__
            self._suspect = True
        return [Answer(job, None, refusal) for job in batch]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """BEGIN IMMEDIATE … COMMIT; any exception rolls everything back."""
        with self._place_in_line():
            self._driver.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._commit()
            finally:
                self._forget_transaction()

    @contextmanager
    def _place_in_line(self) -> Iterator[None]:
        """Let a waiting process go first; a process beside the bot keeps its turn."""
        if self._owns_file:
            self._turn.let_pass(seconds=BUSY_SECONDS)
        with nullcontext() if self._owns_file else self._turn.held():
            yield

    def _commit(self) -> None:
        try:
            self._driver.commit()
        except Exception as error:
            raise _CommitFailed from error
        self.commits += 1

    def _forget_transaction(self) -> None:
        """Roll back what is still open, and SQLAlchemy's idea of it with it."""
        if self._driver.in_transaction:
            self._driver.rollback()
        if self._connection.get_transaction() is not None:
            self._connection.rollback()

    def _in_savepoint(self, job: Job) -> Answer:
        driver = self._driver
        driver.execute("SAVEPOINT use_case")
        self._inside = True
        try:
            value = job.call(self._connection)
        except Exception as error:  # noqa: BLE001  # a refusal is an answer like any other
            self._inside = False
            self._undo(error)
            return Answer(job, None, translated(error))
        finally:
            self._inside = False
        if not self._alive():
            raise _TransactionDied
        try:
            driver.execute("RELEASE use_case")
        except sqlite3.Error as error:
            raise _TransactionDied from error
        return Answer(job, value, None)

    def _alive(self) -> bool:
        """Tell whether SQLite and SQLAlchemy both believe in the transaction."""
        believed = self._connection.get_transaction()
        return self._driver.in_transaction and (believed is None or believed.is_active)

    def _undo(self, error: Exception) -> None:
        """Take back one use case; raise if SQLite has already taken back all of them."""
        if not self._alive():
            raise _TransactionDied from error
        try:
            self._driver.execute("ROLLBACK TO use_case")
            self._driver.execute("RELEASE use_case")
        except sqlite3.Error:
            raise _TransactionDied from error

    def _maintain(self, job: Job) -> None:
        try:
            with self._place_in_line():
                answer = Answer(job, job.call(self._connection), None)
        except (sqlite3.Error, DBAPIError) as error:
            answer = Answer(job, None, translated(error))
        finally:
            self._forget_transaction()
        self._answer([answer])
