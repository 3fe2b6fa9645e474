"""The same bills under other discounts: what comes off them, and what comes back of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from services.domain.conditions import ALWAYS, Condition
from services.domain.discount_rules import BirthdayDiscount, DiscountRule
from services.domain.histories import (
    Bought,
    Claimed,
    Deed,
    History,
    Missed,
    Returned,
    Seen,
    Version,
)
from services.domain.kinds import TierBasis
from services.domain.program import BonusRule, GoodsOffer, Program, Threshold, Tier, Tiers
from services.domain.receipts import Receipt
from services.domain.state import Birthday
from services.domain.what_if import Case, Compared, compare, rules_of
from tests.domain.story import a_line, a_program, base, minor

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
TWENTY = GoodsOffer(id="twenty", price_points=30)


def off(percent, rule_id="off", when=ALWAYS) -> DiscountRule:
    return DiscountRule(id=rule_id, percent=Fraction(percent), when=when)


FIVE, TEN = a_program(discounts=(off(5),)), a_program(discounts=(off(10),))


class Diary:
    """The deeds of one member; day 0 is the first of the window."""

    def __init__(self, program: Program, **known) -> None:
        self.program, self.known = program, known
        self.deeds: list[Deed] = []

    def note(self, day, deed, **facts) -> int:
        self.deeds.append(
            deed(on=MONDAY + day * DAY, order=len(self.deeds) + 1, version=1, **facts)
        )
        return len(self.deeds)

    def buy(self, day, amount, *, less=0, applied=0, earned=0, lines=(), **facts) -> int:
        at = datetime.combine(MONDAY + day * DAY, datetime.min.time(), tzinfo=UTC)
        receipt = Receipt(amount_minor=minor(amount), lines=lines, redeem=applied or None)
        return self.note(
            day,
            Bought,
            at=at.replace(hour=12),
            purchase=len(self.deeds) + 1,
            receipt=receipt,
            applied=applied,
            earned=earned,
            off_minor=minor(less),
            **facts,
        )

    def give_back(self, day, purchase, amount, *, less=0, **facts) -> None:
        known = {"restored": 0, "clawed": 0, **facts}
        self.note(
            day,
            Returned,
            purchase=purchase,
            amount_minor=minor(amount),
            off_minor=minor(less),
            **known,
        )

    def tried(self, program: Program, *, balance=0, day=9) -> Compared:
        facts = {"balance": balance, "pending": 0, "deficit": 0}
        seen = Seen(on=MONDAY + day * DAY, order=99, version=1, **facts)
        began = datetime(2026, 1, 1, tzinfo=UTC)
        version = Version(id=1, rules=rules_of(self.program), began=began, since=began.date())
        case = Case(
            versions=(version,),
            begun=1,
            starts_on=MONDAY,
            today=MONDAY + 9 * DAY,
            tried=rules_of(program),
        )
        deeds = (*self.deeds, seen)
        history = History(member=1, joined_on=MONDAY - 50 * DAY, deeds=deeds, **self.known)
        (found,) = compare(case, [history])
        return found


def offs(found: Compared) -> tuple[int, int, int, int]:
    """Return what came off: recorded, replayed, by the rules in force, by those tried."""
    then, now = (found.recorded, found.replayed), (found.before, found.after)
    return (then[0].off_minor, then[1].off_minor, now[0].off_minor, now[1].off_minor)


def test_a_higher_percent_takes_more_off_and_leaves_less_to_earn_on():
    diary = Diary(FIVE)
    diary.buy(-3, 100, less=5, earned=4)
    diary.buy(0, 1000, less=50, earned=47)
    found = diary.tried(TEN, balance=51)
    assert found.fits
    assert offs(found) == (50_00, 50_00, 50_00, 100_00)
    assert (found.before.earned, found.after.earned) == (47, 45)


def test_a_discount_nobody_gave_yet_comes_off_and_one_that_is_given_up_does_not():
    plain = Diary(a_program())
    plain.buy(0, 1000, earned=50)
    assert offs(plain.tried(TEN, balance=50)) == (0, 0, 0, 100_00)
    given = Diary(TEN)
    given.buy(0, 1000, less=100, earned=45)
    assert offs(given.tried(a_program(), balance=45)) == (100_00, 100_00, 100_00, 0)


@pytest.mark.parametrize("wrong", [{"less": 49}, {"less": 50, "earned": 46}])
def test_discounts_the_recorded_rules_do_not_give_do_not_fit(wrong):
    diary = Diary(FIVE)
    diary.buy(0, 1000, **{"earned": 47, **wrong})
    assert not diary.tried(FIVE, balance=47).fits


def test_goods_that_went_back_take_the_discount_of_either_rules_with_them():
    diary = Diary(FIVE)
    bought = diary.buy(0, 1000, less=50, earned=47)
    diary.give_back(1, bought, 475, less=25, clawed=23)
    half = diary.tried(TEN, balance=24)
    assert half.fits
    assert offs(half) == (25_00, 25_00, 25_00, 50_00)
    # All the rest is all the rest, though it costs less by the rules that are tried.
    diary.give_back(2, bought, 475, less=25, clawed=24)
    whole = diary.tried(TEN)
    assert whole.fits
    assert offs(whole) == (0, 0, 0, 0)
    assert (whole.before.issued, whole.after.issued) == (0, 0)


def test_goods_bought_before_the_window_go_back_inside_it():
    diary = Diary(FIVE)
    bought = diary.buy(-1, 1000, less=50, earned=47)
    diary.give_back(1, bought, 950, less=50, clawed=47)
    found = diary.tried(TEN)
    assert found.fits
    assert offs(found) == (-50_00, -50_00, -50_00, -50_00)


def test_a_share_of_the_goods_goes_back_when_these_cost_more():
    diary = Diary(TEN)
    bought = diary.buy(0, 1000, less=100, earned=45)
    diary.give_back(1, bought, 450, less=50, clawed=22)
    found = diary.tried(a_program(), balance=23)
    assert found.fits
    assert (found.after.earned, found.after.taken_back) == (50, 25)


def test_goods_back_that_were_given_back_already_do_not_fit():
    diary = Diary(a_program())
    bought = diary.buy(0, 10, earned=0)
    diary.give_back(1, bought, 10)
    assert diary.tried(a_program()).fits
    diary.give_back(1, bought, 1)
    assert not diary.tried(a_program()).fits


def test_a_discount_on_goods_of_a_category_looks_at_the_lines():
    cake = off(50, when=Condition(categories=("cake",)))
    diary = Diary(FIVE)
    diary.buy(0, 1000, less=50, earned=47, lines=(a_line(400, "cake"), a_line(600)))
    assert diary.tried(a_program(discounts=(cake,)), balance=47).after.off_minor == 200_00


def ladder(*percents) -> Program:
    tiers = Tiers(
        ladder=(
            Tier(id="new"),
            Tier(id="gold", thresholds=(Threshold(basis=TierBasis.SPEND, need=minor(500)),)),
        )
    )
    rules = zip(("new", "gold"), percents, strict=True)
    discounts = tuple(off(rate, tier, Condition(tiers=(tier,))) for tier, rate in rules)
    return a_program(base(0), tiers=tiers, discounts=discounts)


def test_a_ladder_takes_off_by_the_tier_each_bill_would_have_found():
    diary = Diary(ladder(3, 5))
    diary.buy(0, 520, less="15.60")
    diary.buy(1, 100, less=5)
    diary.buy(2, 100, less=5)
    found = diary.tried(ladder(10, 20))
    assert found.fits
    # 468 is below the threshold, so the second bill is the one that crosses it.
    assert offs(found) == (25_60, 25_60, 25_60, 52_00 + 10_00 + 20_00)


def birthday(percent, known_days=0) -> Program:
    rules = BirthdayDiscount(
        rule=off(percent, "birthday"), before=2, after=2, known_days=known_days
    )
    return a_program(birthday_discount=rules)


def test_a_birthday_takes_off_as_the_tried_rules_say_from_the_day_it_was_told():
    told = {"birthday": Birthday(month=11, day=25), "birthday_known_on": MONDAY + DAY}
    diary = Diary(birthday(20), **told)
    diary.buy(0, 100, earned=5)
    diary.buy(1, 100, less=20, earned=4)
    diary.buy(5, 100, earned=5)
    found = diary.tried(birthday(30), balance=14)
    assert found.fits
    assert offs(found) == (20_00, 20_00, 20_00, 30_00)
    assert diary.tried(birthday(30, known_days=7), balance=14).after.off_minor == 0


def coupons(percent, price=30) -> Program:
    goods = (replace(TWENTY, price_points=price),)
    return a_program(goods=goods, coupon_discounts={"twenty": off(percent, "twenty")})


def test_a_coupon_takes_off_what_the_tried_rules_say_of_it_unless_nobody_could_pay_for_it():
    diary = Diary(coupons(20))
    diary.buy(-1, 1000, earned=50)
    taken = {"offer": "twenty", "number": 1}
    diary.note(0, Claimed, **taken, points=30, returned=False)
    diary.buy(1, 100, less=20, earned=4, coupon="twenty", number=1)
    diary.buy(2, 100, less=20, earned=4, coupon="twenty", number=7)
    found = diary.tried(coupons(10), balance=28)
    assert found.fits
    assert offs(found) == (40_00, 40_00, 40_00, 20_00)
    too_dear = diary.tried(coupons(20, price=60), balance=28)
    assert too_dear.after.short == {Missed.COUPON: (1, 60)}
    assert (too_dear.before.off_minor, too_dear.after.off_minor) == (40_00, 20_00)


def test_a_rule_that_asks_for_a_coupon_holds_on_the_bills_that_used_it():
    bonus = BonusRule(id="more", points=40, when=Condition(coupon="flyer"))
    diary = Diary(a_program(bonuses=(bonus,)))
    diary.buy(0, 100, earned=45, coupon="flyer", number=1)
    diary.buy(1, 100, earned=5)
    diary.buy(2, 100, earned=5, coupon="other", number=1)
    found = diary.tried(a_program(bonuses=(replace(bonus, points=10),)), balance=55)
    assert (found.fits, found.before.earned, found.after.earned) == (True, 55, 25)


def test_points_pay_less_where_a_discount_leaves_less_to_pay():
    diary = Diary(a_program())
    diary.buy(-1, 1000, earned=50)
    diary.buy(0, 100, applied=50, earned=2)
    found = diary.tried(a_program(discounts=(off(60),)), balance=2)
    assert (found.fits, found.after.off_minor, found.after.paid) == (True, 60_00, 20)
    assert found.after.short == {Missed.PAYMENT: (1, 30)}
