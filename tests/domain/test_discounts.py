"""Money discounts: the best percent of each line, coupons, the ladder, birthdays, refunds."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain import discounts
from services.domain.asked_categories import asked_categories
from services.domain.conditions import ALWAYS, Condition
from services.domain.discount_rules import BirthdayDiscount, DiscountRule
from services.domain.groups import FavouriteRules
from services.domain.kinds import ExpiryModel, TierBasis
from services.domain.program import (
    BonusRule,
    Expiry,
    GoodsOffer,
    PointsRules,
    Program,
    RedeemRules,
    RefundRules,
    Threshold,
    Tier,
    Tiers,
)
from services.domain.receipts import net_lines, new_receipt
from services.domain.state import Birthday
from tests.domain.story import Story, a_line, a_program, base, points, texts


def off(rule_id, percent, when=ALWAYS, **asked) -> DiscountRule:
    return DiscountRule(id=rule_id, percent=Fraction(percent), when=when, **asked)


def a_shop(*rules, **more) -> Story:
    story = Story(a_program(discounts=tuple(rules), **more))
    story.join()
    return story


def less(line) -> list[tuple[str, str, str | None]]:
    return [(part["rule"], part["amount"], part.get("text")) for part in line["less"]]


def test_a_bill_says_what_it_costs_now_and_which_rule_made_it_less():
    line = a_shop(off("five", 5)).buy(1000)
    assert (line["to_pay"], line["discount"]) == ("950.00", "50.00")
    assert less(line) == [("five", "50", "5 % of 1000.00")]


def test_points_come_after_the_discount():
    line = a_shop(off("five", 5)).buy(1000)
    assert (points(line), texts(line)["base"]) == (47, "5 % of 950.00")


def test_a_bill_without_a_discount_says_nothing_of_one():
    line = a_shop(off("five", 5, Condition(amount_min_minor=100_000))).buy(999)
    assert {"discount", "less"}.isdisjoint(line)
    assert line["to_pay"] == "999.00"


def test_only_the_best_percent_counts_on_each_line():
    story = a_shop(
        off("all", 5),
        off("cake", 20, Condition(categories=("dessert",))),
        off("tea", 3, Condition(categories=("tea",))),
    )
    line = story.buy(300, lines=[a_line(100, "dessert"), a_line(200, "tea")])
    assert less(line) == [("all", "10", "5 % of 200.00"), ("cake", "20", "20 % of 100.00")]
    assert line["to_pay"] == "270.00"


def test_of_equal_percents_the_first_id_in_the_alphabet_counts():
    line = a_shop(off("b", 5), off("a", 5)).buy(100)
    assert less(line) == [("a", "5", "5 % of 100.00")]


def test_those_that_stack_come_off_what_the_others_leave_one_after_another():
    # 300, less 10 %, less 10 %, less 10 %: 270, 243, 218.70.
    story = a_shop(off("one", 10), off("two", 10, stack=True), off("three", 10, stack=True))
    line = story.buy(300)
    assert less(line) == [
        ("one", "30", "10 % of 300.00"),
        ("two", "27", "10 % of 270.00"),
        ("three", "24.3", "10 % of 243.00"),
    ]
    assert line["to_pay"] == "218.70"


def test_the_till_takes_its_own_discount_off_first():
    line = a_shop(off("ten", 10)).buy(1000, discount=100)
    assert (line["to_pay"], line["discount"]) == ("810.00", "90.00")


def test_a_discount_looks_at_the_receipt_before_it_takes_anything_off():
    story = a_shop(off("big", 10, Condition(amount_min_minor=100_000)))
    assert story.buy(1000)["to_pay"] == "900.00"
    assert story.buy(1000, discount="0.01")["to_pay"] == "999.99"


def test_other_rules_look_at_the_receipt_after_all_discounts():
    bonus = BonusRule(id="big", points=100, when=Condition(amount_min_minor=100_000))
    story = a_shop(off("ten", 10), bonuses=(bonus,))
    assert points(story.buy(1000)) == 45
    assert points(story.buy(1200)) == 154


def test_a_receipt_is_rounded_once_and_half_a_kopeck_goes_to_the_guest():
    # Two lines of 0.05 have half a kopeck off each: one kopeck together, not two.
    story = a_shop(off("ten", 10))
    twice = story.buy("0.10", lines=[a_line("0.05", "tea"), a_line("0.05", "cake")])
    once = story.buy("0.05")
    assert (twice["to_pay"], twice["discount"]) == ("0.09", "0.01")
    assert (once["to_pay"], once["discount"]) == ("0.04", "0.01")
    assert less(once) == [("ten", "0.005", "10 % of 0.05"), ("rounding", "0.005", None)]


def test_what_comes_to_less_than_half_a_kopeck_is_no_discount():
    line = a_shop(off("ten", 10)).buy("0.04")
    assert line["to_pay"] == "0.04"
    assert "less" not in line


def test_goods_for_nothing_leave_nothing_to_pay_and_nothing_to_earn_on():
    line = a_shop(off("gift", 100)).buy(100)
    assert (line["to_pay"], points(line)) == ("0.00", 0)


def test_a_line_for_nothing_never_costs_less_than_nothing():
    # A third of a kopeck given by hand leaves fractions, which round up to more than the line.
    story = a_shop(off("gift", 100, Condition(categories=("gift",))))
    lines = [a_line("0.01", "gift"), a_line("0.02", "tea")]
    line = story.buy("0.03", lines=lines, discount="0.01", key="sale")
    assert line["to_pay"] == "0.01"
    assert story.refund("sale")["to_return"] == "0.01"


def test_points_pay_the_share_of_what_the_discount_left():
    story = a_shop(off("half", 50), redeem=RedeemRules(max_percent=Fraction(50)))
    story.adjust(1000)
    line = story.buy(1000, redeem="max")
    assert (line["applied"], line["to_pay"]) == (250, "250.00")


def test_the_ladder_takes_off_by_the_tier_before_the_sale():
    tiers = Tiers(
        ladder=(
            Tier(id="new"),
            Tier(id="vip", thresholds=(Threshold(basis=TierBasis.SPEND, need=10_000_00),)),
        )
    )
    ladder = (
        off("new", 3, Condition(tiers=("new",))),
        off("vip", 10, Condition(tiers=("vip",))),
    )
    story = Story(Program(tiers=tiers, discounts=ladder))
    story.join()
    crossing = story.buy(20_000)
    assert (crossing["to_pay"], crossing["tier"]) == ("19400.00", "vip")
    assert less(story.buy(100)) == [("vip", "10", "10 % of 100.00")]


@pytest.mark.parametrize(
    ("on", "known_on", "to_pay"),
    [
        ("2026-11-20", "2026-01-01", "800.00"),
        ("2026-11-26", "2026-01-01", "800.00"),
        ("2026-11-19", "2026-01-01", "1000.00"),
        ("2026-11-27", "2026-01-01", "1000.00"),
        ("2026-11-23", "2026-11-09", "800.00"),
        ("2026-11-23", "2026-11-10", "1000.00"),
    ],
)
def test_a_birthday_takes_off_inside_its_window_if_it_was_known_in_time(on, known_on, to_pay):
    rules = BirthdayDiscount(rule=off("birthday", 20), before=3, after=3, known_days=14)
    story = Story(a_program(birthday_discount=rules), on="2026-01-01")
    story.join()
    story.on(known_on).set_birthday(Birthday(month=11, day=23))
    assert story.on(on).buy(1000)["to_pay"] == to_pay


def test_a_birthday_nobody_told_of_takes_nothing_off():
    rules = BirthdayDiscount(rule=off("birthday", 20), before=3, after=3, known_days=14)
    assert a_shop(birthday_discount=rules).buy(1000)["to_pay"] == "1000.00"


def test_the_window_runs_over_the_turn_of_the_year_and_29_february():
    rules = BirthdayDiscount(rule=off("birthday", 20), before=3, after=3, known_days=14)
    assert discounts.in_window(rules, Birthday(month=1, day=2), None, date(2026, 12, 30))
    assert discounts.in_window(rules, Birthday(month=2, day=29), None, date(2027, 3, 3))
    assert not discounts.in_window(rules, Birthday(month=2, day=29), None, date(2027, 3, 4))


# --- Coupons ---------------------------------------------------------------------------------


def with_coupon(*rules, price=0, per_member=1, percent=20, when=ALWAYS, **more) -> Story:
    """Return a shop with an offer "twenty" whose coupon Anna holds."""
    offer = GoodsOffer(id="twenty", price_points=price, per_member=per_member, expires_days=30)
    story = a_shop(
        *rules, goods=(offer,), coupon_discounts={"twenty": off("twenty", percent, when)}, **more
    )
    if price:
        story.adjust(price)
    story.claim("twenty")
    return story


def test_a_coupon_takes_its_percent_off_once():
    story = with_coupon()
    line = story.buy(1000, coupon="twenty:anna:1", key="sale")
    assert less(line) == [("twenty", "200", "20 % of 1000.00, coupon 1")]
    assert (line["to_pay"], line["coupons"]) == ("800.00", [])
    again = story.buy(1000, coupon="twenty:anna:1")
    assert again["refused"] == "coupon-used"


def test_a_coupon_that_takes_nothing_off_is_kept():
    story = with_coupon(off("half", 50))
    line = story.buy(1000, coupon="twenty:anna:1")
    assert (line["to_pay"], [one["id"] for one in line["coupons"]]) == (
        "500.00",
        ["twenty:anna:1"],
    )


def test_of_a_coupon_and_a_rule_with_the_same_percent_the_coupon_is_kept():
    line = with_coupon(off("zwanzig", 20)).buy(1000, coupon="twenty:anna:1")
    assert ([part[0] for part in less(line)], len(line["coupons"])) == (["zwanzig"], 1)


def test_a_coupon_waits_for_a_bill_that_meets_its_conditions():
    story = with_coupon(when=Condition(amount_min_minor=500_00))
    assert story.buy(499, coupon="twenty:anna:1")["to_pay"] == "499.00"
    assert story.buy(500, coupon="twenty:anna:1")["to_pay"] == "400.00"


def test_a_coupon_for_goods_is_handed_over_with_the_bill_and_takes_nothing_off():
    story = a_shop(goods=(GoodsOffer(id="croissant", price_points=0, expires_days=30),))
    story.claim()
    line = story.buy(100, coupon="croissant:anna:1")
    assert (line["to_pay"], line["coupons"]) == ("100.00", [])


def test_a_free_coupon_is_taken_as_often_as_the_offer_says():
    story = with_coupon(per_member=2)
    assert story.claim("twenty")["coupons"][1]["id"] == "twenty:anna:2"
    refused = story.claim("twenty")
    assert (refused["refused"], refused["facts"]) == ("offer-taken-already", {"offer": "twenty"})


def test_a_coupon_with_a_price_costs_points():
    story = with_coupon(price=50, per_member=None)
    assert story.show()["balance"] == 0
    story.adjust(50)
    assert [one["id"] for one in story.claim("twenty")["coupons"]][1:] == ["twenty:anna:2"]


def test_nobody_pays_less_by_the_coupon_of_another():
    story = with_coupon()
    story.join("boris")
    line = story.buy(1000, member="boris", coupon="twenty:anna:1")
    assert line["refused"] == "unknown-coupon"
    assert story.buy(1000, coupon="twenty:anna:7")["refused"] == "unknown-coupon"


def test_a_coupon_that_ended_or_went_back_takes_nothing_off():
    story = with_coupon()
    assert story.on("2026-12-24").buy(1, coupon="twenty:anna:1")["refused"] == "coupon-expired"
    other = with_coupon()
    other.cancel("twenty:anna:1")
    assert other.buy(1, coupon="twenty:anna:1")["refused"] == "already-cancelled"


def test_a_coupon_goes_back_when_nothing_of_the_purchase_stands():
    story = with_coupon()
    story.buy(1000, coupon="twenty:anna:1", key="sale")
    part = story.refund("sale", 300)
    assert (part["coupons"], part["to_return"]) == ([], "300.00")
    rest = story.refund("sale")
    assert rest["coupons"] == [{"id": "twenty:anna:1", "expires_on": "2026-12-23"}]
    assert rest["to_return"] == "500.00"
    assert story.buy(1000, coupon="twenty:anna:1")["to_pay"] == "800.00"


def test_a_coupon_that_ended_meanwhile_comes_back_for_the_days_of_the_rules():
    story = with_coupon(refund=RefundRules(restore_days=7))
    story.on("2026-12-20").buy(1000, coupon="twenty:anna:1", key="sale")
    back = story.on("2027-01-10").refund("sale")
    assert back["coupons"] == [{"id": "twenty:anna:1", "expires_on": "2027-01-17"}]
    assert story.on("2027-01-18").show()["coupons"] == []


def test_a_coupon_without_an_end_comes_back_without_one():
    never = GoodsOffer(id="twenty", price_points=0)
    program = a_program(
        goods=(never,),
        coupon_discounts={"twenty": off("twenty", 20)},
        points=PointsRules(expiry=Expiry(model=ExpiryModel.NEVER)),
    )
    story = Story(program)
    story.join()
    assert story.claim("twenty")["coupons"][0]["expires_on"] is None
    story.buy(100, coupon="twenty:anna:1", key="sale")
    assert story.refund("sale")["coupons"] == [{"id": "twenty:anna:1", "expires_on": None}]


# --- Refunds ---------------------------------------------------------------------------------


def test_a_refund_reverses_what_was_paid_whatever_the_rules_say_now():
    story = a_shop(off("cake", 20, Condition(categories=("dessert",))))
    story.buy(300, lines=[a_line(100, "dessert"), a_line(200, "tea")], key="sale")
    story.change(a_program())
    assert story.refund("sale", lines=[0])["to_return"] == "80.00"
    assert story.refund("sale")["to_return"] == "200.00"


def test_more_than_was_paid_never_goes_back():
    story = a_shop(off("five", 5))
    story.buy(1000, key="sale")
    assert story.refund("sale", 951)["refused"] == "over-refund"


@given(
    amounts=st.lists(st.integers(1, 2_000), min_size=1, max_size=4),
    percents=st.lists(st.tuples(st.integers(0, 100), st.booleans()), max_size=4),
    given_minor=st.integers(0, 50),
)
@settings(max_examples=200)
def test_lines_never_cost_less_than_nothing_and_add_up_to_whole_money(
    amounts, percents, given_minor
):
    categories = ("a", None)
    rules = [
        off(
            f"r{i}",
            percent,
            Condition(categories=("a",)) if i % 2 else ALWAYS,
            stack=stack,
        )
        for i, (percent, stack) in enumerate(percents)
    ]
    goods = sum(amounts)
    receipt = new_receipt(
        amount_minor=goods,
        lines=tuple(
            a_line(Fraction(amount, 100), categories[i % 2]) for i, amount in enumerate(amounts)
        ),
        discount_minor=min(given_minor, goods),
    )
    before = net_lines(receipt)
    taken = discounts.take_off(Program(), before, rules)
    left = [line.net for line in taken.lines]
    assert all(net >= 0 for net in left)
    assert sum(left) == sum(line.net for line in before) - taken.minor
    exact = sum(
        (Fraction(part.facts["off"]) for part in taken.parts if part.rule != "rounding"),
        Fraction(0),
    )
    if taken.minor:
        assert abs(taken.minor - exact) <= Fraction(1, 2) + Fraction(1, 1000)
        assert sum(Fraction(part.facts["off"]) for part in taken.parts) == taken.minor


# --- The till --------------------------------------------------------------------------------


def test_the_till_asks_about_each_category_that_a_rule_asks_about_once():
    ladder = (
        Tier(id="new"),
        Tier(
            id="gold",
            thresholds=(
                Threshold(basis=TierBasis.SPEND, need=1),
                Threshold(basis=TierBasis.SPEND_IN, need=1, category="coffee"),
            ),
        ),
    )
    program = a_program(
        base(when=Condition(categories=("cake",), not_categories=("tobacco",))),
        discounts=(off("tea", 5, Condition(categories=("tea", "cake"))),),
        coupon_discounts={"x": off("x", 5, Condition(categories=("jam",)))},
        redeem=RedeemRules(exclude=("tobacco", "gift")),
        tiers=Tiers(ladder=ladder),
    )
    assert asked_categories(program) == ("cake", "tobacco", "tea", "jam", "gift", "coffee")
    assert asked_categories(a_program()) == ()


@pytest.mark.parametrize(("asks", "asked"), [(True, ("tea", "cake")), (None, ())])
def test_the_till_asks_about_favourites_if_a_rule_does(asks, asked):
    program = a_program(
        base(when=Condition(favourite=asks)),
        favourites=FavouriteRules(choose=1, of=("tea", "cake")),
    )
    assert asked_categories(program) == asked
    assert asked_categories(program, ("cake",)) == asked[1:]
    assert asked_categories(program, ()) == ()
