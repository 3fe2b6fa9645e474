"""Tiers: what qualifies, how long a tier is held, when it falls, what is missing."""

from datetime import date
from fractions import Fraction

import pytest

from services.domain.kinds import TierBasis, TierDown, TierMatch, TierWindow, Unpaid
from services.domain.program import (
    PointsRules,
    RedeemRules,
    RefundRules,
    Threshold,
    Tier,
    Tiers,
)
from services.domain.progress import progress
from tests.domain.story import Story, a_line, a_program, kinds, points

SPEND, VISITS, COUNT, EARNED = (
    TierBasis.SPEND,
    TierBasis.VISITS,
    TierBasis.PURCHASES,
    TierBasis.POINTS,
)


def a_tier(name, *thresholds, percent=None) -> Tier:
    needs = tuple(Threshold(basis=basis, need=need) for basis, need in thresholds)
    rate = None if percent is None else Fraction(percent)
    return Tier(id=name, thresholds=needs, percent=rate)


LADDER = (
    a_tier("base"),
    a_tier("silver", (SPEND, 100_000), percent=6),
    a_tier("gold", (SPEND, 500_000), percent=7),
    a_tier("top", (SPEND, 1_000_000), percent=10),
)


def a_story(on="2026-01-10", ladder=LADDER, program=None, **tiers) -> Story:
    story = Story(a_program(tiers=Tiers(ladder=ladder, **tiers), **(program or {})), on=on)
    story.join()
    return story


def tier_on(story, *days) -> list[str]:
    return [story.on(day).show()["tier"] for day in days]


def test_the_tier_is_null_without_tiers_and_the_first_of_the_ladder_at_the_start():
    assert Story().join()["tier"] is None
    assert a_story().show()["tier"] == "base"


def test_the_receipt_that_crosses_a_threshold_still_earns_at_the_old_rate():
    story = a_story()

    crossing, next_one = story.buy(1000), story.buy(100)

    assert (points(crossing), crossing["tier"]) == (50, "silver")
    assert points(next_one) == 6


def test_one_receipt_can_reach_the_top():
    assert a_story().buy(10000)["tier"] == "top"


def test_qualifying_spend_is_the_money_part_net_of_refunds():
    story = a_story(program={"redeem": RedeemRules(max_percent=Fraction(100))})
    story.adjust(50)

    paid = story.buy(1000, redeem=50, key="sale")
    back = story.refund("sale", 500)

    assert (paid["qualifying"]["spend"], paid["tier"]) == ("950.00", "base")
    assert back["qualifying"]["spend"] == "475.00"


@pytest.mark.parametrize(
    ("thresholds", "match", "reached_at"),
    [
        (((COUNT, 3),), TierMatch.ANY, 3),
        (((VISITS, 2),), TierMatch.ANY, 3),
        (((EARNED, 20),), TierMatch.ANY, 4),
        (((SPEND, 20_000), (COUNT, 4)), TierMatch.ANY, 2),
        (((SPEND, 20_000), (COUNT, 4)), TierMatch.ALL, 4),
    ],
)
def test_a_tier_is_reached_by_spend_purchases_visits_or_points_any_or_all(
    thresholds, match, reached_at
):
    story = a_story(ladder=(a_tier("base"), a_tier("gold", *thresholds)), match=match)
    days = ("2026-01-10", "2026-01-10", "2026-01-11", "2026-01-12")

    tiers = [story.on(day).buy(100)["tier"] for day in days]

    assert tiers.index("gold") + 1 == reached_at


def test_spend_in_a_category_counts_the_money_part_of_its_lines():
    coffee = Threshold(basis=TierBasis.SPEND_IN, need=10_000, category="coffee")
    story = a_story(ladder=(a_tier("base"), Tier(id="barista", thresholds=(coffee,))))
    lines = [a_line(100, "coffee"), a_line(100, "tea"), a_line(50)]

    first = story.buy(250, lines=lines, discount=25, key="one")
    second = story.buy(10, lines=[a_line(10, "coffee")], key="two")
    refunded = story.refund("one", lines=[0])

    assert [line["tier"] for line in (first, second, refunded)] == ["base", "barista", "base"]


