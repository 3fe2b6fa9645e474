"""Chats and their messages, as one bot has them."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from sandbox.people import Person

Json = dict[str, Any]
KEPT_PER_CHAT = 3_000
TOASTS_KEPT = 50
ACTION_SECONDS = 5.0


@dataclass(slots=True)
class Record:
    """A message of a chat, its wire form beside what Telegram does not tell.

    `out`: the person sent it. `locked`: a bot's message that went out with a reply keyboard
    and so can never be edited.
    """

    message: Json
    out: bool
    locked: bool = False


@dataclass(slots=True)
class Chat:
    """A chat of one bot; private chats have a `person`.

    `fresh` holds the ids of what the bot sent or edited since the person did something, in
    that order; `toasts` are its last answers to taps.
    """

    wire: Json
    person: Person | None = None
    records: dict[int, Record] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    reply_keyboard: Json | None = None
    keyboard_from: int | None = None
    pinned: list[int] = field(default_factory=list)
    action: str | None = None
    action_at: float = 0.0
    started: bool = False
    blocked: bool = False
    menu_button: Json | None = None
    toasts: deque[Json] = field(default_factory=lambda: deque(maxlen=TOASTS_KEPT))
    fresh: dict[int, None] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """Return the chat id; for a private chat it is the person's."""
        identity: int = self.wire["id"]
        return identity

    def keep(self, record: Record) -> None:
        """Add a message and forget the oldest beyond what is kept."""
        self.records[record.message["message_id"]] = record
        if len(self.records) > KEPT_PER_CHAT:
            del self.records[next(iter(self.records))]

    def doing(self, now: float) -> str | None:
        """Return the chat action that still shows; `now` is the loop's clock."""
        return self.action if now < self.action_at + ACTION_SECONDS else None

    def drop(self, message_id: int) -> None:
        """Delete a message for everyone."""
        self.records.pop(message_id, None)
        self.gone.add(message_id)
        if message_id in self.pinned:
            self.pinned.remove(message_id)
