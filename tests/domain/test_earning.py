"""What a purchase earns: base rules, exclusive ones, multipliers, bonuses, rounding."""

from fractions import Fraction
from typing import Any

import pytest

from services.domain.conditions import Condition
from services.domain.kinds import Each, EarnType, Rounding, Weekday
from services.domain.program import (
    BonusRule,
    EarnRule,
    MultiplierRule,
    PointsRules,
    RedeemRules,
    Tier,
    Tiers,
)
from tests.domain.story import Story, a_line, a_program, base, points, reasons, texts

DESSERT = EarnRule(
    id="dessert",
    type=EarnType.PERCENT,
    percent=Fraction(10),
    exclusive=True,
    when=Condition(categories=("dessert",)),
)
TUESDAY = Condition(weekdays=(Weekday.TUE,))


def earned(program, amount, on="2026-11-23", **purchase) -> dict[str, Any]:
    story = Story(program, on=on)
    story.join()
    return story.buy(amount, **purchase)


def twice(name="tue", factor=2, **fields) -> MultiplierRule:
    return MultiplierRule(id=name, factor=Fraction(factor), **fields)


def test_five_percent_of_450_is_22_and_a_half_whatever_a_point_is_worth():
    for value_minor in (1, 100, 2500):
        program = a_program(points=PointsRules(value_minor=value_minor))

        line = earned(program, 450)

        assert points(line) == 22
        assert reasons(line) == {"base": "22.5", "rounding": "-0.5"}


@pytest.mark.parametrize(
    ("rounding", "amount", "award"),
    [
        (Rounding.DOWN, "459.99", 22),
        (Rounding.NEAREST, "449.99", 22),
        (Rounding.NEAREST, "450.00", 23),
        (Rounding.UP, "440.01", 23),
        (Rounding.UP, "440.00", 22),
    ],
)
def test_an_award_is_rounded_once_as_the_program_says_and_nearest_takes_halves_up(
    rounding, amount, award
):
    assert points(earned(a_program(points=PointsRules(rounding=rounding)), amount)) == award


def test_a_currency_without_minor_units_earns_on_whole_money():
    line = earned(a_program(digits=0), "450.00")  # 45 000 units

    assert points(line) == 2250
    assert texts(line)["base"] == "5 % of 45000"


def test_parts_show_four_decimals_and_the_rounding_part_makes_up_the_difference():
    program = a_program(base("3.33333"))

    line = earned(program, "100.00")

    assert reasons(line) == {"base": "3.3333", "rounding": "-0.3333"}


def test_x_points_per_whole_y_counts_whole_blocks_of_its_own_basis():
    blocks = EarnRule(
        id="blocks",
        type=EarnType.BLOCKS,
        points=3,
        per_minor=10000,
        when=Condition(categories=("coffee",)),
    )
    line = earned(a_program(blocks), 400, lines=[a_line(199, "coffee"), a_line(201, "tea")])

    assert points(line) == 3
    assert texts(line)["blocks"] == "3 per 100.00 of 199.00"


def test_base_rules_that_match_are_added():
    second = EarnRule(id="second", type=EarnType.PERCENT, percent=Fraction(2))

    line = earned(a_program(base(), second), 100)

    assert reasons(line) == {"base": "5", "second": "2"}


def test_desserts_15_percent_means_15_not_20():
    line = earned(
        a_program(base(), DESSERT), 300, lines=[a_line(200, "coffee"), a_line(100, "dessert")]
    )

    assert reasons(line) == {"base": "10", "dessert": "10"}
    assert points(line) == 20


def test_a_rule_for_the_whole_purchase_falls_only_if_no_line_is_left_to_it():
    gift = EarnRule(id="gift", type=EarnType.FIXED, points=50)
    program = a_program(gift, DESSERT)

    mixed = earned(program, 300, lines=[a_line(200), a_line(100, "dessert")])
    only_desserts = earned(program, 100, lines=[a_line(100, "dessert")])

    assert reasons(mixed) == {"gift": "50", "dessert": "10"}
    assert reasons(only_desserts) == {"dessert": "10"}


