"""The rows of requests to spend."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from models.redemptions import RedemptionRequest as Request
from services.store.rows import first, insert_row


class State(StrEnum):
    """What became of a request."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    NOT_ME = "not-me"
    WITHDRAWN = "withdrawn"
    LOCKED = "locked"
    EXPIRED = "expired"


def load_request(tx: Connection, request_id: int, *, lock: bool = False) -> Row[Any] | None:
    statement = select(*Request.__table__.c).where(Request.id == request_id)
    return first(tx, statement.with_for_update() if lock else statement)


def close_overdue(tx: Connection, member_id: int, *, now: datetime) -> None:
    """Close the member's open request if its two minutes are over."""
    tx.execute(
        update(Request)
        .where(
            Request.member_id == member_id,
            Request.state == State.OPEN,
            Request.expires_at <= now,
        )
        .values(state=State.EXPIRED, settled_at=now)
    )


def has_open(tx: Connection, member_id: int) -> bool:
    found = tx.scalar(
        select(Request.id).where(Request.member_id == member_id, Request.state == State.OPEN)
    )
    return found is not None


def count_asked(tx: Connection, member_id: int, since: datetime) -> int:
    return (
        tx.scalar(
            select(func.count())
            .select_from(Request)
            .where(Request.member_id == member_id, Request.asked_at > since)
        )
        or 0
    )


def is_blocked(tx: Connection, member_id: int, staff_id: int, since: datetime) -> bool:
    """Whether the member said "not me" to this cashier since a moment."""
    found = tx.scalar(
        select(Request.id)
        .where(
            Request.member_id == member_id,
            Request.staff_id == staff_id,
            Request.asked_at >= since,
            Request.state == State.NOT_ME,
        )
        .limit(1)
    )
    return found is not None


def wrong_codes_of_member(tx: Connection, member_id: int, since: datetime) -> int:
    total = tx.scalar(
        select(func.sum(Request.wrong_codes)).where(
            Request.member_id == member_id, Request.asked_at >= since
        )
    )
    return int(total or 0)


def wrong_codes_of_staff(tx: Connection, staff_id: int, since: datetime) -> int:
    total = tx.scalar(
        select(func.sum(Request.wrong_codes)).where(
            Request.staff_id == staff_id, Request.asked_at >= since
        )
    )
    return int(total or 0)


def insert_request(tx: Connection, values: Mapping[str, Any]) -> int:
    return insert_row(tx, Request, values)


def save_request(tx: Connection, request_id: int, values: Mapping[str, Any]) -> None:
    tx.execute(update(Request).where(Request.id == request_id).values(**values))
