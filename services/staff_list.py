"""The owner's list of who serves, with the work of the last 30 days."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from services.actors import Role
from services.domain.errors import Refusal
from services.keys import keys_of
from services.store import staff as store

ACTIVITY_DAYS = 30


@dataclass(kw_only=True, unsafe_hash=True)
class UnknownStaff(Refusal):
    """No such person serves, or the waiting one was answered already."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffView:
    """One line of the owner's list, with the work of the last 30 days."""

    id: int
    name: str
    role: Role
    location_name: str | None
    active: bool
    waiting: bool
    last_active_at: datetime | None
    bills_30d: int
    undone_30d: int


def members_of_staff(tx: Connection, *, now: datetime) -> tuple[StaffView, ...]:
    """List everybody who serves or served, the active first."""
    since = now - timedelta(days=ACTIVITY_DAYS)
    work = store.work_since(tx, since)
    keys = keys_of(tx)
    return tuple(
        StaffView(
            id=row.id,
            name=keys.decrypt(row.name_encrypted) if row.name_encrypted else "",
            role=Role(row.role),
            location_name=row.location_name,
            active=row.active,
            waiting=row.waiting,
            last_active_at=row.last_active_at,
            bills_30d=work[row.id].bills if row.id in work else 0,
            undone_30d=work[row.id].undone if row.id in work else 0,
        )
        for row in store.load_all(tx)
    )


def person_of_staff(tx: Connection, staff_id: int, *, now: datetime) -> StaffView:
    """Return one line of the list; raise UnknownStaff."""
    for view in members_of_staff(tx, now=now):
        if view.id == staff_id:
            return view
    raise UnknownStaff
