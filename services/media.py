"""Pictures the messenger already has: sent once, then named by their file id."""

import hashlib
from datetime import datetime

from sqlalchemy import Connection

from services.store import media as store


def file_id(tx: Connection, digest: str) -> str | None:
    """Return the messenger's id of the picture with this digest of visible fields, if any."""
    return store.load_file_id(tx, _key(digest))


def keep(tx: Connection, digest: str, file_id: str, *, now: datetime) -> None:
    """Remember where the picture is; the newest id wins, ids unused for 90 days go."""
    store.save_file_id(tx, _key(digest), file_id, now=now)


def _key(digest: str) -> bytes:
    # Whatever the caller hashed, the table sees 32 bytes that cannot be turned back.
    return hashlib.sha256(digest.encode()).digest()
