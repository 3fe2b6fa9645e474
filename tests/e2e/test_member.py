"""The member's screens: history with reasons, level, birthday, language, data, leaving."""

import json

import pytest

from tests.e2e.counter import Counter
from tests.e2e.running import Town


@pytest.fixture
def here(shop: Town) -> Counter:
    return Counter(shop)


async def test_the_history_says_why_every_point_is_there(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await here.tap(anna, "📜 История", "подарок · +100 баллов")
    await here.answers(anna, "за знакомство")
    await here.tap(anna, "‹ Назад", "Номер карты:")
    await here.serve(maria, anna, "450")
    await here.key(anna, "💳 Карта", "122 балла")
    await here.tap(anna, "📜 История", "чек 450 ₽ · +22 балла")
    await here.answers(anna, "5 % от 450 ₽: 22,5 · округление: −0,5")


async def test_the_history_turns_its_pages(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    for amount in ("101", "102", "103", "104", "105"):
        await here.serve(maria, anna, amount)
    await here.key(anna, "💳 Карта", "Номер карты:")
    first = await here.tap(anna, "📜 История", "История · 1 из 2")
    assert first.buttons == [["›"], ["‹ Назад"]]
    second = await here.tap(anna, "›", "История · 2 из 2")
    assert second.buttons == [["‹"], ["‹ Назад"]]
    assert second.photo


async def test_the_level_says_what_is_missing(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await here.serve(maria, anna, "450")
    await here.key(anna, "💳 Карта", "До уровня «Друг»: ещё 9 визитов")
    level = await here.tap(anna, "📈 Уровень", "Новичок · кешбэк 5 %")
    assert "Визиты: 1 из 10" in level.text
    await here.tap(anna, "‹ Назад", "Номер карты:")


async def test_a_birthday_is_two_taps_and_once_a_year(here: Counter) -> None:
    anna = await here.member()
    await here.tap(anna, "⚙️ Настройки", "Настройки")
    await here.tap(anna, "🎂 День рождения", "Когда поздравить?")
    await here.tap(anna, "Март", "Какого числа?")
    await here.tap(anna, "17", "Настройки")
    await here.toasts(anna, "17 марта, запомнили!")
    await here.tap(anna, "🎂 17 марта", "Когда поздравить?")
    await here.tap(anna, "Март", "Какого числа?")
    await here.tap(anna, "18", "Настройки")
    await here.tap(anna, "🎂 18 марта", "Когда поздравить?")
    await here.tap(anna, "Март", "Какого числа?")
    here.sandbox.press(anna, "19")
    await here.toasts(anna, "День рождения уже меняли в этом году")


async def test_another_language_is_spoken_at_once(here: Counter) -> None:
    anna = await here.member()
    await here.tap(anna, "⚙️ Настройки", "Настройки")
    await here.tap(anna, "🌐 Русский", "На каком языке говорить?")
    card = await here.tap(anna, "🌐 English", "Card number:")
    assert "100 points" in card.text.replace("\u00a0", " ")
    await here.tap(anna, "⚙️", "Settings")


async def test_a_stranger_chooses_the_language_before_joining(here: Counter) -> None:
    anna = here.town.person(language="en")
    here.sandbox.start(anna)
    await here.answers(anna, "consent")
    promise = await here.tap(anna, "🌐 Oʻzbekcha", "Telegram")
    assert promise.buttons[0] == ["🌐 Русский", "🌐 English"]
    here.sandbox.contact(anna)
    await here.answers(anna, "100 ball")


async def test_offers_are_agreed_to_apart_and_switched_in_the_settings(here: Counter) -> None:
    anna = await here.member()
    await here.tap(anna, "⚙️ Настройки", "Настройки")
    await here.tap(anna, "🔕 Акции: нет", "Настройки")
    await here.sandbox.wait_for(lambda: ["🔔 Акции: да"] in here.chat(anna).said[-2].buttons)


async def test_everything_kept_about_a_person_comes_as_a_file(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await here.serve(maria, anna, "450")
    file = await here.send(anna, "/mydata", "Всё, что мы о вас храним")
    assert file.document is not None
    data = json.loads(file.document)
    assert anna.phone in json.dumps(data)
    assert here.number(anna) in json.dumps(data)


async def test_a_card_deleted_is_gone_and_a_new_start_makes_a_new_one(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    old = here.number(anna)
    await here.tap(anna, "⚙️ Настройки", "Настройки")
    asked = await here.tap(anna, "🗑 Удалить карту", "Баланс пропадёт, вернуть нельзя: 100 баллов")
    assert asked.buttons == [["Оставить", "Удалить навсегда"]]
    await here.tap(anna, "Оставить", "Настройки")
    await here.tap(anna, "🗑 Удалить карту", "Удалить карту и данные?")
    await here.tap(anna, "Удалить навсегда", "Удалено. Захотите вернуться — нажмите /start.")
    assert here.chat(anna).keyboard == []
    folder = here.town.bot.folder
    stored = b"".join(path.read_bytes() for path in sorted(folder.glob("kopilka.db*")))
    assert str(anna.id).encode() not in stored
    await here.send(maria, old, "Такой карты нет")
    here.sandbox.start(anna)
    await here.answers(anna, "согласие на обработку данных")
    here.sandbox.contact(anna)
    await here.answers(anna, "Готово, Анна! Покажите код на кассе.")
    await here.answers(anna, "0 баллов")
    assert here.number(anna) != old


async def test_a_member_who_joins_again_keeps_the_card(here: Counter) -> None:
    anna = await here.member()
    number = here.number(anna)
    here.sandbox.contact(anna)
    await here.answers(anna, "С возвращением, Анна! Ваша карта на месте.")
    assert here.number(anna) == number


async def test_the_receipt_leads_to_the_card_and_to_the_shop(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await here.serve(maria, anna, "450")
    receipt = await here.tells(anna, "✅ +22 балла · чек 450 ₽")
    assert receipt.buttons == [["💳 Карта", "Это ошибка"]]
    await here.tap(anna, "Это ошибка", "разбер")
    here.sandbox.press(anna, "💳 Карта", message_id=receipt.id)
    await here.answers(anna, "Номер карты:")
    assert "чек 450 ₽" in next(m.text for m in here.chat(anna).said if m.id == receipt.id).replace(
        "\u00a0", " "
    )


async def test_the_rules_are_one_tap_away_before_joining(here: Counter) -> None:
    anna = here.town.person()
    here.sandbox.start(anna)
    await here.answers(anna, "согласие на обработку данных")
    here.sandbox.press(anna, "Правила")
    await here.toasts(anna, "С покупки возвращается 5 % баллами")


async def test_what_a_guest_types_is_answered_with_what_to_press(here: Counter) -> None:
    anna = await here.member()
    await here.send(anna, "когда вы открываетесь?", "Я понимаю кнопки")
