"""The rows of bills that wait for the owner."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select, update

from models.approvals import Approval
from services.store.rows import first, insert_row


class State(StrEnum):
    """What became of a bill above the limit."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"


def load_approval(tx: Connection, approval_id: int, *, lock: bool = False) -> Row[Any] | None:
    statement = select(*Approval.__table__.c).where(Approval.id == approval_id)
    return first(tx, statement.with_for_update() if lock else statement)


def insert_approval(tx: Connection, values: Mapping[str, Any]) -> int:
    return insert_row(tx, Approval, values)


def save_approval(tx: Connection, approval_id: int, values: Mapping[str, Any]) -> None:
    tx.execute(update(Approval).where(Approval.id == approval_id).values(**values))
