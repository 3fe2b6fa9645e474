"""Bringing friends pays what it promises, whoever invites whom, buys, brings back and leaves."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.invitations import ReferralRules
from services.domain.kinds import ExpiryModel
from services.domain.program import Expiry, PointsRules
from tests.domain.story import Story, a_program, base, kinds

NEVER = PointsRules(expiry=Expiry(model=ExpiryModel.NEVER))
WITHIN = 5
LEAST = 100
PROGRAMS = st.builds(
    ReferralRules,
    referrer=st.sampled_from((200, 0)),
    invitee=st.sampled_from((150, 7)),
    min_minor=st.just(LEAST * 100),
    within_days=st.just(WITHIN),
    per_month=st.integers(1, 3),
)
PEOPLE = ("anna", "boris", "clara", "dora", "elena")
ANYBODY = st.sampled_from(PEOPLE)
AMOUNTS = st.sampled_from((LEAST, LEAST * 2, LEAST - 1))
BUY = st.tuples(st.just("buy"), ANYBODY, st.tuples(AMOUNTS, st.sampled_from((0, 0, 50))))
BACK = st.tuples(st.just("bring back"), st.integers(0, 3), st.sampled_from((None, 1, LEAST)))
SPEND = st.tuples(st.just("spend"), ANYBODY, st.sampled_from((60, 500)))
LEAVE = st.tuples(st.just("leave"), ANYBODY, st.none())
WAIT = st.tuples(st.just("wait"), st.integers(1, WITHIN), st.none())


def join(who: str, referrer: str):
    return [("join", who, referrer), ("buy", who, (LEAST, 0))]


def come_again(who: str, referrer: str):
    return [("leave", who, None), *join(who, referrer)]


def cheat(who: str, times: int):
    return [("buy", who, (LEAST, 0)), ("bring back", 0, None)] * times


def spend_it_all(friend: str, referrer: str):
    return [*join(friend, referrer), ("spend", referrer, 500), ("bring back", 0, None)]


DEEDS = st.lists(
    st.one_of(
        st.tuples(st.one_of(BUY, BACK, WAIT)),
        st.tuples(st.one_of(BUY, BACK, LEAVE)),
        st.builds(join, ANYBODY, ANYBODY),
        st.builds(cheat, ANYBODY, st.integers(1, 3)),
        st.builds(come_again, ANYBODY, ANYBODY),
        st.builds(spend_it_all, ANYBODY, ANYBODY),
        st.tuples(SPEND),
    ),
    max_size=12,
).map(chain.from_iterable)


@dataclass
class Person:
    """A member by the words of the page alone; `has` is the balance, less what is owed."""

    joined: date
    invited: bool
    referrer: str | None
    times: int = 0
    has: int = 0


@dataclass
class Bill:
    """What is left of a purchase, and what it brought and still stands."""

    key: str
    friend: str
    left: Fraction
    on: date
    paid: bool = False
    referrer: str | None = None  # who was given his part


class Paper:
    """Everybody's books kept by hand, beside the shop."""

    def __init__(self, rules: ReferralRules) -> None:
        self.rules = rules
        self.least = Fraction(rules.min_minor, 100)
        self.story = Story(a_program(base(0), referral=rules, points=NEVER), on="2026-11-27")
        self.people: dict[str, Person] = {}
        self.left: set[str] = set()
        self.bills: list[Bill] = []
        self.sales = 0

    def do(self, what, who, how) -> None:
        if what == "wait":
            self.story.at += timedelta(days=who)
        elif what == "join":
            self.join(who, how)
        elif what == "bring back":
            for bill in self.bills[::-1][who:][:1]:
                self.bring_back(bill, how)
        elif who in self.people:
            deed = {"buy": self.buy, "spend": self.spend, "leave": self.leave}[what]
            deed(who, how)

    def join(self, who, referrer) -> None:
        self.story.join(who, invited_by=referrer)
        if who not in self.people:
            invited = referrer in self.people and who not in self.left
            self.people[who] = Person(self.story.at.date(), invited, referrer if invited else None)

    def buy(self, who, paying) -> None:
        amount, percent = paying
        today, friend, key = self.story.at.date(), self.people[who], f"bill {self.sales}"
        self.sales += 1
        discount = Fraction(amount * percent, 100)
        bill = Bill(key, who, amount - discount, today)
        self.story.buy(amount, who, key=key, discount=discount)
        waits = friend.invited and friend.times < 2 and not self.standing(who)
        if waits and bill.left >= self.least and today <= friend.joined + timedelta(days=WITHIN):
            bill.paid = True
            friend.times += 1
            friend.has += self.rules.invitee
            if friend.referrer and self.given(friend.referrer, today) < self.rules.per_month:
                bill.referrer = friend.referrer
                self.people[friend.referrer].has += self.rules.referrer
        self.bills.append(bill)

    def bring_back(self, bill: Bill, amount) -> None:
        piece = bill.left if amount is None else min(Fraction(amount), bill.left)
        self.story.refund(bill.key, piece)
        bill.left -= piece
        if bill.paid and bill.left < self.least:
            self.people[bill.friend].has -= self.rules.invitee
            if bill.referrer:
                referrer = self.people[bill.referrer]
                referrer.has -= min(self.rules.referrer, max(referrer.has, 0))
            bill.paid, bill.referrer = False, None
        if not bill.left:
            self.bills.remove(bill)

    def spend(self, who, points) -> None:
        person = self.people[who]
        points = min(points, max(person.has, 0))
        if points:
            self.story.adjust(-points, who)
            person.has -= points

    def leave(self, who, _) -> None:
        self.story.erase(who)
        del self.people[who]
        self.left.add(who)
        self.bills = [one for one in self.bills if one.friend != who]
        for bill in self.bills:
            bill.referrer = None if bill.referrer == who else bill.referrer
        for person in self.people.values():
            person.referrer = None if person.referrer == who else person.referrer

    def standing(self, friend) -> bool:
        return any(bill.paid for bill in self.bills if bill.friend == friend)

    def given(self, referrer, today: date) -> int:
        month = (today.year, today.month)
        theirs = [one for one in self.bills if one.referrer == referrer]
        return sum((one.on.year, one.on.month) == month for one in theirs)

    def check(self) -> None:
        for who, person in self.people.items():
            state = self.story.shop._cards[who].state
            assert state.balance - state.deficit == person.has, who
            assert not state.pending


