"""What both sides, and the owner, are told about a friend who came."""

from datetime import datetime

from sqlalchemy import Connection

from services import alerts, outbox, till
from services.desk import Desk
from services.domain.invitations import Reward
from services.domain.outcome import Outcome
from services.domain.referrals import undone_points
from services.facts import Fact, Points
from services.outbox import Buttons
from services.store.accounts import Account


def tell_referrer(
    tx: Connection,
    account: Account,
    reward: Reward,
    balance: int,
    *,
    purchase_id: int,
    now: datetime,
) -> None:
    """Thank the member who brought the friend."""
    facts: dict[str, Fact] = {"points": Points(reward.referrer), "balance": Points(balance)}
    _tell(tx, account, "referral-thanks", facts, purchase_id, now=now)


def tell_friend(
    tx: Connection,
    account: Account,
    reward: Reward,
    balance: int,
    *,
    purchase_id: int,
    now: datetime,
) -> None:
    """Tell the friend that the promise was kept."""
    if reward.invitee:
        facts: dict[str, Fact] = {"points": Points(reward.invitee), "balance": Points(balance)}
        _tell(tx, account, "referral-kept", facts, purchase_id, now=now)


def tell_undone(
    tx: Connection, account: Account, outcome: Outcome, *, purchase_id: int, now: datetime
) -> None:
    """Say what went back with the friend's purchase."""
    facts: dict[str, Fact] = {
        "points": Points(undone_points(outcome)),
        "balance": Points(outcome.state.balance),
    }
    _tell(tx, account, "referral-undone", facts, purchase_id, now=now)


def ask_owners(
    tx: Connection, friend_id: int, referrer_id: int, reward: Reward, desk: Desk
) -> None:
    """Ask the owners whether a referrer over the month's limit gets the points."""
    facts: dict[str, Fact] = {
        "name": till.name_of_guest(tx, referrer_id),
        "friend": till.name_of_guest(tx, friend_id),
        "points": Points(reward.referrer),
        "most": desk.program.referral.per_month if desk.program.referral else 0,
    }
    alerts.tell_owners(
        tx,
        "referral-held",
        facts,
        occasion=reward.purchase,
        buttons=Buttons(kind="referral", args={"friend_id": friend_id}),
        now=desk.now,
    )


def _tell(
    tx: Connection,
    account: Account,
    text: str,
    facts: dict[str, Fact],
    purchase_id: int,
    *,
    now: datetime,
) -> None:
    reason = f"{text}:{purchase_id}:{account.member_id}"
    outbox.tell(tx, account.telegram_id, text, facts, reason=reason, now=now)
