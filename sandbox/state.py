"""What the sandbox's Telegram remembers: bots, people, calls, and what is broken on purpose."""

import asyncio
import json
from collections.abc import Callable
from functools import partial
from typing import Any

from sandbox.bots import Bot, Webhook
from sandbox.calls import CallLog
from sandbox.chats import Chat, Json, Record
from sandbox.checking import Checker
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.hub import Hub
from sandbox.limits import Limits
from sandbox.people import People, Person
from sandbox.updates import chat_of

SILENCE_SECONDS = 3.0
PROVISIONAL_TOKEN = "7000000001:" + "sandbox" * 5


class SchemaError(AssertionError):
    """The sandbox made an object that the Bot API schema does not know: a bug of the sandbox."""


class World:
    """Everything one sandbox holds."""

    def __init__(self, *, clock: Clock, title: str, limits: bool) -> None:
        self.clock = clock
        self.title = title
        self.people = People()
        self.hub = Hub()
        self.faults = Faults()
        self.calls = CallLog()
        self.checker = Checker()
        self.limits = Limits(enabled=limits)
        self.bots: dict[str, Bot] = {}
        self.tokens: frozenset[str] | None = None
        self.on_bot: list[Callable[[Bot], None]] = []
        self._main: Bot | None = None
        self._main_is_provisional = False
        self.strict_webhook = False
        self.on_hook: Callable[[Bot], None] = lambda _bot: None

    def bot(self, token: str, username: str | None = None) -> Bot:
        """Return the bot of a token; it comes to life at its first use."""
        bot = self.bots.get(token)
        if bot is None and self._main is not None and self._main_is_provisional:
            bot = self._adopt(token)
        elif bot is None:
            bot = self.bots[token] = Bot(token, self.title, username)
            for notice in self.on_bot:
                notice(bot)
        return bot

    def open(self, token: str | None, username: str | None) -> Bot:
        """Make the main bot, the one people talk to.

        Without a token it is provisional: the first token that calls becomes its token.
        """
        self._main = self.bot(token or PROVISIONAL_TOKEN, username)
        self._main_is_provisional = token is None
        return self._main

    @property
    def main(self) -> Bot:
        """Return the bot people talk to."""
        return self._main or self.open(None, None)

    def _adopt(self, token: str) -> Bot:
        bot = self.main
        del self.bots[bot.token]
        bot.rename(token)
        self.bots[token] = bot
        self._main_is_provisional = False
        self.hub.publish("state")
        return bot

    def chat(self, bot: Bot, person: Person) -> Chat:
        """Return the private chat of a person and a bot."""
        chat = bot.chats.get(person.id)
        if chat is None:
            chat = bot.chats[person.id] = Chat(person.chat(), person)
        return chat

    def keep(self, bot: Bot, chat: Chat, body: Json, *, person: Person | None) -> Record:
        """Store a message under its number; `person` None means the bot sent it."""
        message: Json = {
            "message_id": bot.next_message_id(),
            "from": person.user() if person else bot.user(),
            "chat": chat.wire,
            "date": int(self.clock.time()),
            **body,
        }
        record = Record(message, out=person is not None)
        chat.keep(record)
        return record

    def push(self, bot: Bot, kind: str, payload: Json) -> None:
        """Check an update against the schema and queue it, if the bot wants its kind."""
        self.agree("Update", {"update_id": 1, kind: payload})
        if not bot.updates.wants(kind):
            return
        # Messages are replaced, never changed, so what waits in the queue stays as it was.
        item = bot.updates.put(kind, payload, self.clock.time())
        if self.faults.active:
            text = json.dumps(payload, ensure_ascii=False)
            if self.faults.duplicates(kind, chat_of(payload), text):
                bot.updates.again(item)
        self.hub.nudge()

    def push_raw(self, bot: Bot, update: Json) -> None:
        """Queue an update as it stands; its chat becomes one the bot can answer."""
        body = {k: v for k, v in update.items() if k != "update_id"}
        kind, payload = next(iter(body.items()))
        wire = payload.get("chat") if isinstance(payload, dict) else None
        if isinstance(wire, dict) and "id" in wire:
            chat = bot.chats.setdefault(wire["id"], Chat(wire))
            chat.person = self.people.by_id.get(chat.id)
            chat.started = True
        bot.updates.put(kind, payload, self.clock.time())
        self.hub.nudge()

    def agree(self, type_name: str, value: Any) -> None:
        """Raise `SchemaError` if an object of ours is not what the Bot API promises."""
        if problems := self.checker.check(type_name, value):
            raise SchemaError(f"{type_name}: " + "; ".join(map(str, problems)))

    def hook(self, bot: Bot, webhook: Webhook | None) -> None:
        """Set or remove a webhook; what waits is delivered by the new way."""
        bot.webhook = webhook
        self.on_hook(bot)
        self.hub.publish("state")

    def expect_poll(self, bot: Bot) -> None:
        """Call a bot offline if it does not poll again soon."""
        silence = partial(self.set_online, bot, False)
        bot.pace.silence = asyncio.get_running_loop().call_later(SILENCE_SECONDS, silence)

    def set_online(self, bot: Bot, online: bool) -> None:
        """Note that a bot polls, or has stopped."""
        if bot.pace.silence is not None:
            bot.pace.silence.cancel()
            bot.pace.silence = None
        if bot.online is not online:
            bot.online = online
            self.hub.publish("state")

    def chat_changed(self, chat: Chat) -> None:
        """Tell the page to read this chat again."""
        if self.hub.heard:
            self.hub.publish("chat", chat_id=chat.id)
        else:
            self.hub.nudge()
