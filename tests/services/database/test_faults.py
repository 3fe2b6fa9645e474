"""Commits that fail, lock-holders who do not let go, and migrations cut off (SQLite)."""

import asyncio
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from services import operations, purchases, schema
from services.audit import audit
from services.database import Database, OutcomeUnknown, Unavailable, open_database, sqlite
from services.keys import Keys
from services.purchases import Recorded
from tests.builders.shops import NOW, Cashier, a_cashier, a_member, a_shop

ROOT = Path(__file__).parents[3]
FILE = "sqlite+aiosqlite:///"
BILLS = 4


class Failing(sqlite3.Connection):
    """A connection whose commits can fail: before anything is written, or after everything."""

    left = 0
    written = False

    def commit(self) -> None:
        Failing.left -= 1
        if Failing.left == 0:
            if Failing.written:
                super().commit()
            raise sqlite3.OperationalError("disk I/O error")
        super().commit()


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def connect_failing(*args: Any, **options: Any) -> sqlite3.Connection:
        opened: sqlite3.Connection = connect(*args, factory=Failing, **options)
        return opened

    monkeypatch.setattr(sqlite3, "connect", connect_failing)
    monkeypatch.setattr(Failing, "left", 0)


async def surely(database: Database, cashier: Cashier, member_id: int, amount_minor: int) -> None:
    """Record a bill as a careful caller: what is unknown is read back by its key."""
    key = f"bill:{amount_minor}"
    while await database.read(operations.outcome, key, Recorded) is None:
        try:
            await database.write(
                purchases.record,
                member_id,
                amount_minor,
                actor=cashier.actor,
                key=key,
                now=NOW,
            )
        except (OutcomeUnknown, Unavailable):
            continue


@pytest.mark.usefixtures("failing")
@pytest.mark.parametrize("written", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("nth", range(1, BILLS + 1))
async def test_whichever_commit_fails_every_bill_is_there_once(
    sqlite_url: str, keys: Keys, monkeypatch: pytest.MonkeyPatch, nth: int, written: bool
) -> None:
    """F17: the outcome is unknown, and its key tells it; the door works on."""
    database = await open_database(sqlite_url, keys, alone=True)
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    monkeypatch.setattr(Failing, "written", written)
    monkeypatch.setattr(Failing, "left", nth)
    for number in range(BILLS):
        await surely(database, cashier, anna.member_id, 100_00 + number)
    assert Failing.left <= 0
    audited = await database.report(audit)
    assert (audited.difference, audited.purchases) == (None, BILLS)
    await database.close()


async def test_an_outsider_who_does_not_let_go_is_no_reason_to_do_half(
    sqlite_url: str, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F13: after the wait "try again" is said, and nothing was done; then all goes on."""
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.3)
    database = await open_database(sqlite_url, keys, alone=True)
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    file = sqlite_url.removeprefix(FILE)
    with closing(sqlite3.connect(file, isolation_level=None)) as outsider:
        outsider.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="held by another program"):
            await database.write(
                purchases.record, anna.member_id, 100_00, actor=cashier.actor, key="b", now=NOW
            )
        assert await database.read(operations.outcome, "b", Recorded) is None
        outsider.execute("ROLLBACK")
    await surely(database, cashier, anna.member_id, 100_00)
    assert (await database.report(audit)).purchases == 1
    await database.close()


PREPARE = """
import asyncio, sys
from datetime import UTC, datetime
from services import schema
from services.keys import Keys
asyncio.run(schema.prepare(sys.argv[1], Keys(b"only for tests: 32 bytes no more"),
                           now=datetime.now(UTC)))
"""


def tables(file: Path) -> int:
    with closing(sqlite3.connect(file)) as driver:
        return int(driver.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def prepare_in_a_process(file: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", PREPARE, f"{FILE}{file}"], cwd=ROOT)  # noqa: S603  # our own code


def kill_when(
    begun: Callable[[], bool], process: "subprocess.Popen[bytes]", later_s: float
) -> None:
    while not begun() and process.poll() is None:
        time.sleep(0.005)
    time.sleep(later_s)
    process.kill()
    process.wait()


@pytest.mark.parametrize("later_s", [0.0, 0.01, 0.05, 0.2])
def test_a_migration_killed_midway_leaves_the_old_schema_or_the_new(
    tmp_path: Path, keys: Keys, sqlite_template: Path, later_s: float
) -> None:
    """F23: and the next start finishes it."""
    file = tmp_path / "kopilka.db"
    log = file.with_name("kopilka.db-wal")
    kill_when(log.exists, prepare_in_a_process(file), later_s)
    whole = tables(sqlite_template)
    assert tables(file) in {0, whole}
    asyncio.run(schema.prepare(f"{FILE}{file}", keys, now=NOW))
    assert tables(file) == whole
