"""Who invited whom, as a replay remembers it; the decisions are those of `referrals`."""

from collections import Counter, defaultdict
from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from datetime import date

from services.domain.dates import add_months
from services.domain.events import Join
from services.domain.invitations import Referral, Reward
from services.domain.kinds import ReferrerShare
from services.domain.outcome import Outcome
from services.domain.program import Program
from services.domain.referrals import reward_referrer, share_of, take_from_referrer
from services.domain.state import MemberState

# A member's state, with one more lot that somebody names.
Load = Callable[[str, int | None], MemberState]


@dataclass(frozen=True, kw_only=True, slots=True)
class Invited:
    """A friend; without a referrer who has left, only the friend is paid."""

    referrer: str | None
    referral: Referral


class Friends:
    """Invitations by friend, and the traces by which nobody is new twice."""

    def __init__(self) -> None:
        self._invited: dict[str, Invited] = {}
        self._friends_of: defaultdict[str, list[str]] = defaultdict(list)
        self._given: Counter[tuple[str, int, int]] = Counter()  # referrer, year, month
        self._left: dict[str, date] = {}  # ids and phones
        self.phones: Counter[str] = Counter()  # of all members

    def joined(
        self, event: Join, program: Program, members: Container[str], today: date, *, months: int
    ) -> None:
        """Keep the invitation of somebody new; former members stay known for so many months."""
        names = [name for name in (event.member, event.phone) if name]
        left = [on for on in (self._left.get(name) for name in names) if on]
        known = any(today <= add_months(on, months) for on in left)
        if event.phone is not None:
            known = known or self.phones[event.phone] > 0
            self.phones[event.phone] += 1
        referrer = event.invited_by
        if program.referral and referrer is not None and referrer in members and not known:
            self._invited[event.member] = Invited(referrer=referrer, referral=Referral())
            self._friends_of[referrer].append(event.member)

    def left(self, member: str, phone: str | None, today: date) -> None:
        """Forget the invitations to and by somebody, and keep that the person was here."""
        self._invited.pop(member, None)
        for friend in self._friends_of.pop(member, ()):
            if friend in self._invited:
                self._invited[friend] = replace(self._invited[friend], referrer=None)
        for key in [key for key in self._given if key[0] == member]:
            del self._given[key]
        self._left[member] = today
        if phone is not None:
            self._left[phone] = today
            self.phones[phone] -= 1

    def of(self, member: str) -> Referral | None:
        invited = self._invited.get(member)
        return invited.referral if invited else None

    def bought(
        self, program: Program, friend: str, referral: Referral | None, today: date, load: Load
    ) -> tuple[str, Outcome] | None:
        """Decide on the referrer's part of what a purchase brought; return whose points moved."""
        rules, reward = program.referral, referral.reward if referral else None
        if referral is None or rules is None or reward is None or referral is self.of(friend):
            return None
        referrer = self._invited[friend].referrer
        given = None if referrer is None else self._given[referrer, today.year, today.month]
        reward = replace(reward, share=share_of(rules, reward, given))
        moved = None
        if reward.share is ReferrerShare.GIVEN and referrer is not None:
            outcome, reward = reward_referrer(program, load(referrer, None), reward, today)
            self._given[referrer, today.year, today.month] += 1
            moved = referrer, outcome
        self._keep(friend, replace(referral, reward=reward))
        return moved

    def returned(
        self, program: Program, friend: str, undone: Reward | None, today: date, load: Load
    ) -> tuple[str, Outcome] | None:
        """Take the referrer's part back with the purchase; return whose points moved."""
        if undone is None:
            return None
        invited = self._invited[friend]
        self._keep(friend, replace(invited.referral, reward=None))
        referrer = invited.referrer
        if referrer is None or undone.share is not ReferrerShare.GIVEN:
            return None
        self._given[referrer, undone.on.year, undone.on.month] -= 1
        state = load(referrer, undone.referrer_lot)
        return referrer, take_from_referrer(program, state, undone, today)

    def _keep(self, friend: str, referral: Referral) -> None:
        self._invited[friend] = replace(self._invited[friend], referral=referral)
