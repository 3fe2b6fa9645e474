"""Updates in: taken raw, stored before the offset moves, handled in order within each chat."""

import asyncio
import hashlib
import logging
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.api import ALLOWED_UPDATES, RawGetUpdates
from bot.clock import Clock
from bot.front import Front
from bot.health import Pulse
from bot.tasks import Tasks
from services import alerts, inbox
from services.database import Database, OutcomeUnknown, Unavailable
from services.inbox import MAX_TRIES, Arrival, Pending

log = logging.getLogger(__name__)

POLL_S = 25
BATCH = 100
AT_ONCE = 32
"""So many chats are served at the same moment; the rest wait their turn."""

PATIENCE = 30
"""More unhandled updates than this of one chat are a flood: they are dropped unread."""

CONFLICTS_NEW, CONFLICTS_OLD = 2, 20
"""So many conflicts in a row mean that another program really polls with this token.

The one that has never heard an update gives way soon; the one at work holds on.
"""

RETRY_S = (0.2, 1.0)
NO_DATABASE_S = 1.0


class AnotherPolls(Exception):
    """Another program takes the updates of this token."""


class TokenRevoked(Exception):
    """Telegram does not know this token any more."""


class Handling:
    """Works through stored updates: in parallel across chats, in order within one."""

    def __init__(
        self,
        *,
        db: Database,
        front: Front,
        clock: Clock,
        tasks: Tasks,
        after: Callable[[], None],
    ) -> None:
        self._db = db
        self._front = front
        self._clock = clock
        self._tasks = tasks
        self._after = after
        self._lines: dict[int, deque[Pending]] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)
        self.in_hand: set[int] = set()

    def stir(self) -> None:
        """Look for updates that other processes stored; alone there are none."""

    @property
    def idle(self) -> bool:
        return not self._lines

    async def store(self, arrivals: Sequence[Arrival]) -> None:
        """Bring updates to the disk and start to work on them."""
        self.add(await self._db.write(inbox.store_updates, arrivals, now=self._clock.now()))

    def add(self, arrived: Iterable[Pending]) -> None:
        """Put updates at the end of their chats' lines."""
        for pending in arrived:
            self.in_hand.add(pending.id)
            # Updates without a chat have no order to keep between them.
            line = pending.chat_id or -pending.id
            if line in self._lines:
                self._lines[line].append(pending)
            else:
                self._lines[line] = deque([pending])
                self._tasks.start(self._work(line), name=f"chat {line}")

    def ended(self) -> None:
        """Note that there is a hand free, and perhaps a message to send."""
        self._after()

    async def _work(self, line: int) -> None:
        waiting = self._lines[line]
        while waiting:
            async with self._slots:
                pending = waiting.popleft()
                if max(len(waiting), pending.behind) >= PATIENCE:
                    await self._finish(pending, "flood")
                else:
                    await self._handle(pending)
                self.in_hand.discard(pending.id)
            self.ended()
        del self._lines[line]

    async def _handle(self, pending: Pending) -> None:
        for attempt in range(MAX_TRIES):
            problem = await self._try(pending, attempt + 1)
            if problem is None:
                await self._finish(pending, None)
                return
            if attempt + 1 < MAX_TRIES:
                await asyncio.sleep(_patience(problem, RETRY_S[attempt]))
            else:
                await self._park(pending, type(problem).__name__)

    async def _try(self, pending: Pending, attempt: int) -> Exception | None:
        while True:
            try:
                await self._front.handle(pending)
            except Unavailable as error:
                # Nothing was done, and it is not the update's fault: it keeps its tries.
                log.warning("Update %s waits for the database: %s", _code(pending), error)
                await asyncio.sleep(NO_DATABASE_S)
            except Exception as error:
                log.exception("Update %s failed, try %d", _code(pending), attempt)
                return error
            else:
                return None

    async def _finish(self, pending: Pending, problem: str | None) -> None:
        if problem is not None:
            log.warning("Update dropped unread: %s", problem)
        await self._note(inbox.finish, pending.id)

    async def _park(self, pending: Pending, problem: str) -> None:
        code = _code(pending)
        log.error("Update %s parked: %s", code, problem)
        await self._note(inbox.park, pending.id, f"{code} {problem}")
        try:
            await self._front.apologize(pending, code)
        except TelegramAPIError as error:
            log.warning("No apology for %s: %s", code, error.message)

    async def _note(self, use_case: Callable[..., None], *args: int | str) -> None:
        """Write what became of an update; a full disk delays this chat, and loses nothing."""
        while True:
            try:
                await self._db.write(use_case, *args, now=self._clock.now())
            except (Unavailable, OutcomeUnknown) as error:
                log.warning("The inbox cannot be written yet: %s", error)
                await asyncio.sleep(NO_DATABASE_S)
            else:
                return


