"""The rows of conversations."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from models.conversations import Conversation

_LOAD = select(
    Conversation.state,
    Conversation.data,
    Conversation.screen_id,
    Conversation.screen_has_photo,
)


def load(tx: Connection, chat_id: int) -> Row[str | None, bytes | None, int | None, bool] | None:
    return tx.execute(_LOAD.where(Conversation.chat_id == chat_id)).one_or_none()


def save(tx: Connection, chat_id: int, values: dict[str, Any], *, now: datetime) -> None:
    """Change some columns of a chat's row, which appears if there was none."""
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    fresh = {"chat_id": chat_id, "screen_has_photo": False, "updated_at": now} | values
    statement = (
        dialect.insert(Conversation)
        .values(fresh)
        .on_conflict_do_update(
            index_elements=[Conversation.chat_id], set_=values | {"updated_at": now}
        )
    )
    tx.execute(statement)


def delete_chat(tx: Connection, chat_id: int) -> None:
    tx.execute(delete(Conversation).where(Conversation.chat_id == chat_id))
