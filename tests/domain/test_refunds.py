"""Refunds: recorded figures are reversed, cumulated, and rounded after cumulating."""

from fractions import Fraction

import pytest

from services.domain.conditions import Condition
from services.domain.kinds import Each, EarnType, ExpiryModel, Unpaid
from services.domain.program import (
    BonusRule,
    EarnRule,
    Expiry,
    PointsRules,
    RedeemRules,
    RefundRules,
)
from tests.domain.story import Story, a_line, a_program, base, kinds, reasons

ALL = RedeemRules(max_percent=Fraction(100))
CLAMP = RefundRules(unpaid=Unpaid.CLAMP)
CAKE = BonusRule(id="cake", points=30, when=Condition(categories=("cake",)))


def a_story(*earn, **rules) -> Story:
    story = Story(a_program(*earn, **rules))
    story.join()
    return story


def paid_with_points() -> Story:
    """450.00 of which 225 points: 11 points earned."""
    story = a_story()
    story.adjust(225)
    story.buy(450, key="sale", redeem="max")
    return story


def test_the_example_a_refund_of_100_claws_2_restores_50_and_returns_50():
    story = paid_with_points()

    line = story.refund("sale", 100)

    assert kinds(line) == [("restore", 50), ("clawback", -2)]
    assert line["to_return"] == "50.00"


def test_the_example_a_refund_of_225_claws_5_restores_113_and_returns_112():
    line = paid_with_points().refund("sale", 225)

    assert kinds(line) == [("restore", 113), ("clawback", -5)]
    assert line["to_return"] == "112.00"


@pytest.mark.parametrize(
    "pieces",
    [(450,), (100, 350), (225, 225), ("0.01", "449.99"), (100, 100, 100, 100, 50), (0, None)],
)
def test_any_pieces_that_add_up_to_the_whole_end_where_one_full_refund_ends(pieces):
    story = paid_with_points()

    lines = [story.refund("sale", piece) for piece in pieces]

    assert lines[-1]["balance"] == 225
    assert lines[-1]["qualifying"] == {"spend": "0.00", "purchases": 0, "visits": 0}
    assert sum(Fraction(line["to_return"]) for line in lines) == 225


def test_neither_amount_nor_lines_is_all_the_rest():
    story = paid_with_points()
    story.refund("sale", 100)

    line = story.refund("sale")

    assert (line["to_return"], line["balance"]) == ("175.00", 225)


def test_a_refund_is_never_over_the_purchase():
    story = paid_with_points()
    story.refund("sale", 400)

    line = story.refund("sale", "50.01")

    assert line["refused"] == "over-refund"
    assert line["facts"] == {"left_minor": 5000, "wanted_minor": 5001}


def test_a_wholly_refunded_purchase_has_nothing_to_refund():
    story = a_story()
    story.buy(0, key="gift")
    story.buy(100, key="sale")
    story.refund("gift")
    story.refund("sale")

    assert story.refund("gift")["refused"] == "over-refund"
    assert story.refund("sale")["refused"] == "over-refund"
    assert story.refund("sale", 0)["refused"] == "over-refund"


def test_a_refund_cannot_be_refunded_and_an_unknown_purchase_neither():
    story = a_story()
    story.buy(100, key="sale")
    story.refund("sale", 50, key="back")

    assert story.refund("back")["refused"] == "unknown-purchase"
    assert story.refund("never")["refused"] == "unknown-purchase"


def test_recorded_figures_are_reversed_never_todays_rules():
    story = a_story()
    story.buy(200, key="sale")
    story.change(a_program(base(50), points=PointsRules(value_minor=1)))

    line = story.refund("sale")

    assert kinds(line) == [("clawback", -10)]
    assert line["to_return"] == "200.00"


def test_by_lines_reverses_what_was_recorded_for_those_lines():
    story = a_story(bonuses=(CAKE,))
    story.buy(300, key="sale", lines=[a_line(100, "cake"), a_line(200, "tea")])

    tea = story.refund("sale", lines=[1])
    cake = story.refund("sale", lines=[0])

    assert kinds(tea) == [("clawback", -10)]
    assert kinds(cake) == [("clawback", -35)]
    assert (tea["to_return"], cake["to_return"]) == ("200.00", "100.00")


def test_by_amount_spreads_over_what_is_not_yet_refunded():
    story = a_story(bonuses=(CAKE,))
    story.buy(300, key="sale", lines=[a_line(100, "cake"), a_line(200, "tea")])
    story.refund("sale", lines=[0])

    line = story.refund("sale", 100)  # half of the tea

    assert kinds(line) == [("clawback", -5)]


def test_a_bonus_goes_back_with_the_lines_it_matched_even_if_points_paid_for_them():
    story = a_story(bonuses=(CAKE,), redeem=ALL)
    story.adjust(150)
    story.buy(150, key="sale", lines=[a_line(100, "cake"), a_line(50, "tea")], redeem="max")

    tea = story.refund("sale", lines=[1])
    cake = story.refund("sale", lines=[0])

    assert kinds(tea) == [("restore", 50)]
    assert kinds(cake) == [("restore", 100), ("clawback", -30)]


