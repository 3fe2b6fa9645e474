"""Giving goods back: an undo at the till within minutes, or a refund of all or a part.

docs/semantics.md, Refunds. What was recorded is reversed, never what today's rules would give.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from services import operations, receipts, referrals, tier_letters, till_coupons
from services.actors import Actor
from services.desk import Desk, open_account, open_desk, require_shift
from services.domain import refunds as rules
from services.domain.amounts import check_amount
from services.domain.errors import Refusal, UnknownPurchase
from services.domain.outcome import Refunded as RefundOutcome
from services.keys import keys_of
from services.names import short_name
from services.referrals import Friend
from services.shop import UNDO_MINUTES
from services.store import ledger
from services.store import purchases as store
from services.store.accounts import Account
from services.store.purchases import PurchaseRow


@dataclass(kw_only=True, unsafe_hash=True)
class UndoTooLate(Refusal):
    """A cashier can take a bill back for only so many minutes."""

    minutes: int


@dataclass(kw_only=True, unsafe_hash=True)
class NotYourBill(Refusal):
    """Another cashier recorded this bill."""


@dataclass(kw_only=True, unsafe_hash=True)
class AlreadyRefunded(Refusal):
    """Nothing of this purchase, or no longer all of it, can go back."""


@dataclass(kw_only=True, unsafe_hash=True)
class PointsAlreadySpent(Refusal):
    """The points of this bill were spent already: only the owner takes it back."""


@dataclass(kw_only=True, unsafe_hash=True)
class RefundTooBig(Refusal):
    """A cashier refunds up to the bill limit."""

    limit_minor: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Refunded:
    """A refund with the member's sums after it; `name` is never stored."""

    refund_id: int
    purchase_id: int
    member_id: int
    amount_minor: int
    restored: int
    clawed_back: int
    to_return_minor: int
    balance: int
    deficit: int
    full: bool
    name: str = ""
    replayed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RefundQuote:
    """What a refund would come to; nothing is written."""

    purchase_id: int
    amount_minor: int
    restored: int
    clawed_back: int
    to_return_minor: int
    balance: int
    deficit: int
    full: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Case:
    """A refund on its way: the purchase, its member and what the rules said."""

    desk: Desk
    purchase: PurchaseRow
    account: Account
    outcome: RefundOutcome
    friend: Friend | None = None

    @property
    def amount_minor(self) -> int:
        before = self.purchase.recorded.refunded_minor
        return self.outcome.purchase.refunded_minor - before


def undo(tx: Connection, purchase_id: int, *, actor: Actor, key: str, now: datetime) -> Refunded:
    """Take a whole bill back; a cashier only the own one, within minutes, points unspent.

    Raises UndoTooLate, NotYourBill, AlreadyRefunded, PointsAlreadySpent.
    """
    claimed = operations.claim(tx, key, "undo", {"purchase": purchase_id}, now=now)
    if claimed.stored is not None:
        return _named(tx, operations.repeated(claimed, Refunded))
    desk = open_desk(tx, actor.staff_id, 0, now=now)
    require_shift(desk)
    case = _decide(tx, desk, purchase_id, None)
    if case.purchase.recorded.refunded_minor:
        raise AlreadyRefunded
    if not actor.is_chief:
        _refuse_undo(case, actor)
    return _save(tx, case, actor, claimed, undone=True)


def refund(
    tx: Connection,
    purchase_id: int,
    amount_minor: int | None,
    *,
    actor: Actor,
    key: str,
    now: datetime,
) -> Refunded:
    """Refund goods worth `amount_minor`, or all that is left.

    Raises OverRefund, AlreadyRefunded, RefundTooBig, ShiftClosed, OwnCard.
    """
    parameters = {"purchase": purchase_id, "amount_minor": amount_minor}
    claimed = operations.claim(tx, key, "refund", parameters, now=now)
    if claimed.stored is not None:
        return _named(tx, operations.repeated(claimed, Refunded))
    desk = open_desk(tx, actor.staff_id, 0, now=now)
    if not actor.is_chief:
        require_shift(desk)
    case = _decide(tx, desk, purchase_id, amount_minor)
    if case.amount_minor > desk.row.bill_limit_minor and not actor.is_chief:
        raise RefundTooBig(limit_minor=desk.row.bill_limit_minor)
    return _save(tx, case, actor, claimed, undone=False)


