"""Points behind a link: shared by the giver, taken once by whoever opens it first.

The points stay on the giver's card until somebody takes them, and everything is checked then, as
if the gift were made at that moment. Points set aside would need entries of their own to go and
to come back, would end while they wait, and would have to be unwound by refunds and erasures;
so nothing has to be undone when a link is forgotten.

The right to take is a mark over the number of the gift, made with the key outside the database:
no table holds what opens a link, and the giver can be shown the same link again.
"""

import base64
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from models.transfers import TransferState
from services import outbox, till
from services.domain.errors import NotEnoughPoints, Refusal
from services.domain.transferring import TransferLimitReached, TransferTooSmall, refuse_over
from services.facts import Points
from services.keys import keys_of
from services.outbox import Buttons, Lane
from services.store import people as people_store
from services.store import transfers as store
from services.store.accounts import Account
from services.transfer_guards import (
    NotToYourself,
    TakerTooNew,
    TransferClosed,
    TransferNeedsPurchase,
    load,
    open_rules,
    own,
    refuse_dead,
    refuse_giver,
    refuse_taker,
)
from services.transfers import Asked, draft, move

PREFIX = "g"
LIFE = timedelta(days=3)
WAITING_AT_ONCE = 3
_MARK_BYTES = 16
_GIVERS_TROUBLE = (
    NotEnoughPoints,
    TransferLimitReached,
    TransferNeedsPurchase,
    TransferTooSmall,
)
_PAYLOAD = re.compile(r"g([1-9][0-9]{0,17})-([A-Za-z0-9_-]{22})", re.ASCII)


@dataclass(kw_only=True, unsafe_hash=True)
class TooManyLinks(Refusal):
    """So many links wait already; one has to be taken, or taken back."""

    most: int