def test_a_line_that_was_free_takes_its_share_of_points_back():
    cup = EarnRule(
        id="cup", type=EarnType.FIXED, points=4, each=Each.ITEM, when=Condition(items=("cup",))
    )
    story = a_story(base(), cup)
    story.buy(100, key="sale", lines=[a_line(100), a_line(0, item="cup", quantity=2)])

    free = story.refund("sale", lines=[1])

    assert kinds(free) == [("clawback", -8)]
    assert free["to_return"] == "0.00"


@pytest.mark.parametrize("indexes", [[0, 0], [2], [0], [-1]])
def test_a_repeated_refunded_or_missing_line_is_over_refund(indexes):
    story = a_story()
    story.buy(300, key="sale", lines=[a_line(100), a_line(200)])
    story.refund("sale", lines=[0])

    assert story.refund("sale", lines=indexes)["refused"] == "over-refund"


def test_a_line_refunded_in_part_by_amount_goes_back_with_its_rest():
    story = a_story()
    story.buy(300, key="sale", lines=[a_line(100), a_line(200)])
    story.refund("sale", 150)

    assert story.refund("sale", lines=[0])["to_return"] == "50.00"
    assert story.refund("sale")["to_return"] == "100.00"


def test_a_discount_that_does_not_divide_leaves_no_fraction_behind():
    story = a_story()
    thirds = [a_line("0.50"), a_line("0.50"), a_line("0.50")]
    story.buy("1.50", key="sale", lines=thirds, discount="0.50")

    returned = [
        story.refund("sale", lines=[0])["to_return"],  # a third of 1.00
        story.refund("sale", "0.67")["to_return"],
    ]

    assert returned == ["0.33", "0.67"]
    assert story.refund("sale")["refused"] == "over-refund"


def test_halves_of_a_unit_go_back_up_and_the_last_whole_unit_takes_the_rest():
    story = a_story()
    story.buy("0.04", key="sale", lines=[a_line("0.02"), a_line("0.02")], discount="0.01")

    assert story.refund("sale", lines=[0])["to_return"] == "0.02"  # 1.5 of 3
    assert story.refund("sale", "0.01")["to_return"] == "0.01"
    assert story.refund("sale")["refused"] == "over-refund"


def test_points_restored_are_never_worth_more_than_goods_minus_money_returned():
    story = a_story(
        points=PointsRules(value_minor=1000), redeem=RedeemRules(max_percent=Fraction(50))
    )
    story.adjust(1)
    story.buy(20, key="sale", redeem=1)

    first = story.refund("sale", 9)  # 0.45 of a point: none
    second = story.refund("sale", 3)  # 0.6 of a point, but only 3.00 are left for it
    third = story.refund("sale")

    assert [line["to_return"] for line in (first, second, third)] == ["9.00", "1.00", "0.00"]
    assert (kinds(first), kinds(second), kinds(third)) == ([], [], [("restore", 1)])


def test_restore_goes_to_the_last_draw_first_into_its_own_lot():
    story = a_story(redeem=ALL)
    story.adjust(10)
    story.on("2026-11-24").adjust(10)
    story.buy(15, key="sale", redeem="max")  # ten of the first, five of the second

    story.refund("sale", 7)

    assert [lot["points"] for lot in story.show()["lots"]] == [2, 10]


def test_pieces_restore_further_back_each_time():
    story = a_story(redeem=ALL)
    story.adjust(10)
    story.on("2026-11-24").adjust(10)
    story.buy(15, key="sale", redeem="max")

    left = []
    for amount in (5, 4, 6):
        story.refund("sale", amount)
        left.append([lot["points"] for lot in story.show()["lots"]])

    assert left == [[10], [4, 10], [10, 10]]


def test_a_lot_that_would_end_too_soon_comes_back_as_a_new_one():
    story = a_story(redeem=ALL, points=PointsRules(expiry=Expiry(n=10)))
    story.adjust(10)
    story.buy(10, key="sale", redeem="max")

    early = story.on("2026-11-26").refund("sale", 4)  # ends on 3 December, as the lot does
    late = story.on("2026-11-27").refund("sale", 6)

    ends = [lot["expires_on"] for lot in story.show()["lots"]]
    assert ends == ["2026-12-03", "2026-12-04"]
    assert "expires_on" not in early["entries"][0]
    assert late["entries"][0]["expires_on"] == "2026-12-04"


def test_points_are_restored_into_a_lot_that_has_ended_since():
    story = a_story(redeem=ALL, points=PointsRules(expiry=Expiry(n=10)))
    story.adjust(15)
    story.buy(10, key="sale", redeem=10)

    line = story.on("2027-01-01").refund("sale")

    assert kinds(line) == [("expire", -5), ("restore", 10)]
    assert line["balance"] == 10


