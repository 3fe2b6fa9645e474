"""Bots: the token, the profile, the queue, and how each gets its updates."""

import asyncio
import itertools
from dataclasses import dataclass, field

from sandbox.chats import Chat, Json
from sandbox.files import Files
from sandbox.updates import Updates

QUERIES_KEPT = 10_000


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
    silence: asyncio.TimerHandle | None = None


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

    def keep_query(self, query: Query) -> None:
        """Remember a tap and forget the oldest beyond what is kept."""
        self.queries[query.id] = query
        if len(self.queries) > QUERIES_KEPT:
            del self.queries[next(iter(self.queries))]

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
