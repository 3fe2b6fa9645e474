"""Run migrations on the connection that services/schema.py or a test hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, create_engine

import models  # noqa: F401  # makes the metadata complete
from models.base import Base, Bytes, Choice, Day, Flag, FractionText, Instant, Int, JsonText


def _render(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    """Name our column types in a new revision as what the database sees."""
    if kind != "type":
        return False
    if isinstance(item, Flag | Instant | Day):
        autogen.imports.add(f"from models.base import {type(item).__name__}")
        return f"{type(item).__name__}()"
    if isinstance(item, Choice | FractionText | JsonText):
        return "sa.Text()"
    if item is Bytes:
        return "sa.LargeBinary()"
    if isinstance(item, type(Int)):
        autogen.imports.add("from models.base import Int")
        return "Int"
    return False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=_render,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


connection = context.config.attributes.get("connection")
if connection is None:
    # `alembic revision --autogenerate -x url=sqlite:///made.db` on a developer's machine.
    url = context.get_x_argument(as_dictionary=True)["url"]
    with create_engine(url).begin() as connection:
        _run(connection)
else:
    _run(connection)