def test_points_that_qualify_are_held_ones_too_minus_clawbacks_and_never_the_balance():
    rules = {"points": PointsRules(hold_days=30), "refund": RefundRules(unpaid=Unpaid.CLAMP)}
    story = a_story(ladder=(a_tier("base"), a_tier("gold", (EARNED, 10))), program=rules)

    gift = story.adjust(100)
    bought = story.buy(200, key="sale")
    back = story.refund("sale", 20)

    assert (gift["tier"], bought["tier"], back["tier"]) == ("base", "gold", "base")


def test_the_rolling_window_is_twelve_months_without_its_first_day():
    story = a_story()
    story.buy(999)

    assert story.on("2027-01-09").show()["qualifying"]["spend"] == "999.00"
    assert story.on("2027-01-10").show()["qualifying"]["spend"] == "0.00"


def test_a_tier_is_held_through_the_same_date_twelve_months_later():
    story = a_story(grace_days=0)
    story.buy(1000)

    assert tier_on(story, "2027-01-10", "2027-01-11") == ["silver", "base"]


def test_held_through_10_january_with_grace_kept_through_9_february_down_on_the_10th():
    story = a_story()
    story.buy(1000)

    assert tier_on(story, "2027-01-10", "2027-02-09", "2027-02-10") == ["silver"] * 2 + ["base"]


def test_in_grace_the_tiers_rate_holds():
    story = a_story()
    story.buy(1000)

    assert points(story.on("2027-02-09").buy(100)) == 6


def test_a_period_is_not_renewed_early():
    story = a_story(grace_days=0)
    story.buy(1000)
    story.on("2026-01-11").buy(1000)

    state = story.shop._cards["anna"].state

    assert state.tier.until == date(2027, 1, 10)


def test_at_the_end_a_new_period_starts_that_day_if_it_fits():
    story = a_story()
    story.buy(1000)
    story.on("2026-02-01").buy(1000)
    story.on("2027-06-01").tick()

    tier = story.shop._cards["anna"].state.tier

    assert (tier.tier, tier.since, tier.until) == ("silver", date(2027, 1, 10), date(2028, 1, 10))


def test_a_higher_tier_starts_its_own_period():
    story = a_story()
    story.buy(1000)
    story.on("2026-05-31").buy(4000)

    tier = story.shop._cards["anna"].state.tier

    assert (tier.tier, tier.until) == ("gold", date(2027, 5, 31))


def test_grace_is_rechecked_at_every_receipt():
    story = a_story()
    story.buy(1000)

    early = story.on("2027-01-20").buy(999)
    enough = story.on("2027-01-21").buy(1)

    assert (early["tier"], enough["tier"]) == ("silver", "silver")
    assert story.shop._cards["anna"].state.tier.until == date(2028, 1, 21)


def test_a_receipt_on_the_last_day_renews_from_that_day():
    story = a_story(grace_days=0)
    story.buy(1000)
    story.on("2027-01-10").buy(1000)

    assert story.shop._cards["anna"].state.tier.until == date(2028, 1, 10)


def test_one_step_down_holds_a_whole_new_period():
    story = a_story()
    story.buy(5000)

    days = ("2027-02-09", "2027-02-10", "2028-02-10", "2028-03-11", "2028-03-12")

    assert tier_on(story, *days) == ["gold", "silver", "silver", "silver", "base"]
    (down, grace, again) = [
        (line["date"], line["tier"])
        for line in story.tick()
        if line["date"] in {"2027-02-10", "2028-02-10", "2028-03-12"}
    ]
    assert down == ("2027-02-10", "silver")
    assert grace == ("2028-02-10", "silver")
    assert again == ("2028-03-12", "base")


