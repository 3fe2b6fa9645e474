"""Counts a what-if in a process of its own, so that neither the chats nor the till wait for it."""

import asyncio
import json
import logging
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from weakref import WeakValueDictionary

from aiogram.exceptions import TelegramAPIError
from pydantic import TypeAdapter

from bot.tasks import Tasks
from handlers.what_ifs import Counting, Tell
from services.database import DoorError
from services.what_if import WhatIf

log = logging.getLogger(__name__)

TELL_EVERY_S = 4.0
"""Telegram takes about a message a second of a chat; a figure that moves needs no more."""

_ROOT = Path(__file__).resolve().parent.parent
_ANSWER = TypeAdapter(WhatIf)


class WhatIfs:
    """One `kopilka what-if` at a time; a new question of a person ends the older one.

    What is told and what the person does take turns, so that an answer never comes over the
    screen that a tap has just drawn.
    """

    def __init__(self, tasks: Tasks, *, every_s: float = TELL_EVERY_S) -> None:
        self._tasks = tasks
        self._every_s = every_s
        self._asked: dict[int, asyncio.Task[None]] = {}
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._one = asyncio.Lock()

    def ask(self, person: int, program: str, *, days: int, tell: Tell) -> None:
        """Begin to try this program file; what the person asked before is given up."""
        if (older := self._asked.pop(person, None)) is not None:
            older.cancel()

        async def in_turn(told: Counting | WhatIf | None) -> bool:
            async with self.turn(person):
                return await tell(told)

        task = self._tasks.start(self._count(program, days, in_turn), name="what-if")
        self._asked[person] = task
        task.add_done_callback(lambda done: self._forget(person, done))

    @asynccontextmanager
    async def turn(self, person: int) -> AsyncIterator[None]:
        """Let nothing be told while an update of this person is handled."""
        lock = self._turns.setdefault(person, asyncio.Lock())
        async with lock:
            yield

    async def close(self) -> None:
        """Stop everything that is asked."""
        tasks = list(self._asked.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget(self, person: int, task: asyncio.Task[None]) -> None:
        if self._asked.get(person) is task:
            del self._asked[person]

    async def _count(self, program: str, days: int, tell: Tell) -> None:
        # Whatever goes wrong here, only a figure on a screen is missing.
        try:
            try:
                async with self._one, _counting(program, days) as process:
                    await _follow(process, tell, self._every_s)
            except OSError as error:
                log.warning("A what-if could not be started: %s", error)
                await tell(None)
        except (TelegramAPIError, DoorError) as error:
            log.warning("The answer of a what-if was not shown: %s", error)


async def _follow(process: Process, tell: Tell, every_s: float) -> None:
    """Tell how far it is now and then, and the answer; None if there is none."""
    assert process.stdout is not None  # noqa: S101  # it was asked for
    clock = asyncio.get_running_loop().time
    told_at = clock()
    async for line in process.stdout:
        said = json.loads(line)
        if "answer" in said:
            await tell(_ANSWER.validate_python(said["answer"]))
            return
        if clock() - told_at >= every_s:
            told_at = clock()
            if not await tell(Counting(done=said["done"], of=said["of"])):
                return
    await tell(None)


@asynccontextmanager
async def _counting(program: str, days: int) -> AsyncIterator[Process]:
    """Start the command on this program; it is gone when the block ends."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "what-if", "--program", "-", "--days", str(days), "--json"),
        env=os.environ | {"PYTHONPATH": str(_ROOT)},
        stdin=PIPE,
        stdout=PIPE,
        # Ctrl-C is for the bot, which ends this one itself.
        start_new_session=True,
    )
    try:
        assert process.stdin is not None  # noqa: S101  # it was asked for
        with suppress(ConnectionError):
            process.stdin.write(program.encode())
            await process.stdin.drain()
        process.stdin.close()
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
