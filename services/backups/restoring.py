"""Putting a backup in the place of the database: opened, brought up to date, audited, swapped."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select

from models.members import Member
from services import alerts, erasing, schema
from services.actors import system
from services.audit import Audit
from services.backups import sealing
from services.backups.making import audit_file, erased_in, listed_erasures
from services.backups.naming import STAMP, BackupTrouble, file_of
from services.database import Database, open_database
from services.database import url as urls
from services.database.locks import run_lock
from services.keys import Keys
from services.member_cards import NoCard

_PLAIN = b"SQLite format 3\0"
_BILLS = "SELECT count(*), max(at) FROM purchases"
_LATER = "SELECT count(*), min(id), max(id) FROM purchases WHERE at > ?"


@dataclass(frozen=True, kw_only=True, slots=True)
class Lost:
    """Bills of the replaced database that the backup does not know: count, first, last id."""

    bills: int
    first_id: int | None = None
    last_id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """The backup now in use; `replaced` is where the database before it was put.

    `erased_again` counts people who had been forgotten after the backup was made.
    """

    audit: Audit
    replaced: Path | None
    erased_again: int
    lost: Lost


async def restore(url: str, keys: Keys, copy: Path, *, now: datetime) -> Restored:
    """Put a backup, sealed or plain, in the place of the database; the old file is kept.

    The bot must be stopped (`AlreadyRunning`). Nothing is touched until the copy was opened,
    brought to today's schema and audited; people erased since it was made are erased in it
    again, and the owners find a word about all this. Raises BackupTrouble and WrongKey.
    """
    target = file_of(url)
    part = target.with_name(f"{target.name}.restoring")
    with closing(run_lock(target)):
        try:
            return await _restore(target, part, keys, copy, now=now)
        finally:
            for suffix in ("", "-wal", "-shm", ".turn"):
                part.with_name(part.name + suffix).unlink(missing_ok=True)


async def _restore(target: Path, part: Path, keys: Keys, copy: Path, *, now: datetime) -> Restored:
    forgotten = erased_in(target) | listed_erasures(copy.parent, target, keys)
    await asyncio.to_thread(_open_beside, copy, part, keys)
    lost = _lost(target, part)
    url = f"{urls.SQLITE}:///{part}"
    await schema.prepare(url, keys, now=now)
    erased = await _bring_up_to_date(url, keys, forgotten, lost, now=now)
    checked = await asyncio.to_thread(audit_file, part, keys)
    if checked.difference is not None:
        raise BackupTrouble(f"The backup is not in order: {checked.difference}.")
    replaced = _swap(target, part, now)
    return Restored(audit=checked, replaced=replaced, erased_again=erased, lost=lost)


def _open_beside(copy: Path, part: Path, keys: Keys) -> None:
    try:
        if sealing.is_sealed(copy):
            sealing.unseal(copy, part, keys)
            return
        with copy.open("rb") as file:
            if file.read(len(_PLAIN)) != _PLAIN:
                raise BackupTrouble(f"{copy} is not a backup of kopilka, or it is damaged.")
        shutil.copyfile(copy, part)
        part.chmod(0o600)
    except sealing.SealBroken as error:
        raise BackupTrouble(str(error)) from error
    except OSError as error:
        raise BackupTrouble(f"{copy} cannot be read: {error.strerror}.") from error


def _lost(target: Path, part: Path) -> Lost:
    """Count what was sold after the copy was made, as far as the old database can be read."""
    none = Lost(bills=0)
    if not target.exists():
        return none
    with suppress(sqlite3.DatabaseError):
        with closing(sqlite3.connect(part)) as driver:
            _, last = driver.execute(_BILLS).fetchone()
        with closing(sqlite3.connect(target)) as driver:
            bills, first_id, last_id = driver.execute(_LATER, (last or "",)).fetchone()
        return Lost(bills=bills, first_id=first_id, last_id=last_id)
    return none


async def _bring_up_to_date(
    url: str, keys: Keys, forgotten: Iterable[tuple[int, str]], lost: Lost, *, now: datetime
) -> int:
    database = await open_database(url, keys)
    try:
        erased = await _erase_again(database, forgotten, now=now)
        await database.write(
            alerts.tell_owners,
            "alert-restored",
            {"bills": lost.bills, "erased": erased},
            occasion=now.isoformat(),
            now=now,
        )
        await database.scrub()
    finally:
        await database.close()
    return erased


async def _erase_again(
    database: Database, forgotten: Iterable[tuple[int, str]], *, now: datetime
) -> int:
    erased = 0
    for member_id, joined in sorted(forgotten):
        if not await database.read(_is_the_same, member_id, joined):
            continue
        try:
            await database.write(
                erasing.erase,
                member_id,
                key=f"restore:erase:{member_id}",
                now=now,
                actor=system("restore"),
            )
        except NoCard:
            continue  # the backup has forgotten them too
        erased += 1
    return erased


def _is_the_same(tx: Connection, member_id: int, joined: str) -> bool:
    found = tx.scalar(select(Member.joined_at).where(Member.id == member_id))
    return found is not None and found == datetime.fromisoformat(joined)


def _swap(target: Path, part: Path, now: datetime) -> Path | None:
    replaced = _put_aside(target, now)
    _forget_log(part)
    part.replace(target)
    return replaced


def _put_aside(target: Path, now: datetime) -> Path | None:
    if not target.exists():
        return None
    _forget_log(target)
    aside = target.with_name(f"{target.name}.replaced-{now.strftime(STAMP)}")
    target.rename(aside)
    return aside


def _forget_log(file: Path) -> None:
    """Move what stands in the log into the file itself, so that the file is all there is."""
    # A damaged file is put aside as it is.
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(file)) as driver:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
