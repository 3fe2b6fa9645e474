"""The schema can be walked up and down, is what the models say, and guards the ledger."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

import migrations
from migrations.triggers import APPEND_ONLY
from models.base import Base
from services import schema
from services.database import Database
from services.keys import Keys, WrongKey
from tests.databases import NOW


@contextmanager
def sqlite_connection(path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def up_down_up(connection: Connection) -> None:
    config = schema.alembic_config(connection)
    for revision in reversed(list(ScriptDirectory.from_config(config).walk_revisions())):
        command.upgrade(config, revision.revision)
        command.downgrade(config, str(revision.down_revision or "base"))
        command.upgrade(config, revision.revision)


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


def trigger_names(connection: Connection) -> set[str]:
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    else:
        found = connection.execute(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
    return set(found.scalars())


def test_the_newest_revision_is_the_one_the_program_asks_for(tmp_path: Path):
    with sqlite_connection(tmp_path / "walk.db") as connection:
        config = schema.alembic_config(connection)
        assert ScriptDirectory.from_config(config).get_current_head() == migrations.HEAD


def test_every_migration_goes_up_down_and_up_on_sqlite(tmp_path: Path):
    with sqlite_connection(tmp_path / "walk.db") as connection:
        up_down_up(connection)
        assert differences(connection) == []


async def test_every_migration_goes_up_down_and_up_on_postgresql(empty_postgresql_url: str):
    engine = create_async_engine(empty_postgresql_url)
    async with engine.begin() as connection:
        await connection.run_sync(up_down_up)
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_the_tables_are_what_the_models_say(database: Database):
    assert await database.read(differences) == []


async def test_triggers_stand_at_head(database: Database):
    names = await database.read(trigger_names)

    assert all(any(name.startswith(f"{table}_refuse_") for name in names) for table in APPEND_ONLY)


def one_draw(tx: Connection) -> None:
    tx.execute(text("PRAGMA foreign_keys") if tx.dialect.name == "sqlite" else text("SELECT 1"))
    tx.execute(
        text(
            "INSERT INTO members (id, card_number, status, joined_at, joined_on, settled_on,"
            " balance, pending, deficit, counters, year_after, year_spend_minor, year_visits,"
            " next_lot, next_entry, head)"
            " VALUES (1, '1', 'active', :at, :day, :day, 0, 0, 0, '{}', :day, 0, 0, 1, 1, :head)"
        ),
        _values(tx),
    )
    tx.execute(
        text(
            "INSERT INTO lots (member_id, number, entry_number, amount, points_left, opened_on,"
            " held, expired) VALUES (1, 1, 1, 5, 5, :day, :no, 0)"
        ),
        _values(tx),
    )
    tx.execute(text("INSERT INTO draws VALUES (1, 1, 0, 1, 5)"))


def _values(tx: Connection) -> dict[str, Any]:
    sqlite = tx.dialect.name == "sqlite"
    return {
        "at": NOW.isoformat() if sqlite else NOW,
        "day": NOW.date().isoformat() if sqlite else NOW.date(),
        "head": b"",
        "no": 0 if sqlite else False,
    }


@pytest.mark.parametrize(
    "statement", ["UPDATE draws SET points = 6", "DELETE FROM draws WHERE member_id = 1"]
)
async def test_the_ledger_refuses_to_be_changed(database: Database, statement: str):
    await database.write(one_draw)

    with pytest.raises(DBAPIError, match="the ledger only grows"):
        await database.write(lambda tx: tx.execute(text(statement)))

    assert await database.read(lambda tx: tx.scalar(text("SELECT sum(points) FROM draws"))) == 5


async def test_a_number_column_takes_no_text(sqlite_database: Database):
    with pytest.raises(DBAPIError, match="cannot store TEXT value in INTEGER column"):
        await sqlite_database.write(
            lambda tx: tx.execute(text("INSERT INTO draws VALUES (1, 1, 0, 1, 'many')"))
        )


async def test_a_newer_schema_is_refused_in_one_sentence(sqlite_url: str, keys: Keys):
    """F23: an older program does not touch what it does not know."""
    path = sqlite_url.removeprefix("sqlite+aiosqlite:///")
    with sqlite3.connect(path) as driver:
        driver.execute("UPDATE alembic_version SET version_num = '9999'")
    driver.close()

    with pytest.raises(schema.NewerSchema, match="update the program"):
        await schema.prepare(sqlite_url, keys, now=NOW)


async def test_a_file_of_an_older_schema_is_copied_before_it_is_migrated(
    tmp_path: Path, keys: Keys
):
    """F23: a copy first."""
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as driver:
        driver.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        driver.execute("INSERT INTO alembic_version VALUES ('0000')")
    driver.close()

    with pytest.raises(Exception, match="0000"):
        await schema.prepare(f"sqlite+aiosqlite:///{path}", keys, now=NOW)

    copy = tmp_path / f"old.db.before-{migrations.HEAD}"
    with sqlite3.connect(copy) as driver:
        assert driver.execute("SELECT version_num FROM alembic_version").fetchone() == ("0000",)
    driver.close()


async def test_a_second_start_changes_nothing(sqlite_url: str, keys: Keys):
    before = content_of(sqlite_url)

    await schema.prepare(sqlite_url, keys, now=NOW)

    assert content_of(sqlite_url) == before


def content_of(url: str) -> bytes:
    return Path(url.removeprefix("sqlite+aiosqlite:///")).read_bytes()


async def test_another_key_file_is_noticed_at_start(database_url: str):
    with pytest.raises(WrongKey, match="does not belong to this database"):
        await schema.prepare(database_url, Keys(b"x" * 32), now=NOW)


async def test_a_damaged_file_is_told_in_one_sentence(tmp_path: Path, keys: Keys):
    """F16: in words that point to a backup."""
    path = tmp_path / "broken.db"
    path.write_bytes(b"not a database at all" * 100)

    with pytest.raises(schema.SchemaTrouble, match="restore a backup"):
        await schema.prepare(f"sqlite+aiosqlite:///{path}", keys, now=NOW)
