"""INSERT … ON CONFLICT DO NOTHING, on either engine."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from models.base import Base


def insert_unless_there(tx: Connection, table: type[Base], row: Mapping[str, Any]) -> bool:
    """Insert the row; return False if a unique key of it is taken (nothing changes then).

    On PostgreSQL this waits for another transaction that is inserting the same key.
    """
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).on_conflict_do_nothing()
    return tx.execute(statement, row).rowcount == 1
