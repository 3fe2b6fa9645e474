"""Who changed what and when: the versions of the rules, those planned among them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, Row

from services.program import Change, describe_change
from services.program_versions import UnknownVersion, changes_from, current, version
from services.store import people as people_store
from services.store import programs as store

_HISTORY_ROWS = 50


class VersionState(StrEnum):
    PLANNED = "planned"
    IN_FORCE = "in-force"
    PAST = "past"


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionView:
    """A version and what it changed; `staff_id` and `author` are None for the command line.

    `at` is when it was saved, `starts_on` the local date it was saved for; None: at once.
    """

    version_id: int
    number: int
    at: datetime
    staff_id: int | None
    author: str | None
    role: str
    changes: tuple[Change, ...]
    state: VersionState
    starts_on: date | None = None

    @property
    def current(self) -> bool:
        return self.state is VersionState.IN_FORCE


@dataclass(frozen=True, kw_only=True, slots=True)
class Restoring:
    """What restoring a version would change in the rules in force; `text` is its program file."""

    version: VersionView
    based_on: int
    changes: tuple[Change, ...]
    text: str


def history(tx: Connection, *, now: datetime) -> tuple[VersionView, ...]:
    """Return the 50 newest versions by the day they begin, the last first; not those withdrawn."""
    row = store.load_current(tx, now=now)
    in_force = None if row is None else row.id
    found = store.load_versions(tx, limit=_HISTORY_ROWS)
    staff = {row.staff_id for row in found if row.staff_id is not None}
    names = {one: people_store.staff_name(tx, one) for one in staff}
    return tuple(_view(row, names.get(row.staff_id), in_force, now) for row in found)


def one_version(tx: Connection, version_id: int, *, now: datetime) -> VersionView:
    """Return one version of the list; raise UnknownVersion, also for one that was withdrawn."""
    for one in history(tx, now=now):
        if one.version_id == version_id:
            return one
    raise UnknownVersion(version=version_id)


def restoring(tx: Connection, version_id: int, *, now: datetime) -> Restoring:
    """Tell what restoring a version would change; raise UnknownVersion."""
    view, stored = one_version(tx, version_id, now=now), version(tx, version_id)
    in_force = current(tx, now=now)
    return Restoring(
        version=view,
        based_on=in_force.version_id,
        changes=describe_change(in_force.document, stored.document),
        text=stored.text,
    )


def _view(
    row: Row[tuple[object, ...]], author: str | None, in_force: int | None, now: datetime
) -> VersionView:
    planned = row.waiting and row.starts_at > now
    other = VersionState.PLANNED if planned else VersionState.PAST
    return VersionView(
        version_id=row.id,
        number=row.number,
        at=row.created_at,
        staff_id=row.staff_id,
        author=author,
        role=row.actor_role,
        changes=changes_from(row.changes),
        state=VersionState.IN_FORCE if row.id == in_force else other,
        starts_on=row.starts_on,
    )
