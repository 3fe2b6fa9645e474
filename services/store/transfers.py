"""The rows of gifts from member to member."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, case, exists, func, or_, select, update

from models.people import Person
from models.purchases import Purchase
from models.staff import Staff
from models.transfers import Transfer, TransferState
from services.domain.transferring import Given
from services.store.rows import first, insert_row, rows

_ALL = tuple(Transfer.__table__.c)


def insert_transfer(tx: Connection, values: Mapping[str, Any]) -> int:
    return insert_row(tx, Transfer, values)


def load_transfer(tx: Connection, transfer_id: int, *, lock: bool = False) -> Row[Any] | None:
    statement = select(*_ALL).where(Transfer.id == transfer_id)
    return first(tx, statement.with_for_update() if lock else statement)


def save_transfer(tx: Connection, transfer_id: int, values: Mapping[str, Any]) -> None:
    tx.execute(update(Transfer).where(Transfer.id == transfer_id).values(**values))


def load_given(tx: Connection, giver_id: int, today: date) -> Given:
    """Add up what a member has given today and in this month; the account is locked."""
    day = func.sum(case((Transfer.on == today, Transfer.points), else_=0))
    row = tx.execute(
        select(day.label("day"), func.sum(Transfer.points).label("month")).where(
            Transfer.giver_id == giver_id,
            Transfer.state == TransferState.DONE,
            Transfer.on >= today.replace(day=1),
        )
    ).one()
    return Given(day=int(row.day or 0), month=int(row.month or 0))


def load_links(tx: Connection, giver_id: int, *, now: datetime) -> list[Row[Any]]:
    """Return the links that still wait, the oldest first."""
    return rows(
        tx,
        select(*_ALL)
        .where(
            Transfer.giver_id == giver_id,
            Transfer.state == TransferState.OPEN,
            Transfer.expires_at > now,
        )
        .order_by(Transfer.id),
    )


def count_asked(tx: Connection, giver_id: int, since: datetime) -> int:
    """Count how often a member was shown whom a number belongs to."""
    found = select(func.count()).where(
        Transfer.giver_id == giver_id, Transfer.asked_at >= since, ~Transfer.by_link
    )
    return int(tx.scalar(found) or 0)


def withdraw_asked(tx: Connection, giver_id: int, *, now: datetime) -> None:
    """Void what the member asked about before and never said yes to."""
    _withdraw(tx, Transfer.giver_id == giver_id, Transfer.state == TransferState.ASKED, now=now)


def withdraw_all(tx: Connection, member_id: int, *, now: datetime) -> None:
    """Void everything that waits for this member's yes, or for a taker, or for him as one."""
    waiting = Transfer.state.in_((TransferState.ASKED, TransferState.OPEN))
    _withdraw(
        tx, or_(Transfer.giver_id == member_id, Transfer.taker_id == member_id), waiting, now=now
    )


def _withdraw(tx: Connection, *conditions: Any, now: datetime) -> None:
    values = {"state": TransferState.WITHDRAWN, "settled_at": now}
    tx.execute(update(Transfer).where(*conditions).values(**values))


def load_done(tx: Connection, member_id: int) -> list[Row[Any]]:
    """Return every gift the member gave or got, in order."""
    return rows(
        tx,
        select(*_ALL)
        .where(
            or_(Transfer.giver_id == member_id, Transfer.taker_id == member_id),
            Transfer.state == TransferState.DONE,
        )
        .order_by(Transfer.id),
    )


def load_others(tx: Connection, member_id: int, keys: Collection[str]) -> dict[str, int]:
    """Return the other side of gifts, by their operation keys."""
    if not keys:
        return {}
    found = tx.execute(
        select(Transfer.key, Transfer.giver_id, Transfer.taker_id).where(Transfer.key.in_(keys))
    )
    return {row.key: row.taker_id if row.giver_id == member_id else row.giver_id for row in found}


def has_bought(tx: Connection, member_id: int) -> bool:
    """Tell whether a purchase of the member stands, whole or in part."""
    bought = exists().where(Purchase.member_id == member_id, Purchase.stands)
    return bool(tx.scalar(select(bought)))


def serves(tx: Connection, member_id: int) -> bool:
    """Tell whether the member is on the staff."""
    found = (
        select(Staff.id)
        .join(Person, Person.id == Staff.person_id)
        .where(Person.member_id == member_id, Staff.active)
    )
    return tx.execute(found.limit(1)).first() is not None


def member_of_telegram(tx: Connection, telegram_id: int) -> int | None:
    return tx.scalar(select(Person.member_id).where(Person.telegram_id == telegram_id))
