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

    def __getattr__(self, name: str) -> Any:
        return self[name]


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
        self._driver.row_factory = _row
        self._tables = [
            row.name
            for row in self._driver.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
        ]

    def books(self) -> Books:
        """Read the ledger in one snapshot."""
        return Books(**dict(self._read(LEDGER)))

    def everything(self) -> dict[str, tuple[Row, ...]]:
        """Read every table: two equal answers mean that nothing at all was written."""
        return dict(self._read(self._tables))

    def version(self) -> int:
        """Return a number that changes with every commit of another connection."""
        return int(next(iter(self._driver.execute("PRAGMA data_version").fetchone().values())))

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

    def _read(self, tables: Iterable[str]) -> list[tuple[str, tuple[Row, ...]]]:
        self._driver.execute("BEGIN")
        try:
            return [(name, tuple(self._driver.execute(_ALL.format(name)))) for name in tables]
        finally:
            self._driver.execute("ROLLBACK")


def _row(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> Row:
    names = [column[0] for column in cursor.description]
    return Row(zip(names, values, strict=True))
