"""Requests to spend: the till asks the member to pay a part of the bill with points."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from services import baskets, limits, operations, outbox, programs, purchases, till
from services.actors import Actor
from services.baskets import NOTHING, Basket
from services.domain.errors import Refusal
from services.facts import Money, Points
from services.keys import keys_of
from services.outbox import Buttons, Lane
from services.reports import midnight
from services.store import people as people_store
from services.store import redemptions as store
from services.store import shop as shop_store
from services.store.redemptions import State
from services.till_refusals import CashierBlocked

LIFE = timedelta(minutes=2)
WINDOW = timedelta(minutes=10)
MOST_IN_WINDOW = 3
WRONG_CODES_A_REQUEST = 3
WRONG_CODES_A_MEMBER = 5
WRONG_CODES_A_CASHIER = 10


@dataclass(kw_only=True, unsafe_hash=True)
class NothingToRedeem(Refusal):
    """No point may pay for this bill; `why` is the kind of reason, as in `Quote.why_zero`."""

    why: str


@dataclass(kw_only=True, unsafe_hash=True)
class GuestWithoutTelegram(Refusal):
    """The card has no chat in which its owner could say yes."""


@dataclass(kw_only=True, unsafe_hash=True)
class RequestOpen(Refusal):
    """The guest has a request to answer already."""


@dataclass(kw_only=True, unsafe_hash=True)
class TooManyRequests(Refusal):
    """Three requests in ten minutes are enough."""

    minutes: int


@dataclass(kw_only=True, unsafe_hash=True)
class SpendLocked(Refusal):
    """Too many wrong codes today; spending works again tomorrow."""


@dataclass(kw_only=True, unsafe_hash=True)
class RequestExpired(Refusal):
    """The two minutes are over; the points are safe."""


@dataclass(kw_only=True, unsafe_hash=True)
class RequestClosed(Refusal):
    """The request was answered or withdrawn."""


@dataclass(kw_only=True, unsafe_hash=True)
class NotYourRequest(Refusal):
    """The request belongs to another guest or another cashier."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    request_id: int
    points: int
    amount_minor: int
    to_pay_minor: int
    expires_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestView:
    """A request as it stands; an overdue open one shows as expired."""

    request_id: int
    state: State
    member_id: int
    staff_id: int
    amount_minor: int
    points: int
    expires_at: datetime
    tries_left: int
    purchase_id: int | None


def ask(
    tx: Connection,
    member_id: int,
    amount_minor: int,
    points: int,
    *,
    actor: Actor,
    key: str,
    now: datetime,
    code: str,
    basket: Basket = NOTHING,
) -> Asked:
    """Ask the member to pay a part of the bill with points; lives two minutes.

    `code` are four random digits made at the edge; they are shown to the member only.
    Raises NothingToRedeem, GuestWithoutTelegram, RequestOpen, TooManyRequests, CashierBlocked,
    SpendLocked, BillTooBig, CapReached, and what the till and the quote raise.
    """
    parameters = {"member_id": member_id, "amount_minor": amount_minor, "points": points}
    parameters |= basket.parameters()
    claimed = operations.claim(tx, key, "spend-request", parameters, now=now)
    if claimed.stored is not None:
        return operations.repeated(claimed, Asked)
    assert actor.staff_id is not None  # noqa: S101  # only the till asks
    serving = till.serving(tx, actor.staff_id)
    till.refuse_own_card(serving, member_id)
    chat = people_store.chat_of(tx, member_id)
    if chat is None:
        raise GuestWithoutTelegram
    limit_minor = shop_store.bill_limit(tx)
    if amount_minor > limit_minor and not actor.is_chief:
        raise purchases.BillTooBig(limit_minor=limit_minor)
    _refuse_too_many(tx, member_id, serving.staff_id, now=now)
    limits.refuse_over(tx, member_id, actor, now=now)
    quote = purchases.quote(
        tx,
        member_id,
        amount_minor,
        points,
        staff_id=serving.staff_id,
        now=now,
        basket=basket,
    )
    if quote.applied == 0:
        raise NothingToRedeem(why=quote.why_zero or "none")
    request_id = store.insert_request(
        tx,
        {
            "member_id": member_id,
            "staff_id": serving.staff_id,
            "location_id": serving.location_id,
            "amount_minor": amount_minor,
            "points": quote.applied,
            "basket": baskets.dump(basket),
            "digest": quote.digest,
            "code_digest": code_digest(tx, key, code),
            "state": State.OPEN,
            "wrong_codes": 0,
            "asked_at": now,
            "expires_at": now + LIFE,
            "key": key,
        },
    )
    asked = Asked(
        request_id=request_id,
        points=quote.applied,
        amount_minor=amount_minor,
        to_pay_minor=quote.to_pay_minor,
        expires_at=now + LIFE,
    )
    outbox.queue(
        tx,
        to=chat.telegram_id,
        lane=Lane.INTERACTIVE,
        reason=request_reason(request_id),
        text="spend-request",
        facts={
            "points": Points(asked.points),
            "amount": Money(amount_minor),
            "to_pay": Money(asked.to_pay_minor),
            "location": _location_name(tx, serving.location_id),
            "code": code,
        },
        buttons=Buttons(kind="spend", args={"request_id": request_id}),
        now=now,
        expires_at=asked.expires_at,
    )
    return operations.finish(tx, claimed, asked)


