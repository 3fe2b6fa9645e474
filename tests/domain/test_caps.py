"""Caps: what is cut off, in which order, and what a refund gives back."""

from datetime import date
from fractions import Fraction

import pytest

from services.domain.caps import budget_keys
from services.domain.conditions import Condition
from services.domain.kinds import EarnType, Period, Rounding
from services.domain.program import BonusRule, Cap, EarnRule, MultiplierRule, PointsRules
from tests.domain.story import Story, a_line, a_program, base, points, reasons, texts

TWICE = MultiplierRule(id="tue", factor=Fraction(2))


def a_story(*caps, on="2026-11-23", **rules) -> Story:
    story = Story(a_program(caps=caps, **rules), on=on)
    story.join()
    return story


def cap(limit, per="day", **fields) -> Cap:
    return Cap(points=limit, per=Period(per), **fields)


def test_what_is_cut_off_is_a_part_of_the_explanation():
    line = a_story(cap(20)).buy(450)

    assert reasons(line) == {"base": "22.5", "cap": "-2.5"}
    assert texts(line)["cap"] == "no more than 20 in a day"


@pytest.mark.parametrize(
    ("per", "days"),
    [
        ("receipt", {"2026-11-25": 10}),
        ("day", {"2026-11-25": 5, "2026-11-26": 10}),
        ("week", {"2026-11-29": 5, "2026-11-30": 10}),
        ("month", {"2026-11-30": 5, "2026-12-01": 10}),
        ("ever", {"2026-12-01": 5, "2027-12-01": 0}),
    ],
)
def test_a_cap_counts_per_receipt_day_week_from_monday_month_or_ever(per, days):
    story = a_story(cap(10, per), on="2026-11-25")
    story.buy(100)

    awards = {day: points(story.on(day).buy(300)) for day in days}

    assert awards == days


def test_caps_are_applied_in_order_and_each_says_what_it_cut():
    story = a_story(
        cap(3, "ever"),
        cap(5, "month"),
        cap(7, "week"),
        cap(9, "day"),
        cap(11, "receipt"),
        cap(15, "ever", budget=True),
        cap(20, "receipt", rule="base"),
    )

    (entry,) = story.buy(1000)["entries"]

    assert [part["points"] for part in entry["why"]] == [
        "50", "-30", "-5", "-4", "-2", "-2", "-2", "-2"
    ]  # fmt: skip


def test_a_cap_of_one_rule_cuts_that_rule_only():
    story = a_story(cap(10, rule="tue"), multipliers=(TWICE,))

    line = story.buy(1000)

    assert reasons(line) == {"base": "50", "tue": "50", "cap": "-40"}
    assert texts(line)["cap"] == "no more than 10 in a day by tue"


def test_a_multipliers_points_count_apart_from_the_base_rules():
    story = a_story(cap(50, rule="base"), cap(500, rule="tue"), multipliers=(TWICE,))

    assert points(story.buy(1000)) == 100
    assert points(story.buy(1000)) == 50


def test_a_multiplier_without_room_in_its_cap_does_not_compete():
    small = MultiplierRule(id="small", factor=Fraction("1.5"))
    story = a_story(cap(50, rule="tue"), multipliers=(TWICE, small))

    first, second = story.buy(1000), story.buy(1000)

    assert reasons(first) == {"base": "50", "tue": "50"}
    assert reasons(second) == {"base": "50", "small": "25"}


def test_a_stacked_multiplier_without_room_does_not_multiply_the_others():
    stacked = MultiplierRule(id="more", factor=Fraction(3), stack=True)
    story = a_story(cap(0, rule="tue"), multipliers=(TWICE, stacked))

    assert reasons(story.buy(100)) == {"base": "5", "more": "10"}


def test_only_earnings_of_purchases_count():
    story = a_story(cap(10))
    story.adjust(100)

    assert points(story.buy(200)) == 10


def test_earnings_of_the_same_day_count_even_if_the_cap_is_newer():
    story = a_story()
    story.buy(100)
    story.change(a_program(caps=(cap(8),)))

    assert points(story.buy(100)) == 3


