"""Sentences: escaping, numbers, money, dates, and what happens when a text is broken."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from babel import Locale
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import TextLibrary, known_language
from handlers.formats import MINUS, NO_BREAK, Locality
from handlers.texts import TextBroken, Texts, clean, escaped
from services.facts import Fact, Key, Localized, Money, Percent, Points, Safe, from_json, to_json
from services.units import DEFAULT, LANGUAGES

SHIPPED = TextLibrary(strict=True)
CUSTOM = """
hello = Hello, { $name }
all = { $points } · { $money } · { $percent } · { $tier } · { $inner } · { $html } · { $number }
raw = { POINTS($points) } · { MONEY($minor) } · { PERCENT($percent) }
when = { DAY($on) } · { SHORT($on) } · { $on } · { TIME($at) } · { $at } · { DAY($at) }
bills = { $n ->
    [one] { $n } bill
   *[other] { $n } bills
  }
sure = { $sure ->
    [yes] yes
   *[no] no
  }
"""


@pytest.fixture
def library(tmp_path: Path) -> TextLibrary:
    (tmp_path / "custom.ftl").write_text(CUSTOM, "utf-8")
    return TextLibrary(tmp_path, strict=True)


@pytest.fixture
def ru(library: TextLibrary) -> Texts:
    return library.speak("ru", Locality())


@pytest.fixture
def en(library: TextLibrary) -> Texts:
    return library.speak("en", Locality())


def test_what_a_person_typed_is_shown_literally(en: Texts) -> None:
    assert en("hello", name="<b>A</b> & co") == "Hello, &lt;b&gt;A&lt;/b&gt; &amp; co"
    assert en.plain("hello", name="<b>A</b> & co") == "Hello, <b>A</b> & co"


def test_a_name_cannot_turn_the_line_around_or_begin_another(en: Texts) -> None:
    assert en.plain("hello", name="A\u202e\u200b\n+500 points") == "Hello, A +500 points"


def test_a_letter_keeps_three_marks_at_most() -> None:
    assert clean("a" + "\u0301" * 50) == "a" + "\u0301" * 3


@given(st.text())
def test_cleaned_text_is_one_harmless_line(text: str) -> None:
    assert not set(clean(text)) & set("\n\r\x00\u2028\u202e\u2066\u200b\ud800")
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_no_text_becomes_markup(text: str) -> None:
    assert "<" not in SHIPPED.speak("en", Locality())("error-ours", code=text)


def test_an_owners_text_of_several_lines_keeps_its_lines() -> None:
    assert escaped("one <1>\ntwo").html == "one &lt;1&gt;\ntwo"


def test_every_kind_of_fact_is_shown_in_its_language(ru: Texts) -> None:
    said = ru(
        "all",
        points=Points(1240),
        money=Money(45050),
        percent=Percent("7.5"),
        tier=Localized({"en": "Gold", "ru": "Золото"}),
        inner=Key("hello", {"name": "<x>"}),
        html=Safe("<b>!</b>"),
        number=Decimal("1.5"),
    )
    assert said.replace("\u00a0", " ") == (
        "1 240 баллов · 450,50 ₽ · 7,5 % · Золото · Hello, &lt;x&gt; · <b>!</b> · 1,5"
    )


def test_bare_numbers_are_shown_by_the_functions_of_the_sentence(en: Texts) -> None:
    said = en("raw", points=-31, minor=-120000, percent=5)
    assert said.replace("\u00a0", " ") == "−31 points · −1,200 ₽ · 5%"


def test_dates_are_shown_in_the_zone_of_the_shop(ru: Texts) -> None:
    said = ru("when", on=date(2027, 11, 30), at=datetime(2027, 1, 1, 22, 30, tzinfo=UTC))
    assert said == "30 ноября · 30 нояб · 30 ноября 2027 · 01:30 · 2 января, 01:30 · 2 января"


def test_a_selector_sees_numbers_and_truth_values(en: Texts) -> None:
    assert [en("bills", n=n) for n in (1, 1000)] == ["1 bill", "1,000 bills"]
    assert [en("sure", sure=sure) for sure in (True, False)] == ["yes", "no"]


@pytest.mark.parametrize(
    ("currency", "digits", "minor", "expected"),
    [
        ("RUB", 2, 45000, "450 ₽"),
        ("RUB", 2, 45005, "450,05 ₽"),
        ("UZS", 0, 1234500, "1 234 500 сум"),
        ("KZT", 2, 100, "1 ₸"),
        ("CHF", 2, 100, "1 CHF"),
    ],
)
def test_money_has_one_pattern(currency: str, digits: int, minor: int, expected: str) -> None:
    texts = TextLibrary().speak("ru", Locality(currency=currency, digits=digits))
    assert texts.money(minor).replace("\u00a0", " ") == expected


def test_a_missing_fact_or_key_is_loud_in_tests(en: Texts) -> None:
    with pytest.raises(TextBroken, match="name"):
        en("hello")
    with pytest.raises(TextBroken, match="no such key"):
        en("nothing-of-this-name")


def test_in_production_a_missing_text_falls_back_and_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "custom.en.ftl").write_text("only-english = Hello", "utf-8")
    texts = TextLibrary(tmp_path).speak("uz", Locality())
    assert texts("only-english") == "Hello"
    assert texts("nowhere") == "nowhere"
    assert "only-english (uz) is broken" in caplog.text


def test_the_owners_file_overrides_a_text(tmp_path: Path) -> None:
    (tmp_path / "custom.ru.ftl").write_text("back = Обратно", "utf-8")
    library = TextLibrary(tmp_path, strict=True)
    assert library.speak("ru", Locality()).plain("back") == "Обратно"
    assert library.speak("en", Locality()).plain("back") != "Обратно"


@pytest.mark.parametrize(
    ("told", "spoken"), [("ru", "ru"), ("uz-UZ", "uz"), ("de", "en"), (None, "en"), ("RU", "ru")]
)
def test_an_unknown_language_is_english(told: str | None, spoken: str) -> None:
    assert known_language(told) == spoken


def test_facts_survive_the_outbox() -> None:
    facts: dict[str, Fact] = {
        "points": Points(5),
        "money": Money(-1),
        "percent": Percent("5"),
        "tier": Localized({"ru": "Золото"}),
        "inner": Key("hello", {"name": "x", "at": datetime(2027, 1, 1, tzinfo=UTC)}),
        "html": Safe("<b>"),
        "number": Decimal("1.5"),
        "on": date(2027, 1, 1),
        "text": "x",
        "n": 3,
    }
    assert from_json(to_json(facts)) == facts


@given(st.integers(-(10**13), 10**13), st.sampled_from(LANGUAGES))
def test_whole_numbers_look_as_babel_writes_them(number: int, language: str) -> None:
    texts = SHIPPED.speak(language, Locality())
    locale = Locale.parse(language)
    assert texts.number(number) == format_decimal(number, locale=locale).replace("-", MINUS)


@given(st.integers(0, 10**13), st.integers(0, 3), st.sampled_from(LANGUAGES))
def test_money_looks_as_babel_writes_it(minor: int, digits: int, language: str) -> None:
    texts = SHIPPED.speak(language, Locality(digits=digits))
    rest = minor % 10**digits
    pattern = "#,##0." + "0" * digits if rest else "#,##0"
    amount = Decimal(minor).scaleb(-digits)
    shown = format_decimal(amount, format=pattern, locale=Locale.parse(language))
    assert texts.money(minor) == f"{shown}{NO_BREAK}₽"


@given(st.integers(0, 10**6), st.sampled_from(LANGUAGES))
def test_the_noun_after_a_number_has_the_form_babel_chooses(number: int, language: str) -> None:
    texts = SHIPPED.speak(language, Locality())
    form = Locale.parse(language).plural_form(number)
    assert texts.unit(number) == DEFAULT.form(language, form)
