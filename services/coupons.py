"""Coupons: taken for points in the member's own chat, shown to the till, handed over there.

docs/architecture.md, "Cards and codes": goods for points need the member's tap, so the till can
hand over only what the member shows it, for 15 minutes after each tap.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from services import accounts, alerts, audiences, guesses, operations, outbox, programs, till
from services.actors import Actor, Role
from services.desk import Desk, open_account, open_desk, require_shift
from services.domain import coupons as rules
from services.domain.errors import Refusal, UnknownCoupon
from services.domain.kinds import CouponState
from services.domain.outcome import Outcome
from services.facts import Localized
from services.guesses import Guessed, Missed
from services.member_cards import NoCard
from services.new_coupons import insert_coupon
from services.offer_views import CouponView, coupon_title, coupon_view, offer_of
from services.outbox import Buttons
from services.spend_requests import day_began
from services.store import audit_log, ledger
from services.store import coupons as store
from services.store import people as people_store
from services.store import redemptions as redemption_store
from services.store.accounts import Account
from services.store.audit_log import What
from services.till_refusals import CashierBlocked, CouponForBill, CouponNotShown

SHOWN = timedelta(minutes=15)


@dataclass(kw_only=True, unsafe_hash=True)
class PriceChanged(Refusal):
    """The goods cost other points by now than the member said yes to."""

    points: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CouponCancelled:
    """Points that came back; `expired` of them had ended meanwhile and are gone."""

    points: int
    expired: int
    balance: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TillCoupon:
    """A coupon the guest shows to the till; `for_bill` if it changes what a bill costs or gives.

    Others are handed over by themselves.
    """

    coupon_id: int
    title: Mapping[str, str]
    expires_on: date | None
    shown_until: datetime
    for_bill: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CouponFound:
    """The coupon of a typed code, and whose it is."""

    coupon: TillCoupon
    name: str
    member_id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CouponHanded:
    """Goods handed over; `name` is the guest's."""

    coupon_id: int
    member_id: int
    name: str
    title: Mapping[str, str]
    replayed: bool = False


def claim(
    tx: Connection, member_id: int, ref: str, *, key: str, now: datetime, price: int | None = None
) -> CouponView:
    """Pay for a coupon and show it to the till at once; `price` is what the member agreed to.

    Raises UnknownOffer, OfferNotRunning, NotEnoughPoints, PriceChanged and NoCard.
    """
    asked = {"member_id": member_id, "offer": ref, "price": price}
    claimed = operations.claim(tx, key, "claim-coupon", asked, now=now)
    if claimed.stored is not None:
        return operations.repeated(claimed, CouponView)
    desk = open_desk(tx, None, 0, now=now)
    stored = programs.known(tx, desk.row.version_id, desk.row.version_key)
    offer = offer_of(stored.document, ref)
    account = _account(tx, desk, member_id)
    number = store.next_number(tx, member_id, offer.id)
    outcome = rules.claim(
        desk.program,
        account.state,
        offer.id,
        desk.local,
        number=number,
        profile=audiences.profile(tx, desk.program, member_id),
    )
    (taken,) = (one for one in outcome.coupons if one.state is CouponState.OPEN)
    if price is not None and taken.points != price:
        raise PriceChanged(points=taken.points)
    cause = desk.cause(_member(member_id), key)
    accounts.save(tx, account, outcome, desk.program, cause)
    return operations.finish(
        tx, claimed, opened(tx, member_id, outcome, coupon_title(offer), now=now)
    )


def opened(
    tx: Connection, member_id: int, outcome: Outcome, title: Mapping[str, str], *, now: datetime
) -> CouponView:
    """Write down the coupon an outcome opened, with a code of its own, and show it to the till."""
    (coupon,) = (one for one in outcome.coupons if one.state is CouponState.OPEN)
    coupon_id = insert_coupon(tx, member_id, coupon, title, now=now, shown_until=now + SHOWN)
    return coupon_view(_row(tx, coupon_id), now=now)


