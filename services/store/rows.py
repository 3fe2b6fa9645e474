"""Reading whole rows, and inserting one to learn its id."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Row, insert

from models.base import Base
from services.store.prepared import Prepared


def first(tx: Connection, statement: Executable | Prepared, **parameters: Any) -> Row[Any] | None:
    """Return the only row, or None; two rows are a bug and raise."""
    if isinstance(statement, Prepared):
        return statement.first(tx, parameters)
    row: Row[Any] | None = tx.execute(statement, parameters).one_or_none()
    return row


def scalar(tx: Connection, statement: Prepared, **parameters: Any) -> Any:
    """Return the only column of the only row, or None."""
    row = statement.first(tx, parameters)
    return None if row is None else row[0]


def rows(tx: Connection, statement: Executable | Prepared, **parameters: Any) -> list[Row[Any]]:
    if isinstance(statement, Prepared):
        return list(statement.all(tx, parameters))
    return list(tx.execute(statement, parameters))


def insert_row(tx: Connection, table: type[Base], values: Mapping[str, Any]) -> int:
    """Insert the row and return the id the database gave it."""
    key: int | None = _insert(table).new_row(tx, values)
    if key is None:
        (row,) = _insert_returning(table).all(tx, values)
        key = row.id
    return key


@cache
def _insert(table: type[Base]) -> Prepared:
    return Prepared(insert(table))


@cache
def _insert_returning(table: type[Base]) -> Prepared:
    return Prepared(insert(table).returning(table.__table__.c.id))
