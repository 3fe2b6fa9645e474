"""Promo codes and the codes of coupons, from the owner's word to the cashier's hand."""

import re

import pytest
import pytest_asyncio

from sandbox import Person
from services.units import LANGUAGES
from tests.e2e.counter import Counter, flat
from tests.e2e.running import Town
from tests.e2e.test_every_screen import Walk

CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")


@pytest_asyncio.fixture(loop_scope="session")
async def here(town: Town) -> Counter:
    await town.bot.start()
    return Counter(town)


async def a_code(
    here: Counter, typed: str = "ВЕСНА 26", gift: str = "", said: str = "Гость получит купон"
) -> tuple[Person, str]:
    """Let the owner launch a code; return the owner and what follows the start of its link."""
    olga = await here.owner()
    await here.tap(olga, "🎁 Акции", "Акций пока нет")
    await here.tap(olga, "🔑 Промокод", "Какой код?")
    draft = await here.send(olga, typed, "+100 баллов")
    assert f"код {typed}" in flat(draft.text)
    if gift:
        await here.send(olga, gift, said)
    await here.tap(olga, "👥 Без предела", "всего раз: 50")
    launched = await here.tap(olga, "🚀 Запустить", "✅ Работает")
    copy = next(b for row in launched.rows for b in row if "copy_text" in b)
    return olga, copy["copy_text"]["text"].partition("?start=")[2]


async def test_a_code_is_typed_once_and_gives_its_points(here: Counter) -> None:
    olga, _ = await a_code(here)
    anna = await here.member()
    await here.key(anna, "💳 Карта", "Номер карты:")
    await here.tap(anna, "🎁 Акции", "акций нет")
    await here.tap(anna, "🔑 Ввести промокод", "Напишите промокод")
    await here.send(anna, "лето", "Осталось попыток: 4")
    await here.send(anna, "becha-26", "Промокод принят: +100 баллов")
    await here.key(anna, "💳 Карта", "200 баллов")
    await here.tap(anna, "📜 История", "промокод")
    await here.key(anna, "💳 Карта", "Номер карты:")
    await here.tap(anna, "🎁 Акции", "акций нет")
    await here.tap(anna, "🔑 Ввести промокод", "Напишите промокод")
    await here.send(anna, "весна 26", "Осталось попыток: 3")
    await here.tap(olga, "‹ Назад", "Акции")
    await here.tap(olga, "✅ +100", "За 30 дней ввели: 1")


async def test_a_link_brings_the_code_to_members_and_to_those_who_join_by_it(
    here: Counter,
) -> None:
    _, payload = await a_code(here)
    anna = await here.member()
    here.sandbox.start(anna, payload)
    await here.tells(anna, "Промокод принят: +100 баллов")
    vera = here.town.person("Вера Новикова", "ru")
    here.sandbox.start(vera, payload)
    await here.sandbox.wait_for(lambda: here.chat(vera).keyboard)
    here.sandbox.contact(vera)
    await here.tells(vera, "Промокод принят: +100 баллов")
    await here.key(vera, "💳 Карта", "200 баллов")


async def test_a_gift_for_a_code_is_handed_over_by_its_own_code(here: Counter) -> None:
    await a_code(here, gift="Торт")
    maria, anna = await here.cashier(), await here.member()
    await here.key(anna, "💳 Карта", "Номер карты:")
    await here.tap(anna, "🎁 Акции", "акций нет")
    await here.tap(anna, "🔑 Ввести промокод", "Напишите промокод")
    await here.send(anna, "весна 26", "Ваш подарок: Торт")
    shown = await here.tells(anna, "Назовите код")
    found = CODE.search(shown.text)
    assert found is not None, shown.text
    assert "Отказаться" not in str(shown.buttons)
    await here.send(maria, "K7MD-R9T3", "Такого купона нет")
    await here.send(maria, found.group().lower(), "Торт · Анна К.")
    await here.tap(maria, "🎁 Выдать: Торт", "Выдано: Торт · Анна К.")
    await here.tells(anna, "Получено на кассе: Торт")
    await here.key(anna, "💳 Карта", "100 баллов")
    history = await here.tap(anna, "📜 История", "купон «Торт»")
    assert "+0" not in history.text
    await here.send(maria, found.group(), "Такого купона нет")


async def test_a_code_for_percent_off_makes_the_next_bill_cheaper(here: Counter) -> None:
    olga, _ = await a_code(here, gift="25 %", said="Скидка 25 %")
    maria, anna = await here.cashier(), await here.member()
    await here.key(anna, "💳 Карта", "Номер карты:")
    await here.tap(anna, "🎁 Акции", "акций нет")
    await here.tap(anna, "🔑 Ввести промокод", "Напишите промокод")
    await here.send(anna, "весна 26", "Ваш подарок: −25 %")
    await here.send(maria, here.number(anna), "Сумма чека?")
    await here.tap(maria, "🎟 Применить", "Купон применим")
    await here.send(maria, "400", "К оплате: 300 ₽")
    await here.tap(maria, "✅ Начислить", "скидка 25 %: −100 ₽ · к оплате 300 ₽")
    await here.home(olga)
    await here.tap(olga, "🎁 Акции", "🎁 Акци")
    await here.tap(olga, "✅ Скидка", "За 30 дней ввели: 1, скидок на 100 ₽")


async def test_the_presets_of_a_code_take_turns(here: Counter) -> None:
    olga = await here.owner()
    await here.tap(olga, "🎁 Акции", "Акций пока нет")
    await here.tap(olga, "🔑 Промокод", "Какой код?")
    await here.send(olga, "ВЕСНА 26", "+100 баллов")
    await here.tap(olga, "−15", "Скидка 15 %")
    await here.send(olga, "Торт", "Торт")
    await here.send(olga, "−200%", "Скидка 90 %")
    draft = await here.tap(olga, "+50", "+50 баллов")
    assert "● −" not in str(draft.buttons)


async def test_the_bot_makes_up_a_code_and_a_bad_one_is_asked_again(here: Counter) -> None:
    olga = await here.owner()
    await here.tap(olga, "🎁 Акции", "Акций пока нет")
    await here.tap(olga, "🔑 Промокод", "Какой код?")
    await here.send(olga, "а!", "Нужно от 4 до 20")
    draft = await here.tap(olga, "🎲 Придумать код", "Промокод")
    assert CODE.search(draft.text)
    await here.send(olga, "250", "+250 баллов")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_screen_of_a_code_speaks_the_language(here: Counter, language: str) -> None:
    await a_code(here, typed="SPRING 26", gift="Cake")
    maria = await here.cashier("Mary Smith", language)
    anna = await here.member("Anna Smith", language)
    await here.key(anna, here.label("card-key", anna), "")
    walk = Walk(here, anna)
    await here.tap(anna, here.label("offers-button-none", anna), "")
    await here.tap(anna, here.label("promo-button", anna), "")
    walk.look()
    await here.send(anna, "wrong", "")
    walk.look()
    await here.send(anna, "spring26", "Cake")
    await here.tells(anna, "-")
    walk.look()
    walk.check(language)
    till = Walk(here, maria)
    await here.send(maria, "K7MD-R9T3", "")
    till.look()
    found = next(filter(None, (CODE.search(text) for text in reversed(here.said(anna)))))
    await here.send(maria, found.group(), "Cake")
    till.look()
    till.check(language)
