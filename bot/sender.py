"""Messages out: one sender with lanes, at the pace Telegram allows."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, Message

from bot.api import never_left
from bot.clock import Clock
from bot.front import locality_of
from bot.tasks import Tasks
from handlers.drawn import Drawn
from handlers.screens import PICTURES
from handlers.texts import Library
from services import outbox, people
from services.database import Database, DoorError
from services.outbox import Lane, Letter

log = logging.getLogger(__name__)

PER_SECOND = 25
CATCH_UP_S = 0.1
"""Who is later than this starts a new schedule, so no second has three messages too many."""

PER_CHAT_S = 1.0
IDLE_S = 1.0
CROWDED_S = 0.2
"""So soon one of several processes looks again whether all of them have sent too much."""

AT_ONCE = 16
AWAY = timedelta(seconds=10)
"""So soon a message is tried again that met no Telegram, or a failing one."""

GONE = ("chat not found", "user is deactivated", "bot was blocked")

Keyboards = Mapping[str, Callable[..., InlineKeyboardMarkup]]


class Sender:
    """Sends the outbox: at most 25 messages a second in all and one a second to a chat.

    A 429 pauses that chat, and the whole marketing lane if it was marketing. While
    Telegram cannot be reached, or its server fails, a message waits until it expires; one
    that may have arrived is repeated once. Marketing that may have arrived is not. Of
    several processes `worker` is the number of this one; all of them together keep the
    pace.
    """

    def __init__(
        self,
        *,
        db: Database,
        bot: Bot,
        clock: Clock,
        library: Library,
        keyboards: Keyboards,
        tasks: Tasks,
        worker: int | None = None,
    ) -> None:
        self._db = db
        self._worker = worker
        self._bot = bot
        self._clock = clock
        self._library = library
        self._keyboards = keyboards
        self._tasks = tasks
        self._wake = asyncio.Event()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._chat_free: dict[int, float] = {}
        self._marketing_free = 0.0
        self._reachable_at = 0.0
        self._next_slot = 0.0
        self._others_send = False

    def hush(self, seconds: float) -> None:
        """Send no marketing for so long: another process was told to wait."""
        self._marketing_free = max(self._marketing_free, _monotonic() + seconds)

    def poke(self) -> None:
        """Look into the outbox now: something may have been promised."""
        self._wake.set()

    async def run(self) -> None:
        """Send until cancelled."""
        while True:
            self._wake.clear()
            try:
                letters = await self._take()
            except DoorError as error:
                log.warning("The outbox cannot be read yet: %s", error)
                letters = ()
            for letter in letters:
                if self._worker is None:
                    await self._slot()
                await self._slots.acquire()
                self._tasks.start(self._deliver(letter), name=f"letter {letter.id}")
            if not letters:
                await self._rest()

    async def _take(self) -> tuple[Letter, ...]:
        moment = _monotonic()
        if moment < self._reachable_at:
            return ()
        self._chat_free = {c: free for c, free in self._chat_free.items() if free > moment}
        now = self._clock.now()
        next_due = await self._db.read(outbox.next_due)
        self._others_send = False
        if next_due is None or next_due > now:
            return ()
        self._others_send = self._worker is not None
        return await self._db.write(
            outbox.take,
            now=now,
            # What is claimed and not begun would look begun if the program died now.
            limit=1 if self._worker is None else PER_SECOND,
            busy=tuple(self._chat_free),
            below_lane=Lane.MARKETING if self._marketing_free > moment else None,
            worker=self._worker,
        )

    async def _rest(self) -> None:
        pause = CROWDED_S if self._others_send else IDLE_S
        if self._chat_free:
            pause = min(pause, max(0.05, min(self._chat_free.values()) - _monotonic()))
        try:
            async with asyncio.timeout(pause):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _slot(self) -> None:
        """Wait for the next place in an absolute schedule: sleeps that overshoot do not add up."""
        moment = _monotonic()
        due = self._next_slot + 1 / PER_SECOND
        self._next_slot = due if moment - due < CATCH_UP_S else moment
        if self._next_slot > moment:
            await asyncio.sleep(self._next_slot - moment)

    async def _deliver(self, letter: Letter) -> None:
        self._chat_free[letter.to] = _monotonic() + PER_CHAT_S
        try:
            await self._try(letter)
        except DoorError as error:
            # The row stays claimed; when its lease ends the message is looked at again.
            log.warning("The outbox cannot be written yet: %s", error)
        finally:
            self._slots.release()
            self.poke()

    async def _try(self, letter: Letter) -> None:
        """Send it and write down what became of it."""
        try:
            await self._send(letter)
        except TelegramRetryAfter as error:
            await self._told_to_wait(letter, error.retry_after)
        except (TelegramForbiddenError, TelegramBadRequest) as error:
            await self._refused(letter, error)
        except (TelegramNetworkError, TelegramServerError) as error:
            await self._in_trouble(letter, error)
        except TelegramAPIError:
            await self._db.write(outbox.postpone, letter, _delay(letter), now=self._clock.now())
        except DoorError:
            raise
        except Exception:
            log.exception("The message %s cannot be made", letter.text)
            await self._db.write(
                outbox.refused, letter.id, "cannot be made", now=self._clock.now()
            )

    async def _send(self, letter: Letter) -> None:
        who = await self._db.read(people.who, letter.to)
        texts = self._library.speak(who.language, locality_of(who))
        keyboard = None
        if letter.buttons is not None:
            draw = self._keyboards[letter.buttons.kind]
            keyboard = draw(texts, **letter.buttons.args)
        quiet = letter.silent or None
        if letter.picture is not None:
            paint = PICTURES[letter.picture.kind]
            drawn = await paint(self._db, texts, self._clock.now(), **letter.picture.args)
            message = await self._send_drawn(letter.to, drawn, quiet)
        else:
            text = texts(letter.text, **letter.facts)
            message = await self._bot.send_message(
                letter.to, text, reply_markup=keyboard, disable_notification=quiet
            )
        await self._db.write(outbox.sent, letter.id, message.message_id, now=self._clock.now())

    async def _send_drawn(self, to: int, drawn: Drawn, quiet: bool | None) -> Message:
        if drawn.jpeg is None:
            return await self._bot.send_message(
                to, drawn.caption, reply_markup=drawn.keyboard, disable_notification=quiet
            )
        return await self._bot.send_photo(
            to,
            BufferedInputFile(drawn.jpeg, "picture.jpg"),
            caption=drawn.caption,
            reply_markup=drawn.keyboard,
            disable_notification=quiet,
        )

    async def _told_to_wait(self, letter: Letter, seconds: float) -> None:
        free = _monotonic() + seconds
        self._chat_free[letter.to] = free
        if letter.lane == Lane.MARKETING:
            self._marketing_free = free
        await self._db.write(
            outbox.wait,
            letter,
            timedelta(seconds=seconds),
            now=self._clock.now(),
            shared=self._worker is not None,
        )

    async def _in_trouble(
        self, letter: Letter, error: TelegramNetworkError | TelegramServerError
    ) -> None:
        now = self._clock.now()
        if isinstance(error, TelegramNetworkError) and never_left(error):
            self._reachable_at = _monotonic() + AWAY.total_seconds()
            await self._db.write(outbox.wait, letter, AWAY, now=now)
        elif isinstance(error, TelegramServerError) and letter.lane < Lane.MARKETING:
            await self._db.write(outbox.wait, letter, AWAY, now=now)
        else:
            await self._db.write(outbox.outcome_unknown, letter, _delay(letter), now=now)

    async def _refused(
        self, letter: Letter, error: TelegramForbiddenError | TelegramBadRequest
    ) -> None:
        now = self._clock.now()
        if isinstance(error, TelegramForbiddenError) or any(g in error.message for g in GONE):
            await self._db.write(people.set_reachable, letter.to, False, now=now)
            await self._db.write(outbox.unreachable, letter.id, now=now)
            return
        log.error("Telegram refused the message %s: %s", letter.text, error.message)
        await self._db.write(outbox.refused, letter.id, error.message, now=now)


def _delay(letter: Letter) -> timedelta:
    return timedelta(seconds=min(300, 2**letter.tries))


def _monotonic() -> float:
    return asyncio.get_running_loop().time()
