"""A backup is a whole shop; restoring it forgets nobody's wish to be forgotten (F26)."""

import asyncio
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from services import backups, members, schema
from services.database import AlreadyRunning, Database, open_database
from services.keys import Keys, WrongKey
from tests.builders.letters import letters_to
from tests.builders.shops import NOW, OWNER, Shop, a_key, a_member
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

    assert [path.suffix for path in (tmp_path / "backups").iterdir()] == [".damaged"]


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
    assert (done.lost.bills, done.lost.first_id, done.lost.last_id) == (1, 1, 1)


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


async def test_a_copy_hides_what_the_database_says(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
):
    await a_till(sqlite_database)

    made = backup(sqlite_url, keys, tmp_path / "backups")

    assert b"CREATE TABLE" in (tmp_path / "kopilka.db").read_bytes()
    assert b"CREATE TABLE" not in made.path.read_bytes()
    assert not found(tmp_path, "*.copying"), "no plain copy is left behind"


async def test_a_plain_copy_of_an_older_version_can_be_put_back(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
):
    _, _, member = await a_till(sqlite_database)
    plain = tmp_path / "kopilka-2026-11-23T08-00-00Z.db"
    schema.backup_file(tmp_path / "kopilka.db", plain)
    await sqlite_database.close()

    await backups.restore(sqlite_url, keys, plain, now=NOW)

    again = await open_database(sqlite_url, keys, alone=True)
    assert await balance_of(again, member.member_id) == 100
    await again.close()


def flip(path: Path, at: int) -> None:
    broken = bytearray(path.read_bytes())
    broken[at] ^= 1
    path.write_bytes(bytes(broken))


SPOILERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "last byte": (lambda path: flip(path, -1), "is damaged"),
    "middle byte": (lambda path: flip(path, path.stat().st_size // 2), "is damaged"),
    "head": (lambda path: flip(path, 40), "is damaged"),
    "last byte gone": (lambda path: os.truncate(path, path.stat().st_size - 1), "is cut short"),
    "almost all gone": (lambda path: os.truncate(path, 30), "is damaged"),
    "one byte more": (lambda path: path.write_bytes(path.read_bytes() + b"x"), "is damaged"),
    "another file": (lambda path: path.write_bytes(b"hello"), "is not a backup"),
}


@pytest.mark.parametrize("spoiled", SPOILERS)
async def test_a_spoiled_copy_is_refused_in_one_sentence_and_nothing_is_touched(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path, spoiled: str
):
    """F16: a flipped byte, a cut-off end."""
    await a_till(sqlite_database)
    made = backup(sqlite_url, keys, tmp_path / "backups")
    await sqlite_database.close()
    before = (tmp_path / "kopilka.db").read_bytes()
    spoil, says = SPOILERS[spoiled]
    spoil(made.path)

    with pytest.raises(backups.BackupTrouble, match=says):
        await backups.restore(sqlite_url, keys, made.path, now=NOW)

    assert (tmp_path / "kopilka.db").read_bytes() == before
    assert not found(tmp_path, "*.restoring*")


def found(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.glob(pattern))


async def test_a_copy_made_with_another_key_asks_for_that_key(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
):
    made = backup(sqlite_url, keys, tmp_path / "backups")
    await sqlite_database.close()

    with pytest.raises(WrongKey, match="another key file"):
        await backups.restore(sqlite_url, Keys(b"x" * 32), made.path, now=NOW)


async def test_restore_drill_on_an_empty_machine(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
):
    """F26, G11: another folder, only the copies and the key: balances equal, erased stay so."""
    here, cashier, _ = await a_till(sqlite_database)
    guests = [await a_member(here) for _ in range(5)]
    folder = tmp_path / "backups"
    for turn, guest in enumerate(guests):
        await record(here, cashier, guest.member_id, 10_000 * (turn + 1))
    older = backup(sqlite_url, keys, folder)
    balances = [await balance_of(sqlite_database, guest.member_id) for guest in guests]
    gone = guests.pop()
    await sqlite_database.write(
        members.erase, gone.member_id, key=a_key(), now=NOW, actor=here.owner
    )
    backups.backup(sqlite_url, keys, folder, now=NOW + timedelta(hours=1))
    await sqlite_database.close()
    elsewhere = f"sqlite+aiosqlite:///{tmp_path}/elsewhere/kopilka.db"
    (tmp_path / "elsewhere").mkdir()

    done = await backups.restore(elsewhere, keys, older.path, now=NOW)

    again = await open_database(elsewhere, keys, alone=True)
    assert [await balance_of(again, one.member_id) for one in guests] == balances[:-1]
    with pytest.raises(members.NoCard):
        await again.read(members.card, gone.member_id, now=NOW)
    (letter,) = [one for one in await letters_to(again, OWNER) if one.text == "alert-restored"]
    await again.close()
    assert letter.facts["erased"] == 1
    assert (done.replaced, done.erased_again, done.lost.bills) == (None, 1, 0)
    assert (done.audit.difference, done.audit.purchases) == (None, 5)


async def test_whoever_has_the_number_of_an_erased_person_now_is_left_alone(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
):
    here, *_ = await a_till(sqlite_database)
    folder = tmp_path / "backups"
    early = backup(sqlite_url, keys, folder)
    dora = await a_member(here, "Дора Забытая")
    await sqlite_database.write(
        members.erase, dora.member_id, key=a_key(), now=NOW, actor=here.owner
    )
    backups.backup(sqlite_url, keys, folder, now=NOW + timedelta(hours=1))
    await sqlite_database.close()
    await backups.restore(sqlite_url, keys, early.path, now=NOW)
    again = await open_database(sqlite_url, keys, alone=True)
    later = NOW + timedelta(hours=2)
    newcomer = await a_member(Shop(database=again, owner=here.owner), now=later)
    assert newcomer.member_id == dora.member_id
    copy = backups.backup(sqlite_url, keys, tmp_path / "other", now=later)
    await again.close()
    shutil.copy(found(folder, "*-erasures.sealed")[0], copy.path.parent)

    done = await backups.restore(sqlite_url, keys, copy.path, now=later)

    assert done.erased_again == 0


async def test_a_damaged_list_of_the_erased_stops_a_restore(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
):
    made = backup(sqlite_url, keys, tmp_path / "backups")
    await sqlite_database.close()
    flip(found(tmp_path / "backups", "*-erasures.sealed")[0], -1)

    with pytest.raises(backups.BackupTrouble, match="move it away"):
        await backups.restore(sqlite_url, keys, made.path, now=NOW)


async def test_a_copy_whose_books_differ_is_not_put_in_use(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
):
    await a_till(sqlite_database)
    plain = tmp_path / "kopilka-2026-11-23T08-00-00Z.db"
    schema.backup_file(tmp_path / "kopilka.db", plain)
    await sqlite_database.close()
    with sqlite3.connect(plain) as driver:
        driver.execute("UPDATE members SET balance = 7")
    driver.close()
    before = (tmp_path / "kopilka.db").read_bytes()

    with pytest.raises(backups.BackupTrouble, match="not in order: member 1, balance"):
        await backups.restore(sqlite_url, keys, plain, now=NOW)

    assert (tmp_path / "kopilka.db").read_bytes() == before


async def test_a_database_that_is_no_database_is_told_in_one_sentence(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
):
    """F16: a damaged file makes no copy, and what was copied before can replace it."""
    here, cashier, member = await a_till(sqlite_database)
    await record(here, cashier, member.member_id)
    made = backup(sqlite_url, keys, tmp_path / "backups")
    await sqlite_database.close()
    (tmp_path / "kopilka.db").write_bytes(b"not a database" * 1000)

    with pytest.raises(backups.BackupTrouble, match="cannot be copied"):
        backups.backup(sqlite_url, keys, tmp_path / "backups", now=NOW + timedelta(hours=1))

    done = await backups.restore(sqlite_url, keys, made.path, now=NOW)
    assert (done.audit.purchases, done.lost.bills) == (1, 0)


async def test_people_erased_twice_are_counted_once(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
):
    here, *_ = await a_till(sqlite_database)
    dora = await a_member(here, "Дора Забытая")
    await sqlite_database.write(
        members.erase, dora.member_id, key=a_key(), now=NOW, actor=here.owner
    )
    made = backup(sqlite_url, keys, tmp_path / "backups")
    await sqlite_database.close()

    done = await backups.restore(sqlite_url, keys, made.path, now=NOW)

    assert done.erased_again == 0


def test_there_is_no_copy_of_nothing(keys: Keys, tmp_path: Path):
    with pytest.raises(backups.BackupTrouble, match="no database"):
        backup(f"sqlite+aiosqlite:///{tmp_path}/none.db", keys, tmp_path)
