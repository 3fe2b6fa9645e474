"""INSERT … ON CONFLICT DO NOTHING, on either engine."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from models.base import Base
from services.store.prepared import Prepared


def insert_unless_there(tx: Connection, table: type[Base], row: Mapping[str, Any]) -> bool:
    """Insert the row; return False if a unique key of it is taken (nothing changes then).

    On PostgreSQL this waits for another transaction that is inserting the same key.
    """
    return _insert(table, tx.dialect.name).run(tx, row) == 1


@cache
def _insert(table: type[Base], dialect: str) -> Prepared:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return Prepared(insert(table).on_conflict_do_nothing())
