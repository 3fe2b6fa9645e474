"""Every timed job in one list: when it looks, and which use case does what is due.

A job may run late, twice, or in two processes: what is due is data, and doing it again
changes nothing.
"""

import asyncio
import logging
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.settings import Settings
from services import (
    alerts,
    audit,
    backup_word,
    backups,
    inbox,
    members,
    occasions,
    outbox,
    points,
    programs,
    silence,
    summaries,
    suspicions,
    tier_warnings,
    watch,
)
from services.database import Database
from services.keys import Keys
from services.programs import ProgramNotLaunched

log = logging.getLogger(__name__)

SECOND, MINUTE, HOUR = 1, 60, 3600
AT_ONCE = 100
FREE_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Jobs:
    """What the jobs work on."""

    db: Database
    clock: Clock
    settings: Settings
    keys: Keys

    @property
    def alone(self) -> bool:
        return self.settings.database.startswith("sqlite")

    @property
    def folder(self) -> Path:
        """Where the hourly copies lie."""
        return self.settings.data_dir / "backups"

    async def settle(self) -> None:
        """Activate, review and expire what is due, a few members at a time."""
        if await self.db.read(programs.begins, now=self.clock.now()):
            await self.db.write(programs.begin, now=self.clock.now())
        try:
            while due := await self.db.read(points.due_members, now=self.clock.now()):
                if not await self.db.write(points.settle_due, due, now=self.clock.now()):
                    return
        except ProgramNotLaunched:
            return

    async def keep_occasions(self) -> None:
        """Write to everybody with an occasion today, a few members at a time."""
        try:
            kinds = await self.db.read(occasions.waiting, now=self.clock.now())
        except ProgramNotLaunched:
            return
        for kind in kinds:
            due = await self.db.report(occasions.due, kind, now=self.clock.now())
            for at in range(0, len(due), occasions.AT_ONCE):
                some = due[at : at + occasions.AT_ONCE]
                await self.db.write(occasions.promise, kind, some, now=self.clock.now())
            await self.db.write(occasions.finish, kind, now=self.clock.now())

    async def warn_of_levels(self) -> None:
        """Tell members what their level lacks before it is judged, a few at a time."""
        now = self.clock.now()
        try:
            due = await self.db.report(tier_warnings.at_risk, now=now)
        except ProgramNotLaunched:
            return
        for at in range(0, len(due), tier_warnings.AT_ONCE):
            await self.db.write(tier_warnings.warn, due[at : at + tier_warnings.AT_ONCE], now=now)

    async def summarise(self) -> None:
        """Promise the owner the summaries whose hour has struck."""
        now = self.clock.now()
        if await self.db.read(summaries.any_due, now=now):
            await self.db.write(summaries.promise_due, now=now)

    async def decide_unknown(self) -> None:
        """Decide about messages whose sender died."""
        await self.db.write(outbox.recover, now=self.clock.now(), alone=False)

    async def sweep(self) -> None:
        """Forget what need not be remembered any more, in the database and in its file."""
        now = self.clock.now()
        await self.db.write(inbox.sweep, now=now)
        await self.db.write(outbox.sweep, now=now)
        gone = await self.db.write(members.forget_erased, now=now)
        while dropped := await self.db.write(members.drop_unclaimed, now=now, limit=AT_ONCE):
            gone += dropped
            if dropped < AT_ONCE:
                break
        if gone:
            await self.db.scrub()

    async def keep_a_copy(self) -> None:
        """Make this hour's copy of an SQLite file, which audits it."""
        now, folder = self.clock.now(), self.folder
        if not self.alone or not await asyncio.to_thread(backups.due, folder, now=now):
            return
        try:
            await asyncio.to_thread(
                backups.backup, self.settings.database, self.keys, folder, now=now
            )
            await asyncio.to_thread(backups.prune, folder)
        except (backups.BackupTrouble, OSError) as error:
            log.exception("No backup was made")
            await self._alert("alert-backup", problem=str(error))

    async def check_the_books(self) -> None:
        """Audit a PostgreSQL database; of an SQLite file the copies are audited."""
        if self.alone:
            return
        found = (await self.db.report(audit.audit)).difference
        if found is not None:
            log.error("The books are not in order: %s", found)
            await self._alert("alert-books", rule=found.rule)

    async def tell_of_copies(self) -> None:
        """Look at every copy on Mondays and tell the owners whether they open."""
        now = self.clock.now()
        monday = await self.db.read(backup_word.due, now=now)
        if monday is None:
            return
        if self.alone:
            found = await asyncio.to_thread(backups.review, self.folder, self.keys)
            await self.db.write(backup_word.promise, found, monday, now=now)
            return
        audited = await self.db.report(audit.audit)
        if audited.difference is None:
            await self.db.write(backup_word.promise_of_postgresql, audited, monday, now=now)

    async def watch_the_till(self) -> None:
        """Look at the last month's bills once a day and tell the owners what stands out."""
        now = self.clock.now()
        today = await self.db.read(watch.due, now=now)
        if today is not None:
            found = await self.db.report(watch.look, today)
            await self.db.write(suspicions.tell, found, today, now=now)

    async def show_life(self) -> None:
        """Note that the program works, and tell the owner of a silence of more than a day."""
        silent = await self.db.write(silence.sign_of_life, now=self.clock.now())
        if silent is not None:
            log.warning("Nobody took updates for %s; Telegram keeps them for a day.", silent)

    async def look_around(self) -> None:
        """Tell the owner of a full disk and of updates that nothing could handle."""
        free = shutil.disk_usage(self.settings.data_dir).free
        if free < FREE_BYTES:
            await self._alert("alert-disk", megabytes=free // 2**20)
        parked = await self.db.read(inbox.parked)
        if parked:
            await self._alert("alert-parked", about=str(parked), count=parked)

    async def _alert(self, text: str, about: str = "", **facts: Any) -> None:
        now = self.clock.now()
        occasion = f"{about}:{now:%Y-%m-%d}"
        await self.db.write(alerts.tell_owners, text, facts, occasion=occasion, now=now)

    def all(self) -> tuple[tuple[int, Callable[[], Awaitable[None]]], ...]:
        """Return (seconds between looks, the job)."""
        return (
            (20 * SECOND, self.settle),
            (MINUTE, self.keep_occasions),
            (HOUR, self.warn_of_levels),
            (MINUTE, self.summarise),
            (MINUTE, self.decide_unknown),
            (10 * MINUTE, self.show_life),
            (10 * MINUTE, self.look_around),
            (HOUR, self.sweep),
            (10 * MINUTE, self.keep_a_copy),
            (10 * MINUTE, self.tell_of_copies),
            (10 * MINUTE, self.watch_the_till),
            (HOUR, self.check_the_books),
        )
