"""Bring the database to the schema of this program, or say in one sentence why not.

Docs: docs/reliability.md, F16 and F23. A migration is one transaction under a lock, with a
copy of the SQLite file made first; killed at any moment, it leaves the old schema or the new.
"""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, event, insert, inspect, select, text
from sqlalchemy.ext.asyncio import create_async_engine

import migrations
from models.installation import Installation
from services.database import AlreadyRunning
from services.database import url as urls
from services.database.locks import FileLock, run_lock, was_used
from services.database.sqlite import writing_engine
from services.keys import Keys, WrongKey

if TYPE_CHECKING:
    from alembic.config import Config

# Any number will do, as long as only this program uses it.
_POSTGRESQL_LOCK = 7_203_118
_CHECKED_BYTES_MAX = 256 * 1024 * 1024


class SchemaTrouble(Exception):
    """The database cannot be used as it is; the message is one plain sentence."""


class NewerSchema(SchemaTrouble):
    """A newer version of the program has been here."""


async def prepare(url: str, keys: Keys, *, now: datetime) -> None:
    """Create the database or migrate it, and make sure that `keys` belong to it.

    Raises `SchemaTrouble`, `NewerSchema` and `WrongKey`; nothing was changed then.
    """
    parsed = urls.parse(url)
    if parsed.drivername == urls.SQLITE:
        _prepare_file(urls.sqlite_path(parsed), keys, now)
        return
    engine = create_async_engine(parsed)
    try:
        async with engine.begin() as connection:
            await connection.execute(select(text(f"pg_advisory_xact_lock({_POSTGRESQL_LOCK})")))
            await connection.run_sync(_bring_to_head, keys, now)
    finally:
        await engine.dispose()


def _prepare_file(path: Path, keys: Keys, now: datetime) -> None:
    _refuse_lost_log(path)
    _create_private(path)
    try:
        revision = _revision_of_file(path)
    except sqlite3.DatabaseError as error:
        raise SchemaTrouble(f"{path} is damaged: restore a backup of it.") from error
    if revision is None and was_used(path):
        raise SchemaTrouble(
            f"{path} was a shop and is empty now: restore a backup of it. "
            f"To open a new shop instead, delete {path.name}.turn beside it."
        )
    _refuse_newer(revision)
    if revision == migrations.HEAD:
        # As at every start but the first: nothing is written, a bot beside us goes on.
        _refuse_other(keys, _key_check_of_file(path))
        return
    with closing(_alone(path)):
        if revision is not None:
            backup_file(path, path.with_name(f"{path.name}.before-{migrations.HEAD}"))
        _with_file(path, keys, now)


def _refuse_lost_log(path: Path) -> None:
    """Stop if the newest entries are gone: SQLite drops the index of its log before the log."""
    log = path.with_name(f"{path.name}-wal")
    if path.with_name(f"{path.name}-shm").exists() and not log.exists():
        raise SchemaTrouble(
            f"{log} is gone, and the newest entries with it: put it back, or restore a backup."
        )


def _alone(path: Path) -> FileLock:
    try:
        return run_lock(path)
    except AlreadyRunning as error:
        raise SchemaTrouble(
            f"{path} was made by another version of kopilka, which is running: stop it first."
        ) from error


def _create_private(path: Path) -> None:
    """Make the file, if there is none, readable by its owner alone."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise SchemaTrouble(f"{path} cannot be written to: {error.strerror}.") from error


def _revision_of_file(path: Path) -> str | None:
    with closing(sqlite3.connect(path, timeout=30)) as driver:
        if path.stat().st_size <= _CHECKED_BYTES_MAX:
            (verdict,) = driver.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise sqlite3.DatabaseError(verdict)
        known = driver.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
        ).fetchone()
        if known is None:
            return None
        row = driver.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None


def _key_check_of_file(path: Path) -> bytes | None:
    with closing(sqlite3.connect(path, timeout=30)) as driver:
        row = driver.execute("SELECT key_check FROM installation").fetchone()
    return row[0] if row else None


def _with_file(path: Path, keys: Keys, now: datetime) -> None:
    engine = writing_engine(path, keys)
    # Rebuilding a table drops it for a moment, which foreign keys would refuse or cascade.
    event.listen(engine, "connect", lambda driver, _: driver.execute("PRAGMA foreign_keys=OFF"))
    event.listen(engine, "begin", lambda tx: tx.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        _bring_to_head(connection, keys, now)
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise SchemaTrouble(f"{path} has rows that point nowhere: restore a backup of it.")


def backup_file(source: Path, target: Path) -> None:
    """Copy a live SQLite file through SQLite itself; `cp` would miss what is in the log."""
    os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)
        # A copy is one file: no log beside it that could be left behind.
        copy.execute("PRAGMA journal_mode=DELETE")


def _bring_to_head(connection: Connection, keys: Keys, now: datetime) -> None:
    revision = current_revision(connection)
    if revision != migrations.HEAD:
        _refuse_newer(revision)
        from alembic import command  # noqa: PLC0415  # heavy, and needed at the first start only

        command.upgrade(alembic_config(connection), migrations.HEAD)
    check = connection.execute(select(Installation.key_check)).scalar()
    if check is None:
        row = {"id": 1, "key_check": keys.check, "made_at": now}
        connection.execute(insert(Installation), row)
    else:
        _refuse_other(keys, check)


def _refuse_other(keys: Keys, check: bytes | None) -> None:
    if check != keys.check:
        raise WrongKey("The key file does not belong to this database: bring the right one.")


def current_revision(connection: Connection) -> str | None:
    """Return the revision of the schema, None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.exec_driver_sql(
        "SELECT version_num FROM alembic_version"
    ).scalar()
    return revision


def _refuse_newer(revision: str | None) -> None:
    if revision is not None and revision > migrations.HEAD:
        raise NewerSchema(
            f"A newer kopilka (schema {revision}) has used this database; "
            f"this one knows {migrations.HEAD}: update the program."
        )


def alembic_config(connection: Connection) -> "Config":
    """Return the configuration that runs our migrations on this very connection."""
    from alembic.config import Config  # noqa: PLC0415  # see above

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    return config
