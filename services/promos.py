"""Promo codes: typed in the chat or opened by a link, once as often as the owner says.

docs/semantics.md, Promo codes. A code that does not exist, is paused, over, used up or used
already is one and the same miss: whoever guesses learns nothing (docs/reliability.md, T8).
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from services import accounts, audiences, coupons, guesses, operations, programs
from services.actors import Actor, Role
from services.desk import open_desk
from services.domain import promos as rules
from services.domain.codes import folded
from services.domain.errors import OfferNotRunning, PromoUsedAlready, PromoUsedUp
from services.domain.outcome import Outcome
from services.domain.program import Program, PromoCode
from services.guesses import Guessed, GuessesPaused
from services.member_cards import NoCard
from services.offer_views import CouponView, coupon_title, offer_of, ref_of
from services.store import ledger
from services.store import people as people_store
from services.store import promos as store
from services.store.accounts import Account

__all__ = ["PREFIX", "GuessesPaused", "PromoAnswer", "payload_of", "redeem", "waiting"]

PREFIX = "p"
_NO_USE = (OfferNotRunning, PromoUsedAlready, PromoUsedUp)


@dataclass(frozen=True, kw_only=True, slots=True)
class PromoAnswer:
    """What a code gave: points, or a coupon; `tries_left` is there for one that gave nothing."""

    points: int = 0
    balance: int = 0
    coupon: CouponView | None = None
    tries_left: int | None = None


def payload_of(code: str) -> str:
    """Return what follows `?start=` for a code."""
    return PREFIX + base64.urlsafe_b64encode(folded(code).encode()).rstrip(b"=").decode()


def code_of(payload: str) -> str:
    """Return the code of a start link; of a link that is none, a code that nobody has."""
    packed = payload.removeprefix(PREFIX)
    try:
        return base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def redeem(tx: Connection, member_id: int, typed: str, *, key: str, now: datetime) -> PromoAnswer:
    """Give what the code gives; a miss is counted. Raises GuessesPaused and NoCard."""
    parameters = {"member_id": member_id, "code": folded(typed)}
    claimed = operations.claim(tx, key, "promo", parameters, now=now)
    if claimed.stored is not None:
        return operations.repeated(claimed, PromoAnswer)
    actor = Actor(role=Role.MEMBER, member_id=member_id, source="promos")
    guesses.refuse_paused(tx, Guessed.PROMO, actor, now=now)
    answer = _given(tx, member_id, typed, actor, key, now=now)
    if answer is None:
        missed = guesses.count(tx, Guessed.PROMO, actor, now=now)
        answer = PromoAnswer(tries_left=missed.tries_left)
    return operations.finish(tx, claimed, answer)


def waiting(tx: Connection, member_id: int) -> str | None:
    """Return the code whose link brought a new member here; None if it was another link."""
    person = people_store.load_person_of(tx, member_id)
    source = person.source if person is not None else None
    return code_of(source) if source and source.startswith(PREFIX) else None


def _given(
    tx: Connection, member_id: int, typed: str, actor: Actor, key: str, *, now: datetime
) -> PromoAnswer | None:
    desk = open_desk(tx, None, 0, now=now)
    promo = rules.find(desk.program, typed)
    if promo is None:
        return None
    account = ledger.load_account(tx, member_id, desk.today)
    if account is None:
        raise NoCard
    outcome = _claimed(tx, account, promo, desk.program, desk.local, now=now)
    if outcome is None:
        return None
    accounts.save(tx, account, outcome, desk.program, desk.cause(actor, key))
    balance = outcome.state.balance
    if promo.points is not None:
        return PromoAnswer(points=promo.points, balance=balance)
    offer = offer_of(programs.current(tx, now=now).document, ref_of(promo.id))
    coupon = coupons.opened(tx, member_id, outcome, coupon_title(offer), now=now)
    return PromoAnswer(coupon=coupon, balance=balance)


def _claimed(
    tx: Connection,
    account: Account,
    promo: PromoCode,
    program: Program,
    local: datetime,
    *,
    now: datetime,
) -> Outcome | None:
    """Judge the use by what was used before, and take its number; None if it is one too many.

    A rival who takes the number first makes this one count anew, so that a limit is exact.
    """
    member_id = account.member_id
    profile = audiences.profile(tx, program, member_id)
    selves = [member_id, *store.former_selves(tx, member_id)]
    while True:
        used = rules.Used(
            member=store.count_of(tx, promo.id, selves), all=store.count_of_all(tx, promo.id)
        )
        try:
            outcome = rules.claim(
                program, account.state, promo.id, local, used=used, profile=profile
            )
        except _NO_USE:
            return None
        if store.insert_claim(tx, promo.id, used.all + 1, member_id, now=now):
            return outcome
