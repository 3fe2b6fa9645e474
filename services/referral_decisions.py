"""Rewards over the month's limit: the owner says yes or no, once; the friend has his already."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row

from services import accounts, referral_letters, till
from services.actors import Actor, Role
from services.desk import Desk, open_desk
from services.domain.errors import Refusal
from services.domain.kinds import ReferrerShare
from services.domain.referrals import reward_referrer
from services.staff import OwnerOnly
from services.store import audit_log, ledger
from services.store import referrals as store
from services.store import transfers as transfer_store
from services.store.accounts import Account
from services.store.audit_log import What

SHOWN_AT_ONCE = 10


@dataclass(kw_only=True, unsafe_hash=True)
class ReferralDecided(Refusal):
    """Somebody has decided, or the purchase was refunded."""


@dataclass(kw_only=True, unsafe_hash=True)
class ReferrerGone(Refusal):
    """Who invited has no card any more, or serves here now."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A reward that waits; names are as staff see them."""

    friend_id: int
    name: str
    friend: str
    points: int
    on: date


def held(tx: Connection) -> tuple[Held, ...]:
    """Return the rewards that wait for the owner, the oldest first."""
    return tuple(_view(tx, row) for row in store.load_held(tx, limit=SHOWN_AT_ONCE))


def approve(tx: Connection, friend_id: int, *, actor: Actor, now: datetime) -> Held:
    """Give the referrer what was held; a second yes repeats the answer.

    Raises OwnerOnly, ReferralDecided and ReferrerGone.
    """
    first = _load(tx, friend_id, actor)
    desk = open_desk(tx, actor.staff_id, 0, now=now)
    account = ledger.load_account(tx, first.referrer_id, desk.today)
    row = _load(tx, friend_id, actor)  # Again, behind the referrer's lock.
    if row.share is ReferrerShare.GIVEN and row.decided_at is not None:
        return _view(tx, row)
    if row.share is not ReferrerShare.HELD:
        raise ReferralDecided
    if account is None or transfer_store.serves(tx, row.referrer_id):
        raise ReferrerGone
    _give(tx, desk, row, account, actor)
    return _view(tx, row)


def _give(tx: Connection, desk: Desk, row: Row[Any], account: Account, actor: Actor) -> None:
    promised = store.invitation(row, "").reward
    assert promised is not None  # noqa: S101  # it is held
    outcome, reward = reward_referrer(desk.program, account.state, promised, desk.today)
    key = f"referral:{row.friend_id}:{row.times}"
    cause = desk.cause(actor, key, purchase_id=row.purchase_id)
    accounts.save(tx, account, outcome, desk.program, cause, asleep=True)
    _decide(tx, row, reward.share, actor, now=desk.now, referrer_lot=reward.referrer_lot)
    referral_letters.tell_referrer(
        tx,
        account,
        reward,
        outcome.state.balance,
        purchase_id=row.purchase_id,
        now=desk.now,
    )


def decline(tx: Connection, friend_id: int, *, actor: Actor, now: datetime) -> Held:
    """Give nothing; a second no changes nothing. Raises OwnerOnly and ReferralDecided."""
    first = _load(tx, friend_id, actor)
    desk = open_desk(tx, actor.staff_id, 0, now=now)
    ledger.load_account(tx, first.referrer_id, desk.today)  # Its lock is the row's.
    row = _load(tx, friend_id, actor)
    if row.share is not ReferrerShare.DECLINED:
        if row.share is not ReferrerShare.HELD:
            raise ReferralDecided
        _decide(tx, row, ReferrerShare.DECLINED, actor, now=now)
    return _view(tx, row)


def _load(tx: Connection, friend_id: int, actor: Actor) -> Row[Any]:
    if actor.role is not Role.OWNER:
        raise OwnerOnly
    row = store.load_referral(tx, friend_id)
    if row is None:
        raise ReferralDecided
    return row


def _decide(
    tx: Connection,
    row: Row[Any],
    share: ReferrerShare,
    actor: Actor,
    *,
    now: datetime,
    referrer_lot: int | None = None,
) -> None:
    values = {
        "share": share,
        "referrer_lot": referrer_lot,
        "decided_by": actor.staff_id,
        "decided_at": now,
    }
    store.save_referral(tx, row.friend_id, values)
    given = share is ReferrerShare.GIVEN
    audit_log.note(
        tx,
        What.REFERRAL_APPROVED if given else What.REFERRAL_DECLINED,
        actor=actor,
        now=now,
        member_id=row.referrer_id,
        facts={"friend": row.friend_id, "points": row.referrer_points},
    )


def _view(tx: Connection, row: Row[Any]) -> Held:
    return Held(
        friend_id=row.friend_id,
        name=till.name_of_guest(tx, row.referrer_id),
        friend=till.name_of_guest(tx, row.friend_id),
        points=row.referrer_points,
        on=row.on,
    )