def refund_quote(
    tx: Connection, purchase_id: int, amount_minor: int | None, *, now: datetime
) -> RefundQuote:
    """Say what a refund would come to; nothing is written."""
    desk = open_desk(tx, None, 0, now=now)
    case = _decide(tx, desk, purchase_id, amount_minor, lock=False)
    outcome = case.outcome
    return RefundQuote(
        purchase_id=purchase_id,
        amount_minor=case.amount_minor,
        restored=outcome.restored,
        clawed_back=outcome.clawed,
        to_return_minor=outcome.to_return_minor,
        balance=outcome.state.balance,
        deficit=outcome.state.deficit,
        full=not outcome.purchase.stands,
    )


def _decide(
    tx: Connection,
    desk: Desk,
    purchase_id: int,
    amount_minor: int | None,
    *,
    lock: bool = True,
) -> _Case:
    if amount_minor is not None:
        check_amount(amount_minor)
    first = _load(tx, purchase_id)
    lots = [draw.lot for draw in first.recorded.draws]
    if first.recorded.lot is not None:
        lots.append(first.recorded.lot)
    friend = referrals.of_refund(tx, first, desk.today, lock=lock)
    if friend and friend.reward and friend.reward.invitee_lot is not None:
        lots.append(friend.reward.invitee_lot)
    account = open_account(
        tx, desk, first.member_id, lock=lock, lots=tuple(lots), day=first.recorded.on
    )
    # Read again behind the member's lock: another refund may just have been counted.
    purchase = _load(tx, purchase_id)
    friend = referrals.still_paid(tx, friend, purchase_id)
    if not purchase.recorded.stands:
        raise AlreadyRefunded
    outcome = rules.refund(
        desk.program,
        account.state,
        purchase.recorded,
        desk.today,
        amount_minor=amount_minor,
        referral=friend.referral if friend else None,
        coupon=till_coupons.of_purchase(tx, purchase.member_id, purchase.recorded),
    )
    return _Case(desk=desk, purchase=purchase, account=account, outcome=outcome, friend=friend)


def _load(tx: Connection, purchase_id: int) -> PurchaseRow:
    row = store.load_purchase(tx, purchase_id)
    if row is None:
        raise UnknownPurchase(purchase=str(purchase_id))
    return row


def _refuse_undo(case: _Case, actor: Actor) -> None:
    if case.purchase.staff_id != actor.staff_id:
        raise NotYourBill
    if case.desk.now - case.purchase.at > timedelta(minutes=UNDO_MINUTES):
        raise UndoTooLate(minutes=UNDO_MINUTES)
    own = next(
        (lot for lot in case.account.state.lots if lot.number == case.purchase.recorded.lot), None
    )
    if own is not None and own.points_left < case.outcome.clawed:
        raise PointsAlreadySpent


def _save(
    tx: Connection, case: _Case, actor: Actor, claimed: operations.Claim, *, undone: bool
) -> Refunded:
    desk, outcome, purchase = case.desk, case.outcome, case.purchase
    cause = desk.cause(actor, claimed.key, purchase_id=purchase.id)
    refund_id = store.save_refund(
        tx,
        purchase,
        outcome,
        claimed.key,
        cause,
        undone=undone,
        shift_id=desk.row.shift_id,
    )
    cause = replace(cause, refund_id=refund_id)
    till_coupons.give_back(tx, purchase.member_id, purchase.recorded, outcome)
    ledger.save_outcome(tx, case.account, outcome, desk.program, cause)
    if outcome.budgets:
        used = store.load_budgets(tx, desk.program, purchase.recorded.on)
        store.save_budgets(tx, used, outcome.budgets)
    receipts.queue_refund(
        tx,
        case.account.telegram_id,
        desk,
        outcome,
        key=claimed.key,
        purchase_id=purchase.id,
        amount_minor=case.amount_minor,
        undone=undone,
    )
    referrals.take_back(
        tx,
        desk,
        case.friend,
        case.account,
        outcome,
        actor=actor,
        key=claimed.key,
        purchase_id=purchase.id,
    )
    why = tier_letters.Why.REFUND
    tier_letters.tell_move(tx, case.account, outcome, desk.program, why, now=desk.now)
    refunded = Refunded(
        refund_id=refund_id,
        purchase_id=purchase.id,
        member_id=purchase.member_id,
        amount_minor=case.amount_minor,
        restored=outcome.restored,
        clawed_back=outcome.clawed,
        to_return_minor=outcome.to_return_minor,
        balance=outcome.state.balance,
        deficit=outcome.state.deficit,
        full=not outcome.purchase.stands,
    )
    operations.finish(tx, claimed, refunded)
    return _named(tx, refunded)


def _named(tx: Connection, refunded: Refunded) -> Refunded:
    row = _load(tx, refunded.purchase_id)
    name = keys_of(tx).decrypt(row.name_encrypted) if row.name_encrypted is not None else None
    return replace(refunded, name=short_name(name, row.card_number))
