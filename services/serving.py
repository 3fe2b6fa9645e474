"""Who stands at the till: active, in an open shift, and never serving the own card."""

from dataclasses import dataclass

from sqlalchemy import Connection

from services.actors import Actor, Role
from services.domain.errors import Refusal
from services.shifts import NotServing, ShiftClosed
from services.store import shifts as shift_store
from services.store import staff as staff_store


@dataclass(kw_only=True, unsafe_hash=True)
class OwnCard(Refusal):
    """Staff never serve their own card."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Serving:
    """The person at the till with an open shift."""

    staff_id: int
    role: Role
    location_id: int | None
    shift_id: int
    member_id: int | None

    def actor(self, source: str) -> Actor:
        return Actor(
            role=self.role, source=source, staff_id=self.staff_id, location_id=self.location_id
        )


def serving(tx: Connection, staff_id: int) -> Serving:
    """Return who serves; raise NotServing for the switched off, ShiftClosed without a shift."""
    row = staff_store.load_serving(tx, staff_id)
    if row is None:
        raise NotServing
    shift = shift_store.load_open(tx, staff_id)
    if shift is None:
        raise ShiftClosed
    return Serving(
        staff_id=staff_id,
        role=Role(row.role),
        location_id=shift.location_id,
        shift_id=shift.id,
        member_id=row.member_id,
    )


def refuse_own_card(who: Serving, member_id: int) -> None:
    """Raise OwnCard if the card belongs to the person who serves."""
    if who.member_id == member_id:
        raise OwnCard
