"""What stands before a bill: its size, a second one like it, and cards without a guest."""

from datetime import datetime

from sqlalchemy import Connection

from models.members import MemberStatus
from services.actors import Actor
from services.bills import BillTooBig, RepeatedBill, UnclaimedLimit, UnusualBill
from services.desk import Desk
from services.domain.outcome import Purchased
from services.shop import REPEAT_SECONDS
from services.store import desks as desk_store
from services.store import purchases as store
from services.store.accounts import Account

UNCLAIMED_PURCHASES = 5
UNCLAIMED_POINTS = 1_000
USUAL_BILLS = 20
USUAL_TIMES = 10


def refuse_big(
    tx: Connection, desk: Desk, actor: Actor, amount_minor: int, *, unusual_ok: bool
) -> None:
    """Send a bill above the limit to the owner, and ask about an unusual one."""
    if amount_minor > desk.row.bill_limit_minor and not actor.is_chief:
        raise BillTooBig(limit_minor=desk.row.bill_limit_minor)
    if not desk.row.usual and not unusual_ok:
        count, biggest = desk_store.load_recent_bills(tx, now=desk.now)
        if count >= USUAL_BILLS and amount_minor > USUAL_TIMES * biggest:
            raise UnusualBill(amount_minor=amount_minor, usual_max_minor=biggest)


def refuse_repeated(account: Account, amount_minor: int, now: datetime) -> None:
    """Ask about a bill that the same card had a moment ago."""
    if account.last_purchase_at is None or account.last_amount_minor != amount_minor:
        return
    seconds = int((now - account.last_purchase_at).total_seconds())
    if 0 <= seconds < REPEAT_SECONDS:
        raise RepeatedBill(seconds_ago=seconds, amount_minor=amount_minor)


def refuse_unclaimed(tx: Connection, account: Account, made: Purchased) -> None:
    """Keep an unclaimed card small, as nobody stands behind it yet."""
    if account.status is not MemberStatus.UNCLAIMED:
        return
    points = made.state.balance + made.state.pending
    known = store.count_purchases(tx, account.member_id, limit=UNCLAIMED_PURCHASES)
    too_many = known >= UNCLAIMED_PURCHASES or points > UNCLAIMED_POINTS
    if too_many or made.purchase.applied:
        raise UnclaimedLimit(purchases=UNCLAIMED_PURCHASES, points=UNCLAIMED_POINTS)
