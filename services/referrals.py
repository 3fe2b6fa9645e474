"""What a friend's purchase brings both sides, and what its refund takes from both.

docs/semantics.md, Bring a friend. The referrer is older than the friend: locked first, as always
in the order of ids.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from models.referrals import ReferralState
from services import accounts, referral_letters
from services.actors import Actor
from services.desk import Desk
from services.domain.invitations import MOST_TIMES, Referral, Reward
from services.domain.kinds import ReferrerShare
from services.domain.outcome import Purchased
from services.domain.outcome import Refunded as RefundOutcome
from services.domain.referrals import reward_referrer, share_of, take_from_referrer
from services.store import ledger
from services.store import referrals as store
from services.store import transfers as transfer_store
from services.store.accounts import Account
from services.store.purchases import PurchaseRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Friend:
    """An invited member at the till; without `referrer` nobody else can be paid."""

    friend_id: int
    referrer_id: int
    referral: Referral
    referrer: Account | None

    @property
    def reward(self) -> Reward | None:
        return self.referral.reward


def at_the_till(
    tx: Connection, desk: Desk, member_id: int, amount_minor: int, *, lock: bool = True
) -> Friend | None:
    """Return the invitation this bill could pay for; most bills cannot, and ask nothing.

    To be called before the member's own account is locked.
    """
    rules = desk.program.referral
    if rules is None or amount_minor < rules.min_minor:
        return None
    row = store.load_referral(tx, member_id)
    if row is None or row.state is not ReferralState.WAITING:
        return None
    if transfer_store.serves(tx, member_id):
        return None
    return _friend(tx, row, desk.today, lock=lock)


def still_open(tx: Connection, friend: Friend | None) -> Friend | None:
    """Look again behind the friend's lock: another bill may just have been rewarded."""
    row = None if friend is None else store.load_referral(tx, friend.friend_id)
    return friend if row is not None and row.state is ReferralState.WAITING else None


def of_refund(
    tx: Connection, purchase: PurchaseRow, today: date, *, lock: bool = True
) -> Friend | None:
    """Return the invitation whose reward this purchase brought.

    To be called before the member's own account is locked.
    """
    row = store.load_referral(tx, purchase.member_id)
    if row is None or row.purchase_id != purchase.id:
        return None
    return _friend(tx, row, today, key=purchase.recorded.key, lock=lock)


def still_paid(tx: Connection, friend: Friend | None, purchase_id: int) -> Friend | None:
    """Look again behind the friend's lock: another refund may just have taken it back."""
    row = None if friend is None else store.load_referral(tx, friend.friend_id)
    return friend if row is not None and row.purchase_id == purchase_id else None


def _friend(
    tx: Connection, row: Row[Any], today: date, *, key: str = "", lock: bool = True
) -> Friend:
    referrer = ledger.load_account(tx, row.referrer_id, today, lock=lock)
    # Behind the referrer's lock: the owner may just have given what was held.
    row = store.load_referral(tx, row.friend_id) or row
    if referrer is not None and row.referrer_lot is not None:
        referrer = ledger.load_account(
            tx, row.referrer_id, today, lock=lock, lots=(row.referrer_lot,)
        )
    return Friend(
        friend_id=row.friend_id,
        referrer_id=row.referrer_id,
        referral=store.invitation(row, key),
        referrer=referrer,
    )


def pay(
    tx: Connection,
    desk: Desk,
    friend: Friend | None,
    account: Account,
    made: Purchased,
    *,
    actor: Actor,
    key: str,
    purchase_id: int,
) -> None:
    """Give the referrer his part of what the purchase brought, or hold it for the owner."""
    left, rules = made.referral, desk.program.referral
    if friend is None or rules is None or left is None or left.reward is None:
        return
    referrer = None if transfer_store.serves(tx, friend.referrer_id) else friend.referrer
    given = None if referrer is None else store.count_given(tx, friend.referrer_id, desk.today)
    share = share_of(rules, left.reward, given)
    reward = replace(left.reward, share=share)
    if reward.share is ReferrerShare.GIVEN and referrer is not None:
        outcome, reward = reward_referrer(desk.program, referrer.state, reward, desk.today)
        cause = desk.cause(actor, key, purchase_id=purchase_id)
        accounts.save(tx, referrer, outcome, desk.program, cause, asleep=True)
        referral_letters.tell_referrer(
            tx, referrer, reward, outcome.state.balance, purchase_id=purchase_id, now=desk.now
        )
    if reward.share is ReferrerShare.HELD:
        referral_letters.ask_owners(tx, friend.friend_id, friend.referrer_id, reward, desk)
    store.save_referral(tx, friend.friend_id, store.rewarded(left, reward, purchase_id))
    referral_letters.tell_friend(
        tx, account, reward, made.state.balance, purchase_id=purchase_id, now=desk.now
    )


def take_back(
    tx: Connection,
    desk: Desk,
    friend: Friend | None,
    account: Account,
    back: RefundOutcome,
    *,
    actor: Actor,
    key: str,
    purchase_id: int,
) -> None:
    """Take the referrer's part back with the purchase; the friend may qualify once more."""
    reward = back.undone
    if friend is None or reward is None:
        return
    if reward.share is ReferrerShare.GIVEN and friend.referrer is not None:
        outcome = take_from_referrer(desk.program, friend.referrer.state, reward, desk.today)
        cause = desk.cause(actor, key, purchase_id=purchase_id)
        accounts.save(tx, friend.referrer, outcome, desk.program, cause, asleep=True)
        referral_letters.tell_undone(
            tx, friend.referrer, outcome, purchase_id=purchase_id, now=desk.now
        )
    over = friend.referral.times >= MOST_TIMES
    state = ReferralState.CLOSED if over else ReferralState.WAITING
    store.save_referral(tx, friend.friend_id, {**store.NO_REWARD, "state": state})
    if reward.invitee:
        referral_letters.tell_undone(tx, account, back, purchase_id=purchase_id, now=desk.now)
