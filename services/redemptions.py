"""Paying with points: only the member's own yes spends.

The yes is a tap in the member's chat, or the 4-digit code shown there and named to the cashier.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from services import alerts, baskets, operations, outbox, purchases, spend_requests, till
from services.actors import Actor, Role
from services.facts import Money, Points
from services.outbox import Buttons, Lane
from services.purchases import Recorded
from services.spend_requests import (
    WRONG_CODES_A_CASHIER,
    WRONG_CODES_A_MEMBER,
    WRONG_CODES_A_REQUEST,
    Asked,
    GuestWithoutTelegram,
    NothingToRedeem,
    NotYourRequest,
    RequestClosed,
    RequestExpired,
    RequestOpen,
    RequestView,
    SpendLocked,
    TooManyRequests,
    ask,
    status,
)
from services.store import audit_log
from services.store import people as people_store
from services.store import redemptions as store
from services.store import staff as staff_store
from services.store.audit_log import What
from services.store.redemptions import State
from services.till_refusals import CashierBlocked

__all__ = [
    "Asked",
    "CashierBlocked",
    "Confirmed",
    "GuestWithoutTelegram",
    "NotYourRequest",
    "NothingToRedeem",
    "RequestClosed",
    "RequestExpired",
    "RequestOpen",
    "RequestView",
    "SpendLocked",
    "State",
    "TooManyRequests",
    "WrongCode",
    "ask",
    "confirm",
    "confirm_by_code",
    "decline",
    "not_me",
    "status",
    "withdraw",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmed:
    recorded: Recorded


@dataclass(frozen=True, kw_only=True, slots=True)
class WrongCode:
    """A counted failure, so a result; with no tries left the request is dead."""

    tries_left: int


def confirm(
    tx: Connection, request_id: int, member_id: int, *, key: str, now: datetime
) -> Confirmed:
    """Spend by the member's tap and tell the cashier; a second tap gives the same receipt.

    Raises NotYourRequest, RequestExpired, RequestClosed and what recording raises.
    """
    del key  # The request itself is the key: any number of taps spends once.
    row = spend_requests.load(tx, request_id)
    if row.member_id != member_id:
        raise NotYourRequest
    if row.state == State.CONFIRMED:
        return _spend(tx, row, now=now)
    spend_requests.refuse_dead(row, now=now)
    confirmed = _spend(tx, row, now=now)
    _tell_cashier(tx, row, confirmed.recorded, now=now)
    return confirmed


def confirm_by_code(
    tx: Connection, request_id: int, code: str, staff_id: int, *, key: str, now: datetime
) -> Confirmed | WrongCode:
    """Spend by the code the guest names; three wrong ones kill the request.

    Wrong codes are counted for the day, 5 for a member and 10 for a cashier: then spending is
    locked and the owners are told. Raises NotYourRequest, RequestExpired, RequestClosed and
    SpendLocked.
    """
    row = spend_requests.load(tx, request_id)
    if row.staff_id != staff_id:
        raise NotYourRequest
    if row.state == State.CONFIRMED:
        return _spend(tx, row, now=now)
    parameters = {
        "request_id": request_id,
        "code": spend_requests.code_digest(tx, row.key, code).hex(),
    }
    claimed = operations.claim(tx, key, "spend-code", parameters, now=now)
    if claimed.stored is not None:
        return operations.repeated(claimed, WrongCode)
    spend_requests.refuse_dead(row, now=now)
    spend_requests.refuse_locked(tx, row.member_id, staff_id, now=now)
    if hmac.compare_digest(spend_requests.code_digest(tx, row.key, code), row.code_digest):
        return _spend(tx, row, now=now)
    return operations.finish(tx, claimed, _count_wrong(tx, row, now=now))


def decline(tx: Connection, request_id: int, member_id: int, *, now: datetime) -> RequestView:
    """Say no by the member's tap; nothing is spent, the cashier is told.

    Raises NotYourRequest, RequestExpired and RequestClosed; a second no changes nothing.
    """
    return _refuse_by_member(tx, request_id, member_id, State.DECLINED, now=now)


def not_me(tx: Connection, request_id: int, member_id: int, *, now: datetime) -> RequestView:
    """Say no to a stranger's request: this cashier is blocked for today, the owners are told."""
    view = _refuse_by_member(tx, request_id, member_id, State.NOT_ME, now=now)
    actor = Actor(role=Role.MEMBER, member_id=member_id, source=f"redemption:{request_id}")
    facts = {"staff": view.staff_id, "request": request_id}
    audit_log.note(tx, What.SPEND_NOT_ME, actor=actor, now=now, facts=facts)
    alerts.tell_owners(
        tx,
        "alert-not-me",
        {
            "cashier": people_store.staff_name(tx, view.staff_id) or "",
            "name": till.name_of_guest(tx, member_id),
            "amount": Money(view.amount_minor),
        },
        occasion=str(request_id),
        now=now,
    )
    return view


