"""Where the shop of the machine stands: one open database, put back before each story.

Opening one and compiling every statement anew would take longer than the stories.
"""

import asyncio
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import asyncpg

from services.database import Database, open_database
from services.keys import Keys
from tests.services.machine.outsider import Outsider
from tests.services.machine.postgresql_outsider import PostgresqlOutsider

T = TypeVar("T")
SWEEP_EVERY = 10
"""After so many stories the rows of the earlier ones are swept out."""


class Place(ABC):
    """An open database on a loop of its own, and a stranger who looks into it."""

    in_order: bool
    """Whether calls made in one turn of the loop are carried out one after the other."""

    def __init__(self, url: str, keys: Keys) -> None:
        self.keys = keys
        self.runner = asyncio.Runner()
        self.database: Database = self.run(open_database(url, keys, alone=True, on_death=_raise))

    def run(self, task: Coroutine[Any, Any, T]) -> T:
        # The runner's own `run` would change the handlers of signals each time.
        return self.runner.get_loop().run_until_complete(task)

    def look(self, read: Coroutine[Any, Any, T]) -> T:
        """Run a call of `Database.read`."""
        return self.run(read)

    @property
    @abstractmethod
    def outsider(self) -> Outsider: ...

    @abstractmethod
    def keep(self) -> None:
        """Remember everything as it is now."""

    @abstractmethod
    def reset(self) -> None:
        """Put everything back to what was kept."""

    def close(self) -> None:
        try:
            self.outsider.close()
            self.run(self.database.close())
        finally:
            self.runner.close()


class FilePlace(Place):
    """An SQLite file."""

    in_order = True

    def __init__(self, path: Path, keys: Keys) -> None:
        super().__init__(f"sqlite+aiosqlite:///{path}", keys)
        self._path = path
        self._kept = path.with_name(f"{path.name}.kept")
        self._outsider = Outsider(path)

    @property
    def outsider(self) -> Outsider:
        return self._outsider

    def look(self, read: Coroutine[Any, Any, T]) -> T:
        # Here reads are done before anybody waits, so no loop has to turn for them.
        try:
            read.send(None)
        except StopIteration as done:
            value: T = done.value
            return value
        raise AssertionError("a read of a file waited for something")

    def keep(self) -> None:
        _copy(self._path, self._kept)

    def reset(self) -> None:
        _copy(self._kept, self._path)


class ServerPlace(Place):
    """A PostgreSQL database; what is kept lies beside it in a schema of its own."""

    in_order = False

    def __init__(self, url: str, keys: Keys) -> None:
        super().__init__(url, keys)
        self._line: asyncpg.Connection = self.run(asyncpg.connect(url.replace("+asyncpg", "")))
        self._outsider = PostgresqlOutsider(self._line, self.run)
        self._back = ""
        self._resets = 0

    @property
    def outsider(self) -> Outsider:
        return self._outsider

    def keep(self) -> None:
        tables = self._outsider.tables
        copies = "; ".join(f"CREATE TABLE kept.{one} AS TABLE public.{one}" for one in tables)
        self.run(self._line.execute(f"CREATE SCHEMA kept; {copies}"))
        numbers = self.run(
            self._line.fetch(
                "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
            )
        )
        self._back = "; ".join(
            [
                "BEGIN",
                # Without it the ledger's triggers refuse, and rows come in the wrong order.
                "SET LOCAL session_replication_role = replica",
                *(f"DELETE FROM public.{one}" for one in tables),  # noqa: S608  # our own names
                *(f"INSERT INTO public.{one} SELECT * FROM kept.{one}" for one in tables),  # noqa: S608  # our own names
                *(
                    f"SELECT setval('public.{name}', {last or 1}, {last is not None})"
                    for name, last in numbers
                ),
                "COMMIT",
            ]
        )

    def reset(self) -> None:
        self.run(self._line.execute(self._back))
        self._resets += 1
        if self._resets % SWEEP_EVERY == 0:
            self.run(self._line.execute("VACUUM ANALYZE"))


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)


def _raise(error: BaseException) -> None:
    raise AssertionError("the writer died") from error