def test_an_option_goes_straight_down_to_what_fits():
    story = a_story(down=TierDown.FIT)
    story.buy(10000)
    story.on("2027-01-05").buy(1000)

    assert tier_on(story, "2027-02-09", "2027-02-10") == ["top", "silver"]


def test_an_option_never_goes_down():
    story = a_story(down=TierDown.NEVER)
    story.buy(10000)

    assert tier_on(story, "2031-01-01") == ["top"]


def test_a_period_that_began_on_29_february_ends_on_the_28th_and_is_judged_by_that_window():
    story = a_story(on="2028-02-29", grace_days=0)
    story.buy(1000)

    assert story.show()["progress"]["keep"]["thresholds"][0]["have"] == "1000.00"
    assert tier_on(story, "2029-02-28", "2029-03-01") == ["silver", "silver"]


def test_a_calendar_year_holds_through_31_december_of_the_next_year():
    story = a_story(window=TierWindow.CALENDAR_YEAR, grace_days=0)
    story.buy(1000)

    assert tier_on(story, "2027-12-31", "2028-01-01") == ["silver", "base"]


def test_a_calendar_year_begins_at_nothing():
    story = a_story(window=TierWindow.CALENDAR_YEAR)
    story.buy(999)

    assert story.on("2026-12-31").show()["qualifying"]["spend"] == "999.00"
    assert story.on("2027-01-01").show()["qualifying"]["spend"] == "0.00"
    assert story.buy(999)["tier"] == "base"


def test_calendar_years_count_the_grace_days_with_the_ended_year():
    story = a_story(window=TierWindow.CALENDAR_YEAR)
    story.buy(1000)
    story.on("2027-06-01").buy(600)

    short = story.on("2028-01-20").buy(399)
    enough = story.on("2028-01-30").buy(1)

    assert short["qualifying"]["spend"] == "999.00"
    assert enough["tier"] == "silver"
    assert story.shop._cards["anna"].state.tier.until == date(2029, 12, 31)
    assert story.show()["qualifying"]["spend"] == "400.00"


def test_a_calendar_year_without_enough_goes_down_after_grace():
    story = a_story(window=TierWindow.CALENDAR_YEAR)
    story.buy(1000)
    story.on("2027-06-01").buy(600)

    assert tier_on(story, "2028-01-30", "2028-01-31") == ["silver", "base"]


def test_refunds_of_last_year_count_in_its_grace():
    story = a_story(window=TierWindow.CALENDAR_YEAR)
    story.buy(1000)
    story.on("2027-06-01").buy(900, key="sale")
    story.on("2028-01-02").refund("sale", 100)

    assert story.show()["qualifying"]["spend"] == "800.00"


def test_years_without_a_visit_leave_nothing_behind():
    story = a_story(window=TierWindow.CALENDAR_YEAR)
    story.buy(100)

    state = story.on("2029-01-01").show()

    assert state["qualifying"]["spend"] == "0.00"
    assert story.buy(5)["qualifying"]["spend"] == "5.00"


def test_a_lifetime_window_forgets_nothing():
    story = a_story(window=TierWindow.LIFETIME)
    story.buy(500)

    assert story.on("2036-01-01").buy(500)["tier"] == "silver"
    assert tier_on(story, "2040-01-01") == ["silver"]


def test_a_refund_without_which_the_tier_would_not_be_reached_returns_at_once():
    story = a_story()
    story.buy(600, key="one")
    story.buy(400, key="two")

    line = story.refund("one", 1)

    assert line["tier"] == "base"


def test_such_a_refund_never_goes_below_the_tier_held_before_that_purchase():
    story = a_story()
    story.buy(1000, key="silver")
    story.on("2026-12-31").buy(4000, key="gold")
    story.on("2027-01-10").refund("gold")

    assert story.show()["tier"] == "silver"  # nothing fits today, but silver was held


def test_a_refund_of_a_purchase_made_in_the_tier_leaves_it():
    story = a_story()
    story.buy(1000)
    story.buy(100, key="later")

    assert story.refund("later")["tier"] == "silver"


