"""The list of methods the sandbox knows how to answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.bots import Bot
from sandbox.chats import Chat, Json
from sandbox.files import Upload
from sandbox.state import World
from sandbox.texts import (
    BLOCKED,
    CHAT_ID_EMPTY,
    CHAT_NOT_FOUND,
    DEACTIVATED,
    NOT_STARTED,
    Refused,
    bad,
)

Handler = Callable[["Ask"], Any]
METHODS: dict[str, Handler] = {}


@dataclass(slots=True)
class Ask:
    """One call of one bot: arguments in their types, uploads by form name.

    `alive` says whether the caller still holds the connection.
    """

    world: World
    bot: Bot
    args: Json
    uploads: Mapping[str, Upload]
    alive: Callable[[], bool]

    def chat(self) -> Chat:
        """Return the chat named by `chat_id`, whether or not the bot may write there."""
        chat_id = self.args.get("chat_id")
        if chat_id in (None, ""):
            raise bad(CHAT_ID_EMPTY)
        chat = self.bot.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is not None and chat.started:
            return chat
        person = self.world.people.by_id.get(chat_id) if isinstance(chat_id, int) else None
        if person is not None and person.met:
            raise Refused(403, NOT_STARTED)
        raise bad(CHAT_NOT_FOUND)

    def open_chat(self) -> Chat:
        """Return the chat named by `chat_id` if the bot may write there now."""
        return self.writable(self.chat())

    def reachable(self, chat: Chat) -> Chat:
        """Return the chat if its person lets the bot in."""
        if chat.person is not None and chat.person.deactivated:
            raise Refused(403, DEACTIVATED)
        if chat.blocked:
            raise Refused(403, BLOCKED)
        return chat

    def writable(self, chat: Chat) -> Chat:
        """Return the chat if the bot may write there and is not too fast."""
        self.reachable(chat)
        self.world.limits.spend(self.bot.id, chat.id, self.world.clock.time())
        return chat


def method(name: str) -> Callable[[Handler], Handler]:
    """Register the function that answers a method; it may be a coroutine function."""

    def register(handler: Handler) -> Handler:
        METHODS[name] = handler
        return handler

    return register


Answer = Any | Awaitable[Any]
