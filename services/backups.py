"""Backups of an SQLite file: made beside a running bot, opened and audited, put back.

docs/reliability.md, F16 and F26. PostgreSQL has tools of its own (pg_dump), and the
commands say so.
"""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from services import erasing, schema
from services.actors import system
from services.audit import Audit, audit
from services.database import open_database
from services.database import url as urls
from services.database.locks import run_lock
from services.database.sqlite import reading_engine
from services.keys import Keys
from services.member_cards import NoCard

_STAMP = "%Y-%m-%dT%H-%M-%SZ"
_KEPT = ((timedelta(hours=24), "%Y-%m-%dT%H"), (timedelta(days=7), "%Y-%m-%d"))
_MONTHS = 12


class BackupTrouble(Exception):
    """The backup cannot be made or used; the message is one plain sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Backup:
    """A copy that was opened and audited."""

    path: Path
    audit: Audit


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """The backup now in use; `replaced` is where the database before it was put.

    `erased_again` counts people who had been forgotten after the backup was made.
    """

    audit: Audit
    replaced: Path | None
    erased_again: int


def backup(url: str, keys: Keys, folder: Path, *, now: datetime) -> Backup:
    """Copy the live database into the folder and audit the copy; blocks, but nobody waits.

    Raises `BackupTrouble` if the copy is not in order: it is kept under the name
    "*.damaged" to be looked at.
    """
    source = _file_of(url)
    if not source.is_file():
        raise BackupTrouble(f"There is no database at {source} yet.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"{source.stem}-{now.strftime(_STAMP)}.db"
    part = target.with_suffix(".part")
    schema.backup_file(source, part)
    checked = audit_file(part, keys)
    if checked.difference is not None:
        part.rename(target.with_suffix(".damaged"))
        raise BackupTrouble(f"The database is not in order: {checked.difference}.")
    part.rename(target)
    return Backup(path=target, audit=checked)


def audit_file(path: Path, keys: Keys) -> Audit:
    """Audit a database file that nobody writes to."""
    engine = reading_engine(path, keys)
    try:
        with engine.connect() as connection:
            return audit(connection)
    except DBAPIError as error:
        raise BackupTrouble(f"{path} is not a usable backup: {error.orig}.") from error
    finally:
        engine.dispose()


def prune(folder: Path, *, now: datetime) -> tuple[Path, ...]:
    """Delete copies no longer needed: 24 hours, 7 days and 12 months keep one each."""
    copies = sorted(folder.glob("*.db"), reverse=True)
    kept: set[tuple[str, str]] = set()
    gone = []
    for copy in copies:
        made = _made_at(copy, now)
        if made is None:
            continue  # not one of ours
        place = _place(made, now)
        if place is None or place in kept:
            copy.unlink()
            gone.append(copy)
        else:
            kept.add(place)
    return tuple(gone)


def _made_at(copy: Path, now: datetime) -> datetime | None:
    # "kopilka-2026-11-23T09-00-00Z": the stamp is the last 20 characters.
    try:
        return datetime.strptime(copy.stem[-20:], _STAMP).replace(tzinfo=now.tzinfo)
    except ValueError:
        return None


def _place(made: datetime, now: datetime) -> tuple[str, str] | None:
    """Name the one copy this one competes with, None if it is too old for any place."""
    for age, pattern in _KEPT:
        if now - made < age:
            return pattern, made.strftime(pattern)
    months = (now.year - made.year) * 12 + now.month - made.month
    return ("%Y-%m", made.strftime("%Y-%m")) if months < _MONTHS else None


async def restore(url: str, keys: Keys, copy: Path, *, now: datetime) -> Restored:
    """Put a backup in the place of the database; the old file is kept beside it.

    The bot must be stopped (`AlreadyRunning`). The copy is audited before anything is
    touched, and people erased since it was made are erased in it again.
    """
    target = _file_of(url)
    with closing(run_lock(target)):
        part = await asyncio.to_thread(_copy_beside, copy, target)
        part_url = f"{urls.SQLITE}:///{part}"
        await schema.prepare(part_url, keys, now=now)
        erased = await _erase_again(part_url, keys, _erased_in(target), now=now)
        checked = await asyncio.to_thread(audit_file, part, keys)
        if checked.difference is not None:
            raise BackupTrouble(f"The backup is not in order: {checked.difference}.")
        replaced = _put_aside(target, now)
        _forget_log(part)
        part.replace(target)
        part.with_name(f"{part.name}.turn").unlink(missing_ok=True)
    return Restored(audit=checked, replaced=replaced, erased_again=erased)


def _copy_beside(copy: Path, target: Path) -> Path:
    part = target.with_name(f"{target.name}.restoring")
    try:
        shutil.copyfile(copy, part)
    except OSError as error:
        raise BackupTrouble(f"{copy} cannot be read: {error.strerror}.") from error
    part.chmod(0o600)
    return part


def _file_of(url: str) -> Path:
    parsed = urls.parse(url)
    if parsed.drivername != urls.SQLITE:
        raise BackupTrouble("PostgreSQL is backed up with pg_dump and restored with pg_restore.")
    return urls.sqlite_path(parsed)


def _erased_in(target: Path) -> tuple[int, ...]:
    """Return the members whom the database to be replaced has forgotten, if it can be read."""
    if not target.exists():
        return ()
    try:
        with closing(sqlite3.connect(target)) as driver:
            return tuple(row[0] for row in driver.execute("SELECT member_id FROM erasures"))
    except sqlite3.DatabaseError:
        return ()


async def _erase_again(url: str, keys: Keys, members: Iterable[int], *, now: datetime) -> int:
    erased = 0
    database = await open_database(url, keys)
    try:
        for member_id in members:
            try:
                await database.write(
                    erasing.erase,
                    member_id,
                    key=f"restore:erase:{member_id}",
                    now=now,
                    actor=system("restore"),
                )
            except NoCard:
                continue  # the backup has forgotten them too, or never knew them
            erased += 1
        await database.scrub()
    finally:
        await database.close()
    return erased


def _put_aside(target: Path, now: datetime) -> Path | None:
    if not target.exists():
        return None
    _forget_log(target)
    aside = target.with_name(f"{target.name}.replaced-{now.strftime(_STAMP)}")
    target.rename(aside)
    return aside


def _forget_log(file: Path) -> None:
    """Move what stands in the log into the file itself, so that the file is all there is."""
    # A damaged file is put aside as it is.
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(file)) as driver:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
