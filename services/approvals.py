"""Bills above a limit: the cashier asks, an owner says yes or no, once, within half an hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from services import alerts, baskets, operations, outbox, purchases, till
from services.actors import Actor, Role
from services.baskets import NOTHING, Basket
from services.discount_words import discount_fact
from services.domain.errors import Refusal, UnknownMember
from services.facts import Fact, Money, Points
from services.limits import CapReached
from services.outbox import Buttons, Lane
from services.purchases import Recorded
from services.staff import OwnerOnly
from services.store import approvals as store
from services.store import audit_log
from services.store import members as member_store
from services.store import people as people_store
from services.store import staff as staff_store
from services.store.approvals import State
from services.store.audit_log import What

LIFE = timedelta(minutes=30)


@dataclass(kw_only=True, unsafe_hash=True)
class ApprovalExpired(Refusal):
    """The half hour is over; the cashier can ask again."""


@dataclass(kw_only=True, unsafe_hash=True)
class ApprovalClosed(Refusal):
    """Somebody has decided already."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ApprovalView:
    """A bill above the limit as it stands; names are as staff see them."""

    approval_id: int
    member_id: int
    name: str
    cashier: str
    amount_minor: int
    state: State
    asked_at: datetime
    expires_at: datetime
    purchase_id: int | None


def ask(
    tx: Connection,
    member_id: int,
    amount_minor: int,
    *,
    actor: Actor,
    key: str,
    now: datetime,
    cap: CapReached | None = None,
    basket: Basket = NOTHING,
) -> int:
    """Ask the owners to allow the bill; return the id of the question.

    `cap` is what stood in the way, if it was not the size of the bill.
    Raises OwnCard, UnknownMember, ShiftClosed and NotServing.
    """
    parameters = {"member_id": member_id, "amount_minor": amount_minor, **basket.parameters()}
    claimed = operations.claim(tx, key, "approval", parameters, now=now)
    if claimed.stored is not None:
        return operations.repeated(claimed, int)
    assert actor.staff_id is not None  # noqa: S101  # only the till asks
    serving = till.serving(tx, actor.staff_id)
    till.refuse_own_card(serving, member_id)
    if member_store.load_card(tx, member_id) is None:
        raise UnknownMember(member=str(member_id))
    approval_id = store.insert_approval(
        tx,
        {
            "member_id": member_id,
            "staff_id": serving.staff_id,
            "location_id": serving.location_id,
            "amount_minor": amount_minor,
            "basket": baskets.dump(basket),
            "state": State.WAITING,
            "asked_at": now,
            "expires_at": now + LIFE,
            "key": key,
        },
    )
    facts: dict[str, Fact] = {
        "cashier": people_store.staff_name(tx, serving.staff_id) or "",
        "name": till.name_of_guest(tx, member_id),
        "amount": Money(amount_minor),
    }
    alerts.tell_owners(
        tx,
        "bill-over-cap" if cap else "bill-too-big",
        {**facts, "why": cap.words} if cap else facts,
        occasion=str(approval_id),
        buttons=Buttons(kind="approval", args={"approval_id": approval_id}),
        lane=Lane.INTERACTIVE,
        expires_at=now + LIFE,
        now=now,
    )
    return operations.finish(tx, claimed, approval_id)


def approve(
    tx: Connection, approval_id: int, *, actor: Actor, key: str, now: datetime
) -> Recorded:
    """Record the bill in the cashier's name and tell the cashier; a second yes repeats it.

    Raises OwnerOnly, ApprovalExpired, ApprovalClosed and what recording raises.
    """
    del key  # The question itself is the key: any number of taps records once.
    row = _load(tx, approval_id, actor)
    if row.state != State.APPROVED:
        _refuse_dead(row, now=now)
    recorded = purchases.record(
        tx,
        row.member_id,
        row.amount_minor,
        actor=_cashier(tx, row),
        key=f"approval:{approval_id}",
        now=now,
        repeat_ok=True,
        unusual_ok=True,
        approved=True,
        basket=baskets.load(row.basket),
    )
    if row.state == State.WAITING:
        _decide(tx, row, State.APPROVED, actor, now=now, purchase_id=recorded.purchase_id)
        facts: dict[str, Fact] = {
            "amount": Money(row.amount_minor),
            "earned": Points(recorded.earned),
            "to_pay": Money(recorded.to_pay_minor),
            "discount": discount_fact(recorded.off_minor, recorded.discounts),
        }
        less = recorded.off_minor or not recorded.with_points
        buttons = Buttons(kind="undo", args={"purchase_id": recorded.purchase_id})
        text = "bill-approved-plain" if less else "bill-approved"
        _tell_cashier(tx, row, text, facts, buttons, now=now)
    return recorded


