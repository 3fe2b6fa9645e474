"""INSERT … ON CONFLICT DO UPDATE by primary key, on either engine."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from models.base import Base


def upsert(
    tx: Connection,
    table: type[Base],
    rows: Sequence[Mapping[str, Any]],
    *,
    keep: Collection[str] = (),
) -> None:
    """Insert the rows, or make rows that exist equal to them but for the columns in `keep`."""
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    key = [column.name for column in table.__table__.primary_key]
    changed = {name: statement.excluded[name] for name in rows[0] if name not in {*key, *keep}}
    tx.execute(statement.on_conflict_do_update(index_elements=key, set_=changed), rows)
