"""The queue of updates of one bot: numbering, lifetimes, what is delivered, to whom."""

import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

DAY_SECONDS = 86_400
TAP_SECONDS = 150
AHEAD_MAX = 10
_SHORT_LIVED = frozenset(
    {"callback_query", "pre_checkout_query", "shipping_query", "inline_query"}
)
_ON_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FIRST_ID = 500_000_001


@dataclass(slots=True)
class Pending:
    """An update nobody has confirmed. `lane` is what keeps order in webhooks: kind and chat."""

    update_id: int
    kind: str
    update: dict[str, Any]
    expires_at: float
    lane: str


class Updates:
    """What waits for one bot, oldest first."""

    def __init__(self) -> None:
        self.pending: deque[Pending] = deque()
        self.next_id = FIRST_ID
        self.allowed: frozenset[str] | None = None
        self.on_put: list[Callable[[Pending], None]] = []

    def wants(self, kind: str) -> bool:
        """Say whether updates of this kind are created at all."""
        if self.allowed is None:
            return kind not in _ON_REQUEST_ONLY
        return kind in self.allowed

    def allow(self, kinds: list[str] | None) -> None:
        """Remember `allowed_updates`: None keeps what was, an empty list is the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def put(self, kind: str, payload: dict[str, Any], now: float) -> Pending:
        """Give an update its number and queue it. `now` is seconds since 1970."""
        lifetime = TAP_SECONDS if kind in _SHORT_LIVED else DAY_SECONDS
        item = Pending(
            self.next_id,
            kind,
            {"update_id": self.next_id, kind: payload},
            now + lifetime,
            f"{kind}:{chat_of(payload)}",
        )
        self.next_id += 1
        self.again(item)
        return item

    def again(self, item: Pending) -> None:
        """Queue an update that has its number already."""
        self.pending.append(item)
        for notice in self.on_put:
            notice(item)

    def expire(self, now: float) -> None:
        """Drop what is past its lifetime."""
        if any(item.expires_at <= now for item in self.pending):
            self.pending = deque(item for item in self.pending if item.expires_at > now)

    def confirm(self, offset: int) -> None:
        """Obey the offset of getUpdates: forget what is below it, or all but the last few."""
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        elif offset <= self.next_id + AHEAD_MAX:
            while self.pending and self.pending[0].update_id < offset:
                self.pending.popleft()

    def first(self, limit: int) -> list[dict[str, Any]]:
        """Return the oldest updates."""
        return [item.update for item in itertools.islice(self.pending, limit)]

    def done(self, item: Pending) -> None:
        """Forget one delivered update."""
        if self.pending and self.pending[0] is item:
            self.pending.popleft()
        else:
            self.pending = deque(other for other in self.pending if other is not item)


def chat_of(payload: dict[str, Any]) -> int:
    """Return the id of the chat an update's body is about, 0 if it is about none."""
    message = payload.get("message") or payload
    chat = message.get("chat") or payload.get("from") or {}
    identity: int = chat.get("id", 0)
    return identity
