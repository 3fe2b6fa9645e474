"""A backup is a whole shop; restoring it forgets nobody's wish to be forgotten."""

import asyncio
import sqlite3
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from services import backups, members
from services.database import AlreadyRunning, Database, open_database
from services.keys import Keys
from tests.builders.shops import NOW, a_key, a_member
from tests.services.test_points import balance_of
from tests.services.test_purchases import a_till, record


def backup(url: str, keys: Keys, folder: Path) -> backups.Backup:
    return backups.backup(url, keys, folder, now=NOW)


async def test_a_backup_beside_a_busy_till_is_whole(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
):
    here, cashier, member = await a_till(sqlite_database)
    sales = asyncio.gather(
        *(record(here, cashier, member.member_id, 10_000 + turn) for turn in range(100))
    )

    made = await asyncio.to_thread(backup, sqlite_url, keys, tmp_path / "backups")
    await sales

    assert made.audit.difference is None
    assert made.audit.members == 1
    assert mode_of(made.path) == 0o600


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_a_backup_of_books_that_differ_is_refused_but_kept(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
):
    await a_till(sqlite_database)
    await sqlite_database.write(
        lambda tx: tx.exec_driver_sql("UPDATE members SET balance = 7").rowcount
    )

    with pytest.raises(backups.BackupTrouble, match="balance"):
        backup(sqlite_url, keys, tmp_path / "backups")

    assert [path.suffix for path in listing(tmp_path / "backups")] == [".damaged"]


def listing(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


async def test_a_restored_backup_is_the_shop_as_it_was(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
):
    here, cashier, member = await a_till(sqlite_database)
    made = backup(sqlite_url, keys, tmp_path / "backups")
    await record(here, cashier, member.member_id)
    with pytest.raises(AlreadyRunning):
        await backups.restore(sqlite_url, keys, made.path, now=NOW)
    await sqlite_database.close()

    done = await backups.restore(sqlite_url, keys, made.path, now=NOW)

    again = await open_database(sqlite_url, keys, alone=True)
    assert await balance_of(again, member.member_id) == 100
    await again.close()
    assert (done.erased_again, done.audit.purchases) == (0, 0)
    assert done.replaced is not None
    assert purchases_in(done.replaced) == 1


def purchases_in(path: Path) -> int:
    with sqlite3.connect(path) as driver:
        (found,) = driver.execute("SELECT count(*) FROM purchases").fetchone()
    driver.close()
    return int(found)


async def test_people_erased_since_the_backup_stay_erased(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
):
    here, *_ = await a_till(sqlite_database)
    dora = await a_member(here, "Дора Забытая", phone="+79005550101")
    made = backup(sqlite_url, keys, tmp_path / "backups")
    await sqlite_database.write(
        members.erase, dora.member_id, key=a_key(), now=NOW, actor=here.owner
    )
    await sqlite_database.close()

    done = await backups.restore(sqlite_url, keys, made.path, now=NOW)

    assert done.erased_again == 1
    again = await open_database(sqlite_url, keys, alone=True)
    with pytest.raises(members.NoCard):
        await again.read(members.card, dora.member_id, now=NOW)
    await again.close()


async def test_a_file_that_is_no_backup_is_refused(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
):
    await sqlite_database.close()

    with pytest.raises(backups.BackupTrouble, match="cannot be read"):
        await backups.restore(sqlite_url, keys, tmp_path / "nothing.db", now=NOW)


async def test_postgresql_is_told_to_use_its_own_tools(keys: Keys, tmp_path: Path):
    with pytest.raises(backups.BackupTrouble, match="pg_dump"):
        backup("postgresql+asyncpg://localhost/shop", keys, tmp_path)


def test_old_backups_thin_out_to_hours_days_and_months(tmp_path: Path):
    for hour in range(24 * 60):
        made = NOW - timedelta(hours=hour)
        (tmp_path / f"kopilka-{made:%Y-%m-%dT%H-%M-%SZ}.db").touch()
    (tmp_path / "holiday.db").touch()

    backups.prune(tmp_path, now=NOW)

    left = [path.stem for path in listing(tmp_path)]
    assert len(left) == 1 + 24 + 7 + 3
    assert "holiday" in left
    assert backups.prune(tmp_path, now=NOW) == ()
