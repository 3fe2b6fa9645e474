"""Promo codes: points, or a coupon for goods, for whoever knows a word.

docs/semantics.md, Promo codes. The caller counts the uses; the limits are judged here.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.domain.audiences import UNKNOWN, Profile
from services.domain.book import Book
from services.domain.codes import folded
from services.domain.coupons import RULE, circumstances
from services.domain.errors import (
    OfferNotRunning,
    PromoUsedAlready,
    PromoUsedUp,
    UnknownOffer,
)
from services.domain.expiry import expires_on
from services.domain.gaining import gain, lose
from services.domain.kinds import EntryKind, Reason
from services.domain.outcome import Outcome, Part
from services.domain.program import Program, PromoCode
from services.domain.settling import settled
from services.domain.state import Coupon, MemberState

GIFT_RULE = "promo"  # what the explanations call the points of a code


@dataclass(frozen=True, kw_only=True, slots=True)
class Used:
    """How often the member, and all members together, have used a code before."""

    member: int
    all: int


def is_promo(program: Program, offer_id: str) -> bool:
    return any(promo.id == offer_id for promo in program.promos)


def find(program: Program, typed: str) -> PromoCode | None:
    """Return the offer of a code as somebody typed it; None if there is none."""
    code = folded(typed)
    return next((promo for promo in program.promos if code and promo.code == code), None)


def claim(
    program: Program,
    state: MemberState,
    offer_id: str,
    local: datetime,
    *,
    used: Used,
    profile: Profile = UNKNOWN,
) -> Outcome:
    """Give what the code gives; a coupon's number is the member's next use.

    Raises UnknownOffer, OfferNotRunning, PromoUsedAlready and PromoUsedUp.
    """
    today = local.date()
    book = settled(program, state, today)
    promo = next((one for one in program.promos if one.id == offer_id), None)
    if promo is None:
        raise UnknownOffer(offer=offer_id)
    now = circumstances(program, book, state.birthday, local, profile)
    if not (promo.on and promo.when.matches(now)):
        raise OfferNotRunning(offer=promo.id)
    if used.member >= promo.per_member:
        raise PromoUsedAlready(offer=promo.id)
    if promo.total is not None and used.all >= promo.total:
        raise PromoUsedUp(offer=promo.id)
    if promo.points is None:
        _give_coupon(program, book, promo, today, used.member + 1)
    else:
        give_points(program, book, promo, promo.points, today)
    return book.close()


def running_on(program: Program, offer_id: str, today: date) -> PromoCode | None:
    """Return the offer if it is on and its dates hold this day, whoever may use it."""
    promo = next((one for one in program.promos if one.id == offer_id), None)
    if promo is None or not promo.on:
        return None
    first, last = promo.when.from_on or today, promo.when.until_on or today
    return promo if first <= today <= last else None


def give_points(program: Program, book: Book, promo: PromoCode, points: int, today: date) -> None:
    """Give a code's points, which end as the offer says."""
    part = Part.of(GIFT_RULE, points, Reason.PROMO, {"offer": promo.id})
    gain(book, EntryKind.GIFT, points, today, [part], expires_on=_end(program, promo, today))


def _give_coupon(program: Program, book: Book, promo: PromoCode, today: date, number: int) -> None:
    """Open a coupon that costs nothing; its entry of 0 says where it comes from."""
    part = Part.of(RULE, 0, Reason.OFFER, {"offer": promo.id, "coupon": number})
    lose(book, EntryKind.REDEEM, 0, today, [part])
    book.put_coupon(
        Coupon(
            offer=promo.id,
            number=number,
            points=0,
            draws=(),
            claimed_on=today,
            expires_on=_end(program, promo, today),
        )
    )


def _end(program: Program, promo: PromoCode, today: date) -> date | None:
    if promo.expires_days is None:
        return expires_on(program.points.expiry, today)
    return today + timedelta(days=promo.expires_days)
