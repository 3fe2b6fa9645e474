"""Reading whole rows, and inserting one to learn its id."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Executable, Row, insert

from models.base import Base


def first(tx: Connection, statement: Executable) -> Row[Any] | None:
    """Return the only row, or None; two rows are a bug and raise."""
    row: Row[Any] | None = tx.execute(statement).one_or_none()
    return row


def rows(tx: Connection, statement: Executable) -> list[Row[Any]]:
    return list(tx.execute(statement))


def insert_row(tx: Connection, table: type[Base], values: Mapping[str, Any]) -> int:
    """Insert the row and return the id the database gave it."""
    statement = insert(table).returning(table.__table__.c.id)
    key: int = tx.execute(statement, dict(values)).scalar_one()
    return key
