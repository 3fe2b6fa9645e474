"""The rows of program versions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)

from models.programs import ProgramVersion
from models.shop import Setting
from services.store.prepared import Prepared
from services.store.rows import first, insert_row, rows

_HAS_BEGUN = (
    select(ProgramVersion.id)
    .where(ProgramVersion.waiting, ProgramVersion.starts_at <= bindparam("now"))
    .order_by(ProgramVersion.starts_at.desc(), ProgramVersion.id.desc())
    .limit(1)
    .scalar_subquery()
)
_began = func.coalesce(ProgramVersion.starts_at, ProgramVersion.created_at)


def in_force() -> ColumnElement[int | None]:
    """Return the id of the version in force at `now`, a parameter of the statement.

    It is the one saved last, unless a version with a date has begun since.
    """
    return func.coalesce(_HAS_BEGUN, Setting.program_version_id)


_CURRENT = Prepared(
    select(ProgramVersion.id, ProgramVersion.key)
    .select_from(Setting)
    .join(ProgramVersion, ProgramVersion.id == in_force())
)


def load_current(tx: Connection, *, now: datetime) -> Row[Any] | None:
    """Return id and key of the version in force."""
    return first(tx, _CURRENT, now=now)


def load_version(tx: Connection, version_id: int) -> Row[Any] | None:
    return first(tx, select(*ProgramVersion.__table__.c).where(ProgramVersion.id == version_id))


def load_by_key(tx: Connection, key: str) -> Row[Any] | None:
    return first(tx, select(*ProgramVersion.__table__.c).where(ProgramVersion.key == key))


def load_waiting(tx: Connection) -> list[Row[Any]]:
    """Return the versions that wait for their date, or began since the last was saved."""
    order = (ProgramVersion.starts_at, ProgramVersion.id)
    statement = select(*ProgramVersion.__table__.c).where(ProgramVersion.waiting)
    return rows(tx, statement.order_by(*order))


def load_previous(tx: Connection, began: datetime, version_id: int) -> Row[Any] | None:
    """Return the version that was in force when the one with this id began."""
    earlier = or_(_began < began, and_(_began == began, ProgramVersion.id < version_id))
    statement = (
        select(*ProgramVersion.__table__.c)
        .where(earlier, ProgramVersion.withdrawn_at.is_(None))
        .order_by(_began.desc(), ProgramVersion.id.desc())
        .limit(1)
    )
    return first(tx, statement)


def load_versions(tx: Connection, *, limit: int) -> list[Row[Any]]:
    """Return the newest versions first, without their documents; not those withdrawn."""
    columns = [column for column in ProgramVersion.__table__.c if column.name != "document"]
    statement = select(*columns).where(ProgramVersion.withdrawn_at.is_(None))
    return rows(tx, statement.order_by(_began.desc(), ProgramVersion.id.desc()).limit(limit))


def last_number(tx: Connection) -> int:
    """Return the highest number a version ever had; 0 before the first."""
    return tx.scalar(select(func.max(ProgramVersion.number))) or 0


def insert_version(tx: Connection, values: Mapping[str, Any]) -> int:
    nothing = {"starts_on": None, "starts_at": None, "waiting": False, "withdrawn_at": None}
    return insert_row(tx, ProgramVersion, nothing | dict(values))


def save_version(tx: Connection, version_id: int, values: Mapping[str, Any]) -> None:
    tx.execute(update(ProgramVersion).where(ProgramVersion.id == version_id).values(**values))