def test_whether_the_tier_still_fits_is_judged_on_todays_window():
    story = a_story()
    story.buy(900)
    story.on("2026-12-20").buy(100, key="crossing")

    line = story.on("2027-01-15").refund("crossing", 1)

    assert line["tier"] == "base"


def test_a_refund_of_a_purchase_outside_todays_window_leaves_the_tier():
    story = a_story()
    story.buy(900, key="old")
    story.on("2026-12-20").buy(100)

    line = story.on("2027-01-15").refund("old")

    assert line["tier"] == "silver"


def test_a_tier_given_by_hand_is_a_floor_through_its_end_date():
    story = a_story()

    given = story.set_tier("gold", until="2026-03-01")

    assert given["tier"] == "gold"
    assert points(story.on("2026-03-01").buy(100)) == 7
    assert tier_on(story, "2026-03-02") == ["base"]


def test_after_a_hand_tier_comes_the_higher_of_own_and_what_fits():
    ladder = (*LADDER[:2], a_tier("gold", (SPEND, 500_000)))
    story = a_story(ladder=ladder)
    story.set_tier("gold", until="2026-03-01")
    story.buy(900)
    easier = (a_tier("base"), a_tier("silver", (SPEND, 80_000)), ladder[2])
    story.change(a_program(tiers=Tiers(ladder=easier)))

    assert tier_on(story, "2026-03-01", "2026-03-02") == ["gold", "silver"]


def test_the_end_of_a_hand_tier_on_the_last_day_of_grace_does_not_shorten_the_grace():
    story = a_story()
    story.buy(1000)
    story.set_tier("gold", until="2027-02-08")

    days = ("2027-02-08", "2027-02-09", "2027-02-10")

    assert tier_on(story, *days) == ["gold", "silver", "base"]


def test_a_hand_tier_without_an_end_holds_until_changed():
    story = a_story()
    story.set_tier("gold")

    assert tier_on(story, "2031-01-01") == ["gold"]
    assert story.set_tier("base")["tier"] == "base"


def test_a_hand_tier_below_the_own_one_changes_nothing():
    story = a_story()
    story.buy(5000)

    line = story.set_tier("silver")

    assert line["tier"] == "gold"
    assert story.shop._cards["anna"].state.tier.manual is None


def test_a_hand_tier_whose_end_has_passed_is_no_floor():
    story = a_story()

    assert story.set_tier("gold", until="2026-01-09")["tier"] == "base"


@pytest.mark.parametrize("program", [a_program(), a_program(tiers=Tiers(ladder=LADDER))])
def test_an_unknown_tier_is_refused(program):
    story = Story(program)
    story.join()

    line = story.set_tier("platinum")

    assert (line["refused"], line["facts"]) == ("unknown-tier", {"tier": "platinum"})


def test_editing_thresholds_never_drops_anyone_silently():
    story = a_story()
    story.buy(1000)
    harder = (a_tier("base"), a_tier("silver", (SPEND, 10_000_000)))
    story.change(a_program(tiers=Tiers(ladder=harder)))

    assert tier_on(story, "2026-12-31") == ["silver"]
    assert story.buy(10)["tier"] == "silver"


def test_a_tier_that_is_no_longer_in_the_program_counts_as_the_lowest():
    story = a_story()
    story.buy(1000)
    story.change(a_program(tiers=Tiers(ladder=(a_tier("start"), a_tier("vip", (SPEND, 10**9))))))

    assert story.show()["tier"] == "start"
    review, *_ = story.on("2027-02-01").tick()
    assert (review["job"], review["tier"]) == ("review", "start")


def test_tiers_switched_off_and_on_again_are_reviewed_late_and_once():
    story = a_story(grace_days=0)
    program = story.shop.program
    story.buy(1000)
    story.change(a_program())
    story.on("2028-01-01").buy(1)
    story.change(program)

    lines = story.tick()

    assert [(line["date"], line["tier"]) for line in lines] == [
        ("2028-01-01", "silver"),
        ("2028-01-01", "base"),
    ]
    assert story.tick() == []


