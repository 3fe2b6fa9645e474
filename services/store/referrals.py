"""The rows of invited friends and of what they brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, func, insert, or_, select, update

from models.referrals import Referral, ReferralState
from services.domain.invitations import Referral as Invitation
from services.domain.invitations import Reward
from services.domain.kinds import ReferrerShare
from services.store.prepared import Prepared
from services.store.rows import first, rows

_ALL = tuple(Referral.__table__.c)
_OF_FRIEND = Prepared(select(*_ALL).where(Referral.friend_id == bindparam("friend")))
_HELD = Referral.share == ReferrerShare.HELD

NO_REWARD: Mapping[str, Any] = {
    "purchase_id": None,
    "on": None,
    "min_minor": 0,
    "invitee_points": 0,
    "invitee_lot": None,
    "referrer_points": 0,
    "referrer_lot": None,
    "expires_days": None,
    "share": ReferrerShare.NONE,
    "decided_by": None,
    "decided_at": None,
}
"""The columns of an invitation without a reward that stands."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """Friends who came, those who bought enough, and the points that were given for them."""

    came: int = 0
    bought: int = 0
    referrer_points: int = 0
    invitee_points: int = 0
    held: int = 0


def insert_referral(
    tx: Connection, friend_id: int, referrer_id: int, *, why: str | None, now: datetime
) -> None:
    """Write down who invited a new member; `why` refuses it for good."""
    values = {
        "friend_id": friend_id,
        "referrer_id": referrer_id,
        "at": now,
        "state": ReferralState.REFUSED if why else ReferralState.WAITING,
        "why": why,
        "times": 0,
        **NO_REWARD,
    }
    tx.execute(insert(Referral), values)


def load_referral(tx: Connection, friend_id: int) -> Row[Any] | None:
    return first(tx, _OF_FRIEND, friend=friend_id)


def save_referral(tx: Connection, friend_id: int, values: Mapping[str, Any]) -> None:
    tx.execute(update(Referral).where(Referral.friend_id == friend_id).values(**values))


def invitation(row: Row[Any], purchase_key: str) -> Invitation:
    """Return what the rules need of a row; the key is that of the rewarded purchase."""
    if row.state is not ReferralState.REWARDED:
        return Invitation(times=row.times)
    reward = Reward(
        purchase=purchase_key,
        on=row.on,
        min_minor=row.min_minor,
        invitee=row.invitee_points,
        invitee_lot=row.invitee_lot,
        referrer=row.referrer_points,
        referrer_lot=row.referrer_lot,
        expires_days=row.expires_days,
        share=row.share,
    )
    return Invitation(times=row.times, reward=reward)


def rewarded(left: Invitation, reward: Reward, purchase_id: int) -> dict[str, Any]:
    """Return the columns of an invitation that a purchase has rewarded."""
    return {
        "state": ReferralState.REWARDED,
        "times": left.times,
        "purchase_id": purchase_id,
        "on": reward.on,
        "min_minor": reward.min_minor,
        "invitee_points": reward.invitee,
        "invitee_lot": reward.invitee_lot,
        "referrer_points": reward.referrer,
        "referrer_lot": reward.referrer_lot,
        "expires_days": reward.expires_days,
        "share": reward.share,
    }


def count_given(tx: Connection, referrer_id: int, today: date) -> int:
    """Count the rewards a referrer got in this calendar month that still stand."""
    statement = select(func.count()).where(
        Referral.referrer_id == referrer_id,
        Referral.share == ReferrerShare.GIVEN,
        Referral.on >= today.replace(day=1),
        Referral.on <= today,
    )
    return tx.execute(statement).scalar_one()


def counts(
    tx: Connection, *, referrer_id: int | None = None, since: datetime | None = None
) -> Counts:
    """Count the friends of one member, or of all; those refused never came by invitation."""
    bought = Referral.state == ReferralState.REWARDED
    given = Referral.share == ReferrerShare.GIVEN
    statement = select(
        func.count().label("came"),
        func.sum(case((bought, 1), else_=0)).label("bought"),
        func.sum(case((given, Referral.referrer_points), else_=0)).label("referrer_points"),
        func.sum(Referral.invitee_points).label("invitee_points"),
        func.sum(case((_HELD, 1), else_=0)).label("held"),
    ).where(Referral.state != ReferralState.REFUSED)
    if referrer_id is not None:
        statement = statement.where(Referral.referrer_id == referrer_id)
    if since is not None:
        statement = statement.where(Referral.at >= since)
    row = tx.execute(statement).one()
    return Counts(**{name: int(value or 0) for name, value in row._mapping.items()})  # noqa: SLF001  # SQLAlchemy's name


def load_held(tx: Connection, *, limit: int) -> list[Row[Any]]:
    """Return the rewards that wait for the owner, the oldest first."""
    return rows(tx, select(*_ALL).where(_HELD).order_by(Referral.on).limit(limit))


def load_of(tx: Connection, member_id: int) -> list[Row[Any]]:
    """Return what a member has to do with, as a friend or as a referrer."""
    mine = or_(Referral.friend_id == member_id, Referral.referrer_id == member_id)
    return rows(tx, select(*_ALL).where(mine).order_by(Referral.at))


def close_of(tx: Connection, member_id: int) -> None:
    """End what waits when a member leaves: the friend's invitation, and held rewards."""
    tx.execute(
        update(Referral)
        .where(Referral.friend_id == member_id, Referral.state == ReferralState.WAITING)
        .values(state=ReferralState.CLOSED)
    )
    tx.execute(
        update(Referral)
        .where(Referral.referrer_id == member_id, _HELD)
        .values(share=ReferrerShare.GONE)
    )
