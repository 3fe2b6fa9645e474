"""The rows of conversations."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from models.conversations import Conversation
from services.store.prepared import Prepared
from services.store.rows import first
from services.store.upserts import upsert

_LOAD = Prepared(
    select(
        Conversation.state,
        Conversation.data,
        Conversation.screen_id,
        Conversation.screen_has_photo,
    ).where(Conversation.chat_id == bindparam("chat"))
)


def load(tx: Connection, chat_id: int) -> Row[Any] | None:
    return first(tx, _LOAD, chat=chat_id)


def save(tx: Connection, chat_id: int, values: dict[str, Any], *, now: datetime) -> None:
    """Change some columns of a chat's row, which appears if there was none."""
    fresh = {"chat_id": chat_id, "screen_has_photo": False, "updated_at": now} | values
    kept = () if "screen_has_photo" in values else ("screen_has_photo",)
    upsert(tx, Conversation, [fresh], keep=kept)


def close_step(tx: Connection, chat_id: int, *, now: datetime) -> None:
    tx.execute(
        update(Conversation)
        .where(Conversation.chat_id == chat_id)
        .values(state=None, data=None, updated_at=now)
    )


def delete_chat(tx: Connection, chat_id: int) -> None:
    tx.execute(delete(Conversation).where(Conversation.chat_id == chat_id))
