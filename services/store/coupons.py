"""The rows of coupons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from models.coupons import Coupon as CouponRow
from services.domain.kinds import CouponState
from services.domain.recording import dump_draws, load_draws
from services.domain.state import Coupon
from services.store.prepared import Prepared
from services.store.rows import first, insert_row, rows

_ONE = Prepared(select(*CouponRow.__table__.c).where(CouponRow.id == bindparam("coupon")))
_BY_CODE = Prepared(select(*CouponRow.__table__.c).where(CouponRow.code == bindparam("code")))
_OPEN = Prepared(
    select(*CouponRow.__table__.c)
    .where(CouponRow.member_id == bindparam("member"), CouponRow.state == CouponState.OPEN)
    .order_by(CouponRow.id)
)
_NUMBERS = Prepared(
    select(CouponRow.offer, func.max(CouponRow.number).label("number"))
    .where(CouponRow.member_id == bindparam("member"))
    .group_by(CouponRow.offer)
)
_CLOSE = Prepared(
    update(CouponRow).where(
        CouponRow.member_id == bindparam("the_member"),
        CouponRow.offer == bindparam("the_offer"),
        CouponRow.number == bindparam("the_number"),
        CouponRow.state == CouponState.OPEN,
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """How many coupons of an offer were claimed, and how many handed over."""

    claimed: int = 0
    used: int = 0


def load_coupon(tx: Connection, coupon_id: int) -> Row[Any] | None:
    return first(tx, _ONE, coupon=coupon_id)


def load_by_code(tx: Connection, code: str) -> Row[Any] | None:
    return first(tx, _BY_CODE, code=code)


def load_numbered(tx: Connection, member_id: int, offer: str, number: int) -> Row[Any]:
    """Return a member's coupon by its offer and number."""
    statement = select(*CouponRow.__table__.c).where(
        CouponRow.member_id == member_id, CouponRow.offer == offer, CouponRow.number == number
    )
    return tx.execute(statement).one()


def reopen(tx: Connection, member_id: int, coupon: Coupon) -> None:
    """Open a used coupon again, with the last day it has now; the till does not see it yet."""
    tx.execute(
        update(CouponRow)
        .where(
            CouponRow.member_id == member_id,
            CouponRow.offer == coupon.offer,
            CouponRow.number == coupon.number,
        )
        .values(
            state=CouponState.OPEN,
            closed_at=None,
            expires_on=coupon.expires_on,
            shown_until=None,
            staff_id=None,
            location_id=None,
        )
    )


def count_by_offer(tx: Connection, member_id: int) -> dict[str, int]:
    """Return how many coupons of each offer the member has ever taken."""
    return _by_offer(tx, CouponRow.member_id == member_id)


def load_open(tx: Connection, member_id: int) -> list[Row[Any]]:
    """Return the member's open coupons, in order of claiming; some may end with today's jobs."""
    return rows(tx, _OPEN, member=member_id)


def load_all(tx: Connection, member_id: int) -> list[Row[Any]]:
    return rows(
        tx,
        select(*CouponRow.__table__.c)
        .where(CouponRow.member_id == member_id)
        .order_by(CouponRow.id),
    )


def load_titles(tx: Connection, member_id: int) -> dict[str, dict[str, str]]:
    """Return what the offers of the member's coupons were called when they were taken."""
    found = tx.execute(
        select(CouponRow.offer, CouponRow.title)
        .where(CouponRow.member_id == member_id)
        .order_by(CouponRow.id)
    )
    return {row.offer: row.title for row in found}


def of_row(row: Any) -> Coupon:
    """Return a row as the rules know it."""
    return Coupon(
        offer=row.offer,
        number=row.number,
        points=row.points,
        draws=load_draws(row.draws),
        card=row.card,
        stamps=row.stamps,
        claimed_on=row.claimed_on,
        expires_on=row.expires_on,
        state=row.state,
    )


def next_number(tx: Connection, member_id: int, offer: str) -> int:
    """Return the number of the member's next coupon of an offer; none is given twice."""
    last = tx.scalar(
        select(func.max(CouponRow.number)).where(
            CouponRow.member_id == member_id, CouponRow.offer == offer
        )
    )
    return (last or 0) + 1


def numbers(tx: Connection, member_id: int) -> dict[str, int]:
    """Return by offer the number of the member's last coupon."""
    return {row.offer: int(row.number) for row in rows(tx, _NUMBERS, member=member_id)}


def insert_coupon(
    tx: Connection,
    member_id: int,
    coupon: Coupon,
    title: Mapping[str, str],
    *,
    code: str,
    now: datetime,
    shown_until: datetime | None,
) -> int:
    return insert_row(
        tx,
        CouponRow,
        {
            "member_id": member_id,
            "offer": coupon.offer,
            "number": coupon.number,
            "title": dict(title),
            "points": coupon.points,
            "draws": dump_draws(coupon.draws),
            "card": coupon.card,
            "stamps": coupon.stamps,
            "claimed_on": coupon.claimed_on,
            "claimed_at": now,
            "expires_on": coupon.expires_on,
            "code": code,
            "state": CouponState.OPEN,
            "shown_until": shown_until,
            "closed_at": None,
            "staff_id": None,
            "location_id": None,
        },
    )


def save_closed(
    tx: Connection, member_id: int, coupons: Iterable[Coupon], *, now: datetime
) -> None:
    """Write down what became of coupons; one that was just claimed has no row yet."""
    for coupon in coupons:
        if coupon.state is CouponState.OPEN:
            continue
        known = {
            "the_member": member_id,
            "the_offer": coupon.offer,
            "the_number": coupon.number,
        }
        if _CLOSE.run(tx, {"state": coupon.state, "closed_at": now, **known}) != 1:
            raise RuntimeError(f"member {member_id} has no such open coupon")


def save_coupon(tx: Connection, coupon_id: int, values: Mapping[str, Any]) -> None:
    """Change who sees or handed over a coupon; what became of it is written with the account."""
    tx.execute(update(CouponRow).where(CouponRow.id == coupon_id).values(**values))


def count_taken(tx: Connection, since: datetime) -> dict[str, Taken]:
    """Count by offer what was claimed and what was handed over since a moment.

    What stamp cards brought is theirs, though goods may have the same name.
    """
    claimed = _by_offer(tx, CouponRow.claimed_at >= since)
    used = _by_offer(tx, CouponRow.closed_at >= since, CouponRow.state == CouponState.USED)
    return {
        offer: Taken(claimed=claimed.get(offer, 0), used=used.get(offer, 0))
        for offer in claimed.keys() | used.keys()
    }


def _by_offer(tx: Connection, *conditions: Any) -> dict[str, int]:
    found = tx.execute(
        select(CouponRow.offer, func.count())
        .where(CouponRow.card.is_(None), *conditions)
        .group_by(CouponRow.offer)
    )
    return {offer: int(number) for offer, number in found}
