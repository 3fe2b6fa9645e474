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

from aiogram.exceptions import TelegramAPIError
from pydantic import TypeAdapter

from bot.tasks import Tasks
from handlers.what_ifs import Counting, Tell
from services.database import DoorError
from services.what_if import WhatIf

log = logging.getLogger(__name__)

TELL_EVERY_S = 4.0
"""Telegram takes about a message a second of a chat; a figure that moves needs no more."""

_BEHIND = 10  # the niceness of a process whose result can wait
_ROOT = Path(__file__).resolve().parent.parent
_ANSWER = TypeAdapter(WhatIf)


class WhatIfs:
    """One `kopilka what-if` at a time; a person who goes on ends the own one."""

    def __init__(self, tasks: Tasks, *, every_s: float = TELL_EVERY_S) -> None:
        self._tasks = tasks
        self._every_s = every_s
        self._asked: dict[int, asyncio.Task[None]] = {}
        self._one = asyncio.Lock()

    def ask(self, person: int, program: str, *, days: int, tell: Tell) -> None:
        """Begin to try this program file; what the person asked before is given up."""
        if (older := self._asked.pop(person, None)) is not None:
            older.cancel()
        task = self._tasks.start(self._count(program, days, tell), name="what-if")
        self._asked[person] = task
        task.add_done_callback(lambda done: self._forget(person, done))

    async def give_up(self, person: int) -> None:
        """Stop what the person asked; when this returns, nothing more is told."""
        if (task := self._asked.pop(person, None)) is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def close(self) -> None:
        """Stop everything that is asked."""
        for person in list(self._asked):
            await self.give_up(person)

    def _forget(self, person: int, task: asyncio.Task[None]) -> None:
        if self._asked.get(person) is task:
            del self._asked[person]

    async def _count(self, program: str, days: int, tell: Tell) -> None:
        try:
            async with self._one, _counting(program, days) as process:
                answer = await _follow(process, tell, self._every_s)
            await tell(answer)
        except (TelegramAPIError, DoorError) as error:
            # Only a figure on a screen is missing.
            log.warning("The answer of a what-if was not shown: %s", error)


async def _follow(process: Process, tell: Tell, every_s: float) -> WhatIf | None:
    """Tell how far it is now and then; return the answer, None if there is none."""
    assert process.stdout is not None  # noqa: S101  # it was asked for
    clock = asyncio.get_running_loop().time
    told_at = clock()
    async for line in process.stdout:
        said = json.loads(line)
        if "answer" in said:
            return _ANSWER.validate_python(said["answer"])
        if clock() - told_at >= every_s:
            told_at = clock()
            await tell(Counting(done=said["done"], of=said["of"]))
    return None


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
        if hasattr(os, "setpriority"):
            with suppress(ProcessLookupError):
                os.setpriority(os.PRIO_PROCESS, process.pid, _BEHIND)
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
