"""Reading whole rows, and inserting one to learn its id."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Row, insert

from models.base import Base


def first(tx: Connection, statement: Executable, **parameters: Any) -> Row[Any] | None:
    """Return the only row, or None; two rows are a bug and raise."""
    row: Row[Any] | None = tx.execute(statement, parameters).one_or_none()
    return row


def rows(tx: Connection, statement: Executable, **parameters: Any) -> list[Row[Any]]:
    return list(tx.execute(statement, parameters))


def insert_row(tx: Connection, table: type[Base], values: Mapping[str, Any]) -> int:
    """Insert the row and return the id the database gave it."""
    key: int = tx.execute(_insert(table), dict(values)).scalar_one()
    return key


@cache
def _insert(table: type[Base]) -> Executable:
    return insert(table).returning(table.__table__.c.id)
