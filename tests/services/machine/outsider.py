"""What a stranger with `sqlite3` sees in the file: rows, and nothing of our own code."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LEDGER = (
    "members",
    "entries",
    "lots",
    "draws",
    "activations",
    "purchases",
    "refunds",
    "outbox",
    "people",
    "program_versions",
    "coupons",
)

_ALL = "SELECT * FROM {}"


class Row(dict[str, Any]):
    """A row whose columns are read as attributes."""

    def __init__(self, *columns: Any, **named: Any) -> None:
        super().__init__(*columns, **named)
        # Checks read columns a million times in a long run; nothing is quicker than this.
        self.__dict__ = self

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Books:
    """Every row of the ledger's tables, as they were written."""

    members: tuple[Row, ...]
    entries: tuple[Row, ...]
    lots: tuple[Row, ...]
    draws: tuple[Row, ...]
    activations: tuple[Row, ...]
    purchases: tuple[Row, ...]
    refunds: tuple[Row, ...]
    outbox: tuple[Row, ...]
    people: tuple[Row, ...]
    program_versions: tuple[Row, ...]
    coupons: tuple[Row, ...]


def by(rows: Iterable[Row], *columns: str) -> dict[Any, list[Row]]:
    """Group rows by one column, or by a tuple of several."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        key = tuple(row[column] for column in columns)
        groups[key if len(key) > 1 else key[0]].append(row)
    return groups


class Outsider:
    """A second connection to the file, with plain SQL."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._driver = sqlite3.connect(path, isolation_level=None)
        self.tables = [
            name
            for (name,) in self._driver.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
        ]
        self._columns = {
            name: [column for _, column, *_ in self._driver.execute(f"PRAGMA table_info({name})")]
            for name in self.tables
        }
        self._start()

    def _start(self) -> None:
        self._at: Any = None
        self._fresh_ones: set[str] = set()
        self._raw: dict[str, list[Any]] = {name: [] for name in self.tables}
        self._rows: dict[str, tuple[Row, ...]] = dict.fromkeys(self.tables, ())
        self._known: dict[str, dict[Any, Row]] = {name: {} for name in self.tables}

    def books(self) -> Books:
        """Read the ledger in one snapshot."""
        return Books(**self._read(LEDGER))

    def everything(self) -> dict[str, tuple[Row, ...]]:
        """Read every table: two equal answers mean that nothing at all was written."""
        return self._read(self.tables)

    def refuses(self, statement: str) -> bool:
        """Tell whether the database itself refuses a statement."""
        self._driver.execute("BEGIN IMMEDIATE")
        try:
            self._driver.execute(statement)
        except sqlite3.IntegrityError:
            return True
        finally:
            self._driver.execute("ROLLBACK")
        return False

    def bytes_on_disk(self) -> bytes:
        """Return what lies in the file and in its log."""
        log = self.path.with_name(f"{self.path.name}-wal")
        return self.path.read_bytes() + (log.read_bytes() if log.exists() else b"")

    def close(self) -> None:
        self._driver.close()

    def forget(self) -> None:
        """Forget what was seen before the database was put back."""
        self._start()

    def _read(self, tables: Iterable[str]) -> dict[str, tuple[Row, ...]]:
        """Return the rows of these tables; what nobody can have changed is not read again.

        A row that is still the same is the same object, and so is a table.
        """
        for name, raw in self._fresh(tables):
            if raw != self._raw[name]:
                self._raw[name] = raw
                known = self._known[name]
                self._rows[name] = tuple(known.get(one) or self._new(name, one) for one in raw)
        return {name: self._rows[name] for name in tables}

    def _new(self, name: str, raw: Any) -> Row:
        row = self._known[name][raw] = self._row(name, raw)
        return row

    def _fresh(self, tables: Iterable[str]) -> list[tuple[str, list[Any]]]:
        """Return the rows of those of these tables that may have changed since they were read.

        `data_version` changes with every commit of another connection.
        """
        execute = self._driver.execute
        version = execute("PRAGMA data_version").fetchone()
        if version != self._at:
            self._at, self._fresh_ones = version, set()
        missing = [name for name in tables if name not in self._fresh_ones]
        if not missing:
            return []
        execute("BEGIN")
        try:
            found = [(name, execute(_ALL.format(name)).fetchall()) for name in missing]
        finally:
            execute("ROLLBACK")
        self._fresh_ones.update(missing)
        return found

    def _row(self, name: str, raw: Any) -> Row:
        return Row(zip(self._columns[name], raw, strict=True))
