"""Timed jobs: what is due is done, twice is once, and trouble reaches the owner."""

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from pydantic import SecretStr

from bot import ticks
from bot.clock import Clock
from bot.jobs import Jobs
from bot.settings import Settings
from services import inbox
from services.database import Database, Unavailable
from services.inbox import Arrival
from services.keys import Keys
from tests.builders.letters import letters_to
from tests.builders.shops import OWNER, a_shop


def jobs_on(database: Database, url: str, keys: Keys, folder: Path) -> Jobs:
    settings = Settings(database_url=SecretStr(url), data_dir=folder)
    return Jobs(db=database, clock=Clock(), settings=settings, keys=keys)


async def test_every_job_may_run_twice_even_before_the_shop_is_launched(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
) -> None:
    jobs = jobs_on(sqlite_database, sqlite_url, keys, tmp_path)
    for _ in range(2):
        for _seconds, job in jobs.all():
            await job()
    assert list((tmp_path / "backups").glob("*.db"))


async def test_the_owner_learns_once_a_day_that_the_disk_is_filling(
    sqlite_database: Database,
    sqlite_url: str,
    keys: Keys,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """F14: before it is full."""
    await a_shop(sqlite_database)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=100 * 2**20))
    jobs = jobs_on(sqlite_database, sqlite_url, keys, tmp_path)
    await jobs.look_around()
    await jobs.look_around()
    (letter,) = await letters_to(sqlite_database, OWNER, now=Clock().now())
    assert (letter.text, dict(letter.facts)) == ("alert-disk", {"megabytes": 100})


async def test_the_owner_learns_of_updates_put_aside(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
) -> None:
    await a_shop(sqlite_database)
    now = Clock().now()
    arrival = Arrival(update_id=1, chat_id=1, payload={})
    (pending,) = await sqlite_database.write(inbox.store_updates, [arrival], now=now)
    await sqlite_database.write(inbox.park, pending.id, "ABCDE ValueError", now=now)
    await jobs_on(sqlite_database, sqlite_url, keys, tmp_path).look_around()
    letters = await letters_to(sqlite_database, OWNER, now=Clock().now())
    assert "alert-parked" in [letter.text for letter in letters]


async def test_a_failed_backup_reaches_the_owner(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
) -> None:
    await a_shop(sqlite_database)
    (tmp_path / "backups").write_text("a file in the way")
    await jobs_on(sqlite_database, sqlite_url, keys, tmp_path).keep_a_copy()
    (letter,) = await letters_to(sqlite_database, OWNER, now=Clock().now())
    assert letter.text == "alert-backup"


async def test_a_job_in_trouble_is_logged_and_ticks_on(caplog: pytest.LogCaptureFixture) -> None:
    async def waits() -> None:
        raise Unavailable("the disk is full")

    async def breaks() -> None:
        raise RuntimeError("a mistake")

    await ticks.guarded(waits)()
    await ticks.guarded(breaks)()
    assert "waits waits for the database: the disk is full" in caplog.text
    assert "breaks failed" in caplog.text


async def test_the_scheduler_ticks_again_and_again() -> None:
    ticked = asyncio.Event()
    count = 0

    async def job() -> None:
        nonlocal count
        count += 1
        if count == 2:
            ticked.set()

    scheduler = ticks.start([(1, job)])
    try:
        async with asyncio.timeout(timedelta(seconds=10).total_seconds()):
            await ticked.wait()
    finally:
        scheduler.shutdown(wait=False)
