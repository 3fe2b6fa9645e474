"""What a backup is called, and which file it is a backup of."""

from datetime import UTC, datetime
from pathlib import Path

from services.database import url as urls

STAMP = "%Y-%m-%dT%H-%M-%SZ"
WHOLE, DAMAGED, PART = ".db", ".damaged", ".part"


class BackupTrouble(Exception):
    """The backup cannot be made or used; the message is one plain sentence."""


def file_of(url: str) -> Path:
    """Return the database file; raise BackupTrouble for PostgreSQL."""
    parsed = urls.parse(url)
    if parsed.drivername != urls.SQLITE:
        raise BackupTrouble("PostgreSQL is backed up with pg_dump and restored with pg_restore.")
    return urls.sqlite_path(parsed)


def name_of(source: Path, now: datetime) -> str:
    return f"{source.stem}-{now.astimezone(UTC).strftime(STAMP)}{WHOLE}"


def made_at(copy: Path) -> datetime | None:
    """Return when a copy was made, as its name says; None if it is not one of ours."""
    # "kopilka-2026-11-23T09-00-00Z": the stamp is the last 20 characters.
    try:
        return datetime.strptime(copy.stem[-20:], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def erasures_of(folder: Path, source: Path) -> Path:
    """Return where the list of erased people lies beside the copies."""
    return folder / f"{source.stem}-erasures.sealed"
