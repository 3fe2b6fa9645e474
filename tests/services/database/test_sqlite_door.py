"""What only the SQLite door must survive: one thread, one file, other processes."""

import asyncio
import random
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Connection, text

from services.database import (
    AlreadyRunning,
    Closed,
    Database,
    OutcomeUnknown,
    Unavailable,
    open_database,
    writer,
)
from services.database.locks import turnstile
from services.database.sqlite import SqliteDatabase
from services.keys import Keys
from tests.services.database.test_door import Refused, make_table, names, put


@pytest_asyncio.fixture
async def till(sqlite_database: Database) -> SqliteDatabase:
    assert isinstance(sqlite_database, SqliteDatabase)
    await sqlite_database.write(make_table)
    return sqlite_database


async def test_a_thousand_writes_need_at_most_sixty_commits(till: SqliteDatabase):
    before = till.commits

    await asyncio.gather(*(till.write(put, f"n{n}") for n in range(1000)))

    assert till.commits - before <= 60


async def test_thirty_two_busy_callers_share_their_commits(till: SqliteDatabase):
    before = till.commits

    async def caller(name: int) -> None:
        for turn in range(30):
            await till.write(put, f"n{name}-{turn}")

    await asyncio.gather(*(caller(name) for name in range(32)))

    assert till.commits - before <= 60


async def test_a_write_is_one_thread_hop_and_a_read_is_none(till: SqliteDatabase):
    threads = {await till.write(lambda _: threading.get_ident()) for _ in range(3)}

    assert len(threads) == 1
    assert threading.get_ident() not in threads
    assert await till.read(lambda _: threading.get_ident()) == threading.get_ident()


def commits_behind_our_back(tx: Connection, name: str) -> None:
    put(tx, name)
    tx.commit()
    put(tx, f"{name} again")


def commits_in_text(tx: Connection, name: str) -> None:
    put(tx, name)
    tx.exec_driver_sql("COMMIT")


def begins_anew(tx: Connection, name: str) -> None:
    put(tx, name)
    tx.rollback()


@pytest.mark.parametrize("guilty", [commits_behind_our_back, commits_in_text, begins_anew])
async def test_a_stray_commit_fails_alone_and_commits_nothing(till: SqliteDatabase, guilty: Any):
    outcomes = await asyncio.gather(
        till.write(put, "anna"),
        till.write(guilty, "boris"),
        till.write(put, "clara"),
        return_exceptions=True,
    )

    assert outcomes[0] == "anna"
    assert isinstance(outcomes[1], Exception)
    assert outcomes[2] == "clara"
    assert await till.read(names) == ["anna", "clara"]


def rolls_all_back(tx: Connection) -> None:
    tx.execute(text("INSERT OR ROLLBACK INTO till VALUES ('anna', 0)"))


async def test_a_dead_transaction_is_run_again_one_by_one(till: SqliteDatabase):
    await till.write(put, "anna")

    outcomes = await asyncio.gather(
        till.write(put, "boris"),
        till.write(rolls_all_back),
        till.write(put, "clara"),
        return_exceptions=True,
    )

    assert outcomes[0] == "boris"
    assert isinstance(outcomes[1], Exception)
    assert outcomes[2] == "clara"
    assert await till.read(names) == ["anna", "boris", "clara"]


def swallows(tx: Connection) -> str:
    try:
        rolls_all_back(tx)
    except Exception:  # noqa: BLE001  # exactly what a use case must not do
        return "fine"
    return "finer"


async def test_a_use_case_that_hides_a_dead_transaction_is_found_out(till: SqliteDatabase):
    await till.write(put, "anna")

    outcomes = await asyncio.gather(
        till.write(put, "boris"), till.write(swallows), return_exceptions=True
    )

    assert outcomes[0] == "boris"
    assert isinstance(outcomes[1], Unavailable)


def put_much(tx: Connection, name: str) -> None:
    put(tx, name)
    tx.execute(text("INSERT INTO till VALUES (:name, 0)"), {"name": name * 100_000})


