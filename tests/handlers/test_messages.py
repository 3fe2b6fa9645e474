"""The owner's screens of messages that go out by themselves, and the birthday of a guest."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.member import settings
from handlers.owner import message_values, message_words, messages
from handlers.owner.rule_words import NumberExpected
from services.domain.kinds import Occasion
from services.members import BirthdayRules, BirthdaySet
from services.triggers import TriggerView
from services.units import LANGUAGES
from tests.handlers.test_offers import flat, labels, texts_of

BIRTHDAY = TriggerView(
    trigger=Occasion.BIRTHDAY,
    version_id=3,
    on=True,
    points=200,
    days=(3, 3),
    expires_days=14,
    texts={},
    built_in="occasion-birthday",
    placeholders=("name", "points", "date"),
    sent=12,
    came=5,
)
WELCOME = replace(BIRTHDAY, trigger=Occasion.WELCOME, points=100, days=(), expires_days=None)
DORMANCY = replace(BIRTHDAY, trigger=Occasion.DORMANCY, on=False, points=50, days=(60,))
EXPIRY = replace(
    BIRTHDAY, trigger=Occasion.EXPIRY, points=None, days=(7, 1), texts={"ru": "Скоро {дата}"}
)
ALL = (WELCOME, BIRTHDAY, DORMANCY, EXPIRY)


def test_the_list_says_what_is_on_and_how_many_went_out() -> None:
    assert labels(messages.list_screen(texts_of(), ALL)) == [
        ["✅ Знакомство · 12"],
        ["✅ День рождения · 12"],
        ["⏸ Давно не виделись · 12"],
        ["✅ Скоро сгорит · 12"],
        ["‹ Назад"],
    ]


def test_a_message_says_when_it_goes_what_it_brings_and_what_came_of_it() -> None:
    screen = messages.trigger_screen(texts_of(), BIRTHDAY)
    assert flat(screen.text).splitlines() == [
        "✅ <b>День рождения</b> · включено",
        "За 3 дня до праздника, тем, кто согласился на акции.",
        "Подарок: 200 баллов, живёт 14 дней",
        "За 30 дней ушло: 12 · пришли после: 5",
    ]
    assert labels(screen) == [
        ["✏️ Текст: готовый", "📅 Дни: 3"],
        ["🎁 Подарок: 200 баллов"],
        ["👁 Как увидит гость"],
        ["⏸ Выключить", "📤 Прислать мне"],
        ["‹ Назад"],
    ]


def test_only_what_a_message_has_can_be_changed() -> None:
    assert labels(messages.trigger_screen(texts_of(), WELCOME))[1] == ["🎁 Подарок: 100 баллов"]
    expiry = messages.trigger_screen(texts_of(), EXPIRY)
    assert labels(expiry)[0] == ["✏️ Текст: свой", "📅 Дни: 7, 1"]
    assert "Подарок" not in expiry.text
    dormancy = messages.trigger_screen(texts_of(), DORMANCY)
    assert labels(dormancy)[3] == ["▶️ Включить", "📤 Прислать мне"]
    assert "Через 60 дней без покупок" in dormancy.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ALL)
def test_every_message_can_be_described_in_every_language(
    view: TriggerView, language: str
) -> None:
    texts = texts_of(language)
    screens = [messages.trigger_screen(texts, view)]
    if view.points is not None:
        screens.append(message_values.gift_screen(texts, view, "RUB"))
    if view.days:
        screens.append(message_values.days_screen(texts, view))
    for screen in screens:
        assert len(screen.text.splitlines()) <= 6
        assert all(len(label) <= 40 for row in labels(screen) for label in row)
        assert screen.keyboard is not None
        for row in screen.keyboard.inline_keyboard:
            assert all(len((one.callback_data or "").encode()) <= 64 for one in row)


def test_presets_of_a_gift_have_the_size_of_the_currency() -> None:
    roubles = labels(message_values.gift_screen(texts_of(), BIRTHDAY, "RUB"))
    assert roubles[0] == ["0 баллов", "50 баллов", "100 баллов"]
    euros = labels(message_values.gift_screen(texts_of(), BIRTHDAY, "EUR"))
    assert euros == [["0 баллов", "1 балл", "2 балла"], ["3 балла", "5 баллов"], ["‹ Назад"]]


@pytest.mark.parametrize(
    ("typed", "read"), [("7", (7,)), (" 7 1 ", (7, 1)), ("7, 1", (7, 1)), ("14,3", (14, 3))]
)
def test_days_are_typed_as_people_write_lists(typed: str, read: tuple[int, ...]) -> None:
    assert message_values.numbers(typed) == read


@pytest.mark.parametrize("typed", ["", "семь", "7.5", "-1", "1 2 3 4", "9999999", "٣"])
def test_what_is_no_list_of_numbers_is_refused(typed: str) -> None:
    with pytest.raises(NumberExpected):
        message_values.numbers(typed)


def test_the_words_can_be_copied_and_the_other_languages_are_a_tap_away() -> None:
    screen = message_words.words_screen(texts_of(), EXPIRY, "ru", "Скоро {дата}\n<сгорит>")
    assert "<code>Скоро {дата}\n&lt;сгорит&gt;</code>" in screen.text
    assert labels(screen) == [
        ["🌐 English", "🌐 Oʻzbekcha"],
        ["↩️ Вернуть готовый текст"],
        ["‹ Назад"],
    ]
    other = message_words.words_screen(texts_of(), EXPIRY, "en", "Soon")
    assert labels(other) == [["🌐 Русский", "🌐 Oʻzbekcha"], ["‹ Назад"]]


def test_a_language_we_do_not_speak_gives_way_to_the_readers() -> None:
    assert messages.spoken(texts_of("uz"), "xx") == "uz"
    assert messages.spoken(texts_of("uz"), "en") == "en"


RULES = BirthdayRules(points=200, before=3, after=3, known_days=14, expires_days=14)


def test_a_guest_reads_what_the_birthday_brings_before_naming_it() -> None:
    ask = flat(settings.birthday_ask(texts_of(), RULES, known=False))
    assert "Подарок: <b>+200 баллов</b>, за 3 дня до праздника. Дату нужно назвать заранее" in ask
    assert "раз в год" not in ask
    again = settings.birthday_ask(texts_of(), None, known=True)
    assert "Подарок" not in again
    assert "раз в год" in again
    without = replace(RULES, points=0)
    assert "Подарок" not in settings.birthday_ask(texts_of(), without, known=False)


def test_a_noted_birthday_says_when_the_gift_comes() -> None:
    chosen = BirthdaySet(
        month=3, day=17, in_days=114, gift=200, gift_from=date(2027, 3, 14), known_days=14
    )
    assert flat(settings.noted(texts_of(), chosen)) == (
        "17 марта, запомнили! Подарок придёт 14 марта 2027: +200 баллов"
    )
    bare = replace(chosen, gift=None, gift_from=None)
    assert settings.noted(texts_of(), bare) == "17 марта, запомнили!"


def test_the_months_are_three_in_a_row_and_the_days_seven() -> None:
    months = labels(settings.months_screen(texts_of(), "?"))
    assert [len(row) for row in months] == [3, 3, 3, 3, 1]
    assert [len(row) for row in labels(settings.days_screen(texts_of(), 2))] == [7, 7, 7, 7, 1, 1]
