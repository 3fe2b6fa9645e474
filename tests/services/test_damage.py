"""F16: a damaged or lost database file is told in one sentence; no empty shop takes its place."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from services import schema
from services.database import open_database
from services.keys import Keys
from tests.builders.shops import NOW, a_member, a_shop

PAGE = 4096


@pytest.fixture
def shop_file(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite+aiosqlite:///"))


async def live(url: str, keys: Keys) -> None:
    database = await open_database(url, keys, alone=True)
    here = await a_shop(database)
    for _ in range(5):
        await a_member(here)
    await database.close()


def spoil_a_page(file: Path) -> None:
    content = bytearray(file.read_bytes())
    for page in range(2, 40):
        content[page * PAGE : (page + 1) * PAGE] = random.Random(page).randbytes(PAGE)
    file.write_bytes(content)


def cut_in_half(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // PAGE // 2 * PAGE])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def remove(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (spoil_a_page, "is damaged: restore a backup"),
        (cut_in_half, "is damaged: restore a backup"),
        (empty, "was a shop and is empty now: restore a backup"),
        (remove, "was a shop and is empty now: restore a backup"),
    ],
)
async def test_a_damaged_shop_is_never_replaced_by_an_empty_one(
    shop_file: Path, sqlite_url: str, keys: Keys, damage: Callable[[Path], None], sentence: str
) -> None:
    """F16: each start says the same, until somebody restores a backup."""
    await live(sqlite_url, keys)
    damage(shop_file)
    for _ in range(2):
        with pytest.raises(schema.SchemaTrouble, match=sentence):
            await schema.prepare(sqlite_url, keys, now=NOW)


async def test_a_shop_without_its_log_does_not_start_with_yesterdays_books(
    shop_file: Path, sqlite_url: str, keys: Keys, tmp_path: Path
) -> None:
    """F16: somebody copied the file of a killed bot and left the log behind."""
    database = await open_database(sqlite_url, keys, alone=True)
    await a_shop(database)
    copied = tmp_path / "copied"
    copied.mkdir()
    for name in (shop_file.name, f"{shop_file.name}-shm"):
        shutil.copy(shop_file.with_name(name), copied / name)
    await database.close()
    with pytest.raises(schema.SchemaTrouble, match="newest entries"):
        await schema.prepare(f"sqlite+aiosqlite:///{copied / shop_file.name}", keys, now=NOW)


async def test_a_new_shop_may_be_opened_where_an_old_one_was_given_up(
    shop_file: Path, sqlite_url: str, keys: Keys
) -> None:
    await live(sqlite_url, keys)
    for gone in (shop_file, shop_file.with_name(f"{shop_file.name}.turn")):
        remove(gone)
    await schema.prepare(sqlite_url, keys, now=NOW)
    with closing(sqlite3.connect(shop_file)) as driver:
        assert driver.execute("SELECT count(*) FROM members").fetchone() == (0,)
