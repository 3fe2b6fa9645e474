"""The link a member shares: who it names, who may come by it, and what the friend reads.

The link names the member by a mark made with the key outside the database: nobody can make one
for another member, and the card number, by which staff find the card, is not passed around.
"""

import base64
import hmac
import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from models.referrals import ReferralState
from services import programs, referral_words
from services.domain.errors import Refusal
from services.domain.invitations import ReferralRules
from services.domain.program import Program
from services.facts import Own
from services.keys import keys_of
from services.store import people as people_store
from services.store import referrals as store
from services.store import staff as staff_store
from services.store import transfers as transfer_store

PREFIX = "r"
_MARK_BYTES = 16
_PAYLOAD = re.compile(r"r([1-9][0-9]{0,17})-([A-Za-z0-9_-]{22})", re.ASCII)

STAFF, KNOWN, GONE = "staff", "known", "gone"
"""Why an invitation brings nothing: somebody serves here, was here before, or has left."""


@dataclass(kw_only=True, unsafe_hash=True)
class ReferralsOff(Refusal):
    """In this shop bringing a friend brings nothing."""


@dataclass(kw_only=True, unsafe_hash=True)
class StaffInvitesNobody(Refusal):
    """Whoever serves here gets nothing for bringing guests."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inviting:
    """What a member sees: the link's payload, the rules, and what has come of it."""

    payload: str
    rules: ReferralRules
    said: Own
    came: int
    bought: int
    held: int
    points: int

    @property
    def waiting(self) -> int:
        return self.came - self.bought


@dataclass(frozen=True, kw_only=True, slots=True)
class Invited:
    """What a stranger reads who came by a link; the name may be empty."""

    name: str
    rules: ReferralRules


def inviting(tx: Connection, member_id: int, *, now: datetime) -> Inviting:
    """Return the member's own link and results; raise ReferralsOff and StaffInvitesNobody."""
    stored = programs.current(tx, now=now)
    rules = stored.program.referral
    if rules is None:
        raise ReferralsOff
    if transfer_store.serves(tx, member_id):
        raise StaffInvitesNobody
    counts = store.counts(tx, referrer_id=member_id)
    return Inviting(
        payload=payload_of(tx, member_id),
        rules=rules,
        said=referral_words.said(stored),
        came=counts.came,
        bought=counts.bought,
        held=counts.held,
        points=counts.referrer_points,
    )


def may_invite(tx: Connection, program: Program, member_id: int) -> bool:
    """Tell whether the member has a link to share."""
    return program.referral is not None and not transfer_store.serves(tx, member_id)


def awaiting(tx: Connection, member_id: int, *, now: datetime) -> ReferralRules | None:
    """Return what a new member may still get for having come by a link."""
    row = store.load_referral(tx, member_id)
    waits = row is not None and row.state is ReferralState.WAITING
    return programs.current(tx, now=now).program.referral if waits else None


def invited(tx: Connection, telegram_id: int, *, now: datetime) -> Invited | None:
    """Return what awaits somebody who came by a link and has no card yet."""
    start = people_store.peek_start(tx, telegram_id, now=now)
    rules = programs.current(tx, now=now).program.referral
    referrer_id = referrer_of(tx, start)
    if rules is None or referrer_id is None or _why_not(tx, referrer_id) is not None:
        return None
    return Invited(name=first_name(tx, referrer_id), rules=rules)


def payload_of(tx: Connection, member_id: int) -> str:
    """Return what follows `?start=` in a member's link; it never changes."""
    return f"{PREFIX}{member_id}-{_mark(tx, member_id)}"


def referrer_of(tx: Connection, start: str | None) -> int | None:
    """Return the member whose link this is; None for every other code."""
    parsed = _PAYLOAD.fullmatch(start or "")
    if parsed is None or not hmac.compare_digest(_mark(tx, int(parsed[1])), parsed[2]):
        return None
    return int(parsed[1])


def accept(
    tx: Connection,
    friend_id: int,
    referrer_id: int | None,
    *,
    known: bool,
    serves: bool,
    now: datetime,
) -> None:
    """Keep who invited a new member; the reason why it brings nothing is kept too."""
    if referrer_id is None or referrer_id == friend_id:
        return
    if programs.current(tx, now=now).program.referral is None:
        return
    why = STAFF if serves else KNOWN if known else _why_not(tx, referrer_id)
    store.insert_referral(tx, friend_id, referrer_id, why=why, now=now)


def _why_not(tx: Connection, referrer_id: int) -> str | None:
    if people_store.chat_of(tx, referrer_id) is None:
        return GONE
    person = people_store.load_person_of(tx, referrer_id)
    # Who has ever served: a cashier switched off yesterday has handed out his links before.
    serves = person is not None and staff_store.load_by_person(tx, person.id) is not None
    return STAFF if serves else None


def first_name(tx: Connection, member_id: int) -> str:
    """Return the first word of a member's name; empty if it is not known."""
    return ((people_store.name_of(tx, member_id) or "").split() or [""])[0]


def _mark(tx: Connection, member_id: int) -> str:
    digest = keys_of(tx).digest("referral-link", str(member_id))[:_MARK_BYTES]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
