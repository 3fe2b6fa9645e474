"""What the sandbox's Telegram remembers: bots, chats, messages."""

import asyncio
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.calls import CallLog
from sandbox.checking import Checker
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.hub import Hub
from sandbox.limits import Limits
from sandbox.people import People, Person
from sandbox.updates import Updates, chat_of

Json = dict[str, Any]
KEPT_PER_CHAT = 3_000
ACTION_SECONDS = 5.0
PROVISIONAL_TOKEN = "7000000001:" + "sandbox" * 5


class SchemaError(AssertionError):
    """The sandbox made an object that the Bot API schema does not know: a bug of the sandbox."""


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

    `answered` is the first message the bot sent or edited since the person did something;
    `toasts` are its answers to taps.
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
    toasts: list[Json] = field(default_factory=list)
    answered: Record | None = None

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


@dataclass(slots=True)
class Query:
    """A tap on an inline button. `answer` is what answerCallbackQuery was called with."""

    id: str
    chat_id: int
    at: float
    message_id: int | None = None
    answer: Json | None = None


@dataclass(slots=True)
class Webhook:
    """Where updates are pushed, and how that goes."""

    url: str
    secret: str | None = None
    max_connections: int = 40
    last_error_at: int | None = None
    last_error: str | None = None
    gone_since: float | None = None


@dataclass(slots=True)
class Profile:
    """What a bot says about itself, by language code ("" is the default)."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_button: Json = field(default_factory=lambda: {"type": "commands"})


@dataclass(slots=True)
class Pace:
    """When and how a bot polled last; seconds of the event loop's clock."""

    offset: int | None = None
    started_at: float = -1e9
    finished_at: float = -1e9
    conflict_at: float = -1e9
    waiting: "asyncio.Future[str] | None" = None


class Bot:
    """One bot: its token, its chats, its queue."""

    def __init__(self, token: str, title: str, username: str | None = None) -> None:
        self._given_username = username
        self._user: Json = {}
        self.rename(token)
        self.profile = Profile(names={"": title})
        self.chats: dict[int, Chat] = {}
        self.files = Files(self.id)
        self.updates = Updates()
        self.webhook: Webhook | None = None
        self.queries: dict[str, Query] = {}
        self.revoked = False
        self.webhook_set_at = 0.0
        self.pace = Pace()
        self.online = False
        self._message_ids = itertools.count(1)
        self._query_ids = itertools.count(self.id * 1_000_003)

    def rename(self, token: str) -> None:
        """Take the identity a token says."""
        self.token = token
        self.id = int(token.partition(":")[0])
        self.username = self._given_username or f"sandbox{self.id}_bot"
        self._user = {}

    def next_message_id(self) -> int:
        """Take the next number; private chats of one bot share one sequence."""
        return next(self._message_ids)

    def next_query_id(self) -> str:
        """Take a number for a tap."""
        return str(next(self._query_ids))

    @property
    def name(self) -> str:
        """Return the bot's name in no particular language."""
        return self.profile.names[""]

    def user(self) -> Json:
        """Return the bot as a User."""
        if self._user.get("first_name") != self.name:
            self._user = {
                "id": self.id,
                "is_bot": True,
                "first_name": self.name,
                "username": self.username,
            }
        return self._user


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
        """Queue an update as it stands; a group it mentions becomes a chat the bot can answer."""
        body = {k: v for k, v in update.items() if k != "update_id"}
        kind, payload = next(iter(body.items()))
        wire = payload.get("chat") if isinstance(payload, dict) else None
        if isinstance(wire, dict) and wire.get("type") not in {None, "private"}:
            bot.chats.setdefault(wire["id"], Chat(wire, started=True))
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

    def set_online(self, bot: Bot, online: bool) -> None:
        """Note that a bot polls, or has stopped."""
        if bot.online is not online:
            bot.online = online
            self.hub.publish("state")

    def chat_changed(self, chat: Chat) -> None:
        """Tell the page to read this chat again."""
        if self.hub.heard:
            self.hub.publish("chat", chat_id=chat.id)
        else:
            self.hub.nudge()