@settings(max_examples=200)
@given(rules=PROGRAMS, deeds=DEEDS)
def test_every_card_has_what_its_invitations_brought_and_no_more(rules, deeds):
    paper = Paper(rules)
    paper.join("anna", None)
    paper.join("boris", "anna")
    paper.join("clara", "anna")
    for deed in deeds:
        paper.do(*deed)
        paper.check()


BILLS = st.lists(
    st.tuples(st.integers(0, 5), AMOUNTS, st.booleans(), st.sampled_from((0, 0, 2))), max_size=15
)


@given(rules=PROGRAMS, bills=BILLS)
def test_a_referrer_never_holds_more_rewards_of_a_month_than_the_limit(rules, bills):
    story = a_shop_of_friends(rules)
    for number, (friend, amount, whole, days) in enumerate(bills):
        story.at += timedelta(days=days)
        story.buy(amount, f"friend {friend}", key=f"bill {number}")
        if whole:
            story.refund(f"bill {number // 2}")
        lots = story.shop._cards["anna"].lots.values()
        months = [(lot.opened_on.year, lot.opened_on.month) for lot in lots if lot.points_left]
        assert all(months.count(one) <= rules.per_month for one in months)


@given(rules=PROGRAMS, bills=BILLS)
def test_bringing_everything_back_leaves_both_sides_as_they_were(rules, bills):
    story = a_shop_of_friends(rules)
    came = dict.fromkeys(story.shop._cards, 0)
    for number, (friend, amount, _, days) in enumerate(bills):
        story.at += timedelta(days=days)
        line = story.buy(amount, f"friend {friend}", key=f"bill {number}")
        came[line["member"]] += sum(kind == "gift" for kind, _ in kinds(line))
    assert all(times <= 1 for times in came.values())
    for number in range(len(bills)):
        story.refund(f"bill {number}")
    for card in story.shop._cards.values():
        assert (card.state.balance, card.state.deficit, card.state.lots) == (0, 0, ())


def a_shop_of_friends(rules: ReferralRules) -> Story:
    """Anna and the six friends she brought, at the end of a month."""
    story = Story(a_program(base(0), referral=rules, points=NEVER), on="2026-11-29")
    story.join("anna")
    for number in range(6):
        story.join(f"friend {number}", invited_by="anna")
    return story