def test_the_review_is_a_job_of_its_day():
    story = a_story()
    story.buy(1000)

    lines = story.on("2027-03-01").tick()

    assert [(line["job"], line["date"], line["tier"]) for line in lines] == [
        ("review", "2027-01-10", "silver"),
        ("expire", "2027-01-11", "silver"),
        ("review", "2027-02-10", "base"),
    ]
    assert kinds(lines[1]) == [("expire", -50)]


def test_progress_shows_what_is_missing_to_the_next_tier_and_to_keep_this_one():
    story = a_story()
    story.buy(1000)
    story.on("2026-06-01").buy(300)

    assert story.on("2027-01-01").show()["progress"] == {
        "tier": "silver",
        "held_through": "2027-01-10",
        "in_grace": False,
        "next": {
            "tier": "gold",
            "by": None,
            "match": "any",
            "thresholds": [
                {"basis": "spend", "need": "5000.00", "have": "1300.00", "missing": "3700.00"}
            ],
        },
        "keep": {
            "tier": "silver",
            "by": "2027-01-10",
            "match": "any",
            "thresholds": [
                {"basis": "spend", "need": "1000.00", "have": "300.00", "missing": "700.00"}
            ],
        },
    }


def test_progress_in_grace_counts_todays_window_until_the_last_day_of_grace():
    story = a_story()
    story.buy(1000)
    story.on("2026-06-01").buy(300)

    shown = story.on("2027-01-31").show()["progress"]

    assert (shown["in_grace"], shown["held_through"]) == (True, "2027-02-09")
    assert shown["keep"]["by"] == "2027-02-09"
    assert shown["keep"]["thresholds"][0]["missing"] == "700.00"


def test_progress_at_the_top_and_at_the_bottom_has_one_goal():
    story = a_story()
    bottom = story.show()["progress"]
    top = story.set_tier("top", until="2026-12-31") and story.show()["progress"]

    assert (bottom["held_through"], bottom["keep"]) == (None, None)
    assert (top["held_through"], top["next"], top["keep"]) == ("2026-12-31", None, None)


def test_progress_of_calendar_years_ends_with_the_year_that_will_be_judged():
    story = a_story(window=TierWindow.CALENDAR_YEAR)
    story.buy(1000)

    this_year = story.show()["progress"]
    next_year = story.on("2027-05-01").buy(10) and story.show()["progress"]

    assert this_year["next"]["by"] == "2026-12-31"
    assert this_year["keep"]["by"] == "2027-12-31"
    assert this_year["keep"]["thresholds"][0]["have"] == "0.00"
    assert next_year["keep"]["thresholds"][0]["have"] == "10.00"


def test_progress_names_categories_and_counts():
    coffee = Threshold(basis=TierBasis.SPEND_IN, need=10_000, category="coffee")
    twice = Threshold(basis=COUNT, need=2)
    story = a_story(ladder=(a_tier("base"), Tier(id="pro", thresholds=(coffee, twice))))
    story.buy(30, lines=[a_line(30, "coffee")])

    assert story.show()["progress"]["next"]["thresholds"] == [
        {
            "basis": "spend_in",
            "category": "coffee",
            "need": "100.00",
            "have": "30.00",
            "missing": "70.00",
        },
        {"basis": "purchases", "need": 2, "have": 1, "missing": 1},
    ]


def test_there_is_nothing_to_keep_where_nobody_goes_down_and_no_progress_without_tiers():
    story = a_story(down=TierDown.NEVER)
    story.buy(1000)
    plain = Story()
    plain.join()

    assert story.show()["progress"]["keep"] is None
    assert plain.show()["progress"] is None
    state = plain.shop._cards["anna"].state
    assert progress(plain.shop.program, state, date(2026, 11, 23)) is None
