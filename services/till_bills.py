"""A bill that came in one line with its card: found and recorded in one go."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from services import coupons, purchases, shop, stamps, till
from services.actors import Actor
from services.coupons import TillCoupon
from services.purchases import Recorded


@dataclass(frozen=True, kw_only=True, slots=True)
class Sold:
    """The recorded bill, and the coupons its guest shows at this moment."""

    recorded: Recorded
    coupons: tuple[TillCoupon, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Questions:
    """What stands between an amount and its bill: a yes, and items of these stamp cards."""

    confirmed: bool
    to_count: tuple[stamps.ToCount, ...]


def questions(tx: Connection, *, now: datetime) -> Questions:
    """Say what the till asks about each bill."""
    return Questions(confirmed=not shop.shop(tx).fast_till, to_count=stamps.to_count(tx, now=now))


def record_by_card(
    tx: Connection,
    numbers: tuple[str, ...],
    amount_minor: int,
    *,
    actor: Actor,
    key: str,
    now: datetime,
) -> Sold:
    """Look up the first number that is a card and record its bill.

    A refusal undoes the note of the look-up too: whoever is refused has to look the guest up
    with `till.find_by_card` before he goes on. Raises what that and `purchases.record` raise.
    """
    assert actor.staff_id is not None  # noqa: S101  # only the till looks guests up
    member_id = till.identify(tx, actor.staff_id, numbers, now=now)
    recorded = purchases.record(tx, member_id, amount_minor, actor=actor, key=key, now=now)
    return Sold(
        recorded=recorded,
        coupons=coupons.shown(tx, actor.staff_id, member_id, now=now),
    )
