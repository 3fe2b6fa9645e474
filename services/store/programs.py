"""The rows of program versions."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from models.programs import ProgramVersion
from models.shop import Setting
from services.store.prepared import Prepared
from services.store.rows import first, insert_row, rows

_CURRENT = Prepared(
    select(ProgramVersion.id, ProgramVersion.key).join(
        Setting, Setting.program_version_id == ProgramVersion.id
    )
)


def load_current(tx: Connection) -> Row[Any] | None:
    """Return id and key of the version in force."""
    return first(tx, _CURRENT)


def load_current_id(tx: Connection) -> int | None:
    version_id: int | None = tx.scalar(select(Setting.program_version_id))
    return version_id


def load_version(tx: Connection, version_id: int) -> Row[Any] | None:
    return first(tx, select(*ProgramVersion.__table__.c).where(ProgramVersion.id == version_id))


def load_by_key(tx: Connection, key: str) -> Row[Any] | None:
    return first(tx, select(*ProgramVersion.__table__.c).where(ProgramVersion.key == key))


def load_versions(tx: Connection, *, limit: int) -> list[Row[Any]]:
    """Return the newest versions first, without their documents."""
    columns = [column for column in ProgramVersion.__table__.c if column.name != "document"]
    return rows(tx, select(*columns).order_by(ProgramVersion.number.desc()).limit(limit))


def insert_version(tx: Connection, values: Mapping[str, Any]) -> int:
    return insert_row(tx, ProgramVersion, values)