def test_points_of_a_lot_that_never_ends_come_back_into_it():
    never = PointsRules(expiry=Expiry(model=ExpiryModel.NEVER))
    story = a_story(redeem=ALL, points=never)
    story.adjust(10)
    story.buy(10, key="sale", redeem="max")

    story.on("2036-01-01").refund("sale")

    assert [lot["expires_on"] for lot in story.show()["lots"]] == [None]


def test_what_is_restored_repays_a_deficit_first():
    story = a_story(redeem=ALL)
    story.adjust(50)
    story.buy(50, key="paid", redeem="max")
    story.buy(1000, key="earned")
    story.adjust(-50)
    story.refund("earned")

    line = story.refund("paid")

    assert kinds(line) == [("restore", 50)]
    assert (line["balance"], line["deficit"]) == (0, 0)


def test_clawback_takes_the_own_lot_then_usable_lots_then_makes_a_deficit():
    story = a_story(redeem=ALL)
    story.buy(200, key="sale")
    story.adjust(3)
    story.buy(4, redeem="max")  # four of the own lot

    line = story.refund("sale")

    assert kinds(line) == [("clawback", -10)]
    assert (line["balance"], line["deficit"]) == (0, 1)


def test_clawback_leaves_other_lots_alone_while_the_own_one_can_pay():
    story = a_story()
    story.adjust(30)
    story.on("2026-11-25").buy(200, key="sale")
    before = story.show()["lots"]

    story.refund("sale", amount=80)

    after = story.show()["lots"]
    assert [lot["points"] for lot in before] == [30, 10]
    assert [lot["points"] for lot in after] == [30, 6]


def test_with_clamp_what_cannot_be_paid_is_forgotten_and_the_counters_lose_it():
    story = a_story(refund=CLAMP)
    story.buy(200, key="sale")
    story.adjust(-10)

    line = story.refund("sale", 100)
    rest = story.refund("sale")

    assert kinds(line) == [("clawback", 0)]
    assert reasons(line, "clawback") == {"clawback": "-5", "clamp": "5"}
    assert (rest["balance"], rest["deficit"]) == (0, 0)


def test_with_clamp_what_can_be_paid_is_taken():
    story = a_story(refund=CLAMP)
    story.buy(200, key="sale")
    story.adjust(-7)

    assert kinds(story.refund("sale")) == [("clawback", -3)]


def test_the_own_lot_is_taken_while_it_is_held_and_other_held_lots_are_not_touched():
    story = a_story(points=PointsRules(hold_days=14))
    story.buy(200, key="one")
    story.buy(100, key="two")
    story.refund("one")

    line = story.on("2026-12-01").refund("two", 50)

    assert (line["pending"], line["deficit"]) == (3, 0)
    story.on("2026-12-20")
    assert story.adjust(-3)["balance"] == 0
    assert story.refund("two")["deficit"] == 3


def test_points_of_the_own_lot_that_expired_count_as_taken():
    story = a_story(redeem=ALL, points=PointsRules(expiry=Expiry(n=10)))
    story.buy(200, key="sale")
    story.buy(4, redeem="max")
    story.on("2026-12-10").adjust(20)

    half = story.refund("sale", 100)
    rest = story.refund("sale", 100)

    assert kinds(half) == [("clawback", 0)]
    assert reasons(half, "clawback") == {"clawback": "-5", "expired": "5"}
    assert kinds(rest) == [("clawback", -4)]
    assert rest["balance"] == 16


def test_a_purchase_that_earned_nothing_has_nothing_to_claw_back():
    story = a_story()
    story.buy(10, key="sale")

    assert kinds(story.refund("sale")) == []


def test_points_of_a_purchase_are_in_its_entry_even_when_a_deficit_took_them():
    story = a_story()
    story.buy(200, key="one")
    story.adjust(-10)
    story.refund("one")
    earned = story.buy(300, key="two")  # 15 points, of which ten repay

    line = story.refund("two")

    assert (earned["balance"], earned["deficit"]) == (5, 0)
    assert (line["balance"], line["deficit"]) == (0, 10)


def test_a_visit_day_stays_while_any_purchase_of_it_stands():
    story = a_story()
    story.buy(100, key="one")
    story.buy(100, key="two")

    first = story.refund("one")
    second = story.refund("two")

    assert first["qualifying"] == {"spend": "100.00", "purchases": 1, "visits": 1}
    assert second["qualifying"] == {"spend": "0.00", "purchases": 0, "visits": 0}


def test_refunds_of_a_day_long_ago_change_nothing_in_todays_window():
    story = a_story()
    story.on("2025-01-01").join("early")
    story.buy(100, "early", key="old")
    story.on("2026-11-23").buy(100, "early")

    line = story.refund("old")

    assert line["qualifying"] == {"spend": "100.00", "purchases": 1, "visits": 1}
