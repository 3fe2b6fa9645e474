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


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What a chat waits for, and what was typed so far; may hold names and phones."""

    state: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


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


def save_step(tx: Connection, chat_id: int, step: Step, *, now: datetime) -> None:
    """Remember the step; of a chat that was forgotten meanwhile, no row comes back for none."""
    if step == Step():
        store.close_step(tx, chat_id, now=now)
    else:
        values = {"state": step.state, "data": _sealed(tx, step.data)}
        store.save(tx, chat_id, values, now=now)


def _sealed(tx: Connection, data: Mapping[str, Any]) -> bytes | None:
    return keys_of(tx).encrypt(json.dumps(data, ensure_ascii=False)) if data else None


def set_screen(
    tx: Connection, chat_id: int, screen_id: int | None, *, has_photo: bool, now: datetime
) -> None:
    values = {"screen_id": screen_id, "screen_has_photo": has_photo}
    store.save(tx, chat_id, values, now=now)


def forget(tx: Connection, telegram_id: int) -> None:
    store.delete_chat(tx, telegram_id)
