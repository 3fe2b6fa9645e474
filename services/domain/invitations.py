"""Bringing a friend, as frozen data: the rules of the program, and what became of one friend.

docs/semantics.md, Bring a friend.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from services.domain.kinds import ReferrerShare

MOST_TIMES = 2
"""A friend whose purchase went back may qualify once more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferralGift:
    """What one side gets."""

    points: int
    expires_days: int | None = None  # None: the program's expiry


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferralRules:
    """Points for both sides at the friend's first purchase with enough money in it."""

    referrer: int = 0
    invitee: int = 0
    min_minor: int = 1  # the money part of that purchase
    within_days: int = 180  # after the friend joined
    per_month: int = 10  # rewards of one referrer without the owner's yes
    expires_days: int | None = None  # None: the program's expiry

    @property
    def for_referrer(self) -> ReferralGift:
        return ReferralGift(points=self.referrer, expires_days=self.expires_days)

    @property
    def for_invitee(self) -> ReferralGift:
        return ReferralGift(points=self.invitee, expires_days=self.expires_days)

    def last_day(self, joined_on: date) -> date:
        """Return the last day on which a friend's purchase counts."""
        return joined_on + timedelta(days=self.within_days)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reward:
    """What a friend's purchase brought; figures as they were then, so that they can be undone."""

    purchase: str
    on: date
    min_minor: int
    invitee: int
    invitee_lot: int | None = None
    referrer: int = 0
    referrer_lot: int | None = None
    expires_days: int | None = None  # of the referrer's part, which may come later
    share: ReferrerShare = ReferrerShare.NONE


@dataclass(frozen=True, kw_only=True, slots=True)
class Referral:
    """An invitation as the friend's purchases see it; `reward` is the one that stands."""

    times: int = 0  # how often it was paid
    reward: Reward | None = None
