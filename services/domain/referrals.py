"""Bringing a friend: both sides are paid by one purchase, and pay back together.

docs/semantics.md, Bring a friend. The friend's part belongs to the friend's own purchase or
refund; the referrer's part is a decision about another member, made right after it.
"""

from dataclasses import replace
from datetime import date

from services.domain.book import Book
from services.domain.clawing import take_back
from services.domain.gaining import give
from services.domain.invitations import (
    MOST_TIMES,
    Referral,
    ReferralGift,
    ReferralRules,
    Reward,
)
from services.domain.kinds import Reason, ReferrerShare, Unpaid
from services.domain.outcome import Outcome, Part
from services.domain.program import Program
from services.domain.settling import settled
from services.domain.state import MemberState, RecordedPurchase

RULE = "referral"
"""What the reasons of these entries are called."""


def can_qualify(
    rules: ReferralRules | None, referral: Referral, joined_on: date, today: date
) -> bool:
    """Tell whether a purchase of today could still bring the reward."""
    return (
        rules is not None
        and referral.reward is None
        and referral.times < MOST_TIMES
        and today <= rules.last_day(joined_on)
    )


def reward_invitee(
    program: Program, book: Book, referral: Referral, made: RecordedPurchase, today: date
) -> Referral:
    """Give the friend's part if this purchase brings it; the referrer's is not decided yet."""
    rules = program.referral
    if rules is None or not can_qualify(rules, referral, book.joined_on, today):
        return referral
    if made.to_pay_minor < rules.min_minor:
        return referral
    lot = None
    if rules.invitee:
        part = Part.of(RULE, rules.invitee, Reason.INVITEE)
        entry = give(book, program, rules.for_invitee, today, part)
        lot = entry.opened[0].number
    reward = Reward(
        purchase=made.key,
        on=today,
        min_minor=rules.min_minor,
        invitee=rules.invitee,
        invitee_lot=lot,
        referrer=rules.referrer,
        expires_days=rules.expires_days,
    )
    return Referral(times=referral.times + 1, reward=reward)


def share_of(rules: ReferralRules, reward: Reward, given: int | None) -> ReferrerShare:
    """Decide on the referrer's part; `given` were paid this month, None: nobody may get it."""
    if not reward.referrer:
        return ReferrerShare.NONE
    if given is None:
        return ReferrerShare.GONE
    return ReferrerShare.GIVEN if given < rules.per_month else ReferrerShare.HELD


def reward_referrer(
    program: Program, state: MemberState, reward: Reward, today: date
) -> tuple[Outcome, Reward]:
    """Give the referrer what the reward promised; return it with the lot that was opened."""
    book = settled(program, state, today)
    gift = ReferralGift(points=reward.referrer, expires_days=reward.expires_days)
    part = Part.of(RULE, gift.points, Reason.REFERRER)
    entry = give(book, program, gift, today, part)
    given = replace(reward, share=ReferrerShare.GIVEN, referrer_lot=entry.opened[0].number)
    return book.close(), given


def is_undone(referral: Referral, after: RecordedPurchase) -> bool:
    """Tell whether a refund left less money in the rewarded purchase than was asked for."""
    reward = referral.reward
    return (
        reward is not None
        and reward.purchase == after.key
        and after.to_pay_minor - after.returned_minor < reward.min_minor
    )


def take_from_invitee(book: Book, reward: Reward, unpaid: Unpaid, today: date) -> None:
    """Take the friend's part back as any earning of the purchase."""
    _take(book, reward.invitee, reward.invitee_lot, unpaid, today)


def take_from_referrer(
    program: Program, state: MemberState, reward: Reward, today: date
) -> Outcome:
    """Take back what is left of the referrer's points; the rest is never owed.

    `state` must hold the lot of the reward.
    """
    book = settled(program, state, today)
    _take(book, reward.referrer, reward.referrer_lot, Unpaid.CLAMP, today)
    return book.close()


def undone_points(outcome: Outcome) -> int:
    """Return how many points a member lost when a reward fell."""
    return -sum(
        entry.points
        for entry in outcome.entries
        if any(part.reason is Reason.REFERRAL_UNDONE for part in entry.parts)
    )


def _take(book: Book, points: int, lot: int | None, unpaid: Unpaid, today: date) -> None:
    parts = [Part.of(RULE, -points, Reason.REFERRAL_UNDONE)]
    take_back(book, unpaid, points, parts, today, lot=lot)
