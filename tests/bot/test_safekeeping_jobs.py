"""Copies, the Monday word about them, and the daily look at the till, as the jobs do them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.clock import Clock
from bot.jobs import Jobs
from bot.settings import Settings
from services.database import Database, open_database
from services.facts import Key
from services.keys import Keys
from tests.builders.letters import letters_to
from tests.builders.months import Month, a_crowd
from tests.builders.shops import NOW, OWNER, a_cashier, a_shop

START = NOW - timedelta(minutes=50)
"""A Monday, eleven o'clock by the shop's clock; the letters are read at noon."""


class Machine:
    """The jobs of a shop, at `START` and going on from there."""

    def __init__(self, database: Database, url: str, keys: Keys, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.clock = folder / "clock"
        self.set(START)
        self.jobs = Jobs(
            db=database,
            clock=Clock(self.clock),
            settings=Settings(database_url=SecretStr(url), data_dir=folder),
            keys=keys,
        )

    def set(self, moment: datetime) -> None:
        seconds = (moment - datetime.now(UTC)).total_seconds()
        self.clock.write_text(str(seconds), encoding="ascii")

    def copies(self) -> list[Path]:
        return sorted((self.folder / "backups").glob("*.db"))

    async def told(self) -> list[str]:
        """Return the texts the owner was told, a word within a word as itself."""
        letters = await letters_to(self.database, OWNER)
        words = [letter.facts.get("word") for letter in letters]
        return [
            word.key if isinstance(word, Key) else letter.text
            for letter, word in zip(letters, words, strict=True)
        ]


@pytest.fixture
def machine(database: Database, database_url: str, keys: Keys, tmp_path: Path) -> Machine:
    return Machine(database, database_url, keys, tmp_path)


@pytest.fixture
def file_machine(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
) -> Machine:
    return Machine(sqlite_database, sqlite_url, keys, tmp_path)


async def test_every_hour_has_one_copy_however_often_the_job_looks(file_machine: Machine) -> None:
    await a_shop(file_machine.database)
    for minutes in (0, 10, 20, 61, 70):
        file_machine.set(START + timedelta(minutes=minutes))
        await file_machine.jobs.keep_a_copy()
    assert len(file_machine.copies()) == 2


async def test_on_monday_the_owner_reads_that_backups_work(file_machine: Machine) -> None:
    await a_shop(file_machine.database, now=NOW - timedelta(days=7))
    await file_machine.jobs.keep_a_copy()
    for _ in range(2):
        await file_machine.jobs.tell_of_copies()
    assert await file_machine.told() == ["backups-fine"]


async def test_on_monday_the_owner_reads_that_a_copy_does_not_open(file_machine: Machine) -> None:
    """F16: a copy that has rotted on the disk is put aside, and the owner is told."""
    await a_shop(file_machine.database, now=NOW - timedelta(days=7))
    file_machine.set(START - timedelta(hours=1))
    await file_machine.jobs.keep_a_copy()
    (rotten,) = file_machine.copies()
    rotten.write_bytes(rotten.read_bytes()[:-1])
    file_machine.set(START)
    await file_machine.jobs.keep_a_copy()
    await file_machine.jobs.tell_of_copies()
    assert await file_machine.told() == ["backups-trouble"]
    assert rotten.with_suffix(".damaged").exists()


async def test_without_any_copy_the_owner_reads_that_too(file_machine: Machine) -> None:
    await a_shop(file_machine.database, now=NOW - timedelta(days=7))
    await file_machine.jobs.tell_of_copies()
    assert await file_machine.told() == ["backups-none"]


async def test_on_postgresql_the_books_are_audited_and_the_word_is_honest(
    postgresql_url: str, keys: Keys, tmp_path: Path
) -> None:
    database = await open_database(postgresql_url, keys, alone=True)
    machine = Machine(database, postgresql_url, keys, tmp_path)
    await a_shop(database, now=NOW - timedelta(days=7))
    for job in (machine.jobs.keep_a_copy, machine.jobs.check_the_books):
        await job()
    await machine.jobs.tell_of_copies()
    assert machine.copies() == []
    assert await machine.told() == ["backups-postgresql"]
    await database.close()


async def test_books_that_differ_reach_the_owner(machine: Machine) -> None:
    """F16: found by the copy on SQLite, by the audit on PostgreSQL."""
    here = await a_shop(machine.database)
    await a_crowd(here, 1)
    await machine.database.write(
        lambda tx: tx.exec_driver_sql("UPDATE members SET balance = 7").rowcount
    )
    await machine.jobs.keep_a_copy()
    await machine.jobs.check_the_books()
    (told,) = await machine.told()
    assert told in {"alert-backup", "alert-books"}


async def test_the_till_is_looked_at_once_a_day(machine: Machine) -> None:
    """T1: a card with several bills on many days is told on the next morning, once."""
    here = await a_shop(machine.database, now=NOW - timedelta(days=40))
    staff = [(await a_cashier(here)).staff_id for _ in range(2)]
    members = await a_crowd(here, 40)
    month = Month(members=members, staff=staff)
    month.honest(members)
    for day in range(1, 8):
        for _ in range(3):
            month.visit(members[0], day)
    await machine.database.write(month.write)
    for _ in range(2):
        await machine.jobs.watch_the_till()
    assert (await machine.told()).count("suspicion-often") == 1