def show(tx: Connection, member_id: int, coupon_id: int, *, now: datetime) -> CouponView:
    """Show an open coupon to the till for another 15 minutes.

    Raises UnknownCoupon, CouponUsed, CouponExpired and AlreadyCancelled.
    """
    row = _own(tx, member_id, coupon_id)
    today = open_desk(tx, None, 0, now=now).today
    if row.state is not CouponState.OPEN or not _lasts(row, today):
        raise rules.refusal(store.of_row(row))
    store.save_coupon(tx, coupon_id, {"shown_until": now + SHOWN})
    return coupon_view(_row(tx, coupon_id), now=now)


def cancel(
    tx: Connection, member_id: int, coupon_id: int, *, key: str, now: datetime
) -> CouponCancelled:
    """Give an unused coupon back; its points return where they came from.

    Raises UnknownCoupon, CouponUsed, CouponExpired, AlreadyCancelled and NoCard.
    """
    claimed = operations.claim(
        tx, key, "cancel-coupon", {"member_id": member_id, "coupon_id": coupon_id}, now=now
    )
    if claimed.stored is not None:
        return operations.repeated(claimed, CouponCancelled)
    draws = store.of_row(_own(tx, member_id, coupon_id)).draws
    desk = open_desk(tx, None, 0, now=now)
    account = _account(tx, desk, member_id, lots=tuple(draw.lot for draw in draws))
    # Read again behind the account's lock: the till may have handed it over meanwhile.
    coupon = store.of_row(_row(tx, coupon_id))
    outcome = rules.cancel(desk.program, account.state, coupon, desk.today)
    cause = desk.cause(_member(member_id), key)
    accounts.save(tx, account, outcome, desk.program, cause)
    cancelled = CouponCancelled(
        points=outcome.points, expired=outcome.expired, balance=outcome.state.balance
    )
    return operations.finish(tx, claimed, cancelled)


def shown(
    tx: Connection, staff_id: int, member_id: int, *, now: datetime
) -> tuple[TillCoupon, ...]:
    """Return what a guest shows to the till at this moment.

    Raises NotServing, ShiftClosed and OwnCard.
    """
    who = till.serving(tx, staff_id)
    till.refuse_own_card(who, member_id)
    program = programs.current(tx, now=now).program
    today = programs.local_day(program, now)
    return tuple(
        TillCoupon(
            coupon_id=row.id,
            title=row.title,
            expires_on=row.expires_on,
            shown_until=row.shown_until,
            for_bill=row.offer in program.bill_coupons,
        )
        for row in store.load_open(tx, member_id)
        if _is_shown(row, now) and _lasts(row, today)
    )


def find_by_code(
    tx: Connection, code: str, *, actor: Actor, now: datetime
) -> CouponFound | Missed:
    """Return the open coupon of a code the guest read aloud; it counts as shown from now on.

    The code stands in the guest's own chat and nowhere else, so naming it is the guest's yes.
    A code of no coupon, and one that was used, cancelled or has ended, are the same miss.
    Raises GuessesPaused, OwnCard, ShiftClosed and NotServing.
    """
    assert actor.staff_id is not None  # noqa: S101  # only the till types codes
    serving = till.serving(tx, actor.staff_id)
    guesses.refuse_paused(tx, Guessed.COUPON, actor, now=now)
    program = programs.current(tx, now=now).program
    row = store.load_by_code(tx, code)
    if (
        row is None
        or row.state is not CouponState.OPEN
        or not _lasts(row, programs.local_day(program, now))
    ):
        return guesses.count(tx, Guessed.COUPON, actor, now=now)
    till.refuse_own_card(serving, row.member_id)
    store.save_coupon(tx, row.id, {"shown_until": now + SHOWN})
    audit_log.note(tx, What.LOOKED_UP, actor=actor, now=now, member_id=row.member_id)
    name = till.name_of_guest(tx, row.member_id)
    shown_until = now + SHOWN
    coupon = TillCoupon(
        coupon_id=row.id,
        title=row.title,
        expires_on=row.expires_on,
        shown_until=shown_until,
        for_bill=row.offer in program.bill_coupons,
    )
    return CouponFound(coupon=coupon, name=name, member_id=row.member_id)