@pytest.mark.parametrize(
    ("priorities", "winner"), [((1, 2), "zebra"), ((2, 1), "apple"), ((1, 1), "apple")]
)
def test_of_several_exclusive_rules_the_highest_priority_has_the_line_and_ties_go_by_id(
    priorities, winner
):
    apple, zebra = (
        EarnRule(
            id=name,
            type=EarnType.PERCENT,
            percent=Fraction(10),
            exclusive=True,
            priority=priority,
        )
        for name, priority in zip(("apple", "zebra"), priorities, strict=True)
    )

    assert reasons(earned(a_program(zebra, apple), 100)) == {winner: "10"}


def test_an_exclusive_rule_keeps_its_line_even_when_it_gives_0_there():
    visit = EarnRule(id="visit", type=EarnType.FIXED, points=5, each=Each.VISIT, exclusive=True)
    story = Story(a_program(base(), visit))
    story.join()

    assert points(story.buy(100)) == 5
    assert reasons(story.buy(100)) == {"visit": "0"}


def test_the_tier_rate_replaces_the_rate_of_the_rule_base_only():
    gold = Tiers(ladder=(Tier(id="silver", percent=Fraction(7)),))
    other = EarnRule(id="other", type=EarnType.PERCENT, percent=Fraction(1))

    line = earned(a_program(base(), other, tiers=gold), 100)

    assert reasons(line) == {"base": "7", "other": "1"}
    assert texts(line)["base"] == "7 % of 100.00, tier silver"


def test_a_tier_without_a_rate_keeps_the_base_rate():
    assert points(earned(a_program(tiers=Tiers(ladder=(Tier(id="silver"),))), 100)) == 5


def test_a_multiplier_adds_its_own_part():
    line = earned(a_program(multipliers=(twice(when=TUESDAY),)), 450, on="2026-11-24")

    assert points(line) == 45
    assert reasons(line) == {"base": "22.5", "tue": "22.5"}
    assert texts(line)["tue"] == "×2"


def test_the_best_unstacked_factor_is_times_the_product_of_those_that_stack():
    program = a_program(
        multipliers=(
            twice("a", 2),
            twice("b", 3),
            twice("c", "1.5", stack=True),
            twice("d", 2, stack=True),
        )
    )

    line = earned(program, 200)

    assert points(line) == 90  # 10 × 3 × 1.5 × 2
    assert reasons(line) == {"base": "10", "b": "20", "c": "15", "d": "45"}


def test_of_equal_factors_the_first_id_alphabetically_multiplies():
    program = a_program(multipliers=(twice("zoo"), twice("ant")))

    assert reasons(earned(program, 100)) == {"base": "5", "ant": "5"}


def test_a_multiplier_multiplies_only_the_lines_it_takes():
    coffee = twice("coffee", when=Condition(categories=("coffee",)))

    line = earned(
        a_program(multipliers=(coffee,)), 300, lines=[a_line(100, "coffee"), a_line(200, "tea")]
    )

    assert reasons(line) == {"base": "15", "coffee": "5"}


def test_fixed_rules_are_base_and_are_multiplied_but_a_bonus_never_is():
    gift = EarnRule(id="gift", type=EarnType.FIXED, points=10)
    program = a_program(gift, multipliers=(twice(),), bonuses=(BonusRule(id="big", points=100),))

    line = earned(program, 50)

    assert reasons(line) == {"gift": "10", "tue": "10", "big": "100"}
    assert texts(line)["big"] == "bonus 100"


def test_the_points_of_a_fixed_rule_lie_on_the_lines_in_proportion_to_basis():
    gift = EarnRule(id="gift", type=EarnType.FIXED, points=40)
    coffee = twice("coffee", when=Condition(categories=("coffee",)))

    line = earned(
        a_program(gift, multipliers=(coffee,)),
        400,
        lines=[a_line(100, "coffee"), a_line(300, "tea")],
    )

    assert reasons(line) == {"gift": "40", "coffee": "10"}


def test_without_base_points_there_are_no_multiplied_points():
    line = earned(a_program(base(0), multipliers=(twice(),)), 100)

    assert reasons(line) == {"base": "0"}


def test_a_bonus_needs_its_amount_after_discounts_and_before_points():
    big = BonusRule(id="big", points=100, when=Condition(amount_min_minor=100000))
    program = a_program(bonuses=(big,))
    story = Story(program)
    story.join()
    story.adjust(500)

    assert points(story.buy(1000, redeem=500)) == 125
    assert points(story.buy(1001, discount="1.01")) == 49
    assert points(story.buy(1001, discount="1")) == 150


