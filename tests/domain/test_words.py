"""Numbers and reasons as text, refusals as names, counters as columns."""

from datetime import date
from fractions import Fraction

import pytest

from services.domain import errors, recording
from services.domain.conditions import Condition
from services.domain.exact import decimal_text, half_down, half_up, money_text, shown, spread
from services.domain.explaining import text, why
from services.domain.kinds import EarnType, Period, Reason
from services.domain.outcome import Part
from services.domain.program import BonusRule, Cap, EarnRule
from tests.domain.story import Story, a_line, a_program, base


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("11.25", "11.25"),
        ("-0.25", "-0.25"),
        ("10", "10"),
        ("0", "0"),
        ("1/3", "0.3333"),
        ("2/3", "0.6667"),
        ("0.00005", "0"),
        ("0.00015", "0.0002"),
        ("-0.00001", "0"),
    ],
)
def test_an_exact_number_is_shown_with_at_most_four_decimals_half_even(value, words):
    assert decimal_text(Fraction(value)) == words


@pytest.mark.parametrize(
    ("value", "decimals", "words"), [("12.5", 0, "12"), ("13.5", 0, "14"), ("0.5", 1, "0.5")]
)
def test_a_number_may_be_shown_with_fewer_decimals(value, decimals, words):
    assert decimal_text(Fraction(value), decimals) == words


@pytest.mark.parametrize(
    ("minor", "digits", "words"),
    [(22500, 2, "225.00"), (5, 2, "0.05"), (-5, 2, "-0.05"), (700, 0, "700"), (7, 3, "0.007")],
)
def test_money_is_shown_with_all_digits_of_its_currency(minor, digits, words):
    assert money_text(minor, digits) == words


def test_halves_go_up_or_down_by_name():
    assert (half_up(Fraction("112.5")), half_down(Fraction("5.5"))) == (113, 5)
    assert (half_up(Fraction("2.4")), half_down(Fraction("5.6"))) == (2, 6)


def test_shares_add_up_to_the_whole_and_are_alike_without_weights():
    assert spread(Fraction(10), [Fraction(1), Fraction(2)]) == (Fraction(10, 3), Fraction(20, 3))
    assert spread(Fraction(1), [Fraction(0), Fraction(0)]) == (Fraction(1, 2), Fraction(1, 2))
    assert shown(Fraction(1, 3), 2) == Fraction("0.33")


def test_a_refusal_is_named_like_its_class_and_carries_its_facts():
    refusal = errors.OverRefund(left_minor=5, wanted_minor=7)

    assert refusal.name == "over-refund"
    assert refusal.facts() == {"left_minor": 5, "wanted_minor": 7}
    assert str(refusal) == "over-refund: left_minor=5, wanted_minor=7"
    assert str(errors.Refusal()) == "refusal"
    assert errors.UnknownTier(tier="x") == errors.UnknownTier(tier="x")


def test_refusals_are_named_as_the_contract_names_them():
    names = {cls.__name__: cls for cls in errors.Refusal.__subclasses__()}
    facts = {"member": "a", "purchase": "a", "tier": "a", "key": "a"}

    assert {
        names[name](**{fact: facts[fact]}).name
        for name, fact in (
            ("UnknownMember", "member"),
            ("AlreadyMember", "member"),
            ("UnknownPurchase", "purchase"),
            ("UnknownTier", "tier"),
            ("KeyConflict", "key"),
        )
    } == {"unknown-member", "already-member", "unknown-purchase", "unknown-tier", "key-conflict"}
    assert errors.NotEnoughPoints(available=1, wanted=2).name == "not-enough-points"
    changed = errors.BirthdayChangedAlready(next_on=date(2027, 1, 1))
    assert changed.name == "birthday-changed-already"


def test_every_reason_has_words_and_rounding_needs_none():
    names = (
        "percent basis block each_points items factor points worth opened_on expires_on "
        "purchase reason max_percent redeemable step min_points offer coupon year "
        "card stamps have needed"
    )
    facts = dict.fromkeys(names.split(" "), "1")
    cases = {
        Reason.FIXED: "each",
        Reason.CAP: "per",
        Reason.LIMITED: "limit",
        Reason.STAMPED: "outcome",
        Reason.STAMPS_BACK: "outcome",
    }
    examples = {"each": "item", "per": "day", "outcome": "open"}
    for reason in Reason:
        named = {cases[reason]: examples.get(cases[reason], "step")} if reason in cases else {}
        part = Part.of("x", 1, reason, {**facts, "digits": 2, "limit": "step", **named})

        assert (text(part) is None) is (reason is Reason.ROUNDING)
    assert why([Part.of("rounding", Fraction("-0.5"), Reason.ROUNDING)]) == [
        {"rule": "rounding", "points": "-0.5"}
    ]


def test_state_that_goes_to_columns_as_text_comes_back_equal():
    tea = EarnRule(
        id="tea", type=EarnType.PERCENT, percent=Fraction(7), when=Condition(categories=("tea",))
    )
    caps = (Cap(points=5, per=Period.EVER, rule="tea"), Cap(points=99, per=Period.DAY))
    story = Story(a_program(base(), tea, caps=caps, bonuses=(BonusRule(id="big", points=1),)))
    story.join()
    lines = [a_line("33.33", "tea"), a_line("66.67", "чай")]
    line = story.buy(100, key="sale", lines=lines, discount="0.50")
    state = story.shop._cards["anna"].state
    _, made = story.shop._purchases["sale"]
    parts = (Part.of("big", Fraction(1, 3), Reason.BONUS, {"points": 1}),)

    found = recording.load_counters(recording.dump_counters(state))
    assert found == recording.Counters(state.standing, state.usage, state.coupons, state.stamps)
    assert recording.load_lines(recording.dump_lines(made.lines)) == made.lines
    assert recording.load_parts(recording.dump_parts(parts)) == parts
    assert line["qualifying"]["spend"] == "99.50"
