"""Writing down who looked at whom and who changed what."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, insert, select

from models.audit_log import AuditLine
from services.actors import Actor
from services.store.prepared import Prepared
from services.store.rows import scalar


class What(StrEnum):
    """The acts worth a line."""

    LOOKED_UP = "looked-up"
    CARD_OPENED = "card-opened"
    JOINED = "joined"
    EXPORTED = "exported"
    ERASED = "erased"
    PROGRAM_CHANGED = "program-changed"
    PROGRAM_PLANNED = "program-planned"
    PLAN_CANCELLED = "plan-cancelled"
    SHOP_CHANGED = "shop-changed"
    STAFF_INVITED = "staff-invited"
    STAFF_JOINED = "staff-joined"
    STAFF_APPROVED = "staff-approved"
    STAFF_SWITCHED_OFF = "staff-switched-off"
    STAFF_SWITCHED_ON = "staff-switched-on"
    OWNER_CLAIMED = "owner-claimed"
    SHIFT_OPENED = "shift-opened"
    SHIFT_CLOSED = "shift-closed"
    SILENT = "silent"
    SPEND_NOT_ME = "spend-not-me"
    SPEND_WRONG_CODE = "spend-wrong-code"
    COUPON_NOT_ME = "coupon-not-me"
    BILL_APPROVED = "bill-approved"
    BILL_REJECTED = "bill-rejected"
    SUSPICION_EXCUSED = "suspicion-excused"
    TRANSFERRED = "transferred"
    GUESSED_WRONG = "guessed-wrong"
    TIER_GIVEN = "tier-given"
    TIER_RECOUNTED = "tier-recounted"
    ADJUSTED = "adjusted"
    REFERRAL_APPROVED = "referral-approved"
    REFERRAL_DECLINED = "referral-declined"


_INSERT = Prepared(insert(AuditLine))


def note(
    tx: Connection,
    what: What,
    *,
    actor: Actor,
    now: datetime,
    member_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Add one line; `facts` hold no name and no phone."""
    row = {
        "at": now,
        "actor_role": actor.role,
        "staff_id": actor.staff_id,
        "member_id": member_id if member_id is not None else actor.member_id,
        "what": what,
        "facts": dict(facts or {}),
        "source": actor.source,
    }
    _INSERT.run(tx, row)


_COUNT = Prepared(
    select(func.count()).where(
        AuditLine.staff_id == bindparam("staff"),
        AuditLine.what == bindparam("what"),
        AuditLine.at >= bindparam("since"),
    )
)


_LOOKED_UP = select(
    exists().where(
        AuditLine.staff_id == bindparam("staff"),
        AuditLine.what == What.LOOKED_UP,
        AuditLine.at >= bindparam("since"),
        AuditLine.member_id == bindparam("member"),
    )
)


def was_looked_up(tx: Connection, staff_id: int, member_id: int, since: datetime) -> bool:
    found = {"staff": staff_id, "member": member_id, "since": since}
    return bool(tx.scalar(_LOOKED_UP, found))


def count_since(tx: Connection, staff_id: int, what: What, since: datetime) -> int:
    return scalar(tx, _COUNT, staff=staff_id, what=what, since=since) or 0
