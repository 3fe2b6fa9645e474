"""A coupon that was just opened: a row of its own, and a code that only its guest sees."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from services.domain.codes import new_code
from services.domain.state import Coupon
from services.store import coupons as store


def insert_coupon(
    tx: Connection,
    member_id: int,
    coupon: Coupon,
    title: Mapping[str, str],
    *,
    now: datetime,
    shown_until: datetime | None = None,
) -> int:
    """Write down an open coupon with a code of its own; return its id."""
    code = new_code(secrets.randbelow)
    while store.load_by_code(tx, code) is not None:
        code = new_code(secrets.randbelow)
    return store.insert_coupon(
        tx, member_id, coupon, title, code=code, now=now, shown_until=shown_until
    )
