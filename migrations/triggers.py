"""The triggers that make the ledger append-only, on both engines.

Alembic's batch mode rebuilds an SQLite table and silently loses its triggers: a
migration that rebuilds one of these tables ends with `refuse_changes(op, table)`.
"""

from typing import Any

APPEND_ONLY = ("entries", "draws", "activations")
_MESSAGE = "the ledger only grows"


def refuse_changes(op: Any, *tables: str) -> None:
    """Make the database refuse UPDATE and DELETE on the tables; repeating it is harmless."""
    postgresql = op.get_context().dialect.name == "postgresql"
    if postgresql:
        op.execute(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $$"
        )
    for table in tables:
        for statement in _postgresql(table) if postgresql else _sqlite(table):
            op.execute(statement)


def allow_changes(op: Any) -> None:
    """Drop what `refuse_changes` made; only a downgrade does that."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS refuse_change() CASCADE")
        return
    for table in APPEND_ONLY:
        for event in ("update", "delete"):
            op.execute(f"DROP TRIGGER IF EXISTS {table}_refuse_{event}")


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_refuse_{event} BEFORE {event.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
        for event in ("update", "delete")
    ]


def _postgresql(table: str) -> list[str]:
    events = {"change": "UPDATE OR DELETE", "truncate": "TRUNCATE"}
    each = {"change": "ROW", "truncate": "STATEMENT"}
    return [
        f"CREATE OR REPLACE TRIGGER {table}_refuse_{name} BEFORE {event} ON {table} "
        f"FOR EACH {each[name]} EXECUTE FUNCTION refuse_change()"
        for name, event in events.items()
    ]
