"""The rows of summaries: their hours, their readers, and which were promised."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from models.people import Person
from models.staff import Staff
from models.summaries import SummaryKind, SummaryPlan, SummaryReader, SummaryRun
from services.actors import CHIEFS
from services.store.conflicts import insert_unless_there
from services.store.rows import rows
from services.store.upserts import upsert


def load_plans(tx: Connection) -> dict[SummaryKind, Row[Any]]:
    found = rows(tx, select(SummaryPlan.kind, SummaryPlan.hour, SummaryPlan.since))
    return {row.kind: row for row in found}


def save_plan(tx: Connection, kind: SummaryKind, hour: int, *, since: datetime) -> None:
    upsert(tx, SummaryPlan, [{"kind": kind, "hour": hour, "since": since}])


def load_chiefs(tx: Connection) -> Sequence[Row[Any]]:
    """Return active owners and managers, the owners first."""
    return rows(
        tx,
        select(Staff.id, Staff.role, Person.telegram_id, Person.name_encrypted)
        .join(Person, Person.id == Staff.person_id)
        .where(Staff.active, Staff.role.in_(sorted(CHIEFS)), Person.telegram_id.is_not(None))
        .order_by(Staff.role.desc(), Staff.id),
    )


def load_wishes(tx: Connection) -> Mapping[tuple[int, SummaryKind], bool]:
    found = rows(tx, select(SummaryReader.staff_id, SummaryReader.kind, SummaryReader.wanted))
    return {(row.staff_id, row.kind): row.wanted for row in found}


def save_wish(tx: Connection, staff_id: int, kind: SummaryKind, wanted: bool) -> None:
    upsert(tx, SummaryReader, [{"staff_id": staff_id, "kind": kind, "wanted": wanted}])


def was_promised(tx: Connection, kind: SummaryKind, on: date) -> bool:
    found = tx.scalar(
        select(SummaryRun.kind).where(SummaryRun.kind == kind, SummaryRun.on == on).limit(1)
    )
    return found is not None


def claim(tx: Connection, kind: SummaryKind, on: date, *, now: datetime) -> bool:
    """Take the one place there is for this kind and date; False if it is taken."""
    return insert_unless_there(tx, SummaryRun, {"kind": kind, "on": on, "made_at": now})
