"""The rows of staff and of the links that let people in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from models.people import Person
from models.purchases import Purchase, Refund
from models.shop import Location
from models.staff import Invite, Staff
from services.actors import Role
from services.store.prepared import Prepared
from services.store.rows import first, insert_row, rows


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """How many bills somebody recorded and undid."""

    bills: int = 0
    undone: int = 0


def load_staff(tx: Connection, staff_id: int) -> Row[Any] | None:
    return first(tx, select(*Staff.__table__.c).where(Staff.id == staff_id))


_SERVING = Prepared(
    select(
        Staff.id,
        Staff.role,
        Staff.location_id,
        Location.name.label("location_name"),
        Person.member_id,
    )
    .join(Person, Person.id == Staff.person_id)
    .outerjoin(Location, Location.id == Staff.location_id)
    .where(Staff.id == bindparam("staff"), Staff.active)
)


def load_serving(tx: Connection, staff_id: int) -> Row[Any] | None:
    """Return an active person of staff with the place and the card of his own."""
    return first(tx, _SERVING, staff=staff_id)


def load_by_person(tx: Connection, person_id: int) -> Row[Any] | None:
    return first(tx, select(*Staff.__table__.c).where(Staff.person_id == person_id))


def load_all(tx: Connection) -> list[Row[Any]]:
    return rows(
        tx,
        select(
            Staff.id,
            Staff.role,
            Staff.active,
            Staff.waiting,
            Staff.last_active_at,
            Person.name_encrypted,
            Location.name.label("location_name"),
        )
        .join(Person, Person.id == Staff.person_id)
        .outerjoin(Location, Location.id == Staff.location_id)
        .order_by(Staff.active.desc(), Staff.id),
    )


def work_since(tx: Connection, since: datetime) -> dict[int, Work]:
    """Count each person's bills and undone bills since a moment."""
    recorded = rows(
        tx,
        select(Purchase.staff_id, func.count().label("bills"))
        .where(Purchase.staff_id.is_not(None), Purchase.at >= since)
        .group_by(Purchase.staff_id),
    )
    bills = {row.staff_id: row.bills for row in recorded}
    cancelled = rows(
        tx,
        select(Refund.staff_id, func.count().label("bills"))
        .where(Refund.staff_id.is_not(None), Refund.at >= since, Refund.undone)
        .group_by(Refund.staff_id),
    )
    undone = {row.staff_id: row.bills for row in cancelled}
    return {
        staff_id: Work(bills=bills.get(staff_id, 0), undone=undone.get(staff_id, 0))
        for staff_id in bills.keys() | undone.keys()
    }


def insert_staff(tx: Connection, values: Mapping[str, Any]) -> int:
    return insert_row(tx, Staff, values)


def save_staff(tx: Connection, staff_id: int, values: Mapping[str, Any]) -> None:
    tx.execute(update(Staff).where(Staff.id == staff_id).values(**values))


def owners(tx: Connection) -> list[int]:
    """Return the ids of active owners, locked so that two cannot switch each other off."""
    statement = (
        select(Staff.id)
        .where(Staff.active, Staff.role == Role.OWNER)
        .order_by(Staff.id)
        .with_for_update()
    )
    return [staff_id for (staff_id,) in tx.execute(statement)]


def has_owner(tx: Connection) -> bool:
    found = tx.scalar(select(Staff.id).where(Staff.active, Staff.role == Role.OWNER).limit(1))
    return found is not None


def has_cashier(tx: Connection) -> bool:
    found = tx.scalar(select(Staff.id).where(Staff.role != Role.OWNER).limit(1))
    return found is not None


def has_invite(tx: Connection) -> bool:
    found = tx.scalar(select(Invite.token_hash).where(Invite.role != Role.OWNER).limit(1))
    return found is not None


def insert_invite(tx: Connection, values: Mapping[str, Any]) -> None:
    tx.execute(insert(Invite).values(**values))


def drop_claims(tx: Connection) -> None:
    """Forget the claim links nobody used: only the newest one works."""
    tx.execute(delete(Invite).where(Invite.role == Role.OWNER, Invite.used_at.is_(None)))


def load_invite(tx: Connection, token_hash: bytes) -> Row[Any] | None:
    return first(tx, select(*Invite.__table__.c).where(Invite.token_hash == token_hash))


def use_invite(tx: Connection, token_hash: bytes, *, now: datetime) -> bool:
    """Take the link; of any number of people who try at once, one gets True."""
    taken = tx.execute(
        update(Invite)
        .where(Invite.token_hash == token_hash, Invite.used_at.is_(None))
        .values(used_at=now)
    )
    return taken.rowcount == 1