def status(tx: Connection, request_id: int, *, now: datetime) -> RequestView:
    """Return how the request stands; raise RequestClosed for one that never was."""
    row = store.load_request(tx, request_id)
    if row is None:
        raise RequestClosed
    overdue = row.state == State.OPEN and row.expires_at <= now
    return RequestView(
        request_id=row.id,
        state=State.EXPIRED if overdue else State(row.state),
        member_id=row.member_id,
        staff_id=row.staff_id,
        amount_minor=row.amount_minor,
        points=row.points,
        expires_at=row.expires_at,
        tries_left=max(0, WRONG_CODES_A_REQUEST - row.wrong_codes),
        purchase_id=row.purchase_id,
    )


def load(tx: Connection, request_id: int) -> Row[Any]:
    row = store.load_request(tx, request_id, lock=True)
    if row is None:
        raise RequestClosed
    return row


def refuse_dead(row: Row[Any], *, now: datetime) -> None:
    if row.state == State.EXPIRED or (row.state == State.OPEN and row.expires_at <= now):
        raise RequestExpired
    if row.state != State.OPEN:
        raise RequestClosed


def _refuse_too_many(tx: Connection, member_id: int, staff_id: int, *, now: datetime) -> None:
    store.close_overdue(tx, member_id, now=now)
    if store.has_open(tx, member_id):
        raise RequestOpen
    if store.is_blocked(tx, member_id, staff_id, day_began(tx, now)):
        raise CashierBlocked
    refuse_locked(tx, member_id, staff_id, now=now)
    if store.count_asked(tx, member_id, now - WINDOW) >= MOST_IN_WINDOW:
        raise TooManyRequests(minutes=int(WINDOW.total_seconds() // 60))


def refuse_locked(tx: Connection, member_id: int, staff_id: int, *, now: datetime) -> None:
    since = day_began(tx, now)
    if (
        store.wrong_codes_of_member(tx, member_id, since) >= WRONG_CODES_A_MEMBER
        or store.wrong_codes_of_staff(tx, staff_id, since) >= WRONG_CODES_A_CASHIER
    ):
        raise SpendLocked


def _location_name(tx: Connection, location_id: int | None) -> str:
    row = shop_store.load_location(tx, location_id) if location_id is not None else None
    return row.name if row is not None else ""


def day_began(tx: Connection, now: datetime) -> datetime:
    program = programs.current(tx, now=now).program
    return midnight(programs.local_day(program, now), ZoneInfo(program.timezone))


def code_digest(tx: Connection, key: str, code: str) -> bytes:
    # Four digits are soon tried out, so the digest is keyed, and different for each request.
    return keys_of(tx).digest("spend-code", f"{key}\0{code}")


def request_reason(request_id: int) -> str:
    return f"spend:{request_id}"
