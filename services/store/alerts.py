"""Which of several messages were promised."""

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from models.outbox import OutboxRow


def count_promised(tx: Connection, reasons: Collection[str]) -> int:
    statement = select(func.count()).where(OutboxRow.reason.in_(reasons))
    return tx.execute(statement).scalar_one()
