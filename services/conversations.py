"""What a chat is in the middle of: a step that waits for a typed answer, and the last screen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from services.keys import keys_of
from services.store import conversations as store


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """The step and its data (None and {} when none), and the screen message shown last."""

    state: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    screen_id: int | None = None
    screen_has_photo: bool = False


def load(tx: Connection, chat_id: int) -> Talk:
    row = store.load(tx, chat_id)
    if row is None:
        return Talk()
    return Talk(
        state=row.state,
        data=json.loads(keys_of(tx).decrypt(row.data)) if row.data else {},
        screen_id=row.screen_id,
        screen_has_photo=row.screen_has_photo,
    )


def set_state(tx: Connection, chat_id: int, state: str | None, *, now: datetime) -> None:
    store.save(tx, chat_id, {"state": state}, now=now)


def set_data(tx: Connection, chat_id: int, data: Mapping[str, Any], *, now: datetime) -> None:
    """Replace what was typed so far; it may hold names and phones, so it is encrypted."""
    sealed = keys_of(tx).encrypt(json.dumps(data, ensure_ascii=False)) if data else None
    store.save(tx, chat_id, {"data": sealed}, now=now)


def close_step(tx: Connection, chat_id: int, *, now: datetime) -> None:
    store.save(tx, chat_id, {"state": None, "data": None}, now=now)


def set_screen(
    tx: Connection, chat_id: int, screen_id: int | None, *, has_photo: bool, now: datetime
) -> None:
    values = {"screen_id": screen_id, "screen_has_photo": has_photo}
    store.save(tx, chat_id, values, now=now)


def forget(tx: Connection, telegram_id: int) -> None:
    store.delete_chat(tx, telegram_id)
