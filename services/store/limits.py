"""What a card had since a moment."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from models.purchases import Purchase
from services.store.prepared import Prepared

_CARD_DAY = Prepared(
    select(
        func.count().label("bills"),
        func.coalesce(func.sum(Purchase.earned - Purchase.clawed), 0).label("points"),
    ).where(
        Purchase.member_id == bindparam("member_id"),
        Purchase.at >= bindparam("since"),
        Purchase.stands,
    )
)


def load_card_day(tx: Connection, member_id: int, *, since: datetime) -> tuple[int, int]:
    """Return (bills that stand, points they earned)."""
    row = _CARD_DAY.first(tx, {"member_id": member_id, "since": since})
    assert row is not None  # noqa: S101  # a count is always one row
    return row.bills, int(row.points)