async def test_a_full_disk_refuses_what_does_not_fit_and_recovers(till: SqliteDatabase):
    """F14: refused clearly, reading works, and no restart is needed."""
    await till.write(put, "anna")
    pages = await till.write(lambda tx: tx.exec_driver_sql("PRAGMA page_count").scalar_one())
    await till.write(lambda tx: tx.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}").all())

    outcomes = await asyncio.gather(
        till.write(put, "boris"),
        till.write(put_much, "clara"),
        till.write(put, "dora"),
        return_exceptions=True,
    )

    assert outcomes[0] == "boris"
    assert isinstance(outcomes[1], Unavailable)
    assert "disk is full" in str(outcomes[1])
    assert outcomes[2] == "dora"
    assert await till.read(names) == ["anna", "boris", "dora"]
    await till.write(lambda tx: tx.exec_driver_sql("PRAGMA max_page_count = 1000000").all())
    await till.write(put_much, "clara")


class Thunder(BaseException):
    pass


def thunders(_tx: Connection) -> None:
    raise Thunder


async def test_a_dying_writer_answers_everyone_and_ends_the_process(sqlite_url: str, keys: Keys):
    deaths: list[BaseException] = []
    till = await open_database(sqlite_url, keys, alone=True, on_death=deaths.append)
    await till.write(make_table)

    outcomes = await asyncio.wait_for(
        asyncio.gather(
            *(till.write(put, f"n{n}") for n in range(100)),
            till.write(thunders),
            *(till.write(put, f"m{n}") for n in range(100)),
            return_exceptions=True,
        ),
        timeout=10,
    )

    recorded = {outcome for outcome in outcomes if isinstance(outcome, str)}
    assert all(isinstance(outcome, str | Unavailable | Closed) for outcome in outcomes)
    assert set(await till.read(names)) == recorded
    with pytest.raises(Closed):
        await till.write(put, "late")
    assert [type(death) for death in deaths] == [Thunder]
    await till.close()


async def test_a_failing_commit_is_told_as_unknown_and_work_goes_on(till: SqliteDatabase):
    def promises_too_much(tx: Connection) -> None:
        tx.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        tx.execute(text("INSERT INTO draws VALUES (1, 1, 0, 1, 5)"))

    with pytest.raises(OutcomeUnknown):
        await till.write(promises_too_much)

    assert await till.write(put, "anna") == "anna"


async def test_a_second_run_on_the_file_is_refused_in_one_sentence(
    till: SqliteDatabase, sqlite_url: str, keys: Keys
):
    with pytest.raises(AlreadyRunning, match="already running"):
        await open_database(sqlite_url, keys, alone=True)

    await till.close()
    again = await open_database(sqlite_url, keys, alone=True)
    await again.close()


async def test_a_command_beside_a_busy_bot_is_never_locked_out(
    till: SqliteDatabase, sqlite_url: str, keys: Keys
):
    beside = await open_database(sqlite_url, keys)
    quiet = asyncio.Event()

    async def busy(name: str) -> int:
        turn = 0
        while not quiet.is_set():
            turn += 1
            await till.write(put, f"{name}{turn}")
        return turn

    callers = [asyncio.ensure_future(busy(f"{name}-")) for name in range(8)]
    for turn in range(20):
        async with asyncio.timeout(5):
            await beside.write(put, f"beside{turn}")
    quiet.set()

    assert min(await asyncio.gather(*callers)) > 0
    assert "beside19" in await till.read(names)
    await beside.close()


async def test_an_outsider_that_holds_the_file_is_waited_for(till: SqliteDatabase):
    """F13: a backup tool or a viewer."""
    outsider = sqlite3.connect(till.path, isolation_level=None)
    outsider.execute("BEGIN IMMEDIATE")
    caller = asyncio.ensure_future(till.write(put, "anna"))
    await asyncio.sleep(0.1)
    assert not caller.done()

    outsider.execute("COMMIT")
    outsider.close()

    assert await caller == "anna"


async def test_after_closing_everything_is_in_the_one_file(till: SqliteDatabase, tmp_path: Path):
    await till.write(put, "anna")
    assert await till.report(names) == ["anna"]

    await till.close()

    copy = tmp_path / "copy.db"
    copy.write_bytes(till.path.read_bytes())
    with closing(sqlite3.connect(copy)) as reader:
        assert reader.execute("SELECT COUNT(*) FROM till").fetchone() == (1,)
    assert not till.path.with_name(f"{till.path.name}-wal").exists()


