"""Who serves: claiming the bot, inviting people, switching them off."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from services import alerts, outbox
from services.actors import Actor, Role
from services.domain.errors import Refusal
from services.names import clean_name
from services.outbox import Buttons, Lane
from services.staff_list import StaffView, UnknownStaff, members_of_staff, person_of_staff
from services.store import audit_log, shifts
from services.store import people as people_store
from services.store import shop as shop_store
from services.store import staff as store
from services.store.audit_log import What

__all__ = [
    "Accepted",
    "AlreadyStaff",
    "Claimed",
    "InviteView",
    "LastOwner",
    "LinkExpired",
    "LinkUsed",
    "OwnerExists",
    "OwnerOnly",
    "StaffView",
    "UnknownStaff",
    "accept",
    "approve_manager",
    "claim",
    "claim_link",
    "has_owner",
    "invite",
    "members_of_staff",
    "person_of_staff",
    "switch_off",
    "switch_on",
    "token_hash",
]

CLAIM_LIFE = timedelta(hours=1)
INVITE_LIFE = timedelta(hours=24)


@dataclass(kw_only=True, unsafe_hash=True)
class LinkUsed(Refusal):
    """The link is unknown or has let somebody in already."""


@dataclass(kw_only=True, unsafe_hash=True)
class LinkExpired(Refusal):
    """The link is too old: an invite lives 24 hours, a claim one."""


@dataclass(kw_only=True, unsafe_hash=True)
class OwnerExists(Refusal):
    """The bot has an owner; only `claim --replace-owner` makes another link."""


@dataclass(kw_only=True, unsafe_hash=True)
class AlreadyStaff(Refusal):
    """The person serves here already, or waits for the owner's yes."""

    role: str


@dataclass(kw_only=True, unsafe_hash=True)
class LastOwner(Refusal):
    """Somebody must own the bot."""


@dataclass(kw_only=True, unsafe_hash=True)
class OwnerOnly(Refusal):
    """A manager may not do this."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    """The bot has a new owner; `first` says nobody owned it before."""

    staff_id: int
    first: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class InviteView:
    role: Role
    location_name: str | None
    expires_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """A person came in; a manager is not `active` before the owner's tap."""

    staff_id: int
    role: Role
    location_name: str | None
    active: bool


def token_hash(token: str) -> bytes:
    """Return what is stored of a link's 128 random bits."""
    return hashlib.sha256(token.encode()).digest()


def has_owner(tx: Connection) -> bool:
    return store.has_owner(tx)


def claim_link(
    tx: Connection, token_hash: bytes, *, now: datetime, replace: bool = False
) -> datetime:
    """Register a claim link for one hour and return when it ends; older ones stop working.

    Raises OwnerExists unless `replace`.
    """
    if store.has_owner(tx) and not replace:
        raise OwnerExists
    store.drop_claims(tx)
    expires_at = now + CLAIM_LIFE
    store.insert_invite(
        tx,
        {
            "token_hash": token_hash,
            "role": Role.OWNER,
            "replaces_owner": replace,
            "created_at": now,
            "expires_at": expires_at,
        },
    )
    return expires_at


def claim(
    tx: Connection, token: str, telegram_id: int, name: str, language: str, *, now: datetime
) -> Claimed:
    """Make this person the owner. A replaced owner is switched off and told.

    Raises LinkUsed, LinkExpired, and OwnerExists when somebody was faster.
    """
    link = _take(tx, token, now=now, claims=True)
    before = store.owners(tx)
    if before and not link.replaces_owner:
        raise OwnerExists
    for staff_id in before:
        _switch_off_replaced(tx, staff_id, now=now)
    person_id = people_store.ensure_person(tx, telegram_id, clean_name(name), language, now=now)
    staff_id = _enroll(tx, person_id, Role.OWNER, None, active=True, now=now)
    actor = Actor(role=Role.OWNER, staff_id=staff_id, source="claim")
    audit_log.note(tx, What.OWNER_CLAIMED, actor=actor, now=now, facts={"replaced": before})
    return Claimed(staff_id=staff_id, first=not before)


def invite(
    tx: Connection,
    role: Role,
    location_id: int | None,
    token_hash: bytes,
    *,
    actor: Actor,
    now: datetime,
) -> InviteView:
    """Register a one-time link for a cashier or, by the owner only, a manager; 24 hours."""
    if role == Role.OWNER or (role == Role.MANAGER and actor.role != Role.OWNER):
        raise OwnerOnly
    location = shop_store.load_location(tx, location_id) if location_id else None
    expires_at = now + INVITE_LIFE
    store.insert_invite(
        tx,
        {
            "token_hash": token_hash,
            "role": role,
            "location_id": location.id if location else None,
            "invited_by": actor.staff_id,
            "replaces_owner": False,
            "created_at": now,
            "expires_at": expires_at,
        },
    )
    audit_log.note(tx, What.STAFF_INVITED, actor=actor, now=now, facts={"role": role})
    return InviteView(
        role=role, location_name=location.name if location else None, expires_at=expires_at
    )


