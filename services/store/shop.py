"""The one row of settings and the rows of locations."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from models.shop import Location, Setting
from services.store.conflicts import insert_unless_there
from services.store.prepared import Prepared
from services.store.rows import first, insert_row, rows

ONLY = 1


_SETTINGS = Prepared(select(*Setting.__table__.c).where(Setting.id == ONLY))


def load_settings(tx: Connection) -> Row[Any] | None:
    return first(tx, _SETTINGS)


def shop_language(tx: Connection) -> str:
    """Return the language the owner chose, for people who chose none."""
    return tx.scalar(select(Setting.language)) or "ru"


def bill_limit(tx: Connection) -> int:
    """Return the largest sum a cashier records alone, in minor units."""
    return tx.execute(select(Setting.bill_limit_minor)).scalar_one()


def insert_settings(tx: Connection, values: Mapping[str, Any]) -> bool:
    return insert_unless_there(tx, Setting, {"id": ONLY, **values})


def save_settings(tx: Connection, values: Mapping[str, Any]) -> None:
    tx.execute(update(Setting).where(Setting.id == ONLY).values(**values))


def load_locations(tx: Connection) -> list[Row[Any]]:
    statement = select(Location.id, Location.name, Location.active).order_by(Location.id)
    return rows(tx, statement)


def load_location(tx: Connection, location_id: int) -> Row[Any] | None:
    statement = select(Location.id, Location.name, Location.active)
    return first(tx, statement.where(Location.id == location_id))


def location_by_name(tx: Connection, name: str) -> int | None:
    found: int | None = tx.scalar(
        select(Location.id).where(func.lower(Location.name) == func.lower(name))
    )
    return found


def insert_location(tx: Connection, name: str, *, now: datetime) -> int:
    return insert_row(tx, Location, {"name": name, "active": True, "created_at": now})


def rename_location(tx: Connection, location_id: int, name: str) -> None:
    tx.execute(update(Location).where(Location.id == location_id).values(name=name))