def reject(
    tx: Connection, approval_id: int, *, actor: Actor, key: str, now: datetime
) -> ApprovalView:
    """Say no and tell the cashier; a second no changes nothing.

    Raises OwnerOnly, ApprovalExpired and ApprovalClosed.
    """
    del key
    row = _load(tx, approval_id, actor)
    if row.state != State.REJECTED:
        _refuse_dead(row, now=now)
        _decide(tx, row, State.REJECTED, actor, now=now)
        facts = {"amount": Money(row.amount_minor)}
        _tell_cashier(tx, row, "bill-rejected", facts, None, now=now)
    return view(tx, approval_id)


def view(tx: Connection, approval_id: int) -> ApprovalView:
    """Return the question as it stands; raise ApprovalClosed for one that never was."""
    row = store.load_approval(tx, approval_id)
    if row is None:
        raise ApprovalClosed
    return ApprovalView(
        approval_id=row.id,
        member_id=row.member_id,
        name=till.name_of_guest(tx, row.member_id),
        cashier=people_store.staff_name(tx, row.staff_id) or "",
        amount_minor=row.amount_minor,
        state=State(row.state),
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        purchase_id=row.purchase_id,
    )


def _load(tx: Connection, approval_id: int, actor: Actor) -> Row[Any]:
    if not actor.is_chief:
        raise OwnerOnly
    row = store.load_approval(tx, approval_id, lock=True)
    if row is None:
        raise ApprovalClosed
    return row


def _refuse_dead(row: Row[Any], *, now: datetime) -> None:
    if row.state != State.WAITING:
        raise ApprovalClosed
    if row.expires_at <= now:
        raise ApprovalExpired


def _cashier(tx: Connection, row: Row[Any]) -> Actor:
    staff = staff_store.load_staff(tx, row.staff_id)
    assert staff is not None  # noqa: S101  # staff rows are never deleted
    return Actor(
        role=Role(staff.role),
        staff_id=row.staff_id,
        location_id=row.location_id,
        source=f"approval:{row.id}",
    )


def _decide(
    tx: Connection,
    row: Row[Any],
    state: State,
    actor: Actor,
    *,
    now: datetime,
    purchase_id: int | None = None,
) -> None:
    values = {
        "state": state,
        "decided_at": now,
        "decided_by": actor.staff_id,
        "purchase_id": purchase_id,
    }
    store.save_approval(tx, row.id, values)
    what = What.BILL_APPROVED if state is State.APPROVED else What.BILL_REJECTED
    audit_log.note(
        tx,
        what,
        actor=actor,
        now=now,
        member_id=row.member_id,
        facts={"approval": row.id, "amount_minor": row.amount_minor},
    )


def _tell_cashier(
    tx: Connection,
    row: Row[Any],
    text: str,
    facts: Mapping[str, Fact],
    buttons: Buttons | None,
    *,
    now: datetime,
) -> None:
    chat = people_store.staff_chat(tx, row.staff_id)
    if chat is None:
        return
    outbox.queue(
        tx,
        to=chat.telegram_id,
        lane=Lane.INTERACTIVE,
        reason=f"{text}:{row.id}",
        text=text,
        facts={"name": till.name_of_guest(tx, row.member_id), **facts},
        buttons=buttons,
        now=now,
    )