async def test_nobody_writes_between_what_a_use_case_read_and_what_it_writes(
    till: SqliteDatabase,
):
    def read_then_write(tx: Connection) -> str:
        tx.execute(text("SELECT COUNT(*) FROM till")).scalar_one()
        with (
            closing(sqlite3.connect(till.path, isolation_level=None, timeout=0)) as outsider,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            outsider.execute("INSERT INTO till VALUES ('boris', 0)")
        return put(tx, "anna")

    assert await till.write(read_then_write) == "anna"


async def test_a_command_that_sleeps_in_its_turn_does_not_stop_the_till(
    till: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(writer, "BUSY_SECONDS", 0.1)
    with turnstile(till.path).held():
        assert await till.write(put, "anna") == "anna"


async def test_scrubbing_leaves_no_copy_in_pages_a_row_moved_away_from(till: SqliteDatabase):
    chance = random.Random(3)

    def grow(tx: Connection) -> None:
        tx.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY, who TEXT, what BLOB)"))
        for number in range(400):
            who = "79001234567" if number % 2 else f"x{number}"
            what = chance.randbytes(chance.randrange(900))
            row: dict[str, Any] = {"who": who, "what": what}
            tx.execute(text("INSERT INTO notes (who, what) VALUES (:who, :what)"), row)
            what = chance.randbytes(chance.randrange(1500))
            one = chance.randrange(number + 1)
            row = {"what": what, "one": one}
            tx.execute(text("UPDATE notes SET what = :what WHERE id = :one"), row)
        tx.execute(text("DELETE FROM notes WHERE who = '79001234567'"))

    await till.write(grow)
    assert await till.scrub()

    files = [path for path in till.path.parent.iterdir() if path.is_file()]
    assert not any(b"79001234567" in path.read_bytes() for path in files)


async def test_scrubbing_leaves_no_byte_of_a_deleted_row(till: SqliteDatabase):
    await till.write(put, "79001234567")
    await till.write(lambda tx: tx.execute(text("DELETE FROM till")).rowcount)

    assert await till.scrub()

    files = [path for path in till.path.parent.iterdir() if path.is_file()]
    assert not any(b"79001234567" in path.read_bytes() for path in files)


async def test_what_can_be_rolled_back_is_kept_in_memory(till: SqliteDatabase):
    """A purchase touches enough pages for a temporary file, which nobody would scrub."""
    kept = await till.write(lambda tx: tx.exec_driver_sql("PRAGMA temp_store").scalar_one())

    assert kept == 2


async def test_a_refusal_keeps_its_facts(till: SqliteDatabase):
    def refuses(_tx: Connection) -> None:
        raise Refused("facts")

    with pytest.raises(Refused, match="facts"):
        await till.write(refuses)


def test_a_killed_process_keeps_what_it_acknowledged(sqlite_url: str, tmp_path: Path):
    """F1: what was answered is on the disk."""
    script = tmp_path / "writes.py"
    script.write_text(
        "import asyncio, os, sys\n"
        "from services.database import open_database\n"
        "from services.keys import Keys\n"
        "from tests.services.database.test_door import make_table, put\n"
        "async def main():\n"
        "    till = await open_database(sys.argv[1], Keys(b'k' * 32), alone=True)\n"
        "    await till.write(make_table)\n"
        "    async def caller(n):\n"
        "        for turn in range(10_000):\n"
        "            print(await till.write(put, f'{n}-{turn}'), flush=True)\n"
        "    await asyncio.gather(*(caller(n) for n in range(8)))\n"
        "asyncio.run(main())\n"
    )
    root = Path(__file__).parents[3]
    writer = subprocess.Popen(  # noqa: S603  # our own interpreter and script
        [sys.executable, str(script), sqlite_url],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(root)},
    )
    assert writer.stdout is not None
    acknowledged = [writer.stdout.readline().strip() for _ in range(200)]
    writer.kill()
    acknowledged += [line.strip() for line in writer.stdout if line.endswith("\n")]
    writer.stdout.close()
    writer.wait()

    with sqlite3.connect(sqlite_url.removeprefix("sqlite+aiosqlite:///")) as driver:
        stored = {name for (name,) in driver.execute("SELECT name FROM till")}
    driver.close()
    assert set(acknowledged) <= stored