def test_a_bonus_for_goods_that_were_not_bought_is_not_given():
    cake = BonusRule(id="cake", points=10, when=Condition(items=("cake",)))

    line = earned(a_program(bonuses=(cake,)), 100, lines=[a_line(100, item="pie")])

    assert reasons(line) == {"base": "5"}


def test_points_per_item_count_the_quantity_of_the_lines_they_match():
    cup = EarnRule(
        id="cup",
        type=EarnType.FIXED,
        points=3,
        each=Each.ITEM,
        when=Condition(items=("latte",)),
    )
    line = earned(a_program(cup), 600, lines=[a_line(400, item="latte", quantity=4), a_line(200)])

    assert points(line) == 12
    assert texts(line)["cup"] == "3 for each of 4 items"


def test_a_visit_is_the_first_purchase_of_a_local_day():
    visit = EarnRule(id="visit", type=EarnType.FIXED, points=10, each=Each.VISIT)
    story = Story(a_program(visit, timezone="Europe/Moscow"), on="2026-11-23T20:00")
    story.join()

    first = story.buy(100, key="first")
    second = story.on("2026-11-23T20:59").buy(100)
    next_day = story.on("2026-11-23T21:00").buy(100)

    assert [points(line) for line in (first, second, next_day)] == [10, 0, 10]
    assert texts(first)["visit"] == "10 for the first purchase of a day"


def test_a_fully_refunded_purchase_leaves_the_visit_to_the_next_one():
    visit = EarnRule(id="visit", type=EarnType.FIXED, points=10, each=Each.VISIT)
    story = Story(a_program(visit))
    story.join()
    story.buy(100, key="first")
    story.refund("first")

    assert points(story.buy(100)) == 10


def test_the_discount_is_spread_over_all_lines_and_the_points_over_the_redeemable_ones():
    tea = EarnRule(
        id="tea", type=EarnType.PERCENT, percent=Fraction(10), when=Condition(categories=("tea",))
    )
    smoke = EarnRule(
        id="smoke",
        type=EarnType.PERCENT,
        percent=Fraction(10),
        when=Condition(categories=("tobacco",)),
    )
    story = Story(a_program(tea, smoke, redeem=RedeemRules(exclude=("tobacco",))))
    story.join()
    story.adjust(90)

    line = story.buy(
        1000, lines=[a_line(200, "tea"), a_line(800, "tobacco")], discount=100, redeem=90
    )

    assert line["applied"] == 90  # half of 180.00
    assert reasons(line) == {"tea": "9", "smoke": "72"}


def test_an_option_earns_on_what_points_paid_too():
    story = Story(a_program(redeem=RedeemRules(earn_on_redeemed=True)))
    story.join()
    story.adjust(50)

    assert points(story.buy(100, redeem=50)) == 5


def test_on_a_receipt_wholly_paid_with_points_fixed_rules_give_0_and_a_bonus_stands():
    rules = [EarnRule(id=each.value, type=EarnType.FIXED, points=50, each=each) for each in Each]
    program = a_program(
        base(),
        *rules,
        redeem=RedeemRules(max_percent=Fraction(100)),
        bonuses=(BonusRule(id="big", points=7),),
    )
    story = Story(program)
    story.join()
    story.adjust(100)

    line = story.buy(100, redeem="max")

    assert line["to_pay"] == "0.00"
    assert reasons(line) == {"base": "0", "purchase": "0", "visit": "0", "item": "0", "big": "7"}


def test_an_award_of_0_is_an_entry_with_its_reasons_and_no_lot():
    line = earned(a_program(), "10.00")

    (entry,) = line["entries"]
    assert entry["points"] == 0
    assert entry["expires_on"] is None
    assert reasons(line) == {"base": "0.5", "rounding": "-0.5"}


def test_a_program_without_rules_says_that_no_rule_applies():
    program = a_program()
    story = Story(type(program)())
    story.join()

    assert texts(story.buy(100)) == {"none": "no rule applies"}


def test_a_receipt_of_nothing_earns_nothing_and_is_a_purchase():
    line = earned(a_program(), 0)

    assert points(line) == 0
    assert line["qualifying"] == {"spend": "0.00", "purchases": 1, "visits": 1}
