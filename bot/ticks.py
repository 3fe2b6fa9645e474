"""The scheduler only ticks; what is due is data, and each job looks for it."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.inbox import Handling
from services import inbox, outbox
from services.database import Database, DoorError

log = logging.getLogger(__name__)

MINUTE_S = 60
HOUR_S = 3600

Job = Callable[[], Awaitable[None]]


def start(db: Database, clock: Clock, handling: Handling, *, alone: bool) -> AsyncIOScheduler:
    """Start ticking; several missed ticks are one, and a late tick is still a tick."""

    async def adopt_orphans() -> None:
        """Take over what a process that died was working on."""
        if alone:
            return
        handling.add(await db.write(inbox.take_over, now=clock.now(), alone=False))

    async def settle_unknown() -> None:
        await db.write(outbox.recover, now=clock.now(), alone=False)

    async def sweep() -> None:
        await db.write(inbox.sweep, now=clock.now())
        await db.write(outbox.sweep, now=clock.now())

    scheduler = AsyncIOScheduler(timezone=UTC)
    for seconds, job in ((MINUTE_S, adopt_orphans), (MINUTE_S, settle_unknown), (HOUR_S, sweep)):
        scheduler.add_job(
            _guarded(job), "interval", seconds=seconds, coalesce=True, misfire_grace_time=None
        )
    scheduler.start()
    return scheduler


def _guarded(job: Job) -> Job:
    async def run() -> None:
        try:
            await job()
        except DoorError as error:
            log.warning("A job waits for the database: %s", error)

    return run
