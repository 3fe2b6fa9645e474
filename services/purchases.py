"""A purchase at the till: what it would give, and recording it once.

docs/semantics.md, What a purchase earns and Paying with points. The quote and the record
run the same function of the rules; only the record is saved.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from services import (
    audiences,
    bill_guards,
    limits,
    occasions,
    operations,
    programs,
    receipts,
    referrals,
    spend_agreements,
    stamps,
    tier_letters,
    till_coupons,
)
from services.actors import Actor
from services.baskets import NOTHING, Basket
from services.bill_views import name_of, purchase
from services.bills import (
    BillTooBig,
    PurchaseView,
    Quote,
    QuoteChanged,
    Recorded,
    RepeatedBill,
    UnclaimedLimit,
    UnusualBill,
    new_recorded,
)
from services.desk import Desk, open_account, open_desk, require_shift
from services.domain import purchases as rules
from services.domain.amounts import AmountNegative, check_amount
from services.domain.audiences import Profile
from services.domain.favourites import counted
from services.domain.kinds import ExpiryModel, Limit
from services.domain.outcome import Part, Purchased
from services.domain.receipts import Receipt
from services.domain.state import Coupon, Usage
from services.rates import deals_in_points
from services.referrals import Friend
from services.refunds import (
    AlreadyRefunded,
    NotYourBill,
    PointsAlreadySpent,
    Refunded,
    RefundQuote,
    RefundTooBig,
    UndoTooLate,
    refund,
    refund_quote,
    undo,
)
from services.stamps import CardStamps
from services.store import ledger
from services.store import purchases as store
from services.store.accounts import Account

__all__ = [
    "AlreadyRefunded",
    "BillTooBig",
    "NotYourBill",
    "PointsAlreadySpent",
    "PurchaseView",
    "Quote",
    "QuoteChanged",
    "Recorded",
    "RefundQuote",
    "RefundTooBig",
    "Refunded",
    "RepeatedBill",
    "UnclaimedLimit",
    "UndoTooLate",
    "UnusualBill",
    "purchase",
    "quote",
    "record",
    "refund",
    "refund_quote",
    "undo",
]

_NONE_TAKEN: Mapping[str, int] = {}
_WHY_ZERO = {
    Limit.BALANCE: "not-enough",
    Limit.DEFICIT: "deficit",
    Limit.MAX_PERCENT: "nothing-redeemable",
    Limit.STEP: "step",
    Limit.MIN_POINTS: "minimum",
    Limit.NOTHING_REDEEMABLE: "nothing-redeemable",
}


def quote(
    tx: Connection,
    member_id: int,
    amount_minor: int,
    redeem_points: int | Literal["max"] = 0,
    *,
    staff_id: int | None,
    now: datetime,
    basket: Basket = NOTHING,
) -> Quote:
    """Say what a purchase would come to; nothing is written.

    Raises UnknownCoupon, CouponNotShown, CouponUsed and their kin for a coupon of the basket.
    """
    check_amount(amount_minor)
    if redeem_points != "max" and redeem_points < 0:
        raise AmountNegative
    desk = open_desk(tx, staff_id, amount_minor, now=now)
    require_shift(desk)
    friend = referrals.at_the_till(tx, desk, member_id, amount_minor, lock=False)
    account = open_account(tx, desk, member_id, lock=False)
    budgets = store.load_budgets(tx, desk.program, desk.today, lock=False)
    profile = audiences.profile(tx, desk.program, member_id)
    receipt = _receipt(desk, amount_minor, redeem_points, basket)
    coupon = till_coupons.of_basket(tx, desk, member_id, basket, staff_id)
    made = _decide(desk, account, receipt, budgets, profile, friend=friend, coupon=coupon)
    most = made
    if redeem_points != "max":
        asked = replace(receipt, redeem="max")
        most = _decide(desk, account, asked, budgets, profile, friend=friend, coupon=coupon)
    limit = made.quote.limit
    return Quote(
        amount_minor=amount_minor,
        off_minor=made.purchase.off_minor,
        discounts=made.discounts,
        coupon_used=made.purchase.coupon is not None,
        applied=made.quote.applied,
        max_points=most.quote.applied,
        to_pay_minor=made.quote.to_pay_minor,
        earned=made.purchase.earned,
        parts=_earn_parts(made),
        why_zero=_WHY_ZERO[limit] if limit is not None and not made.quote.applied else None,
        balance_after=made.state.balance,
        digest=_digest(made),
        stamped=_stamped(tx, desk, made),
        favourites=counted(desk.program, account.state),
    )


def record(
    tx: Connection,
    member_id: int,
    amount_minor: int,
    *,
    actor: Actor,
    key: str,
    now: datetime,
    repeat_ok: bool = False,
    unusual_ok: bool = False,
    redeem_points: int = 0,
    expected: str | None = None,
    request_id: int | None = None,
    basket: Basket = NOTHING,
    approved: bool = False,
) -> Recorded:
    """Record a purchase, its points and the member's receipt.

    `expected` is the digest of the quote that was shown. With `request_id` (the member
    has agreed to spend) or `approved` (the owner has) no shift needs to be open any more.
    Points pay by such a request alone, unless the program itself records (an import).
    Raises RepeatedBill, UnusualBill, BillTooBig, CapReached, SpendNotAgreed, QuoteChanged,
    UnclaimedLimit, OwnCard, ShiftClosed, NotServing, UnknownMember, ProgramNotLaunched,
    KeyConflict.
    """
    asked = {"member": member_id, "amount_minor": amount_minor, "redeem": redeem_points}
    claimed = operations.claim(tx, key, "purchase", asked | basket.parameters(), now=now)
    if claimed.stored is not None:
        return _named(tx, operations.repeated(claimed, Recorded))
    check_amount(amount_minor)
    desk = open_desk(tx, actor.staff_id, amount_minor, now=now)
    if redeem_points:
        spend_agreements.require(
            tx, member_id, amount_minor, redeem_points, request_id=request_id, actor=actor
        )
    at_the_till = request_id is None and not approved
    if at_the_till:
        require_shift(desk)
        bill_guards.refuse_big(tx, desk, actor, amount_minor, unusual_ok=unusual_ok)
        limits.refuse_over_cashier(desk.row.caps, actor)
    account, friend = _open(tx, desk, member_id, amount_minor, draws=redeem_points > 0)
    if not repeat_ok:
        bill_guards.refuse_repeated(account, amount_minor, now)
    receipt = _receipt(desk, amount_minor, redeem_points, basket)
    budgets = store.load_budgets(tx, desk.program, desk.today)
    profile = audiences.profile(tx, desk.program, member_id)
    made = _decide(
        desk,
        account,
        receipt,
        budgets,
        profile,
        key=key,
        friend=friend,
        coupons_taken=stamps.taken(tx, desk.program, member_id),
        coupon=till_coupons.of_basket(
            tx, desk, member_id, basket, actor.staff_id, agreed=not at_the_till
        ),
    )
    if expected is not None and expected != _digest(made):
        raise QuoteChanged(
            applied=made.quote.applied,
            to_pay_minor=made.quote.to_pay_minor,
            earned=made.purchase.earned,
        )
    bill_guards.refuse_unclaimed(tx, account, made)
    if at_the_till:
        _refuse_over_card(tx, desk, account, made, actor)
    recorded = _save(tx, desk, account, made, actor=actor, claimed=claimed, friend=friend)
    store.save_budgets(tx, budgets, made.budgets)
    till_coupons.note_used(tx, basket.coupon_id, made.purchase, desk, actor)
    return recorded


def _refuse_over_card(
    tx: Connection, desk: Desk, account: Account, made: Purchased, actor: Actor
) -> None:
    caps = desk.row.caps
    today = limits.card_day(tx, caps, account.member_id, account.last_purchase_at, desk.local)
    limits.refuse_over_card(caps, actor, today, made.purchase.earned)


def _open(
    tx: Connection, desk: Desk, member_id: int, amount_minor: int, *, draws: bool
) -> tuple[Account, Friend | None]:
    """Lock who invited the member, if this bill may bring a reward, and then the member."""
    friend = referrals.at_the_till(tx, desk, member_id, amount_minor)
    sliding = desk.program.points.expiry.model is ExpiryModel.SLIDING
    account = open_account(tx, desk, member_id, quiet=not draws and not sliding)
    return account, referrals.still_open(tx, friend)


def _save(
    tx: Connection,
    desk: Desk,
    account: Account,
    made: Purchased,
    *,
    actor: Actor,
    claimed: operations.Claim,
    friend: Friend | None,
) -> Recorded:
    cause = desk.cause(actor, claimed.key)
    purchase_id = store.insert_purchase(
        tx,
        account.member_id,
        made.purchase,
        cause,
        shift_id=desk.row.shift_id,
        discounts=made.discounts,
    )
    cause = desk.cause(actor, claimed.key, purchase_id=purchase_id)
    also = {
        "last_purchase_at": desk.now,
        "last_amount_minor": made.purchase.amount_minor,
        "last_location_id": desk.row.location_id or actor.location_id,
    }
    ledger.save_outcome(tx, account, made, desk.program, cause, also=also)
    _stop_calling(tx, account, desk)
    stamped = _stamped(tx, desk, made)
    receipts.queue_receipt(tx, account, desk, made, stamped, purchase_id=purchase_id)
    referrals.pay(
        tx,
        desk,
        friend,
        account,
        made,
        actor=actor,
        key=claimed.key,
        purchase_id=purchase_id,
    )
    tier_letters.tell_move(tx, account, made, desk.program, now=desk.now)
    if stamped:
        stamps.open_coupons(tx, account, made, stamped, now=desk.now)
    nameless = _recorded(desk, account, made, purchase_id, stamped)
    operations.finish(tx, claimed, nameless)
    name = name_of(tx, account.name_encrypted, account.card_number)
    return replace(nameless, name=name)


def _stamped(tx: Connection, desk: Desk, made: Purchased) -> tuple[CardStamps, ...]:
    if not made.stamped:
        return ()
    stored = programs.known(tx, desk.row.version_id, desk.row.version_key)
    return stamps.after_bill(stored.document, made)


def _recorded(
    desk: Desk,
    account: Account,
    made: Purchased,
    purchase_id: int,
    stamped: tuple[CardStamps, ...],
) -> Recorded:
    return new_recorded(
        purchase_id=purchase_id,
        receipt_number=receipts.number(purchase_id),
        member_id=account.member_id,
        amount_minor=made.purchase.amount_minor,
        applied=made.purchase.applied,
        to_pay_minor=made.purchase.to_pay_minor,
        earned=made.purchase.earned,
        parts=_earn_parts(made),
        balance=made.state.balance,
        pending=made.state.pending,
        deficit=made.state.deficit,
        tier_up=made.tier_after if made.tier_after != made.tier_before else None,
        stamped=stamped,
        off_minor=made.purchase.off_minor,
        discounts=made.discounts,
        with_points=deals_in_points(desk.program),
    )


def _named(tx: Connection, recorded: Recorded) -> Recorded:
    return replace(recorded, name=purchase(tx, recorded.purchase_id).name)


def _stop_calling(tx: Connection, account: Account, desk: Desk) -> None:
    """Take back the message to somebody who was missed and has just come."""
    calls, last_on = desk.program.dormancy, account.state.last_purchase_on
    if calls and last_on and (desk.today - last_on).days >= calls.days:
        occasions.stop_calling(tx, account.member_id, last_on)


def _receipt(
    desk: Desk,
    amount_minor: int,
    redeem: int | Literal["max"],
    basket: Basket,
) -> Receipt:
    return Receipt(
        amount_minor=amount_minor,
        lines=basket.lines,
        counted=basket.counted,
        redeem=redeem or None,
        location=desk.row.location_name,
    )


def _decide(
    desk: Desk,
    account: Account,
    receipt: Receipt,
    budgets: tuple[Usage, ...],
    profile: Profile,
    *,
    key: str = "quote",
    friend: Friend | None = None,
    coupons_taken: Mapping[str, int] = _NONE_TAKEN,
    coupon: Coupon | None = None,
) -> Purchased:
    return rules.purchase(
        desk.program,
        account.state,
        receipt,
        desk.local,
        key=key,
        budgets=budgets,
        profile=profile,
        referral=friend.referral if friend else None,
        coupons_taken=coupons_taken,
        coupon=coupon,
    )


def _earn_parts(made: Purchased) -> tuple[Part, ...]:
    return made.award.parts


def _digest(made: Purchased) -> str:
    figures = (made.quote.goods_minor, made.quote.applied, made.purchase.earned)
    text = ":".join(str(figure) for figure in (*figures, made.state.balance))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
