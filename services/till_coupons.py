"""A coupon for money off on a bill: shown by the guest, taken by the cashier's tap."""

from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from services.actors import Actor
from services.baskets import Basket
from services.desk import Desk
from services.domain.errors import UnknownCoupon
from services.domain.kinds import CouponState
from services.domain.outcome import Outcome
from services.domain.state import Coupon, RecordedPurchase
from services.reports import midnight
from services.store import coupons as store
from services.store import redemptions as redemption_store
from services.till_refusals import CashierBlocked, CouponNotShown


def of_basket(
    tx: Connection,
    desk: Desk,
    member_id: int,
    basket: Basket,
    staff_id: int | None,
    *,
    agreed: bool = False,
) -> Coupon | None:
    """Return the basket's coupon as the rules know it; it must be the guest's own, and shown.

    `agreed`: somebody said yes to a bill that was asked while the coupon was shown.
    Raises UnknownCoupon, CouponNotShown and CashierBlocked.
    """
    if basket.coupon_id is None:
        return None
    row = store.load_coupon(tx, basket.coupon_id)
    if row is None or row.member_id != member_id:
        raise UnknownCoupon(coupon=str(basket.coupon_id))
    since = midnight(desk.today, ZoneInfo(desk.program.timezone))
    if staff_id is not None and redemption_store.is_blocked(tx, member_id, staff_id, since):
        raise CashierBlocked
    coupon = store.of_row(row)
    is_shown = row.shown_until is not None and row.shown_until > desk.now
    # One that ended by its date says so, whether or not its row was looked at since.
    is_open = coupon.state is CouponState.OPEN and (
        coupon.expires_on is None or desk.today <= coupon.expires_on
    )
    if is_open and not (agreed or is_shown):
        raise CouponNotShown
    return coupon


def note_used(
    tx: Connection, coupon_id: int | None, made: RecordedPurchase, desk: Desk, actor: Actor
) -> None:
    """Write down who took the coupon that a purchase used up."""
    if coupon_id is not None and made.coupon is not None:
        served = {"staff_id": actor.staff_id, "location_id": desk.row.location_id}
        store.save_coupon(tx, coupon_id, served)


def of_purchase(tx: Connection, member_id: int, recorded: RecordedPurchase) -> Coupon | None:
    """Return the coupon a purchase used up, None without one."""
    if recorded.coupon is None:
        return None
    return store.of_row(store.load_numbered(tx, member_id, *recorded.coupon))


def give_back(
    tx: Connection, member_id: int, recorded: RecordedPurchase, outcome: Outcome
) -> None:
    """Open the row of the coupon that a refund gave back; the outcome may close it once more.

    One of a stamp card goes again at once if the stamps it took go back with the goods.
    """
    for coupon in outcome.coupons:
        if (coupon.offer, coupon.number) == recorded.coupon:
            store.reopen(tx, member_id, coupon)
