"""Lots: order of drawing, dates, holds, expiry models, settling."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from services.domain.expiry import expires_on
from services.domain.kinds import EarnType, ExpiryModel
from services.domain.program import EarnRule, Expiry, PointsRules, RedeemRules, Welcome
from services.domain.settling import next_due, settle
from tests.domain.story import Story, a_program, base, kinds, points, texts

SLIDING = PointsRules(expiry=Expiry(model=ExpiryModel.SLIDING, n=30))


def a_story(on="2026-11-23", **rules) -> Story:
    story = Story(a_program(**rules), on=on)
    story.join()
    return story


def holding(days, **expiry) -> PointsRules:
    return PointsRules(hold_days=days, expiry=Expiry(**expiry) if expiry else Expiry())


@pytest.mark.parametrize(
    ("model", "n", "activation", "last_day"),
    [
        ("days", 365, "2026-11-23", "2027-11-23"),
        ("days", 0, "2026-11-23", "2026-11-23"),
        ("sliding", 30, "2026-11-23", "2026-12-23"),
        ("months", 1, "2027-01-31", "2027-02-28"),
        ("months", 1, "2028-01-31", "2028-02-29"),
        ("months", 12, "2028-02-29", "2029-02-28"),
        ("months", 0, "2026-11-23", "2026-11-23"),
        ("month_end", 0, "2026-11-23", "2026-11-30"),
        ("month_end", 1, "2027-01-31", "2027-02-28"),
        ("month_end", 3, "2026-11-23", "2027-02-28"),
        ("year_end", 0, "2026-11-23", "2026-12-31"),
        ("year_end", 1, "2026-01-01", "2027-12-31"),
        ("year_end", 1, "2028-02-29", "2029-12-31"),
        ("fixed", 0, "2026-11-23", "2026-12-31"),
        ("fixed", 0, "2026-12-31", "2026-12-31"),
        ("fixed", 0, "2027-01-01", None),
        ("never", 0, "2026-11-23", None),
    ],
)
def test_points_end_so_many_units_after_their_activation(model, n, activation, last_day):
    on = date(2026, 12, 31) if model == "fixed" else None
    expiry = Expiry(model=ExpiryModel(model), n=n, on=on)

    end = expires_on(expiry, date.fromisoformat(activation))

    assert end == (date.fromisoformat(last_day) if last_day else None)


def test_lots_are_drawn_soonest_expiring_first_then_oldest_and_never_ending_ones_last():
    story = Story(a_program(points=PointsRules(expiry=Expiry(model=ExpiryModel.NEVER))))
    story.join()
    story.adjust(1)
    story.change(a_program(points=PointsRules(expiry=Expiry(n=20))))
    story.adjust(2)
    story.adjust(3)
    story.change(a_program(points=PointsRules(expiry=Expiry(n=10))))
    story.adjust(4)

    left = []
    for taken in (4, 2, 3):
        story.adjust(-taken)
        left.append([lot["points"] for lot in story.show()["lots"]])

    assert left == [[2, 3, 1], [3, 1], [1]]


def test_a_lot_is_expired_when_the_local_date_is_after_its_last_day():
    story = a_story(timezone="Europe/Moscow")
    story.adjust(10)

    last = story.on("2027-11-23T20:59").show()
    after = story.on("2027-11-23T21:00").buy(0)

    assert last["balance"] == 10
    assert kinds(after) == [("expire", -10), ("earn", 0)]
    assert texts(after, "expire")["expired"] == "opened on 2026-11-23, ended on 2027-11-23"


def test_lots_that_end_together_are_one_entry_with_a_part_each():
    story = a_story()
    story.adjust(10)
    story.adjust(5)

    (line,) = story.on("2028-01-01").tick()

    assert kinds(line) == [("expire", -15)]
    assert [part["points"] for part in line["entries"][0]["why"]] == ["-10", "-5"]


def test_held_points_become_usable_on_their_day_and_their_life_begins_then():
    story = a_story(points=holding(3))

    line = story.buy(100)
    (entry,) = line["entries"]
    (activated,) = story.on("2026-12-01").tick()

    assert (entry["activates_on"], entry["expires_on"]) == ("2026-11-26", "2027-11-26")
    assert (line["balance"], line["pending"]) == (0, 5)
    assert activated["date"] == "2026-11-26"
    assert (activated["job"], activated["entries"]) == ("activate", [])
    assert (activated["balance"], activated["pending"]) == (5, 0)


def test_a_point_that_lives_0_days_is_usable_on_the_day_of_activation():
    story = a_story(points=holding(2, n=0))
    story.buy(100)

    assert story.on("2026-11-25").show()["balance"] == 5
    assert [line["job"] for line in story.on("2026-11-27").tick()] == ["activate", "expire"]


def test_settling_works_through_each_day_in_order_and_each_as_of_its_own_date():
    story = a_story(points=holding(1, n=1))
    story.buy(100)
    story.on("2026-11-24").buy(200)

    lines = story.on("2026-12-31").tick()

    assert [(line["date"], line["job"], line["balance"]) for line in lines] == [
        ("2026-11-25", "activate", 15),
        ("2026-11-26", "expire", 10),
        ("2026-11-27", "expire", 0),
    ]


def test_settling_twice_changes_nothing():
    story = a_story(points=holding(1, n=1))
    story.buy(100)
    story.on("2026-12-31").tick()

    assert story.tick() == []


def test_no_result_depends_on_when_a_job_ran():
    def told(*ticks) -> dict[str, Any]:
        story = a_story(points=holding(5, n=5))
        story.buy(100)
        for day in ticks:
            story.on(day).tick()
        return story.on("2026-12-30").show()

    shown = told()

    assert {**told("2026-11-28", "2026-11-29", "2026-12-04"), "n": 0} == {**shown, "n": 0}


def test_a_member_who_is_not_due_is_left_alone():
    story = a_story()
    state = story.shop._cards["anna"].state

    outcome = settle(story.shop.program, state, date(2026, 11, 24))

    assert (outcome.entries, outcome.lots, outcome.steps) == ((), (), ())
    assert next_due(story.shop.program, state) is None


def test_the_next_due_date_is_the_first_of_activation_and_the_day_after_the_last():
    story = a_story(points=holding(3))
    story.adjust(1)
    story.buy(100)
    card = story.shop._cards["anna"]

    assert next_due(story.shop.program, card.state) == date(2026, 11, 26)
    story.on("2026-11-26").tick()
    assert next_due(story.shop.program, card.state) == date(2027, 11, 24)


def test_a_clock_that_goes_back_settles_nothing():
    story = a_story()
    story.adjust(5)
    state = story.shop._cards["anna"].state

    assert settle(story.shop.program, state, date(2026, 1, 1)).state == state


def test_what_is_earned_or_given_repays_a_deficit_first():
    story = a_story()
    story.buy(200, key="sale")
    story.adjust(-10)
    story.refund("sale")

    earned = story.buy(80)
    given = story.adjust(9)

    assert (points(earned), earned["balance"], earned["deficit"]) == (4, 0, 6)
    assert (given["balance"], given["deficit"]) == (3, 0)


def test_what_is_activated_repays_a_deficit_first_in_order_of_drawing():
    story = a_story(points=holding(2))
    story.buy(200, key="sale")
    story.on("2026-11-25").adjust(-10)
    story.buy(100)
    story.buy(60)
    story.refund("sale")

    (line,) = story.on("2026-11-27").tick()

    assert line["entries"] == []
    assert (line["balance"], line["pending"], line["deficit"]) == (0, 0, 2)


def test_switching_expiry_on_or_shortening_it_never_touches_points_already_earned():
    story = a_story(points=PointsRules(expiry=Expiry(model=ExpiryModel.NEVER)))
    story.adjust(1)
    story.change(a_program())
    story.adjust(2)
    story.change(a_program(points=SLIDING))

    story.buy(0)

    ends = [lot["expires_on"] for lot in story.show()["lots"]]
    assert ends == ["2027-11-23", None]


def test_a_purchase_renews_all_lots_of_the_sliding_model_and_nothing_else_does():
    story = a_story(points=SLIDING, welcome=Welcome(points=7, expires_days=5))
    story.on("2026-11-25").adjust(1)
    before = [lot["expires_on"] for lot in story.show()["lots"]]
    story.on("2026-11-26").buy(100)

    after = [lot["expires_on"] for lot in story.show()["lots"]]

    assert before == ["2026-11-28", "2026-12-25"]
    assert after == ["2026-12-26"] * 3


def test_held_lots_of_the_sliding_model_are_renewed_from_their_activation():
    story = a_story(points=PointsRules(hold_days=10, expiry=SLIDING.expiry))
    story.buy(100)
    story.on("2026-11-24").buy(0)

    assert [lot["expires_on"] for lot in story.show()["lots"]] == ["2027-01-02"]


def test_a_fixed_date_ends_what_was_earned_before_it_and_nothing_later():
    fixed = Expiry(model=ExpiryModel.FIXED, on=date(2026, 12, 31))
    story = a_story(points=PointsRules(expiry=fixed))
    story.adjust(3)
    story.on("2027-01-01").adjust(4)

    assert [lot["expires_on"] for lot in story.show()["lots"]] == [None]


def test_points_for_a_purchase_are_held_and_points_by_hand_are_not():
    story = a_story(points=holding(5))

    assert story.adjust(5)["pending"] == 0
    assert story.buy(100)["pending"] == 5


def test_drawing_takes_from_several_lots_exactly_what_was_asked():
    story = a_story(redeem=RedeemRules(max_percent=Fraction(100)))
    for size in (3, 4, 5):
        story.on(f"2026-11-2{size}").adjust(size)
    story.buy(9, redeem=9)

    assert [lot["points"] for lot in story.show()["lots"]] == [3]


def test_base_and_fixed_awards_come_in_one_lot():
    gift = EarnRule(id="gift", type=EarnType.FIXED, points=50)
    story = Story(a_program(base(), gift))
    story.join()
    story.buy(100)

    assert [lot["points"] for lot in story.show()["lots"]] == [55]
