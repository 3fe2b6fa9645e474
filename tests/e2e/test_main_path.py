"""From an empty folder to the first purchase: the day a shop opens, in Russian."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from sandbox import Person, Sandbox
from tests.e2e.counter import Counter
from tests.e2e.running import TOKEN, BotProcess, Town


@pytest_asyncio.fixture(loop_scope="session")
async def empty(tmp_path: Path) -> AsyncIterator[Counter]:
    """Return a bot that nobody owns yet."""
    async with Sandbox(token=TOKEN, clock=tmp_path / "clock", username="zerno_bot") as sandbox:
        bot = BotProcess(sandbox, tmp_path)
        await bot.start()
        try:
            yield Counter(Town(sandbox, bot))
        finally:
            await bot.kill()


def claim_payload(counter: Counter) -> str:
    printed = re.search(r"\?start=(own_\S+)", counter.town.bot.text())
    assert printed is not None, counter.town.bot.text()
    return printed.group(1)


async def claim_and_launch(here: Counter, olga: Person) -> None:
    """Four steps of the wizard, one of them typed."""
    here.sandbox.start(olga, claim_payload(here))
    await here.answers(olga, "Вы владелец этого бота")
    await here.answers(olga, "Шаг 1 из 4")
    await here.tap(olga, "☕ Кофейня", "Шаг 2 из 4")
    await here.send(olga, "Зерно", "Шаг 3 из 4. ₽, московское время. Верно?")
    card = await here.tap(olga, "✅ Да", "Шаг 4 из 4")
    assert card.photo
    assert "Чек 1 000 ₽ → гость получит 50 баллов" in card.text.replace("\u00a0", " ")
    await here.tap(olga, "🚀 Запустить", "«Зерно» работает!")
    await here.answers(olga, "Осталось:")
    assert here.chat(olga).keyboard == [["⚙️ Владелец"], ["🏪 Касса", "👤 Я как гость"]]


async def test_a_shop_opens_and_serves_its_first_guest(empty: Counter) -> None:
    here = empty
    olga = here.town.person("Ольга Хозяйкина")
    maria, anna = here.town.person("Мария Кассирова"), here.town.person("Анна Кузнецова")
    here.sandbox.start(anna)
    await here.answers(anna, "Карту гостя здесь ещё настраивают")
    await claim_and_launch(here, olga)
    await refuses_a_second_owner(here)

    payload = await here.invite(olga, "+ Кассир")
    here.sandbox.start(maria, payload)
    await here.answers(maria, "Добро пожаловать! Ваша роль: кассир")
    await here.answers(maria, "Смена закрыта. Откроем?")
    await here.key(maria, "▶️ Открыть смену", "Смена с")
    await here.tells(olga, "Мария Кассирова теперь у вас на кассе")

    await joins_by_contact(here, anna)
    await here.send(maria, here.number(anna), "Анна К.")
    receipt = await here.send(maria, "450", "✅ Анна К. · 450 ₽ · +22 балла · баланс: 122 балла")
    assert receipt.buttons == [["↩️ Отменить"]]
    await here.tells(anna, "+22 балла · чек 450 ₽")
    await here.key(anna, "💳 Карта", "122 балла")
    here.sandbox.start(olga)
    await here.answers(olga, "Сегодня: 450 ₽ · чеков: 1")


async def joins_by_contact(here: Counter, anna: Person) -> None:
    """A guest needs one tap for the number, and has a card with a gift on it."""
    here.sandbox.start(anna)
    promise = await here.answers(anna, "С каждой покупки возвращаем 5 % баллами")
    assert promise.buttons[0] == ["🌐 English", "🌐 Oʻzbekcha"]
    await here.answers(anna, "согласие на обработку данных")
    here.sandbox.key(anna, "✅ Согласен, отправить номер")
    await here.answers(anna, "Подарок за знакомство: +100 баллов")
    card = await here.answers(anna, "Номер карты:")
    assert card.photo
    await here.sandbox.wait_for(lambda: card.id in here.chat(anna).pinned)
    assert card.buttons == [["🎁 Акции", "📜 История"], ["📈 Уровень", "⚙️ Настройки"]]
    assert "100 баллов" in card.text.replace("\u00a0", " ")
    await here.answers(anna, "Присылать акции и поздравления?")
    await here.tap(anna, "Только чеки", "Хорошо, только чеки")


async def refuses_a_second_owner(here: Counter) -> None:
    """Neither the used link nor a guessed one makes anybody else an owner."""
    igor = here.town.person("Игорь Чужой")
    here.sandbox.start(igor, claim_payload(here))
    await here.answers(igor, "Ссылка уже сработала")
    here.sandbox.start(igor, "own_" + "x" * 22)
    await here.answers(igor, "Ссылка")
    assert not any("Шаг" in text for text in here.said(igor))
