"""The step of a conversation, kept in our own database, in the shape aiogram asks for."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from bot.clock import Clock
from services import conversations
from services.conversations import Talk
from services.database import Database


class TalkStorage(BaseStorage):
    """The step of one chat during one update: read once, written when it changes."""

    def __init__(self, db: Database, talk: Talk, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._state = talk.state
        self._data = dict(talk.data)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        if name == self._state:
            return
        self._state = name
        now = self._clock.now()
        await self._db.write(conversations.set_state, key.chat_id, name, now=now)

    async def get_state(self, key: StorageKey) -> str | None:
        del key
        return self._state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        if dict(data) == self._data:
            return
        self._data = dict(data)
        now = self._clock.now()
        await self._db.write(conversations.set_data, key.chat_id, self._data, now=now)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        del key
        return dict(self._data)

    async def close(self) -> None:
        """Nothing to close: the database outlives every update."""
