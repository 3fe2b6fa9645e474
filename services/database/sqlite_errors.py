"""SQLite's trouble codes, told as one plain sentence each."""

import sqlite3

from sqlalchemy.exc import DBAPIError

from services.database.errors import Unavailable

_SENTENCES = {
    sqlite3.SQLITE_BUSY: "The database is held by another program.",
    sqlite3.SQLITE_LOCKED: "The database is held by another program.",
    sqlite3.SQLITE_FULL: "The disk is full; nothing was recorded.",
    sqlite3.SQLITE_READONLY: "The database file cannot be written to.",
    sqlite3.SQLITE_IOERR: "The disk does not answer; nothing was recorded.",
    sqlite3.SQLITE_CANTOPEN: "The database file cannot be opened.",
    sqlite3.SQLITE_CORRUPT: "The database file is damaged; restore a backup.",
    sqlite3.SQLITE_NOTADB: "The file is not a database of Kopilka.",
}


def translated(error: BaseException) -> BaseException:
    """Return `Unavailable` for trouble of the file itself, any other error as it is."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, sqlite3.Error):
        return error
    # The low byte is the kind of trouble, the rest its details.
    sentence = _SENTENCES.get((getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF)
    if sentence is None:
        return error
    trouble = Unavailable(sentence)
    trouble.__cause__ = error
    return trouble


def told(error: sqlite3.Error | DBAPIError) -> Exception:
    """Return what to raise from a database error: `Unavailable`, or the bug it shows."""
    trouble = translated(error)
    if isinstance(trouble, Unavailable):
        return trouble
    return RuntimeError(f"the database refused a statement: {type(error).__name__}")
