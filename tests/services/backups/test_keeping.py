"""Copies thin out to hours, days and months, and every Monday each of them is opened."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services import backup_word, backups
from services.audit import Audit
from services.backups import Review
from services.database import Database
from services.facts import Key
from services.keys import Keys
from tests.builders.letters import letters_to
from tests.builders.shops import NOW, OWNER, a_shop

HOUR = timedelta(hours=1)
MONDAY_AT_TEN = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
LAST_WEEK = NOW - timedelta(days=7)


def touch(folder: Path, made: datetime, suffix: str = ".db") -> Path:
    path = folder / f"kopilka-{made:%Y-%m-%dT%H-%M-%SZ}{suffix}"
    path.touch()
    return path


def test_old_copies_thin_out_to_hours_days_and_months(tmp_path: Path):
    for hour in range(24 * 60):
        touch(tmp_path, NOW - timedelta(hours=hour))
    (tmp_path / "holiday.db").touch()

    backups.prune(tmp_path)

    left = [path.stem for path in tmp_path.iterdir()]
    assert len(left) == 1 + 24 + 7 + 3
    assert "holiday" in left
    assert backups.prune(tmp_path) == ()


def months_before(at: datetime, months: int) -> tuple[int, int]:
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return year, month + 1


def test_over_years_of_hourly_copies_each_hour_day_and_month_keeps_one():
    held: frozenset[datetime] = frozenset()
    at = NOW
    for _ in range(3 * 365 * 24):
        at += HOUR
        held = backups.kept({*held, at})
        assert len(held) <= 24 + 7 + 12
        assert at in held
        if at.hour == 5:
            lately = {at - number * HOUR for number in range(24)}
            days = {(at - timedelta(days=number)).date() for number in range(7)}
            months = {months_before(at, number) for number in range(12)}
            known = months if at > NOW + timedelta(days=400) else set()
            assert lately <= held or at < NOW + 24 * HOUR
            assert days <= {one.date() for one in held} or at < NOW + timedelta(days=8)
            assert known <= {(one.year, one.month) for one in held}


def test_a_machine_that_is_often_off_keeps_what_it_has():
    chance = random.Random(23)
    held: frozenset[datetime] = frozenset()
    at = NOW
    for _ in range(3_000):
        at += HOUR * chance.choice([1, 1, 1, 5, 30, 400])
        before = held
        held = backups.kept({*held, at})
        assert at in held
        assert len(held) >= min(len(before), 24), "old copies go only when new ones took over"
        assert len({(one.year, one.month) for one in held}) >= min(
            12, len({(one.year, one.month) for one in {*before, at}})
        )


def test_of_damaged_copies_and_unfinished_ones_few_stay(tmp_path: Path):
    for hour in range(10):
        touch(tmp_path, NOW - hour * HOUR, ".damaged")
        touch(tmp_path, NOW - hour * HOUR, ".part")
    touch(tmp_path, NOW)

    backups.prune(tmp_path)

    assert len(list(tmp_path.glob("*.damaged"))) == 3
    assert [path.name for path in tmp_path.glob("*.part")] == ["kopilka-2026-11-23T09-00-00Z.part"]


def test_a_copy_is_due_once_in_an_hour_even_a_damaged_one(tmp_path: Path):
    assert backups.due(tmp_path, now=NOW)
    touch(tmp_path, NOW, ".damaged")
    assert not backups.due(tmp_path, now=NOW + timedelta(minutes=59))
    assert backups.due(tmp_path, now=NOW + HOUR)


async def test_a_review_opens_every_copy_and_puts_broken_ones_aside(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
):
    await a_shop(sqlite_database)
    folder = tmp_path / "backups"
    made = [
        backups.backup(sqlite_url, keys, folder, now=NOW + hour * HOUR).path for hour in range(3)
    ]
    spoiled = bytearray(made[0].read_bytes())
    spoiled[-1] ^= 1
    made[0].write_bytes(bytes(spoiled))

    found = backups.review(folder, keys)

    assert (found.copies, found.newest_at, found.broken) == (2, NOW + 2 * HOUR, (made[0].name,))
    assert made[0].with_suffix(".damaged").exists()
    assert backups.review(folder, keys).broken == ()
    assert len(backups.review(folder, Keys(b"z" * 32)).broken) == 2


def a_review(**figures: object) -> Review:
    usual = {
        "copies": 30,
        "newest_at": MONDAY_AT_TEN,
        "members": 4,
        "entries": 50,
        "purchases": 40,
        "broken": (),
    }
    return Review(**{**usual, **figures})  # type: ignore[arg-type]  # figures of a review


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (a_review(), "backups-fine"),
        (a_review(broken=("one",)), "backups-trouble"),
        (a_review(newest_at=MONDAY_AT_TEN - timedelta(hours=4)), "backups-trouble"),
        (a_review(copies=0, newest_at=None), "backups-none"),
    ],
    ids=["fine", "broken", "old", "none"],
)
async def test_the_owner_hears_every_week_whether_backups_work(
    database: Database, found: Review, says: str
):
    await a_shop(database, now=LAST_WEEK)
    early = MONDAY_AT_TEN - timedelta(minutes=1)
    assert await database.read(backup_word.due, now=early) is None
    monday = await database.read(backup_word.due, now=MONDAY_AT_TEN)
    assert monday is not None

    await database.write(backup_word.promise, found, monday, now=MONDAY_AT_TEN)

    (letter,) = [one for one in await letters_to(database, OWNER) if one.text == "backups-week"]
    word = letter.facts["word"]
    assert isinstance(word, Key)
    assert word.key == says
    assert await database.read(backup_word.due, now=MONDAY_AT_TEN + HOUR) is None
    assert await database.read(backup_word.due, now=MONDAY_AT_TEN + 24 * HOUR) is None
    assert await database.read(backup_word.due, now=MONDAY_AT_TEN + 7 * 24 * HOUR) is not None


async def test_on_postgresql_the_word_says_what_was_not_looked_at(database: Database):
    await a_shop(database)
    audited = Audit(members=1, entries=2, purchases=3, difference=None)
    monday = MONDAY_AT_TEN.date()

    await database.write(backup_word.promise_of_postgresql, audited, monday, now=MONDAY_AT_TEN)

    (letter,) = await letters_to(database, OWNER)
    assert letter.facts["word"] == Key("backups-postgresql", {"entries": 2, "purchases": 3})


async def test_before_the_launch_nothing_is_said(database: Database):
    assert await database.read(backup_word.due, now=MONDAY_AT_TEN) is None