def withdraw(tx: Connection, request_id: int, staff_id: int, *, now: datetime) -> RequestView:
    """Take the request back at the till; the member's buttons stop working."""
    row = spend_requests.load(tx, request_id)
    if row.staff_id != staff_id:
        raise NotYourRequest
    if row.state == State.OPEN:
        store.save_request(tx, request_id, {"state": State.WITHDRAWN, "settled_at": now})
        outbox.withdraw(tx, spend_requests.request_reason(request_id))
    return status(tx, request_id, now=now)


def _spend(tx: Connection, row: Row[Any], *, now: datetime) -> Confirmed:
    """Record the purchase the request stands for; its key makes it happen once."""
    staff = staff_store.load_staff(tx, row.staff_id)
    assert staff is not None  # noqa: S101  # staff rows are never deleted
    actor = Actor(
        role=Role(staff.role),
        staff_id=row.staff_id,
        location_id=row.location_id,
        source=f"redemption:{row.id}",
    )
    recorded = purchases.record(
        tx,
        row.member_id,
        row.amount_minor,
        actor=actor,
        key=f"redemption:{row.id}",
        now=now,
        # The member read the sum and said yes: it is no slip and no repetition.
        repeat_ok=True,
        unusual_ok=True,
        redeem_points=row.points,
        expected=row.digest,
        request_id=row.id,
        basket=baskets.load(row.basket),
    )
    if row.state == State.OPEN:
        values = {
            "state": State.CONFIRMED,
            "settled_at": now,
            "purchase_id": recorded.purchase_id,
        }
        store.save_request(tx, row.id, values)
    return Confirmed(recorded=recorded)


def _tell_cashier(tx: Connection, row: Row[Any], recorded: Recorded, *, now: datetime) -> None:
    chat = people_store.staff_chat(tx, row.staff_id)
    if chat is None:
        return
    outbox.queue(
        tx,
        to=chat.telegram_id,
        lane=Lane.INTERACTIVE,
        reason=f"spend-confirmed:{row.id}",
        text="spend-confirmed",
        facts={
            "name": till.name_of_guest(tx, row.member_id),
            "points": Points(recorded.applied),
            "to_pay": Money(recorded.to_pay_minor),
            "earned": Points(recorded.earned),
            "amount": Money(recorded.amount_minor),
        },
        buttons=Buttons(kind="undo", args={"purchase_id": recorded.purchase_id}),
        now=now,
    )


def _refuse_by_member(
    tx: Connection, request_id: int, member_id: int, state: State, *, now: datetime
) -> RequestView:
    row = spend_requests.load(tx, request_id)
    if row.member_id != member_id:
        raise NotYourRequest
    if row.state != state:
        spend_requests.refuse_dead(row, now=now)
        store.save_request(tx, request_id, {"state": state, "settled_at": now})
        chat = people_store.staff_chat(tx, row.staff_id)
        if chat is not None:
            outbox.queue(
                tx,
                to=chat.telegram_id,
                lane=Lane.INTERACTIVE,
                reason=f"spend-declined:{request_id}",
                text="spend-declined",
                facts={"name": till.name_of_guest(tx, member_id)},
                now=now,
            )
    return status(tx, request_id, now=now)


def _count_wrong(tx: Connection, row: Row[Any], *, now: datetime) -> WrongCode:
    wrong = row.wrong_codes + 1
    values: dict[str, Any] = {"wrong_codes": wrong}
    if wrong >= WRONG_CODES_A_REQUEST:
        values |= {"state": State.LOCKED, "settled_at": now}
    store.save_request(tx, row.id, values)
    actor = Actor(role=Role.CASHIER, staff_id=row.staff_id, source=f"redemption:{row.id}")
    audit_log.note(tx, What.SPEND_WRONG_CODE, actor=actor, now=now, member_id=row.member_id)
    since = spend_requests.day_began(tx, now)
    of_member = store.wrong_codes_of_member(tx, row.member_id, since)
    of_staff = store.wrong_codes_of_staff(tx, row.staff_id, since)
    if of_member == WRONG_CODES_A_MEMBER or of_staff == WRONG_CODES_A_CASHIER:
        alerts.tell_owners(
            tx,
            "alert-wrong-codes",
            {
                "cashier": people_store.staff_name(tx, row.staff_id) or "",
                "name": till.name_of_guest(tx, row.member_id),
                "count": max(of_member, of_staff),
            },
            occasion=f"{row.member_id}:{row.staff_id}:{since.date()}",
            now=now,
        )
    return WrongCode(tries_left=WRONG_CODES_A_REQUEST - wrong)
