"""Making a backup: copied through SQLite, opened, audited, sealed, read back."""

import json
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from services import schema
from services.audit import Audit, audit
from services.backups import sealing
from services.backups.naming import DAMAGED, PART, BackupTrouble, erasures_of, file_of, name_of
from services.database.locks import FileLock
from services.database.sqlite import reading_engine
from services.keys import Keys

ERASED = (
    "SELECT erasures.member_id, members.joined_at"
    " FROM erasures JOIN members ON members.id = erasures.member_id"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Backup:
    """A copy that was opened and audited, and that decrypts to what was copied."""

    path: Path
    audit: Audit


def backup(url: str, keys: Keys, folder: Path, *, now: datetime) -> Backup:
    """Copy the live database into the folder, audited and sealed; blocks, but nobody waits.

    Raises `BackupTrouble` if the copy is not in order: it is kept under the name
    "*.damaged" to be looked at.
    """
    source = file_of(url)
    if not source.is_file():
        raise BackupTrouble(f"There is no database at {source} yet.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The plain copy stays beside the plain database: the folder may be anywhere.
    plain = source.with_name(f"{source.name}.copying")
    lock = FileLock(source.with_name(f"{source.name}.copying-lock"))
    with closing(lock), lock.held():
        try:
            schema.backup_file(source, plain)
            return _seal(plain, folder / name_of(source, now), keys, now=now)
        except sqlite3.DatabaseError as error:
            raise BackupTrouble(f"The database cannot be copied: {error}.") from error
        finally:
            plain.unlink(missing_ok=True)


def _seal(plain: Path, target: Path, keys: Keys, *, now: datetime) -> Backup:
    checked = audit_file(plain, keys)
    facts = {
        "made_at": now.isoformat(),
        "members": checked.members,
        "entries": checked.entries,
        "purchases": checked.purchases,
        "difference": str(checked.difference) if checked.difference else None,
    }
    part = target.with_suffix(PART)
    try:
        sealing.seal(plain, part, keys, facts)
    except sealing.SealBroken as error:
        part.replace(target.with_suffix(DAMAGED))
        raise BackupTrouble(str(error)) from error
    except OSError:
        part.unlink(missing_ok=True)
        raise
    if checked.difference is not None:
        part.replace(target.with_suffix(DAMAGED))
        raise BackupTrouble(f"The database is not in order: {checked.difference}.")
    part.replace(target)
    _list_erasures(plain, erasures_of(target.parent, plain.with_suffix("")), keys)
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


def erased_in(database: Path) -> frozenset[tuple[int, str]]:
    """Return (id, moment of joining) of everybody whom a database file has forgotten.

    Ids alone would not do: after a restore they are given to other people.
    """
    if not database.exists():
        return frozenset()
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(database)) as driver:
        return frozenset((row[0], row[1]) for row in driver.execute(ERASED))
    return frozenset()


def _list_erasures(plain: Path, target: Path, keys: Keys) -> None:
    """Keep the list of the erased beside the copies: an older one must forget them too."""
    found = json.dumps(sorted(erased_in(plain)))
    draft, part = plain.with_suffix(".erasures"), target.with_suffix(PART)
    try:
        draft.write_text(found, encoding="ascii")
        sealing.seal(draft, part, keys, {})
        part.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def listed_erasures(folder: Path, database: Path, keys: Keys) -> frozenset[tuple[int, str]]:
    """Read the list beside a copy; empty if there is none."""
    listed = erasures_of(folder, database)
    if not listed.is_file():
        return frozenset()
    try:
        text = b"".join(sealing.opened(listed, keys))
        return frozenset((int(member_id), str(joined)) for member_id, joined in json.loads(text))
    except (sealing.SealBroken, ValueError) as error:
        raise BackupTrouble(
            f"The list of erased people {listed} is damaged: move it away to restore without it."
        ) from error