def use(tx: Connection, coupon_id: int, *, actor: Actor, key: str, now: datetime) -> CouponHanded:
    """Hand the goods over at the till, once, and tell the member.

    Raises UnknownCoupon, CouponNotShown, CouponForBill, CouponUsed, CouponExpired,
    AlreadyCancelled, CashierBlocked, OwnCard, ShiftClosed and NotServing.
    """
    claimed = operations.claim(tx, key, "use-coupon", {"coupon_id": coupon_id}, now=now)
    if claimed.stored is not None:
        return _named(tx, operations.repeated(claimed, CouponHanded))
    assert actor.staff_id is not None  # noqa: S101  # only the till hands goods over
    member_id = _row(tx, coupon_id).member_id
    desk = open_desk(tx, actor.staff_id, 0, now=now)
    require_shift(desk)
    if redemption_store.is_blocked(tx, member_id, actor.staff_id, day_began(tx, now)):
        raise CashierBlocked
    account = open_account(tx, desk, member_id)
    row = _row(tx, coupon_id)
    outcome = rules.use(desk.program, account.state, store.of_row(row), desk.today)
    if row.offer in desk.program.bill_coupons:
        raise CouponForBill
    if not _is_shown(row, now):
        raise CouponNotShown
    accounts.save(tx, account, outcome, desk.program, desk.cause(actor, key))
    served = {"staff_id": actor.staff_id, "location_id": desk.row.location_id}
    store.save_coupon(tx, coupon_id, served)
    _tell_member(tx, account, desk, row)
    handed = CouponHanded(
        coupon_id=coupon_id,
        member_id=member_id,
        # No name is kept with the key: it would outlive its person.
        name="",
        title=row.title,
    )
    return _named(tx, operations.finish(tx, claimed, handed))


def not_me(tx: Connection, member_id: int, coupon_id: int, *, now: datetime) -> None:
    """Note that the member did not take what was handed over; the owners are told, once.

    Raises UnknownCoupon for a coupon that is not the member's or was not used.
    """
    row = _own(tx, member_id, coupon_id)
    if row.state is not CouponState.USED:
        raise UnknownCoupon(coupon=str(coupon_id))
    facts = {"staff": row.staff_id, "coupon": coupon_id}
    audit_log.note(tx, What.COUPON_NOT_ME, actor=_member(member_id), now=now, facts=facts)
    alerts.tell_owners(
        tx,
        "alert-coupon-not-me",
        {
            "cashier": people_store.staff_name(tx, row.staff_id) or "",
            "name": till.name_of_guest(tx, member_id),
            "title": Localized(row.title),
        },
        occasion=str(coupon_id),
        now=now,
    )


def _named(tx: Connection, handed: CouponHanded) -> CouponHanded:
    return replace(handed, name=till.name_of_guest(tx, handed.member_id))


def _tell_member(tx: Connection, account: Account, desk: Desk, row: Row[Any]) -> None:
    outbox.tell(
        tx,
        account.telegram_id,
        "coupon-used",
        {"title": Localized(row.title), "location": desk.row.location_name or ""},
        reason=f"coupon:{row.id}",
        buttons=Buttons(kind="coupon", args={"coupon_id": row.id}),
        now=desk.now,
    )


def _account(tx: Connection, desk: Desk, member_id: int, lots: tuple[int, ...] = ()) -> Account:
    account = ledger.load_account(tx, member_id, desk.today, lots=lots)
    if account is None:
        raise NoCard
    return account


def _row(tx: Connection, coupon_id: int) -> Row[Any]:
    row = store.load_coupon(tx, coupon_id)
    if row is None:
        raise UnknownCoupon(coupon=str(coupon_id))
    return row


def _own(tx: Connection, member_id: int, coupon_id: int) -> Row[Any]:
    row = _row(tx, coupon_id)
    if row.member_id != member_id:
        raise UnknownCoupon(coupon=str(coupon_id))
    return row


def _is_shown(row: Row[Any], now: datetime) -> bool:
    """Tell whether the till sees it; what a stamp card brought nobody has shown yet."""
    return row.shown_until is not None and row.shown_until > now


def _lasts(row: Row[Any], today: date) -> bool:
    return row.expires_on is None or today <= row.expires_on


def _member(member_id: int) -> Actor:
    return Actor(role=Role.MEMBER, member_id=member_id, source="offers")