def test_a_rules_cap_counts_from_the_day_it_was_written():
    story = a_story()
    story.buy(100)
    story.change(a_program(caps=(cap(8, rule="base"),)))

    assert [points(story.buy(100)) for _ in range(2)] == [5, 3]


def test_a_lower_cap_than_what_was_earned_already_takes_nothing_back():
    story = a_story(cap(100, rule="base"), cap(100))
    story.buy(1000)
    story.change(a_program(caps=(cap(10, rule="base"), cap(10))))

    assert points(story.buy(1000)) == 0


def test_the_award_counts_after_rounding_and_a_rule_before_it():
    rounding = PointsRules(rounding=Rounding.UP)
    whole = a_story(cap(2), points=rounding)
    by_rule = a_story(cap(2, rule="base"), points=rounding)

    assert [points(whole.buy(10)) for _ in range(3)] == [1, 1, 0]
    assert [points(by_rule.buy(10)) for _ in range(5)] == [1, 1, 1, 1, 0]


def test_a_budget_is_shared_by_all_members():
    story = a_story(cap(12, budget=True))
    story.join("boris")
    story.buy(200)

    line = story.buy(100, "boris")

    assert points(line) == 2
    assert texts(line)["cap"] == "no more than 12 in a day for all members together"
    assert points(story.on("2026-11-24").buy(200)) == 10


def test_a_budget_may_be_of_one_rule():
    big = BonusRule(id="big", points=30)
    story = a_story(cap(40, "ever", rule="big", budget=True), bonuses=(big,))
    story.join("boris")

    assert points(story.buy(100)) == 35
    assert points(story.buy(100, "boris")) == 15


def test_a_budget_of_a_rule_is_cut_before_the_budget_of_everything():
    story = a_story(
        cap(5, "day", budget=True),
        cap(20, "month", rule="base", budget=True),
    )

    line = story.buy(1000)

    assert points(line) == 5
    (entry,) = line["entries"]
    assert [part["points"] for part in entry["why"]] == ["50", "-30", "-15"]


def test_a_refund_gives_room_back_in_the_purchases_own_period():
    story = a_story(cap(10))
    story.buy(200, key="sale")
    full = story.buy(100)
    story.refund("sale", 100)

    assert points(full) == 0
    assert points(story.buy(200)) == 5
    story.on("2026-11-24")
    story.buy(200)
    story.refund("sale")
    assert points(story.buy(200)) == 0


def test_a_refund_gives_room_back_to_rules_and_budgets():
    dessert = EarnRule(
        id="dessert",
        type=EarnType.PERCENT,
        percent=Fraction(10),
        when=Condition(categories=("dessert",)),
    )
    caps = (cap(10, "ever", rule="dessert"), cap(15, "ever", budget=True))
    story = Story(a_program(base(), dessert, caps=caps))
    story.join()
    lines = [a_line(100, "dessert"), a_line(100)]
    story.buy(200, key="sale", lines=lines)
    none = story.buy(200, lines=lines)
    story.refund("sale", lines=[0])

    again = story.buy(200, lines=lines)

    # Of 20 points 15 were left; three quarters of them, 11.25, lay on the dessert.
    assert (points(none), points(again)) == (0, 11)
    assert reasons(again)["dessert"] == "10"


def test_points_cut_by_a_later_cap_do_not_use_up_an_earlier_one():
    story = a_story(cap(100, "ever", rule="base"), cap(10))
    story.buy(1000)

    awards = [points(story.on(f"2026-12-{day:02}").buy(1000)) for day in range(1, 13)]

    assert awards == [10] * 9 + [0] * 3


def test_the_shared_counters_a_purchase_needs_are_named():
    program = a_program(
        caps=(
            cap(1, "month", budget=True),
            cap(1, "ever", rule="base", budget=True),
            cap(1, "receipt", budget=True),
            cap(1, "day"),
        )
    )

    assert budget_keys(program, date(2026, 11, 23)) == (
        ("", Period.MONTH, date(2026, 11, 1)),
        ("base", Period.EVER, None),
    )


def test_a_budget_per_receipt_is_a_cap_per_receipt():
    assert points(a_story(cap(3, "receipt", budget=True)).buy(1000)) == 3
