"""Goods for points: a coupon is claimed, then used, cancelled, or it ends.

docs/semantics.md, Coupons. A claim draws the points; cancelling puts them back where they were.
"""

from datetime import date, datetime, timedelta

from services.domain.audiences import UNKNOWN, Profile, groups_of
from services.domain.book import Book
from services.domain.conditions import Circumstances
from services.domain.dates import is_birthday
from services.domain.errors import (
    AlreadyCancelled,
    CouponExpired,
    CouponUsed,
    CouponWithdrawn,
    NotEnoughPoints,
    OfferNotRunning,
    OfferTakenAlready,
    Refusal,
    UnknownOffer,
)
from services.domain.expiry import expires_on
from services.domain.gaining import lose
from services.domain.kinds import CouponState, EntryKind, Reason
from services.domain.ladder import effective_tier
from services.domain.outcome import Cancelled, Outcome, Part
from services.domain.program import GoodsOffer, Program
from services.domain.settling import expire_lots, settled
from services.domain.state import Birthday, Coupon, MemberState

RULE = "offer"  # what the explanations call a coupon


def goods_offer(program: Program, offer_id: str) -> GoodsOffer:
    """Return the offer that is taken for points; raise UnknownOffer."""
    for offer in program.goods:
        if offer.id == offer_id:
            return offer
    raise UnknownOffer(offer=offer_id)


def circumstances(
    program: Program,
    view: MemberState | Book,
    birthday: Birthday | None,
    local: datetime,
    profile: Profile = UNKNOWN,
) -> Circumstances:
    """Return what an offer may ask of a member at a local time; `view` is settled to it."""
    tier = effective_tier(program, view)
    return Circumstances(
        local=local,
        amount_minor=0,
        nth=view.standing.lifetime.purchases + 1,
        tier=tier.id if tier else None,
        birthday=is_birthday(birthday, local.date()),
        groups=groups_of(program, view, profile, local.date()),
    )


def claim(
    program: Program,
    state: MemberState,
    offer_id: str,
    local: datetime,
    *,
    number: int,
    profile: Profile = UNKNOWN,
) -> Outcome:
    """Pay for a coupon with points drawn in order of drawing; `number` is its own.

    Raises UnknownOffer, OfferNotRunning, OfferTakenAlready and NotEnoughPoints.
    """
    today = local.date()
    book = settled(program, state, today)
    offer = goods_offer(program, offer_id)
    now = circumstances(program, book, state.birthday, local, profile)
    if not (offer.on and offer.when.matches(now)):
        raise OfferNotRunning(offer=offer.id)
    if offer.per_member is not None and number > offer.per_member:
        raise OfferTakenAlready(offer=offer.id)
    if offer.price_points > book.balance:
        raise NotEnoughPoints(available=book.balance, wanted=offer.price_points)
    part = _part(-offer.price_points, Reason.OFFER, offer.id, number)
    entry = lose(book, EntryKind.REDEEM, offer.price_points, today, [part])
    end = (
        expires_on(program.points.expiry, today)
        if offer.expires_days is None
        else today + timedelta(days=offer.expires_days)
    )
    book.put_coupon(
        Coupon(
            offer=offer.id,
            number=number,
            points=offer.price_points,
            draws=entry.draws,
            claimed_on=today,
            expires_on=end,
        )
    )
    return book.close()


def cancel(program: Program, state: MemberState, coupon: Coupon, today: date) -> Cancelled:
    """Put the points of an open coupon back into the lots they were drawn from.

    `state.lots` holds those lots. What arrives repays a deficit first; a lot that ended meanwhile
    ends at once. Raises CouponUsed, CouponExpired and AlreadyCancelled.
    """
    book = settled(program, state, today)
    refuse_closed(book, coupon)
    before = book.sums()
    back = tuple(book.put_back(draw.lot, draw.points) for draw in reversed(coupon.draws))
    lasting = [draw.lot for draw in back if _lasts(book.lots[draw.lot].expires_on, today)]
    part = _part(coupon.points, Reason.OFFER_CANCELLED, coupon.offer, coupon.number)
    book.enter(EntryKind.RESTORE, today, before, [part], draws=book.repay(lasting), restored=back)
    book.close_coupon(coupon, CouponState.CANCELLED)
    expired = -sum(entry.points for entry in expire_lots(book, today))
    outcome = book.close()
    return Cancelled(
        state=outcome.state,
        steps=outcome.steps,
        entries=outcome.entries,
        activations=outcome.activations,
        lots=outcome.lots,
        days=outcome.days,
        coupons=outcome.coupons,
        points=coupon.points,
        expired=expired,
    )


def use(program: Program, state: MemberState, coupon: Coupon, today: date) -> Outcome:
    """Hand the goods over: the coupon is gone, no point moves.

    Raises CouponUsed, CouponExpired and AlreadyCancelled.
    """
    book = settled(program, state, today)
    refuse_closed(book, coupon)
    book.close_coupon(coupon, CouponState.USED)
    return book.close()


def refusal(coupon: Coupon) -> Refusal:
    """Return the refusal of a coupon that is not open any more, naming what became of it."""
    match coupon.state:
        case CouponState.USED:
            return CouponUsed()
        case CouponState.CANCELLED:
            return AlreadyCancelled()
        case CouponState.WITHDRAWN:
            return CouponWithdrawn()
        case CouponState.OPEN | CouponState.EXPIRED:  # pragma: no branch - the last one
            # One that was open when it was read has ended by its date.
            return CouponExpired(expires_on=coupon.expires_on)


def refuse_closed(book: Book, coupon: Coupon) -> None:
    """Raise CouponUsed, CouponExpired or AlreadyCancelled for a coupon that is not open."""
    if (coupon.offer, coupon.number) not in book.coupons:
        raise refusal(coupon)


def _part(points: int, reason: Reason, offer: str, number: int) -> Part:
    return Part.of(RULE, points, reason, {"offer": offer, "coupon": number})


def _lasts(last_day: date | None, today: date) -> bool:
    return last_day is None or last_day >= today
