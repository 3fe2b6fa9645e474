"""Rules in words: every value of every rule, and what people type for one."""

from datetime import date

import pytest

from bot.texts import TextLibrary
from handlers.formats import Locality
from handlers.owner.rule_words import NumberExpected, effect, presets, typed_value, value_text
from handlers.texts import Texts
from services.programs import ChangePreview, Rule, RuleChange
from services.units import LANGUAGES

LIBRARY = TextLibrary(strict=True)


def speak(language: str = "ru") -> Texts:
    return LIBRARY.speak(language, Locality())


def flat(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", list(Rule))
def test_every_preset_reads_in_every_language(language: str, rule: Rule) -> None:
    words = [value_text(speak(language), rule, value) for value in presets(rule, digits=2)]
    assert len(set(words)) == len(words) >= 3


@pytest.mark.parametrize(
    ("rule", "value", "words"),
    [
        (Rule.PERCENT, "7.5", "7,5 %"),
        (Rule.EXPIRY, "never", "никогда"),
        (Rule.EXPIRY, "2027-01-01", "по правилу из файла"),
        (Rule.VALUE, "0.5", "1 балл = 0,50 ₽"),
        (Rule.VALUE, "1", "1 балл = 1 ₽"),
        (Rule.MIN_POINTS, "0", "нет"),
        (Rule.MIN_POINTS, "50", "50 баллов"),
        (Rule.HOLD, "0", "сразу"),
        (Rule.HOLD, "14", "через 14 дней"),
        (Rule.ROUNDING, "nearest", "до ближайшего"),
    ],
)
def test_a_value_reads_as_an_owner_says_it(rule: Rule, value: str, words: str) -> None:
    assert flat(value_text(speak(), rule, value)) == words


def test_a_shop_without_coins_has_no_button_for_a_part_of_one() -> None:
    assert presets(Rule.VALUE, digits=0) == ("1", "10")


def test_the_worth_of_a_point_says_what_all_points_pay_for() -> None:
    preview = ChangePreview(
        version_id=1,
        today=date(2026, 11, 23),
        before="1",
        after="0.5",
        example_minor=1_000_00,
        points=200,
        example_before=200_00,
        example_after=100_00,
        text="",
    )
    change = RuleChange(rule=Rule.VALUE, value="0.5")
    said = flat(effect(speak(), change, preview, None))
    assert "Сейчас у гостей 200 баллов. Ими можно оплатить: 200 ₽ → <b>100 ₽</b>" in said


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", "7"),
        ("7,50 %", "7.5"),
        ("7%", "7"),
        ("180 дней", "180"),
        ("1 000 баллов", "1000"),
        ("1\u00a0000", "1000"),
        ("٧", "7"),
        ("007", "7"),
    ],
)
def test_a_number_is_read_as_people_type_it(text: str, value: str) -> None:
    assert typed_value(text) == value


@pytest.mark.parametrize("text", ["", "семь", "-7", "7.5.1", ".5", "1e3", "9999999", "²"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NumberExpected):
        typed_value(text)
