"""The one row of the installation."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from models.installation import Installation


def load_alive(tx: Connection) -> datetime | None:
    """Return when the program last gave a sign of life, None before the first."""
    alive_at: datetime | None = tx.execute(select(Installation.alive_at)).scalar()
    return alive_at


def save_alive(tx: Connection, now: datetime) -> None:
    tx.execute(update(Installation).values(alive_at=now))
