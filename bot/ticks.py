"""The scheduler only ticks; what is due is data, and each job looks for it."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from services.database import Closed, DoorError

log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]


def start(
    jobs: Iterable[tuple[int, Job]], leading: Callable[[], bool] = lambda: True
) -> AsyncIOScheduler:
    """Start ticking; several missed ticks are one, and a late tick is still a tick.

    Of several processes only the one that is `leading` does what is due.
    """
    scheduler = AsyncIOScheduler(timezone=UTC)
    for seconds, job in jobs:
        scheduler.add_job(
            guarded(job, leading),
            "interval",
            seconds=seconds,
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
            name=job.__name__,
        )
    scheduler.start()
    return scheduler


def guarded(job: Job, leading: Callable[[], bool] = lambda: True) -> Job:
    """Return the job so that its trouble is logged and the next tick comes all the same."""

    async def run() -> None:
        if not leading():
            return
        try:
            await job()
        except Closed:
            return
        except DoorError as error:
            log.warning("%s waits for the database: %s", job.__name__, error)
        except Exception:
            log.exception("%s failed", job.__name__)

    return run
