"""What stamp cards have given: counted from their coupons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from models.coupons import Coupon
from services.domain.kinds import CouponState


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """Cards completed and gifts handed over since a moment; gifts that wait now."""

    completed: int
    handed: int
    waiting: int


def count_since(tx: Connection, since: datetime) -> dict[str, Given]:
    """Count by card; a coupon that was withdrawn completed nothing."""
    completed = _by_card(tx, [Coupon.claimed_at >= since, Coupon.state != CouponState.WITHDRAWN])
    handed = _by_card(tx, [Coupon.closed_at >= since, Coupon.state == CouponState.USED])
    waiting = _by_card(tx, [Coupon.state == CouponState.OPEN])
    return {
        card: Given(
            completed=completed.get(card, 0),
            handed=handed.get(card, 0),
            waiting=waiting.get(card, 0),
        )
        for card in completed.keys() | handed.keys() | waiting.keys()
    }


def _by_card(tx: Connection, conditions: Iterable[Any]) -> dict[str, int]:
    found = tx.execute(
        select(Coupon.card, func.count())
        .where(Coupon.card.is_not(None), *conditions)
        .group_by(Coupon.card)
    )
    return {str(card): int(number) for card, number in found}
