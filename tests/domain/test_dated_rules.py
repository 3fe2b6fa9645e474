"""Rules that begin at a midnight: nobody has to be there, and no figure waits for a job."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.domain.kinds import ExpiryModel, TierBasis
from services.domain.program import (
    BirthdayGift,
    Expiry,
    PointsRules,
    Program,
    Threshold,
    Tier,
    Tiers,
)
from services.domain.settling import settle
from services.domain.state import Birthday, MemberState, TierState
from tests.domain.story import Story, a_program, base, minor

FIRST = date(2026, 11, 1)
BEGIN = date(2026, 12, 1)
DAY = timedelta(days=1)
MARY = Birthday(month=12, day=4)


def ladder(need: int, grace_days: int = 0) -> Tiers:
    gold = Tier(
        id="gold",
        percent=Fraction(10),
        thresholds=(Threshold(basis=TierBasis.SPEND, need=minor(need)),),
    )
    return Tiers(ladder=(Tier(id="new"), gold), grace_days=grace_days)


OLD = a_program(
    base(5),
    points=PointsRules(expiry=Expiry(model=ExpiryModel.DAYS, n=29)),
    birthday=BirthdayGift(points=100, before=5),
    tiers=ladder(400),
)
NEW = a_program(
    base(5),
    points=PointsRules(expiry=Expiry(model=ExpiryModel.DAYS, n=60), hold_days=2),
    birthday=BirthdayGift(points=7, before=3),
    tiers=ladder(500),
)


def dated(new: Program, old: Program, on: date = BEGIN) -> Program:
    return replace(new, since=on, before=old)


def a_member(birthday: Birthday | None = MARY) -> MemberState:
    story = Story(OLD, on=FIRST.isoformat())
    story.join(birthday=birthday)
    story.buy("450.00")
    return story.shop._cards["anna"].state


def test_what_fell_due_through_the_first_day_is_done_by_the_rules_before():
    state = settle(dated(NEW, OLD), a_member(), BEGIN + 20 * DAY).state
    # The window of the old rules had opened two days before the new ones began.
    assert (state.birthday_gift_on, state.balance) == (date(2026, 11, 29), 100)


def test_a_level_is_not_reviewed_on_days_before_its_rules():
    plain = replace(OLD, tiers=None)
    story = Story(plain, on=FIRST.isoformat())
    story.join()
    unseen = story.shop._cards["anna"].state
    fallen = replace(unseen, tier=TierState(tier="gold", since=FIRST - DAY, until=FIRST + DAY))
    for rules in (replace(NEW, since=BEGIN), dated(NEW, plain)):
        after = settle(rules, fallen, BEGIN + 20 * DAY).state
        assert (after.tier.tier, after.tier.since) == ("new", BEGIN)


def test_what_falls_due_later_is_done_by_the_new_rules():
    late = Birthday(month=12, day=20)
    state = settle(dated(NEW, OLD), a_member(late), BEGIN + 30 * DAY).state
    assert (state.birthday_gift_on, state.balance) == (date(2026, 12, 17), 7)


def test_rules_before_the_rules_before_are_not_forgotten():
    between = dated(a_program(), OLD, BEGIN)
    last = dated(NEW, between, BEGIN + 10 * DAY)
    state = settle(last, a_member(), BEGIN + 20 * DAY).state
    assert (state.birthday_gift_on, state.balance) == (date(2026, 11, 29), 100)
    late = settle(last, a_member(Birthday(month=12, day=9)), BEGIN + 30 * DAY).state
    # There was no gift on the first of its days, and the rules that know one begin on the 11th.
    assert (late.birthday_gift_on, late.balance) == (date(2026, 12, 11), 7)


def test_whoever_was_seen_on_the_first_day_is_under_the_new_rules():
    seen = settle(dated(NEW, OLD), a_member(None), BEGIN).state
    told = replace(seen, birthday=MARY, birthday_known_on=FIRST)
    state = settle(dated(NEW, OLD), told, BEGIN + 9 * DAY).state
    assert (state.birthday_gift_on, state.balance) == (BEGIN, 7)


@given(
    visits=st.sets(st.integers(1, 70)),
    birthday=st.dates(date(2026, 11, 20), date(2026, 12, 31)),
    begin=st.integers(1, 60),
)
def test_it_does_not_matter_who_looked_when(visits: set[int], birthday: date, begin: int):
    """As if somebody had changed the rules at that midnight, and everybody had waited."""
    state = a_member(Birthday(month=birthday.month, day=birthday.day))
    on = FIRST + begin * DAY
    program = dated(NEW, OLD, on)
    looked = state
    for day in sorted(visits):
        rules = program if FIRST + day * DAY >= on else OLD
        looked = settle(rules, looked, FIRST + day * DAY).state
    waited = settle(replace(NEW, since=on), settle(OLD, state, on).state, FIRST + 80 * DAY)
    assert settle(program, looked, FIRST + 80 * DAY).state == waited.state
