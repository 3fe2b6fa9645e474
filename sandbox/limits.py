"""Telegram's pace: about one message a second to a chat, about thirty a second in all."""

import math

from sandbox.texts import wait

CHAT_BURST = 4
CHAT_PER_SECOND = 1.0
ALL_BURST = 30
ALL_PER_SECOND = 30.0


class _Bucket:
    """A bucket of permissions that fills again with time."""

    __slots__ = ("at", "level")

    def __init__(self, level: float, at: float) -> None:
        self.level = level
        self.at = at

    def lacks(self, now: float, per_second: float, burst: float) -> float:
        """Fill up to `now`; return the seconds until a permission is there (0: take it)."""
        self.level = min(burst, self.level + (now - self.at) * per_second)
        self.at = now
        return 0.0 if self.level >= 1 else (1 - self.level) / per_second


class Limits:
    """Counts messages and edits; the real limits are not published, these are best known."""

    def __init__(self, *, enabled: bool) -> None:
        self.enabled = enabled
        self._all: dict[int, _Bucket] = {}
        self._chats: dict[tuple[int, int], _Bucket] = {}

    def spend(self, bot_id: int, chat_id: int, now: float) -> None:
        """Count one message; raises `Refused` 429 when it is too many. `now` in seconds."""
        if not self.enabled:
            return
        whole = self._all.setdefault(bot_id, _Bucket(ALL_BURST, now))
        chat = self._chats.setdefault((bot_id, chat_id), _Bucket(CHAT_BURST, now))
        seconds = max(
            whole.lacks(now, ALL_PER_SECOND, ALL_BURST),
            chat.lacks(now, CHAT_PER_SECOND, CHAT_BURST),
        )
        if seconds > 0:
            raise wait(math.ceil(seconds))
        whole.level -= 1
        chat.level -= 1
