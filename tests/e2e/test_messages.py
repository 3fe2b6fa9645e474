"""The owner's messages that go out by themselves: words, gift, days, and what a guest reads."""

import pytest_asyncio

from sandbox import Person
from tests.e2e.counter import Counter, flat
from tests.e2e.running import Town


@pytest_asyncio.fixture(loop_scope="session")
async def here(town: Town) -> Counter:
    await town.bot.start()
    return Counter(town)


async def open_message(here: Counter, name: str) -> Person:
    olga = await here.owner()
    await here.tap(olga, "💬 Сообщения", "Сообщения, которые уходят сами")
    await here.tap(olga, name, name)
    return olga


async def test_the_words_of_a_message_are_typed_shown_and_sent_to_the_owner(
    here: Counter,
) -> None:
    olga = await open_message(here, "Знакомство")
    await here.tap(olga, "✏️ Текст", "Вставки: {имя}")
    await here.send(olga, "{имя}, дарим {скидка}", "{скидка}")
    await here.answers(olga, "{имя}")
    seen = await here.send(olga, "{имя}, кофе ждёт. Подарок: {баллы}", "Так увидит гость")
    assert "кофе ждёт. Подарок: 100 баллов" in flat(seen.text)
    await here.tap(olga, "📤 Прислать мне", "")
    sent = await here.tells(olga, "кофе ждёт. Подарок: 100 баллов")
    await here.sandbox.wait_for(lambda: here.chat(olga).said[-1].id > seen.id)
    assert sent.id >= seen.id
    anna = await here.member()
    await here.tells(anna, "Анна, кофе ждёт. Подарок: 100 баллов")


async def test_the_built_in_words_come_back_with_one_tap(here: Counter) -> None:
    olga = await open_message(here, "Знакомство")
    await here.tap(olga, "✏️ Текст: готовый", "Вставки:")
    await here.send(olga, "Привет", "Так увидит гость")
    await here.tap(olga, "‹ Назад", "Знакомство")
    await here.tap(olga, "✏️ Текст: свой", "Привет")
    again = await here.tap(olga, "↩️ Вернуть готовый текст", "Так увидит гость")
    assert "Привет" not in again.text.splitlines()[-1]


async def test_each_language_has_words_of_its_own(here: Counter) -> None:
    olga = await open_message(here, "Скоро сгорит")
    await here.tap(olga, "👁 Как увидит гость", "Русский")
    english = await here.tap(olga, "🌐 English", "English")
    assert "Expiring" in english.text
    await here.tap(olga, "‹ Назад", "Скоро сгорит")
    await here.tap(olga, "✏️ Текст", "Русский")
    await here.tap(olga, "🌐 English", "{date}")


async def test_a_message_is_switched_and_its_gift_and_days_change(here: Counter) -> None:
    olga = await open_message(here, "День рождения")
    await here.tap(olga, "⏸ Выключить", "выключено")
    await here.tap(olga, "▶️ Включить", "включено")
    await here.tap(olga, "🎁 Подарок", "Сколько дарим?")
    await here.send(olga, "много", "Напишите число")
    await here.send(olga, "250", "Подарок: 250 баллов")
    await here.tap(olga, "📅 Дни", "За сколько дней поздравить?")
    await here.tap(olga, "7", "За 7 дней до праздника")
    anna = await here.member()
    await here.tap(anna, "⚙️ Настройки", "Настройки")
    months = await here.tap(
        anna, "🎂 День рождения", "Подарок: +250 баллов, за 7 дней до праздника"
    )
    assert len(months.buttons[0]) == 3
    await here.tap(anna, "Март", "Какого числа?")
    await here.tap(anna, "17", "Настройки")
    await here.toasts(anna, "17 марта, запомнили! Подарок придёт 10 марта")
    await here.tap(olga, "⏸ Выключить", "выключено")
    boris = await here.member("Борис Поздний")
    await here.tap(boris, "⚙️ Настройки", "Настройки")
    plain = await here.tap(boris, "🎂 День рождения", "Когда поздравить?")
    assert "Подарок" not in plain.text
