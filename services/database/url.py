"""Database URLs: the two kinds that are understood, and what they point at."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

SQLITE = "sqlite+aiosqlite"
POSTGRESQL = "postgresql+asyncpg"


class UnknownUrl(ValueError):
    """The URL is of no kind this program knows; the message shows the two it does."""


def parse(url: str) -> URL:
    """Return the parsed URL; raise `UnknownUrl` for any other driver."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise UnknownUrl(_advice()) from error
    if parsed.drivername not in {SQLITE, POSTGRESQL}:
        raise UnknownUrl(_advice())
    if parsed.drivername == SQLITE and parsed.database in {None, "", ":memory:"}:
        raise UnknownUrl("A loyalty program needs a database file, not memory.")
    return parsed


def _advice() -> str:
    return (
        f"The database URL must begin with {SQLITE}:/// (a file) "
        f"or {POSTGRESQL}:// (a PostgreSQL server)."
    )


def sqlite_path(url: URL) -> Path:
    """Return the file an SQLite URL points at."""
    return Path(url.database or "")
