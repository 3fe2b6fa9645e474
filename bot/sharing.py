"""Several processes on one PostgreSQL: who works on what, and who takes over from the dead.

docs/architecture.md, "Growing past one machine".
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.clock import Clock
from bot.inbox import AT_ONCE, NO_DATABASE_S, Handling
from services import inbox, outbox, workers
from services.database import Crew, Database, DoorError
from services.inbox import Arrival

log = logging.getLogger(__name__)

LOOK_S = 1.0
"""How often a process looks for updates nobody told it of, and the leader for the dead."""

GRACE_LOOKS = 3
"""Seen missing in so many looks, a process is dead: after a cut it would have come back."""


class SharedHandling(Handling):
    """Takes updates from the inbox as far as it has hands free; others do the same.

    At most one update of a chat is in work in the whole crew, so each chat keeps its order
    whoever handles it.
    """

    def __init__(self, *, crew: Crew, **tools: Any) -> None:
        super().__init__(**tools)
        self._number = crew.number or 0
        self._stir = asyncio.Event()

    async def store(self, arrivals: Sequence[Arrival]) -> None:
        """Bring updates to the disk, where any process may take them."""
        await self._db.write(inbox.leave_updates, arrivals, now=self._clock.now())
        self.stir()

    def stir(self) -> None:
        """Look into the inbox now."""
        self._stir.set()

    def ended(self) -> None:
        super().ended()
        self.stir()

    async def run(self) -> None:
        """Take updates until cancelled; one question at a time, so that it knows its own."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_S):
                    await self._stir.wait()
            self._stir.clear()
            try:
                await self._take()
            except DoorError as error:
                log.warning("The inbox cannot be read yet: %s", error)
                await asyncio.sleep(NO_DATABASE_S)

    async def _take(self) -> None:
        free = AT_ONCE - len(self.in_hand)
        if free > 0:
            taken = await self._db.write(
                inbox.take,
                worker=self._number,
                in_hand=sorted(self.in_hand),
                limit=free,
                now=self._clock.now(),
            )
            self.add(taken)


class Inheriting:
    """The leader hands on what dead processes left: their updates and their messages."""

    def __init__(self, *, db: Database, clock: Clock, crew: Crew) -> None:
        self._db = db
        self._clock = clock
        self._crew = crew
        self._missed: dict[int, int] = {}

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await self._crew.elected()
            try:
                await self.look()
            except DoorError as error:
                log.warning("Nobody can look for dead processes yet: %s", error)
            await asyncio.sleep(LOOK_S)

    async def look(self) -> None:
        """Count who is missing; the work of who stays away is free for others."""
        missing = await self._db.read(workers.missing)
        self._missed = {number: self._missed.get(number, 0) + 1 for number in missing}
        dead = [number for number, looks in self._missed.items() if looks >= GRACE_LOOKS]
        if not dead:
            return
        left = await self._db.write(inbox.let_go, dead)
        unsent = await self._db.write(
            outbox.recover, now=self._clock.now(), alone=False, gone=dead
        )
        log.warning(
            "Another process ended in the middle of its work: %d updates, %d messages.",
            left,
            unsent,
        )


def handling_for(crew: Crew, **tools: Any) -> Handling:
    """Return what works through the inbox: alone, or beside other processes."""
    return Handling(**tools) if crew.number is None else SharedHandling(crew=crew, **tools)


async def while_leading(crew: Crew, work: Callable[[], Awaitable[None]]) -> None:
    """Do the work whenever this process leads; what the work raises is raised."""
    while True:
        await crew.elected()
        working = asyncio.ensure_future(work())
        relieved = asyncio.ensure_future(crew.relieved())
        try:
            await asyncio.wait({working, relieved}, return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                return working.result()
        finally:
            for task in (working, relieved):
                task.cancel()
            await asyncio.gather(working, relieved, return_exceptions=True)
