"""What a stranger with `psql` sees: the same rows as in a file, written the same way."""

from collections.abc import Callable, Coroutine, Iterable
from datetime import UTC, date, datetime
from typing import Any

import asyncpg

from tests.services.machine.outsider import Outsider, Row

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


class PostgresqlOutsider(Outsider):
    """A second connection to the database, with plain SQL."""

    def __init__(
        self, line: asyncpg.Connection, run: Callable[[Coroutine[Any, Any, Any]], Any]
    ) -> None:
        self._run = run
        self._line = line
        self.tables = [row[0] for row in run(line.fetch(_TABLES))]
        self._orders = {name: self._order(name) for name in self.tables}
        self._start()

    def refuses(self, statement: str) -> bool:
        async def attempt() -> bool:
            change = self._line.transaction()
            await change.start()
            try:
                await self._line.execute(statement)
            except asyncpg.PostgresError:
                return True
            finally:
                await change.rollback()
            return False

        return bool(self._run(attempt()))

    def bytes_on_disk(self) -> bytes:
        """Return what is in the rows; the server's files are its own."""
        return repr(self.everything()).encode()

    def close(self) -> None:
        self._run(self._line.close())

    def _order(self, name: str) -> str:
        """Return the columns of the primary key: here rows lie in no order."""
        columns = self._run(
            self._line.fetch(
                "SELECT a.attname FROM pg_index i JOIN pg_attribute a"
                " ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)"
                " WHERE i.indrelid = $1::text::regclass AND i.indisprimary"
                " ORDER BY array_position(i.indkey::int[], a.attnum::int)",
                name,
            )
        )
        return ", ".join(f'"{row[0]}"' for row in columns) or "1"

    def _fresh(self, tables: Iterable[str]) -> list[tuple[str, list[Any]]]:
        return list(self._run(self._fetch(tables)))

    async def _fetch(self, tables: Iterable[str]) -> list[tuple[str, list[Any]]]:
        """Return what may have changed; nobody writes while this is going on."""
        version = await self._line.fetchval("SELECT pg_current_snapshot()::text")
        if version != self._at:
            self._at, self._fresh_ones = version, set()
        missing = [name for name in tables if name not in self._fresh_ones]
        self._fresh_ones.update(missing)
        return [
            (name, await self._line.fetch(f"SELECT * FROM {name} ORDER BY {order}"))  # noqa: S608  # our own names
            for name in missing
            for order in [self._orders[name]]
        ]

    def _row(self, name: str, raw: Any) -> Row:
        del name  # a record knows its columns
        return Row(zip(raw.keys(), map(_plain, raw.values()), strict=True))


def _plain(value: Any) -> Any:
    """Return a value as it stands in a file."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value
