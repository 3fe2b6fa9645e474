"""Conditions: the same `when` everywhere."""

from datetime import date, datetime

import pytest

from services.domain.conditions import Circumstances, Condition, Hours
from services.domain.kinds import Weekday
from services.domain.program import BonusRule, Tier, Tiers
from services.domain.state import Birthday
from tests.domain.story import Story, a_line, a_program, reasons


def fits(local="2026-11-24T12:00", amount=100, nth=1, **asked) -> bool:
    now = Circumstances(
        local=datetime.fromisoformat(local),
        amount_minor=amount,
        nth=nth,
        location=asked.pop("location", None),
        tier=asked.pop("tier", None),
        birthday=asked.pop("birthday_today", False),
    )
    return Condition(**asked).matches(now)


NIGHT = Hours(start_minute=22 * 60, end_minute=2 * 60)
LUNCH = Hours(start_minute=12 * 60, end_minute=14 * 60)
TUESDAY = (Weekday.TUE,)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({}, True),
        ({"amount_min_minor": 100}, True),
        ({"amount_min_minor": 101}, False),
        ({"locations": ("north",), "location": "north"}, True),
        ({"locations": ("north",), "location": "south"}, False),
        ({"locations": ("north",)}, False),
        ({"tiers": ("gold", "top"), "tier": "top"}, True),
        ({"tiers": ("gold",), "tier": "base"}, False),
        ({"tiers": ("gold",)}, False),
        ({"weekdays": TUESDAY}, True),
        ({"weekdays": (Weekday.MON, Weekday.WED)}, False),
        ({"from_on": date(2026, 11, 24)}, True),
        ({"from_on": date(2026, 11, 25)}, False),
        ({"until_on": date(2026, 11, 24)}, True),
        ({"until_on": date(2026, 11, 23)}, False),
        ({"first": True}, True),
        ({"first": True, "nth": 2}, False),
        ({"birthday": True, "birthday_today": True}, True),
        ({"birthday": True}, False),
        ({"birthday": False}, True),
    ],
)
def test_every_question_that_is_asked_must_be_answered_yes(asked, answer):
    assert fits(**asked) is answer


@pytest.mark.parametrize(
    ("condition", "nth", "answer"),
    [
        (Condition(nth=3), 3, True),
        (Condition(nth=3), 6, False),
        (Condition(every_nth=3), 6, True),
        (Condition(every_nth=3), 7, False),
        (Condition(first=False), 2, True),
        (Condition(first=False), 1, False),
    ],
)
def test_the_nth_is_one_purchase_and_every_nth_is_many(condition, nth, answer):
    now = Circumstances(local=datetime(2026, 11, 24, 12), amount_minor=1, nth=nth)  # noqa: DTZ001 - local

    assert condition.matches(now) is answer


@pytest.mark.parametrize(
    ("hours", "local", "answer"),
    [
        (LUNCH, "2026-11-24T11:59", False),
        (LUNCH, "2026-11-24T12:00", True),
        (LUNCH, "2026-11-24T13:59", True),
        (LUNCH, "2026-11-24T14:00", False),
        (NIGHT, "2026-11-24T21:59", False),
        (NIGHT, "2026-11-24T22:00", True),
        (NIGHT, "2026-11-25T01:59", True),  # a Wednesday, but Tuesday's night
        (NIGHT, "2026-11-25T02:00", False),
        (NIGHT, "2026-11-25T23:00", False),
        (NIGHT, "2026-11-24T01:00", False),  # Monday's night
    ],
)
def test_a_window_over_midnight_belongs_to_its_first_weekday(hours, local, answer):
    assert fits(local, hours=hours, weekdays=TUESDAY) is answer


@pytest.mark.parametrize(
    ("condition", "category", "item", "answer"),
    [
        (Condition(), None, None, True),
        (Condition(categories=("a", "b")), "b", None, True),
        (Condition(categories=("a",)), "c", None, False),
        (Condition(categories=("a",)), None, None, False),
        (Condition(not_categories=("a",)), "a", None, False),
        (Condition(not_categories=("a",)), None, None, True),
        (Condition(items=("x",)), None, "x", True),
        (Condition(items=("x",)), None, "y", False),
        (Condition(not_items=("x",)), None, "x", False),
        (Condition(categories=("a",), not_items=("x",)), "a", "x", False),
    ],
)
def test_categories_and_items_choose_lines(condition, category, item, answer):
    assert condition.takes(category, item) is answer


def bonus(**when) -> BonusRule:
    return BonusRule(id="bonus", points=10, when=Condition(**when))


def given(line) -> bool:
    return "bonus" in reasons(line)


def a_story(*bonuses, **rules) -> Story:
    return Story(a_program(bonuses=bonuses, **rules))


def test_fully_refunded_purchases_do_not_count_for_the_first_and_the_nth():
    story = a_story(bonus(first=True), BonusRule(id="second", points=1, when=Condition(nth=2)))
    story.join()
    story.buy(100, key="one")
    story.refund("one")

    again, second = story.buy(100, key="two"), story.buy(100)
    story.refund("two", 99)

    assert given(again)
    assert "second" in reasons(second)
    assert not given(story.buy(100))


@pytest.mark.parametrize(
    ("birthday", "day", "kept"),
    [
        (Birthday(month=11, day=23), "2026-11-23", True),
        (Birthday(month=11, day=24), "2026-11-23", False),
        (Birthday(month=2, day=29), "2027-02-28", True),
        (Birthday(month=2, day=29), "2028-02-28", False),
        (Birthday(month=2, day=29), "2028-02-29", True),
        (None, "2026-11-23", False),
    ],
)
def test_a_birthday_is_the_day_itself_and_29_february_is_kept_on_the_28th(birthday, day, kept):
    story = a_story(bonus(birthday=True))
    story.join(birthday=birthday)

    assert given(story.on(day).buy(100)) is kept


def test_the_tier_is_the_one_at_the_moment_of_sale_and_the_place_is_the_sales():
    story = a_story(
        bonus(tiers=("gold",), locations=("north",)),
        tiers=Tiers(ladder=(Tier(id="base"), Tier(id="gold"))),
    )
    story.join()

    before = story.buy(100, location="north")
    story.set_tier("gold")

    assert not given(before)
    assert given(story.buy(100, location="north"))
    assert not given(story.buy(100, location="south"))


def test_hours_and_weekdays_are_local():
    story = a_story(bonus(weekdays=TUESDAY), timezone="Asia/Tashkent")
    story.join()

    assert given(story.on("2026-11-23T20:00").buy(100))
    assert not given(story.on("2026-11-24T20:00").buy(100))


def test_a_bonus_without_its_goods_is_not_given():
    story = a_story(bonus(categories=("tea",)))
    story.join()

    assert given(story.buy(100, lines=[a_line(60, "tea"), a_line(40)]))
    assert not given(story.buy(100))
