"""The same deeds under other rules: what they give, and what nobody can afford any more."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from services.domain.budgets import Pot
from services.domain.conditions import ALWAYS, Condition
from services.domain.discount_rules import DiscountRule
from services.domain.groups import Audience
from services.domain.groups import Bought as Asked
from services.domain.histories import (
    Adjusted,
    Bought,
    Claimed,
    Deed,
    GaveBack,
    Gifted,
    History,
    Left,
    Missed,
    Received,
    Redeemed,
    Returned,
    Seen,
    Sent,
    Sums,
    TierGiven,
    Unrewarded,
    Version,
)
from services.domain.invitations import ReferralRules
from services.domain.kinds import ExpiryModel, Period, Reason, TierBasis
from services.domain.lives import Life
from services.domain.program import (
    BirthdayGift,
    BonusRule,
    Cap,
    Expiry,
    GoodsOffer,
    PointsRules,
    Program,
    PromoCode,
    RedeemRules,
    Threshold,
    Tier,
    Tiers,
    Welcome,
)
from services.domain.receipts import Line, Receipt
from services.domain.what_if import Case, Compared, compare, rules_of
from tests.domain.story import a_program, base, minor

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
BUN = GoodsOffer(id="bun", price_points=30)
LADDER = Tiers(
    ladder=(
        Tier(id="new"),
        Tier(
            id="gold",
            percent=Fraction(10),
            thresholds=(Threshold(basis=TierBasis.SPEND, need=minor(500)),),
        ),
    )
)


class Diary:
    """Writes deeds down in order; day 0 is the first of the window."""

    def __init__(self, *programs: Program, saved: tuple[int, ...] = (-100,)) -> None:
        self.versions = [
            Version(
                id=number,
                rules=rules_of(program),
                began=datetime.combine(MONDAY + day * DAY, datetime.min.time(), tzinfo=UTC),
                since=MONDAY + day * DAY,
            )
            for number, (program, day) in enumerate(zip(programs, saved, strict=True), 1)
        ]
        self.begun = sum(day < 0 for day in saved)
        self.deeds: dict[int, list[Deed]] = {}
        self.order = 0

    def note(self, day, deed, member=1, version=None, **facts) -> int:
        self.order += 1
        on = MONDAY + day * DAY
        known = {"on": on, "order": self.order, "version": version or self._version(on)}
        self.deeds.setdefault(member, []).append(deed(**known, **facts))
        return self.order

    def buy(self, day, amount, *, applied=0, earned=0, member=1) -> int:
        at = datetime.combine(MONDAY + day * DAY, datetime.min.time(), tzinfo=UTC)
        return self.note(
            day,
            Bought,
            member,
            at=at.replace(hour=12),
            purchase=self.order + 1,
            receipt=Receipt(amount_minor=minor(amount), redeem=applied or None),
            applied=applied,
            earned=earned,
        )

    def give_back(self, day, purchase, amount, *, restored=0, clawed=0) -> None:
        facts = {"amount_minor": minor(amount), "restored": restored, "clawed": clawed}
        self.note(day, Returned, purchase=purchase, **facts)

    def seen(self, day, balance=0, pending=0, deficit=0, member=1) -> None:
        facts = {"balance": balance, "pending": pending, "deficit": deficit}
        self.note(day, Seen, member, **facts)

    def all_tried(self, program: Program, *, through=9) -> list[Compared]:
        case = Case(
            versions=self.versions,
            begun=self.begun,
            starts_on=MONDAY,
            today=MONDAY + through * DAY,
            tried=rules_of(program),
        )
        histories = [
            History(member=member, joined_on=MONDAY - 50 * DAY, deeds=tuple(deeds))
            for member, deeds in sorted(self.deeds.items())
        ]
        return compare(case, histories)

    def tried(self, program: Program, **also) -> Compared:
        (compared,) = self.all_tried(program, **also)
        return compared

    def _version(self, on) -> int:
        return max(one.id for one in self.versions if one.since <= on)


def test_a_higher_percent_issues_more_points():
    diary = Diary(a_program())
    diary.buy(-3, 1000, earned=50)
    diary.buy(0, 1000, earned=50)
    diary.buy(2, 450, earned=22)
    diary.seen(2, 122)
    found = diary.tried(a_program(base(7)))
    assert found.fits
    assert (found.recorded.issued, found.replayed.issued, found.before.issued) == (72, 72, 72)
    assert (found.after.issued, found.after.purchases) == (101, 2)
    assert (found.tier_before, found.tier_after) == (None, None)


def test_the_window_begins_with_what_was_collected_before_under_the_old_rules():
    diary = Diary(a_program())
    diary.buy(-3, 1000, earned=50)
    diary.buy(0, 100, applied=50, earned=2)
    diary.seen(0, 2)
    found = diary.tried(a_program(base(100)))
    assert found.fits
    assert (found.after.paid, found.after.issued, found.after.short) == (50, 50, {})


def test_what_a_member_could_not_pay_any_more_is_counted():
    diary = Diary(a_program())
    diary.buy(0, 1000, earned=50)
    diary.buy(1, 1000, applied=50, earned=47)
    diary.buy(2, 1000, applied=40, earned=48)
    diary.seen(2, 55)
    found = diary.tried(a_program(base(3)))
    assert found.fits
    assert found.after.paid == 59
    assert found.after.short == {Missed.PAYMENT: (2, 31)}


def test_books_that_the_recorded_rules_do_not_give_do_not_fit():
    diary = Diary(a_program())
    diary.buy(0, 1000, earned=51)
    diary.seen(0, 51)
    assert not diary.tried(a_program()).fits
    other = Diary(a_program())
    other.buy(0, 1000, earned=50)
    other.seen(0, 1050)
    assert not other.tried(a_program()).fits


def test_deeds_that_contradict_each_other_do_not_fit_and_break_nothing():
    diary = Diary(a_program())
    bought = diary.buy(0, 100, earned=5)
    diary.give_back(0, bought, 500, clawed=5)
    diary.give_back(0, 77, 500)
    diary.seen(0, 5)
    assert not diary.tried(a_program()).fits


def test_a_refund_takes_back_what_the_tried_rules_gave():
    diary = Diary(a_program())
    bought = diary.buy(0, 1000, earned=50)
    diary.give_back(1, bought, 500, clawed=25)
    diary.seen(1, 25)
    found = diary.tried(a_program(base(7)))
    assert found.fits
    assert (found.after.earned, found.after.taken_back, found.after.issued) == (70, 35, 35)


def test_points_of_a_returned_purchase_count_as_not_paid():
    diary = Diary(a_program())
    diary.buy(-1, 1000, earned=50)
    bought = diary.buy(0, 100, applied=50, earned=2)
    diary.give_back(1, bought, 100, restored=50, clawed=2)
    diary.seen(1, 50)
    found = diary.tried(a_program(base(3)))
    assert found.fits
    assert (found.recorded.paid, found.after.paid) == (0, 0)


def test_a_gift_comes_when_it_was_recorded_and_is_as_big_as_the_rules_say():
    gifts = {"welcome": Welcome(points=100), "birthday": BirthdayGift(points=40)}
    diary = Diary(a_program(**gifts))
    diary.note(-50, Gifted, reason=Reason.WELCOME, points=100)
    diary.note(1, Gifted, reason=Reason.BIRTHDAY, points=40)
    diary.seen(1, 140)
    assert diary.tried(a_program(**gifts)).fits
    more = diary.tried(a_program(birthday=BirthdayGift(points=90)))
    assert (more.recorded.given, more.before.given, more.after.given) == (40, 40, 90)
    assert diary.tried(a_program()).after.given == 0
    assert diary.tried(a_program(birthday=BirthdayGift(points=0))).after.given == 0


def test_a_reward_for_a_friend_falls_as_the_tried_rules_gave_it():
    rules = a_program(referral=ReferralRules(referrer=20, invitee=40))
    diary = Diary(rules)
    bought = diary.buy(0, 1000, earned=50)
    diary.note(0, Gifted, reason=Reason.INVITEE, points=40, purchase=bought)
    diary.give_back(1, bought, 1000, clawed=50)
    diary.note(1, Unrewarded, reason=Reason.INVITEE, points=40, purchase=bought)
    diary.seen(1)
    same, none = diary.tried(rules), diary.tried(a_program())
    assert same.fits
    assert (same.after.given, same.after.taken_back) == (40, 90)
    assert (none.after.given, none.after.taken_back) == (0, 50)


def test_corrections_and_transfers_happen_as_far_as_the_points_go():
    diary = Diary(a_program())
    diary.note(-2, Received, lots=((30, None), (10, MONDAY + 5 * DAY)))
    diary.buy(0, 1000, earned=50)
    diary.note(1, Adjusted, points=-85)
    diary.note(2, Sent, points=4)
    diary.note(3, Adjusted, points=7)
    diary.note(4, Sent, points=6)
    diary.seen(4, 2)
    found = diary.tried(a_program(base(1)))
    assert found.fits
    assert found.after.short == {Missed.ADJUSTMENT: (1, 35), Missed.TRANSFER: (1, 4)}


def test_points_received_repay_what_is_owed():
    diary = Diary(a_program())
    bought = diary.buy(-5, 1000, earned=50)
    diary.buy(-4, 100, applied=50, earned=2)
    diary.give_back(-3, bought, 1000, clawed=50)
    diary.note(-2, Received, lots=((60, None),))
    diary.seen(-2, 12)
    diary.buy(0, 100, earned=5)
    assert diary.tried(a_program()).fits


def test_a_coupon_costs_what_the_tried_rules_ask():
    diary = Diary(a_program(goods=(BUN,)))
    diary.buy(-1, 1000, earned=50)
    facts = {"offer": "bun", "number": 1, "points": 30}
    diary.note(0, Claimed, **facts, returned=False)
    diary.seen(0, 20)
    assert diary.tried(a_program()).after.paid == 30
    dearer = diary.tried(a_program(goods=(replace(BUN, price_points=45),)))
    assert dearer.fits
    assert (dearer.before.paid, dearer.after.paid) == (30, 45)
    too_dear = diary.tried(a_program(goods=(replace(BUN, price_points=60),)))
    assert too_dear.after.short == {Missed.COUPON: (1, 60)}
    assert too_dear.after.paid == 0


def test_a_coupon_that_was_given_back_brings_back_what_it_cost():
    diary = Diary(a_program(goods=(BUN,)))
    diary.buy(-1, 1000, earned=50)
    facts = {"offer": "bun", "number": 1, "points": 30}
    diary.note(0, Claimed, **facts, returned=True)
    diary.note(1, GaveBack, **facts)
    diary.seen(1, 50)
    found = diary.tried(a_program(goods=(replace(BUN, price_points=45),)))
    assert found.fits
    assert (found.recorded.paid, found.after.paid) == (0, 0)
    too_dear = diary.tried(a_program(goods=(replace(BUN, price_points=60),)))
    assert (too_dear.after.paid, too_dear.after.short) == (0, {Missed.COUPON: (1, 60)})


def test_a_lower_threshold_lifts_members_at_their_next_purchase():
    diary = Diary(a_program(tiers=LADDER))
    diary.buy(-1, 300, earned=15)
    diary.buy(0, 100, earned=5)
    diary.buy(1, 90, earned=4)
    diary.seen(1, 24)
    lower = replace(LADDER.ladder[1], thresholds=(Threshold(basis=TierBasis.SPEND, need=1),))
    found = diary.tried(a_program(tiers=replace(LADDER, ladder=(LADDER.ladder[0], lower))))
    assert found.fits
    assert (found.tier_before, found.tier_after) == ("new", "gold")
    assert found.after.earned == 5 + 9


def test_a_tier_given_by_hand_holds_under_the_tried_rules_too():
    diary = Diary(a_program(tiers=LADDER))
    diary.note(-1, TierGiven, tier="gold", until=MONDAY + DAY)
    diary.buy(0, 100, earned=10)
    diary.note(1, TierGiven, tier="gold", until=None)
    diary.seen(1, 10)
    assert diary.tried(a_program(tiers=LADDER)).tier_after == "gold"
    without = diary.tried(a_program())
    assert without.fits
    assert without.tier_after is None


def test_points_of_an_erased_card_end_with_it():
    diary = Diary(a_program())
    diary.buy(0, 1000, earned=50)
    diary.note(1, Left)
    diary.seen(1)
    found = diary.tried(a_program(base(7)))
    assert found.fits
    assert found.after.issued == 70


def test_days_under_several_versions_are_checked_by_each_and_compared_by_the_last():
    diary = Diary(a_program(), a_program(base(3)), a_program(base(4)), saved=(-9, -5, 2))
    diary.buy(-7, 100, earned=5)
    diary.buy(1, 100, earned=3)
    diary.buy(3, 100, earned=4)
    diary.seen(3, 12)
    found = diary.tried(a_program(base(10)))
    assert found.fits
    assert (found.recorded.issued, found.replayed.issued) == (7, 7)
    assert (found.before.issued, found.after.issued) == (8, 20)


def test_rules_that_came_with_the_window_still_check_what_was_before_them():
    diary = Diary(a_program(), a_program(base(3)), saved=(-9, 0))
    diary.buy(-7, 100, earned=5)
    diary.buy(1, 100, earned=3)
    diary.seen(1, 8)
    found = diary.tried(a_program(base(10)))
    assert found.fits
    assert (found.before.issued, found.after.issued) == (3, 10)


def test_what_ends_before_the_window_ends_by_the_old_rules():
    short = PointsRules(expiry=Expiry(model=ExpiryModel.DAYS, n=3))
    diary = Diary(a_program(points=short))
    diary.buy(-5, 1000, earned=50)
    diary.buy(0, 1000, earned=50)
    diary.buy(1, 100, applied=50, earned=2)
    diary.seen(1, 2)
    found = diary.tried(a_program(points=PointsRules()))
    assert found.fits
    assert found.after.paid == 50


def test_a_limit_on_paying_makes_payments_smaller():
    diary = Diary(a_program())
    diary.buy(-1, 1000, earned=50)
    diary.buy(0, 100, applied=50, earned=2)
    diary.seen(0, 2)
    tight = diary.tried(a_program(redeem=RedeemRules(max_percent=Fraction(10))))
    assert tight.after.short == {Missed.PAYMENT: (1, 40)}


def test_members_share_a_budget_in_the_order_they_came():
    cap = Cap(points=60, per=Period.MONTH, budget=True)
    diary = Diary(a_program(caps=(cap,)))
    diary.buy(-1, 600, earned=30, member=2)
    diary.buy(0, 500, earned=25, member=1)
    last = diary.buy(1, 500, earned=5, member=2)
    diary.seen(1, 25, member=1)
    diary.seen(1, 35, member=2)
    first, second = diary.all_tried(a_program(base(6), caps=(cap,)))
    assert first.fits
    assert second.fits
    assert (first.after.issued, second.after.issued) == (30, 0)
    assert last == 3


def test_a_budget_of_the_tried_rules_begins_with_the_window():
    diary = Diary(a_program())
    diary.buy(-1, 600, earned=30)
    diary.buy(0, 500, earned=25)
    diary.seen(0, 55)
    cap = Cap(points=20, per=Period.MONTH, budget=True)
    assert diary.tried(a_program(caps=(cap,))).after.issued == 20


def test_a_fork_leaves_its_origin_alone():
    diary = Diary(a_program())
    diary.buy(0, 1000, earned=50)
    history = History(member=1, joined_on=MONDAY, deeds=tuple(diary.deeds[1]))
    life = Life(history, diary.versions[0].rules)
    twin = life.fork(rules_of(a_program(base(7))))
    twin.live(history.deeds[0], Pot({}))
    assert (life.sums, twin.sums.earned) == (Sums(), 70)


def test_sums_of_members_add_up():
    one, other = Sums(earned=5, given=1, taken_back=2, paid=3), Sums(purchases=1, earned=1)
    other.miss(Missed.PAYMENT, 4)
    other.miss(Missed.PAYMENT, 0)
    one.add(other)
    one.add(other)
    assert one == Sums(
        purchases=2,
        earned=7,
        given=1,
        taken_back=2,
        paid=3,
        short={Missed.PAYMENT: (2, 8)},
    )
    assert one.issued == 6


def a_code(**facts) -> PromoCode:
    return PromoCode(id="spring", code="SPRING", **{"points": 30, **facts})


@pytest.mark.parametrize(
    ("tried", "given"),
    [
        (a_code(points=50), 50),
        (a_code(on=False), 0),
        (a_code(points=None), 0),
        (a_code(when=Condition(until_on=MONDAY)), 0),
        (a_code(when=Condition(from_on=MONDAY + 2 * DAY)), 0),
        (a_code(when=Condition(from_on=MONDAY, until_on=MONDAY + DAY)), 30),
        (replace(a_code(), id="autumn"), 0),
    ],
)
def test_a_code_gives_what_the_tried_rules_say_on_a_day_it_runs(tried: PromoCode, given: int):
    diary = Diary(a_program(promos=(a_code(),)))
    diary.note(1, Redeemed, offer="spring", points=30)
    diary.seen(1, 30)
    found = diary.tried(a_program(promos=(tried,)))
    assert (found.fits, found.recorded.given, found.after.given) == (True, 30, given)


def test_whoever_audiences_ask_about_is_known_as_far_as_the_books_know_him():
    asked = Audience(
        id="them",
        bought=Asked(category="tea", days=9),
        locations=("here",),
        languages=("ru",),
    )
    bonus = BonusRule(id="b", points=10, when=Condition(segments=("them",)))
    program = a_program(bonuses=(bonus,), audiences=(asked,))
    diary = Diary(program)
    for day, earned in ((-3, 5), (1, 15)):
        at = datetime.combine(MONDAY + day * DAY, datetime.min.time(), tzinfo=UTC)
        line = Line(amount_minor=minor(100), category="tea")
        receipt = Receipt(amount_minor=minor(100), lines=(line,), location="here")
        facts = {"at": at, "purchase": day, "receipt": receipt, "applied": 0, "earned": earned}
        diary.note(day, Bought, **facts)
    diary.seen(1, 20)
    (history,) = [
        History(member=1, joined_on=MONDAY - 50 * DAY, deeds=tuple(diary.deeds[1]), language="ru")
    ]
    case = Case(
        versions=diary.versions,
        begun=1,
        starts_on=MONDAY,
        today=MONDAY + 9 * DAY,
        tried=rules_of(program),
    )
    (found,) = compare(case, [history])
    assert (found.fits, found.before.earned, found.after.earned) == (True, 15, 15)
    (stranger,) = compare(case, [replace(history, language="uz")])
    assert (stranger.fits, stranger.after.earned) == (False, 5)


def test_versions_follow_each_other_by_their_beginning_and_not_by_their_numbers():
    five, seven = a_program(base(5)), a_program(base(7))
    diary = Diary(five, seven, saved=(-100, 2))
    # The version with the date was saved first, and has the lower number.
    later = replace(diary.versions[1], id=0)
    diary.versions[1] = later
    diary.buy(1, 100, earned=5)
    at = datetime.combine(MONDAY + 3 * DAY, datetime.min.time(), tzinfo=UTC)
    receipt = Receipt(amount_minor=minor(100))
    facts = {"at": at, "purchase": 9, "receipt": receipt, "applied": 0, "earned": 7}
    diary.note(3, Bought, version=later.id, **facts)
    diary.deeds[1][-1] = replace(diary.deeds[1][-1], version=later.id)
    diary.seen(3, 12)
    diary.deeds[1][-1] = replace(diary.deeds[1][-1], version=later.id)
    found = diary.tried(seven)
    assert (found.fits, found.recorded.earned, found.before.earned) == (True, 12, 14)


def test_a_coupon_that_was_used_takes_off_what_these_rules_say_of_it():
    rule = DiscountRule(id="twenty", percent=Fraction(20), when=ALWAYS)
    at = datetime.combine(MONDAY, datetime.min.time(), tzinfo=UTC)
    bought = Bought(
        on=MONDAY,
        order=1,
        version=1,
        at=at,
        purchase=1,
        receipt=Receipt(amount_minor=minor(100)),
        applied=0,
        earned=4,
        coupon="twenty",
    )
    earned = []
    for program in (a_program(), a_program(coupon_discounts={"twenty": rule})):
        life = Life(History(member=1, joined_on=MONDAY, deeds=()), rules_of(program))
        life.live(bought, Pot({}))
        earned.append((life.fits, life.sums.earned))
    assert earned == [(True, 5), (True, 4)]
