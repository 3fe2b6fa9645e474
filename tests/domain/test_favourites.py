"""Favourite categories: who picks what, when again, and what it earns."""

from datetime import date
from fractions import Fraction

import pytest

from services.domain import events as ev
from services.domain import recording
from services.domain.conditions import Condition
from services.domain.discount_rules import DiscountRule
from services.domain.favourites import locked_until
from services.domain.groups import FavouriteRules
from services.domain.kinds import EarnType
from services.domain.program import BonusRule, EarnRule, MultiplierRule
from tests.domain.story import Story, a_line, a_program, base, points, reasons, texts

RULES = FavouriteRules(choose=2, of=("coffee", "tea", "cake"))
DOUBLE = MultiplierRule(id="fav", factor=Fraction(2), when=Condition(favourite=True))


def a_story(*earn, on="2026-11-23", **rules) -> Story:
    rules = {"favourites": RULES, "multipliers": (DOUBLE,), **rules}
    story = Story(a_program(*earn, **rules), on=on)
    story.join()
    return story


def choose(story: Story, *categories):
    return story.tell(ev.Choose(at=story.at, member="anna", categories=categories))[0]


def test_lines_of_a_favourite_earn_more_and_the_receipt_says_why():
    story = a_story()
    assert "refused" not in choose(story, "coffee")
    line = story.buy(300, lines=[a_line(100, "coffee"), a_line(100, "cake"), a_line(100)])
    assert points(line) == 20
    assert reasons(line) == {"base": "15", "fav": "5"}
    assert texts(line)["fav"] == "×2 on favourites"


def test_false_asks_for_all_other_lines():
    other = BonusRule(id="try", points=7, when=Condition(favourite=False))
    story = a_story(multipliers=(), bonuses=(other,))
    choose(story, "coffee")
    assert points(story.buy(100, lines=[a_line(100, "coffee")])) == 5
    assert points(story.buy(100, lines=[a_line(100, "tea")])) == 12
    assert points(story.buy(100)) == 12


def test_a_category_rule_of_a_favourite_may_be_exclusive():
    rich = base(50, exclusive=True, when=Condition(favourite=True))
    story = a_story(rich, multipliers=())
    choose(story, "tea")
    assert points(story.buy(100, lines=[a_line(60, "tea"), a_line(40, "cake")])) == 30


def test_without_a_choice_nothing_is_a_favourite():
    assert points(a_story().buy(100, lines=[a_line(100, "coffee")])) == 5


def test_one_choice_a_calendar_month_and_it_stands_until_the_next():
    story = a_story(on="2026-11-30")
    choose(story, "coffee", "tea")
    refused = choose(story, "cake")
    assert (refused["refused"], refused["facts"]) == (
        "favourites-locked",
        {"next_on": "2026-12-01"},
    )
    assert "refused" not in choose(story, "tea", "coffee", "tea")
    story.on("2026-12-01")
    assert points(story.buy(100, lines=[a_line(100, "coffee")])) == 10
    assert "refused" not in choose(story, "cake")
    assert points(story.buy(100, lines=[a_line(100, "coffee")])) == 5
    assert choose(story, "coffee")["refused"] == "favourites-locked"


def test_a_choice_is_locked_on_all_later_days_of_its_month():
    story = a_story(on="2026-11-02")
    choose(story, "coffee")
    for day in ("2026-11-03", "2026-11-30"):
        assert choose(story.on(day), "tea")["refused"] == "favourites-locked"
    assert "refused" not in choose(story.on("2026-12-01"), "tea")


def test_the_month_of_a_choice_is_that_of_its_year():
    story = a_story(on="2025-11-30")
    choose(story, "coffee")
    state = story.shop._cards["anna"].state
    assert locked_until(state, date(2025, 11, 30)) == date(2025, 12, 1)
    assert locked_until(state, date(2026, 11, 1)) is None


@pytest.mark.parametrize(
    ("categories", "name"),
    [
        (("coffee", "tea", "cake"), "too-many-favourites"),
        (("wine",), "unknown-favourite"),
    ],
)
def test_what_cannot_be_chosen_is_refused_and_the_choice_is_not_used_up(categories, name):
    story = a_story()
    assert choose(story, *categories)["refused"] == name
    assert "refused" not in choose(story, "coffee")


def test_a_program_without_favourites_lets_nobody_choose():
    story = Story(a_program())
    story.join()
    assert choose(story, "coffee")["refused"] == "favourites-off"


def test_a_refund_takes_what_the_line_gave_and_an_erased_card_has_no_favourites():
    story = a_story()
    choose(story, "coffee")
    story.buy(200, key="p", lines=[a_line(100, "coffee"), a_line(100, "cake")])
    assert points(story.refund("p", lines=[0]), "clawback") == -10
    card = story.shop._cards["anna"]
    story.erase()
    assert card.state.favourites is None


def test_picks_count_only_while_the_rules_name_them_and_no_more_than_may_be_picked():
    story = a_story()
    choose(story, "tea", "coffee")
    lines = [a_line(100, "coffee"), a_line(100, "tea")]
    assert points(story.buy(200, lines=lines)) == 20
    for rules, earned in (
        (FavouriteRules(choose=2, of=("coffee",)), 15),
        (FavouriteRules(choose=1, of=("coffee", "tea")), 15),
        (None, 10),
        (RULES, 20),
    ):
        program = a_program(favourites=rules, multipliers=(DOUBLE,))
        story.tell(ev.NewProgram(at=story.at, program=program))
        assert points(story.buy(200, lines=lines)) == earned


def test_a_percent_on_favourites_stands_in_place_of_the_everyday_one_and_says_so():
    rich = EarnRule(
        id="favourite",
        type=EarnType.PERCENT,
        percent=Fraction(10),
        exclusive=True,
        when=Condition(favourite=True),
    )
    story = a_story(base(), rich, multipliers=())
    choose(story, "coffee")
    line = story.buy(300, key="p", lines=[a_line(200, "coffee"), a_line(100, "tea")])
    assert reasons(line) == {"base": "5", "favourite": "20"}
    assert texts(line)["favourite"] == "10 % of 200.00 on favourites"
    assert points(story.refund("p", lines=[0]), "clawback") == -20
    assert points(story.refund("p"), "clawback") == -5


def test_money_off_favourites_says_so():
    off = DiscountRule(id="off", percent=Fraction(10), when=Condition(favourite=True))
    story = a_story(multipliers=(), discounts=(off,))
    choose(story, "coffee")
    line = story.buy(200, lines=[a_line(100, "coffee"), a_line(100, "tea")])
    assert line["to_pay"] == "190.00"
    (why,) = line["less"]
    assert why["text"] == "10 % of 100.00 on favourites"


def test_a_choice_is_written_beside_the_sums_and_read_back():
    story = a_story()
    choose(story, "tea", "coffee")
    state = story.shop._cards["anna"].state
    found = recording.load_favourites(recording.dump_counters(state))
    assert found == state.favourites
    assert found is not None
    assert found.categories == ("tea", "coffee")


def test_a_category_called_favourites_is_no_choice_of_them():
    story = a_story()
    story.buy("100", lines=[a_line("100", "favourites")])
    state = story.shop._cards["anna"].state

    assert recording.load_favourites(recording.dump_counters(state)) is None
