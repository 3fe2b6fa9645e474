"""The owner's words, filled for one reader: an empty name vanishes, nothing can do harm."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import TextLibrary
from handlers.formats import Locality
from handlers.own_words import filled
from services.domain.kinds import Occasion
from services.facts import Key, Money, Own, Points, from_json, to_json
from services.occasion_words import About, Off, first_name, message
from services.placeholders import ALLOWED, placeholder
from services.units import LANGUAGES
from tests.domain.story import a_program

LIBRARY = TextLibrary(strict=True)


def said(language: str, own: Own) -> str:
    return LIBRARY.speak(language, Locality())("occasion", said=own)


def own(words: str, **facts: object) -> Own:
    return Own({"ru": words}, Key("occasion-endless"), facts)  # type: ignore[arg-type]  # any facts


@pytest.mark.parametrize(
    ("text", "with_name", "without"),
    [
        ("{имя}, рады знакомству!", "Анна, рады знакомству!", "Рады знакомству!"),
        ("🎂 {имя}, с наступающим!", "🎂 Анна, с наступающим!", "🎂 С наступающим!"),
        ("Привет, {имя}!", "Привет, Анна!", "Привет!"),
        ("Привет, {имя}, ждём", "Привет, Анна, ждём", "Привет, ждём"),
        ("Привет, {имя}", "Привет, Анна", "Привет"),
        ("Спасибо {name} за всё", "Спасибо Анна за всё", "Спасибо за всё"),
        ("Ждём. {имя}, заходите", "Ждём. Анна, заходите", "Ждём. Заходите"),
        ("Ждём\n{имя}, заходите", "Ждём\nАнна, заходите", "Ждём\nЗаходите"),
        ("{имя}! Вам {баллы}", "Анна! Вам 5", "Вам 5"),
        ("{имя} {баллы}", "Анна 5", "5"),
        ("{баллы} {имя}", "5 Анна", "5"),
        ("{баллы}{имя}", "5Анна", "5"),
        ("{имя}", "Анна", ""),
        ("{баллы}, {дата}", "5, {дата}", "5, {дата}"),
    ],
)
def test_an_empty_name_vanishes_with_its_comma(text: str, with_name: str, without: str) -> None:
    assert filled(text, {"name": "Анна", "points": "5"}) == with_name
    assert filled(text, {"name": "", "points": "5"}) == without


def test_facts_are_written_in_the_readers_language() -> None:
    both = Own(
        {"ru": "{баллы} = {сумма}", "uz": "{ball}"},
        Key("occasion-endless"),
        {"points": Points(5), "amount": Money(5_00)},
    )

    assert said("ru", both) == "5\u00a0баллов = 5\u00a0₽"
    assert said("uz", both) == "5\u00a0ball"
    assert said("en", both) == "no end date"


def test_what_people_wrote_cannot_be_markup_nor_more_placeholders() -> None:
    words = own("<b>{имя}</b> & {баллы}", name="<i>{баллы}</i>", points="5")

    assert said("ru", words) == "&lt;b&gt;&lt;i&gt;{баллы}&lt;/i&gt;&lt;/b&gt; &amp; 5"
    assert LIBRARY.speak("ru", Locality()).plain("occasion", said=words) == (
        "<b><i>{баллы}</i></b> & 5"
    )


def test_lines_stay_and_characters_that_turn_text_around_go() -> None:
    assert said("ru", own("один\n\u202eдва\u200b")) == "один\nдва"


@given(st.text(max_size=60), st.text(max_size=20))
def test_no_words_and_no_name_break_the_sentence(words: str, name: str) -> None:
    shown = said("ru", own(words, name=name, points=Points(5)))

    assert "<" not in shown
    assert ">" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("occasion", Occasion)
@pytest.mark.parametrize("points", [0, 50])
@pytest.mark.parametrize("name", ["Анна", ""])
def test_every_built_in_sentence_can_be_said(
    language: str, occasion: Occasion, points: int, name: str
) -> None:
    about = About(name=name, points=points, balance=70)
    if occasion is Occasion.EXPIRY and not points:
        about = About(name=name, points=1, balance=70)
    facts = message(occasion, {}, about, a_program(name="Zerno")).facts

    text = LIBRARY.speak(language, Locality())("occasion", **from_json(to_json(facts)))

    assert ", !" not in text
    assert (name in text) is (occasion is not Occasion.EXPIRY or not name)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ru", "Скидка <b>20 %</b> на каждый чек: 18 декабря – 23 декабря."),
        ("en", "<b>20%</b> off every bill: 18 Dec – 23 Dec."),
        ("uz", "Har bir chekka <b>20 %</b> chegirma: 18-dekabr – 23-dekabr."),
    ],
)
def test_a_birthday_names_the_discount_and_its_days(language: str, line: str) -> None:
    off = Off(percent="20", first_on=date(2026, 12, 18), last_on=date(2026, 12, 23))
    about = About(name="Anna", points=0, balance=7, off=off)
    facts = message(Occasion.BIRTHDAY, {}, about, a_program(name="Zerno")).facts

    text = LIBRARY.speak(language, Locality())("occasion", **from_json(to_json(facts)))

    assert line in text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("occasion", Occasion)
def test_every_placeholder_can_be_filled(language: str, occasion: Occasion) -> None:
    words = " ".join(placeholder(meaning, language) for meaning in ALLOWED[occasion])
    day = date(2026, 12, 18)
    off = Off(percent="20", first_on=day, last_on=day)
    about = About(name="Anna", points=5, balance=7, off=off)

    facts = message(occasion, {language: words}, about, a_program(name="Zerno")).facts

    assert "{" not in LIBRARY.speak(language, Locality())("occasion", **facts)


@pytest.mark.parametrize(
    ("occasion", "words", "own"),
    [
        (Occasion.BIRTHDAY, "Дарим {баллы}!", False),
        (Occasion.WELCOME, "Вам {сумма}!", False),
        (Occasion.BIRTHDAY, "Скидка {скидка}!", False),
        (Occasion.DORMANCY, "Дарим {подарок}!", False),
        (Occasion.DORMANCY, "У вас {баллы}.", True),
        (Occasion.BIRTHDAY, "{имя}, у вас {баланс}!", True),
    ],
)
def test_own_words_that_promise_what_there_is_not_are_left_out(
    occasion: Occasion, words: str, own: bool
) -> None:
    about = About(name="Anna", points=0, balance=7)

    facts = message(occasion, {"ru": words}, about, a_program(name="Zerno")).facts

    text = LIBRARY.speak("ru", Locality())("occasion", **facts)
    assert text.startswith(words[:4].replace("{имя", "Anna")) is own


def test_the_owners_words_come_back_from_storage() -> None:
    facts = {"said": Own({"ru": "{имя}"}, Key("a", {"n": 1}), {"name": Key("b")})}

    assert from_json(to_json(facts)) == facts


@pytest.mark.parametrize(
    ("name", "first"), [("Анна Кузнецова", "Анна"), ("Анна", "Анна"), ("", ""), (None, "")]
)
def test_people_are_called_by_their_first_name(name: str | None, first: str) -> None:
    assert first_name(name) == first
