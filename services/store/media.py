"""The rows of pictures already sent."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from models.media import Media
from services.store.conflicts import insert_unless_there

KEEP_DAYS = 90


def load_file_id(tx: Connection, digest: bytes) -> str | None:
    file_id: str | None = tx.scalar(select(Media.file_id).where(Media.digest == digest))
    return file_id


def save_file_id(tx: Connection, digest: bytes, file_id: str, *, now: datetime) -> None:
    tx.execute(delete(Media).where(Media.kept_at < now - timedelta(days=KEEP_DAYS)))
    tx.execute(delete(Media).where(Media.digest == digest))
    insert_unless_there(tx, Media, {"digest": digest, "file_id": file_id, "kept_at": now})