class Polling:
    """Takes updates from Telegram. The offset moves only past what is on the disk.

    The offset lives in memory alone: after a restart Telegram repeats what it has not
    seen confirmed, and the inbox drops what it knows. Numbers start anew at random after
    a silent week, so no offset is ever computed from stored ones.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        db: Database,
        clock: Clock,
        handling: Handling,
        pulse: Pulse,
        at_work: bool = False,
    ) -> None:
        """`at_work`: this program has worked for a while, and is not to give way at once."""
        self._bot = bot
        self._db = db
        self._clock = clock
        self._handling = handling
        self._pulse = pulse
        self._offset: int | None = None
        self._failures = 0
        self._conflicts = 0
        self._heard = at_work

    async def run(self) -> None:
        """Poll until cancelled; raise only what no waiting can cure."""
        while True:
            try:
                updates = await self._ask()
            except TelegramConflictError:
                await self._conflict()
            except TelegramUnauthorizedError as error:
                raise TokenRevoked("Telegram does not know this token any more.") from error
            except TelegramAPIError as error:
                await self._failure(error)
            else:
                self._failures = self._conflicts = 0
                self._heard = True
                self._pulse.heard()
                await self._keep(updates)

    async def take(self, updates: list[dict[str, Any]]) -> None:
        """Store a batch, start its handling, and only then move the offset."""
        if not updates:
            return
        arrivals = [
            Arrival(update_id=raw["update_id"], chat_id=chat_of(raw), payload=raw)
            for raw in updates
        ]
        await self._handling.store(arrivals)
        self._offset = updates[-1]["update_id"] + 1

    async def _keep(self, updates: list[dict[str, Any]]) -> None:
        try:
            await self.take(updates)
        except (Unavailable, OutcomeUnknown) as error:
            # The offset has not moved, so Telegram will repeat the batch.
            log.warning("Updates cannot be stored yet: %s", error)
            await asyncio.sleep(NO_DATABASE_S)

    async def _ask(self) -> list[dict[str, Any]]:
        question = RawGetUpdates(
            offset=self._offset, limit=BATCH, timeout=POLL_S, allowed_updates=ALLOWED_UPDATES
        )
        updates: list[dict[str, Any]] = await self._bot(question, request_timeout=POLL_S + 15)
        return updates

    async def _conflict(self) -> None:
        self._conflicts += 1
        if self._conflicts >= (CONFLICTS_OLD if self._heard else CONFLICTS_NEW):
            raise AnotherPolls("Another program takes the updates of this bot's token.")
        log.warning("Another program polls with this token (%d)", self._conflicts)
        if self._heard:
            now = self._clock.now()
            await self._db.write(
                alerts.tell_owners, "alert-conflict", {}, occasion=f"{now:%Y-%m-%d}", now=now
            )
        await asyncio.sleep(0.5)

    async def _failure(self, error: TelegramAPIError) -> None:
        self._failures += 1
        pause = _patience(error, min(30.0, 0.5 * 2 ** min(self._failures, 6)))
        log.warning("Telegram gave no updates, next try in %.1f s: %s", pause, error)
        await asyncio.sleep(pause)


def chat_of(raw: Mapping[str, Any]) -> int:
    """Return the chat whose order an update keeps: the person's own, or 0 if there is none.

    A tap belongs to the person who tapped, wherever the message stands.
    """
    if "callback_query" in raw:
        return int(raw["callback_query"]["from"]["id"])
    for name, event in raw.items():
        if name != "update_id" and isinstance(event, dict) and "chat" in event:
            return int(event["chat"]["id"])
    return 0


def _patience(error: Exception, usual_s: float) -> float:
    return max(usual_s, error.retry_after) if isinstance(error, TelegramRetryAfter) else usual_s


def _code(pending: Pending) -> str:
    """Return a short code a person can read aloud and an owner can find in the log."""
    return hashlib.sha256(str(pending.update_id).encode()).hexdigest()[:5].upper()
