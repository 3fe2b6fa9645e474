"""The step of a conversation, kept in our own database, in the shape aiogram asks for."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from services.conversations import Step, Talk


class TalkStorage(BaseStorage):
    """The step of one chat during one update: read once, changed in memory alone.

    `changed` is written together with the end of the update. A program that dies before
    that handles the update again, and finds the step that the person was in.
    """

    def __init__(self, talk: Talk) -> None:
        self._found = Step(state=talk.state, data=dict(talk.data))
        self._state = talk.state
        self._data = dict(talk.data)

    @property
    def changed(self) -> Step | None:
        """Return the step to remember, None if it is the one that was found."""
        step = Step(state=self._state, data=self._data)
        return None if step == self._found else step

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        del key
        self._state = state.state if isinstance(state, State) else state

    async def get_state(self, key: StorageKey) -> str | None:
        del key
        return self._state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        del key
        self._data = dict(data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        del key
        return dict(self._data)

    async def close(self) -> None:
        """Nothing to close: whoever handles the update writes what has changed."""
