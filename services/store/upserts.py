"""INSERT … ON CONFLICT DO UPDATE by primary key, on either engine."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from models.base import Base
from services.store.prepared import Prepared


def upsert(
    tx: Connection,
    table: type[Base],
    rows: Sequence[Mapping[str, Any]],
    *,
    keep: tuple[str, ...] = (),
) -> None:
    """Insert the rows, or make rows that exist equal to them but for the columns in `keep`."""
    _statement(table, tuple(rows[0]), keep, tx.dialect.name).run_each(tx, rows)


@cache
def _statement(
    table: type[Base], names: tuple[str, ...], keep: tuple[str, ...], dialect: str
) -> Prepared:
    build = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = build(table)
    key = [column.name for column in table.__table__.primary_key]
    changed = {name: statement.excluded[name] for name in names if name not in {*key, *keep}}
    return Prepared(statement.on_conflict_do_update(index_elements=key, set_=changed))