def accept(
    tx: Connection, token: str, telegram_id: int, name: str, language: str, *, now: datetime
) -> Accepted:
    """Let the person in: a cashier at once, a manager after the owner's tap; owners are told.

    Raises LinkUsed, LinkExpired and AlreadyStaff.
    """
    link = _take(tx, token, now=now, claims=False)
    name = clean_name(name)
    person_id = people_store.ensure_person(tx, telegram_id, name, language, now=now)
    role = Role(link.role)
    active = role == Role.CASHIER
    staff_id = _enroll(tx, person_id, role, link.location_id, active=active, now=now)
    location = shop_store.load_location(tx, link.location_id) if link.location_id else None
    location_name = location.name if location else None
    actor = Actor(role=role, staff_id=staff_id, location_id=link.location_id, source="invite")
    audit_log.note(tx, What.STAFF_JOINED, actor=actor, now=now, facts={"active": active})
    alerts.tell_owners(
        tx,
        "staff-joined" if active else "manager-waiting",
        {"name": name, "role": role.value, "location": location_name or ""},
        occasion=link.token_hash.hex(),
        buttons=Buttons(kind="staff" if active else "manager", args={"staff_id": staff_id}),
        now=now,
    )
    return Accepted(staff_id=staff_id, role=role, location_name=location_name, active=active)


def approve_manager(tx: Connection, staff_id: int, *, actor: Actor, now: datetime) -> StaffView:
    """Let a waiting manager in; only the owner may. Raises OwnerOnly and UnknownStaff."""
    if actor.role != Role.OWNER:
        raise OwnerOnly
    row = store.load_staff(tx, staff_id)
    if row is None or not row.waiting:
        raise UnknownStaff
    store.save_staff(tx, staff_id, {"active": True, "waiting": False})
    audit_log.note(tx, What.STAFF_APPROVED, actor=actor, now=now, facts={"staff": staff_id})
    return person_of_staff(tx, staff_id, now=now)


def switch_off(tx: Connection, staff_id: int, *, actor: Actor, now: datetime) -> StaffView:
    """Take the right to serve away, from the next tap on; an open shift closes.

    Also says no to a waiting manager. A manager may switch off cashiers only.
    Raises LastOwner, OwnerOnly and UnknownStaff.
    """
    row = store.load_staff(tx, staff_id)
    if row is None:
        raise UnknownStaff
    if row.role != Role.CASHIER and actor.role == Role.MANAGER:
        raise OwnerOnly
    if row.role == Role.OWNER and store.owners(tx) == [staff_id]:
        raise LastOwner
    _close(tx, staff_id, now=now)
    audit_log.note(tx, What.STAFF_SWITCHED_OFF, actor=actor, now=now, facts={"staff": staff_id})
    return person_of_staff(tx, staff_id, now=now)


def switch_on(tx: Connection, staff_id: int, *, actor: Actor, now: datetime) -> StaffView:
    """Give the right to serve back; a manager may for cashiers only."""
    row = store.load_staff(tx, staff_id)
    if row is None or row.waiting:
        raise UnknownStaff
    if row.role != Role.CASHIER and actor.role != Role.OWNER:
        raise OwnerOnly
    store.save_staff(tx, staff_id, {"active": True, "switched_off_at": None})
    audit_log.note(tx, What.STAFF_SWITCHED_ON, actor=actor, now=now, facts={"staff": staff_id})
    return person_of_staff(tx, staff_id, now=now)


def _take(tx: Connection, token: str, *, now: datetime, claims: bool) -> Row[Any]:
    link = store.load_invite(tx, token_hash(token))
    if link is None or (link.role == Role.OWNER) != claims:
        raise LinkUsed
    if link.used_at is None and link.expires_at <= now:
        raise LinkExpired
    if not store.use_invite(tx, link.token_hash, now=now):
        raise LinkUsed
    return link


def _enroll(
    tx: Connection,
    person_id: int,
    role: Role,
    location_id: int | None,
    *,
    active: bool,
    now: datetime,
) -> int:
    values = {
        "role": role,
        "location_id": location_id,
        "active": active,
        "waiting": not active,
        "switched_off_at": None,
    }
    row = store.load_by_person(tx, person_id)
    if row is None:
        return store.insert_staff(tx, {"person_id": person_id, "joined_at": now, **values})
    if role != Role.OWNER and (row.active or row.waiting):
        raise AlreadyStaff(role=row.role)
    store.save_staff(tx, row.id, values)
    staff_id: int = row.id
    return staff_id


def _close(tx: Connection, staff_id: int, *, now: datetime) -> None:
    shifts.close_open(tx, staff_id, now=now)
    store.save_staff(tx, staff_id, {"active": False, "waiting": False, "switched_off_at": now})


def _switch_off_replaced(tx: Connection, staff_id: int, *, now: datetime) -> None:
    chat = people_store.staff_chat(tx, staff_id)
    _close(tx, staff_id, now=now)
    if chat is not None:
        outbox.queue(
            tx,
            to=chat.telegram_id,
            lane=Lane.NOTICE,
            reason=f"owner-replaced:{staff_id}:{int(now.timestamp())}",
            text="owner-replaced",
            now=now,
        )
