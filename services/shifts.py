"""A cashier's shift: opening, the bills in it, closing with the figures."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from services.actors import Actor, Role
from services.domain.errors import Refusal
from services.keys import Keys, keys_of
from services.names import short_name
from services.shop import UNDO_MINUTES
from services.store import audit_log
from services.store import shifts as store
from services.store import shop as shop_store
from services.store import staff as staff_store
from services.store.audit_log import What

PAGE_SIZE = 5


@dataclass(kw_only=True, unsafe_hash=True)
class NoShift(Refusal):
    """There is no open shift to close."""


@dataclass(kw_only=True, unsafe_hash=True)
class ShiftClosed(Refusal):
    """The till works in an open shift only."""


@dataclass(kw_only=True, unsafe_hash=True)
class NotServing(Refusal):
    """The person was switched off, or never served here."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
    id: int
    opened_at: datetime
    location_name: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ShiftReport:
    """The figures of a shift as recorded at the till; money before points paid for it.

    `undone` counts the purchases cancelled in it, which the other figures still hold.
    """

    opened_at: datetime
    closed_at: datetime
    bills: int
    amount_minor: int
    earned: int
    redeemed: int
    new_members: int
    undone: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Bill:
    """One purchase of the shift; `can_undo` for five minutes, while all of it stands."""

    purchase_id: int
    at: datetime
    name: str
    amount_minor: int
    earned: int
    redeemed: int
    refunded_minor: int
    can_undo: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class BillsPage:
    """Pages count from 0; `pages` is at least 1."""

    page: int
    pages: int
    rows: tuple[Bill, ...]


def open_shift(tx: Connection, staff_id: int, *, now: datetime) -> Shift:
    """Open the shift, at the person's location or the first one; an open one is returned.

    Raises NotServing for a person who was switched off.
    """
    serving = staff_store.load_serving(tx, staff_id)
    if serving is None:
        raise NotServing
    row = store.load_open(tx, staff_id)
    if row is not None:
        return Shift(id=row.id, opened_at=row.opened_at, location_name=row.location_name)
    place, name = serving.location_id, serving.location_name
    if place is None:
        place, name = _first_location(tx)
    shift_id = store.insert_shift(tx, staff_id, place, now=now)
    staff_store.save_staff(tx, staff_id, {"last_active_at": now})
    _note(tx, What.SHIFT_OPENED, staff_id, serving.role, place, now=now)
    return Shift(id=shift_id, opened_at=now, location_name=name)


def close_shift(tx: Connection, staff_id: int, *, now: datetime) -> ShiftReport:
    """Close the open shift and add it up; raise NoShift."""
    row = store.load_open(tx, staff_id)
    if row is None:
        raise NoShift
    store.close_open(tx, staff_id, now=now)
    staff_store.save_staff(tx, staff_id, {"last_active_at": now})
    _note(tx, What.SHIFT_CLOSED, staff_id, row.role, row.location_id, now=now)
    sold = store.sold(tx, row.id, row.opened_at)
    return ShiftReport(
        opened_at=row.opened_at,
        closed_at=now,
        bills=sold.bills,
        amount_minor=sold.amount_minor,
        earned=sold.earned,
        redeemed=sold.redeemed,
        new_members=sold.new_members,
        undone=sold.undone,
    )


def bills(
    tx: Connection, staff_id: int, page: int, *, now: datetime, size: int = PAGE_SIZE
) -> BillsPage:
    """Return the open shift's purchases, newest first; raise ShiftClosed."""
    shift = store.load_open(tx, staff_id)
    if shift is None:
        raise ShiftClosed
    pages = max(1, -(-store.count_bills(tx, shift.id) // size))
    page = min(max(page, 0), pages - 1)
    keys = keys_of(tx)
    rows = store.load_bills(tx, shift.id, offset=page * size, limit=size)
    return BillsPage(page=page, pages=pages, rows=tuple(_bill(keys, row, now) for row in rows))


def _bill(keys: Keys, row: Row[Any], now: datetime) -> Bill:
    name = keys.decrypt(row.name_encrypted) if row.name_encrypted else None
    fresh = now - row.at <= timedelta(minutes=UNDO_MINUTES)
    return Bill(
        purchase_id=row.id,
        at=row.at,
        name=short_name(name, row.card_number),
        amount_minor=row.amount_minor - row.discount_minor,
        earned=row.earned,
        redeemed=row.applied,
        refunded_minor=row.refunded_minor,
        can_undo=fresh and row.refunded_minor == 0 and row.stands,
    )


def _first_location(tx: Connection) -> tuple[int | None, str | None]:
    places = ((row.id, row.name) for row in shop_store.load_locations(tx) if row.active)
    return next(places, (None, None))


def _note(
    tx: Connection, what: What, staff_id: int, role: str, place: int | None, *, now: datetime
) -> None:
    actor = Actor(role=Role(role), staff_id=staff_id, location_id=place, source="shift")
    audit_log.note(tx, what, actor=actor, now=now)
