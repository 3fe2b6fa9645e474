"""The screen of an invitation's words: as a friend reads them, and as they are changed."""

import pytest

from handlers.owner.referral_words import words_screen
from services.facts import Fact, Key, Own, Points
from services.placeholders import INVITATION, placeholder, written
from services.referral_words import InvitationView
from services.units import LANGUAGES
from tests.handlers.test_offers import flat, labels, texts_of

FACTS: dict[str, Fact] = {"points": Points(200), "shop": "Зерно"}

TYPE = (
    "Напишите новый текст одним сообщением, до 200 знаков. Нажмите на нынешний, чтобы скопировать."
)


def a_view(language: str, own: str | None = None) -> InvitationView:
    names: dict[str, Fact] = {name: placeholder(name, language) for name in INVITATION}
    return InvitationView(
        version_id=3,
        own=own is not None,
        said=Own({language: own} if own else {}, Key("referral-share-words", FACTS), FACTS),
        template=own or Key("referral-share-words", names),
        placeholders=written(INVITATION, language),
    )


def test_it_shows_what_the_friend_reads_and_the_same_to_copy() -> None:
    screen = words_screen(texts_of(), a_view("ru", "<Кофе> в «{магазин}»: {баллы}"), "ru")
    assert flat(screen.text).splitlines() == [
        "<b>✏️ Слова приглашения</b> · Русский",
        "Так прочтёт друг:",
        "<blockquote>&lt;Кофе&gt; в «Зерно»: 200 баллов</blockquote>",
        TYPE,
        "<code>&lt;Кофе&gt; в «{магазин}»: {баллы}</code>",
        "Вставки: {баллы} {магазин}",
    ]
    assert labels(screen) == [
        ["🌐 English", "🌐 Oʻzbekcha"],
        ["↩️ Вернуть готовый текст"],
        ["‹ Назад"],
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_built_in_words_can_be_copied_too_with_their_places(language: str) -> None:
    screen = words_screen(texts_of(), a_view(language), language, saved=True)
    shown = flat(screen.text)
    assert "✅ Сохранено. Так прочтёт друг:" in shown
    for name in INVITATION:
        assert placeholder(name, language) in shown.partition("<code>")[2]
    assert "{" not in shown.partition("<code>")[0]
    assert ["↩️ Вернуть готовый текст"] not in labels(screen)