@dataclass(kw_only=True, unsafe_hash=True)
class GiverShort(Refusal):
    """The giver cannot give it any more: the points were spent, or a limit is reached."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A link ready to be shared; `payload` is what follows `?start=`."""

    transfer_id: int
    points: int
    payload: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What lies behind a link; with `ready_at` the card is too new to take it before."""

    transfer_id: int
    points: int
    name: str
    payload: str
    expires_at: datetime
    ready_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """Points that came from the link of a member of this name."""

    transfer_id: int
    points: int
    name: str


def is_payload(text: str) -> bool:
    """Tell whether this could be a link of ours; whether it opens anything is another matter."""
    return _PAYLOAD.fullmatch(text) is not None


def ask_link(tx: Connection, giver_id: int, points: int, *, now: datetime) -> Asked:
    """Show the giver what a link would do. Raises what `transfers.ask` does, and TooManyLinks."""
    desk, rules = open_rules(tx, now)
    asked = draft(tx, desk, rules, giver_id, points, taker_id=None)
    _refuse_many(tx, giver_id, now=now)
    return asked


def make(tx: Connection, transfer_id: int, giver_id: int, *, now: datetime) -> Link:
    """Make the link by the giver's tap; every further tap shows the same link.

    Raises NotYourTransfer, TransferClosed, TransferExpired and what `ask_link` does.
    """
    row = own(tx, transfer_id, giver_id)
    if not row.by_link:
        raise TransferClosed
    if row.state is TransferState.OPEN:
        refuse_dead(row, TransferState.OPEN, now=now)
        return _link(tx, row.id, row.points, row.expires_at)
    if row.state is not TransferState.ASKED:
        raise TransferClosed
    refuse_dead(row, TransferState.ASKED, now=now)
    desk, rules = open_rules(tx, now)
    load(tx, desk, giver_id)
    refuse_giver(tx, rules, giver_id)
    refuse_over(rules, store.load_given(tx, giver_id, desk.today), row.points)
    _refuse_many(tx, giver_id, now=now)
    values = {"state": TransferState.OPEN, "expires_at": now + LIFE}
    store.save_transfer(tx, row.id, values)
    return _link(tx, row.id, row.points, now + LIFE)


def withdraw(tx: Connection, transfer_id: int, giver_id: int, *, now: datetime) -> None:
    """Take a link back while nobody has used it. Raises NotYourTransfer, TransferClosed."""
    row = own(tx, transfer_id, giver_id)
    if row.state is TransferState.DONE:
        raise TransferClosed
    store.save_transfer(tx, row.id, {"state": TransferState.WITHDRAWN, "settled_at": now})
    outbox.withdraw(tx, _ready_reason(row.id))


def find(tx: Connection, payload: str, member_id: int, *, now: datetime) -> Found:
    """Return what lies behind the link somebody opened.

    A card that is still too new keeps the gift for itself, and is told when it may take it.
    Raises TransferClosed for a link that is not ours, used or taken back, TransferExpired,
    NotToYourself, StaffTakesNothing and TransfersOff.
    """
    row = _of_payload(tx, payload)
    _refuse_foreign(row, member_id)
    refuse_dead(row, TransferState.OPEN, now=now)
    if row.state is TransferState.DONE:
        raise TransferClosed
    desk, rules = open_rules(tx, now)
    taker = load(tx, desk, member_id)
    ready_at = None
    expires_at = row.expires_at
    try:
        refuse_taker(tx, rules, taker, now=now)
    except TakerTooNew as young:
        ready_at = young.ready_at
        expires_at = _keep(tx, row, taker, ready_at, now=now)
    return Found(
        transfer_id=row.id,
        points=row.points,
        name=till.name_of_guest(tx, row.giver_id),
        payload=payload,
        expires_at=expires_at,
        ready_at=ready_at,
    )


def find_waiting(tx: Connection, member_id: int, *, now: datetime) -> Found | None:
    """Return the gift whose link brought a new member here; None if there is none to take."""
    person = people_store.load_person_of(tx, member_id)
    if person is None or not is_payload(person.source or ""):
        return None
    try:
        return find(tx, person.source, member_id, now=now)
    except Refusal:
        return None  # Used, or taken back, while the guest was joining.


def take(
    tx: Connection, transfer_id: int, member_id: int, *, payload: str, now: datetime
) -> Taken:
    """Take the points, once; `payload` is the right, or empty for the card it was kept for.

    Raises what `find` does, TakerTooNew and GiverShort; a second tap repeats the answer.
    """
    if payload:
        row = _of_payload(tx, payload)
    else:
        kept = store.load_transfer(tx, transfer_id, lock=True)
        if kept is None or kept.taker_id != member_id or not kept.by_link:
            raise TransferClosed
        row = kept
    _refuse_foreign(row, member_id)
    refuse_dead(row, TransferState.OPEN, now=now)
    try:
        move(tx, row, member_id, now=now)
    except _GIVERS_TROUBLE:
        # Whoever takes learns nothing about what the giver has.
        raise GiverShort from None
    return Taken(transfer_id=row.id, points=row.points, name=till.name_of_guest(tx, row.giver_id))


def _of_payload(tx: Connection, payload: str) -> Row[Any]:
    """Return the gift a link opens, locked; raise TransferClosed for any other text."""
    parsed = _PAYLOAD.fullmatch(payload)
    if parsed is None or not hmac.compare_digest(_mark(tx, int(parsed[1])), parsed[2]):
        raise TransferClosed
    row = store.load_transfer(tx, int(parsed[1]), lock=True)
    if row is None or not row.by_link or row.state is TransferState.ASKED:
        raise TransferClosed
    return row


def _refuse_foreign(row: Row[Any], member_id: int) -> None:
    if row.giver_id == member_id:
        raise NotToYourself
    if row.taker_id not in {None, member_id}:
        raise TransferClosed


def _keep(
    tx: Connection, row: Row[Any], taker: Account, ready_at: datetime, *, now: datetime
) -> datetime:
    """Keep the gift for a new card, and promise to tell when; return when the link ends now."""
    expires_at: datetime = max(row.expires_at, ready_at + LIFE)
    values = {"taker_id": taker.member_id, "expires_at": expires_at}
    store.save_transfer(tx, row.id, values)
    if taker.telegram_id is not None:
        outbox.queue(
            tx,
            to=taker.telegram_id,
            lane=Lane.REMINDER,
            reason=_ready_reason(row.id),
            text="transfer-ready",
            facts={
                "name": till.name_of_guest(tx, row.giver_id),
                "points": Points(row.points),
            },
            buttons=Buttons(kind="transfer", args={"transfer_id": row.id}),
            now=now,
            due_at=ready_at,
            expires_at=expires_at,
        )
    return expires_at


def _refuse_many(tx: Connection, giver_id: int, *, now: datetime) -> None:
    if len(store.load_links(tx, giver_id, now=now)) >= WAITING_AT_ONCE:
        raise TooManyLinks(most=WAITING_AT_ONCE)


def _link(tx: Connection, transfer_id: int, points: int, expires_at: datetime) -> Link:
    payload = f"{PREFIX}{transfer_id}-{_mark(tx, transfer_id)}"
    return Link(transfer_id=transfer_id, points=points, payload=payload, expires_at=expires_at)


def _mark(tx: Connection, transfer_id: int) -> str:
    digest = keys_of(tx).digest("transfer-link", str(transfer_id))[:_MARK_BYTES]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _ready_reason(transfer_id: int) -> str:
    return f"transfer-ready:{transfer_id}"
