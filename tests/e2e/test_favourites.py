"""Favourite categories from the owner's switch to the guest's balance, and back with a refund."""

import pytest_asyncio

from sandbox import Person
from tests.e2e.counter import Counter, flat
from tests.e2e.running import Town
from tests.e2e.test_offers import rows_of


@pytest_asyncio.fixture(loop_scope="session")
async def here(town: Town) -> Counter:
    """Give each test a shop of its own: the rules change."""
    await town.bot.start()
    return Counter(town)


async def set_up(here: Counter, olga: Person) -> None:
    """Let the owner list two categories, switch it on, and set how many and how much."""
    await here.tap(olga, "⚙️ Программа", "Правила")
    off = await here.tap(olga, "❤️ Любимое", "Сейчас выключено")
    assert rows_of(off)[0] == ["Включить"]
    await here.tap(olga, "Включить", "Из чего будут выбирать")
    await here.send(olga, "Кофе", "Отметьте категории")
    listed = await here.send(olga, "Десерты", "Отметьте категории")
    assert rows_of(listed)[0] == ["✅ Кофе", "✅ Десерты"]
    seen = await here.tap(olga, "Дальше", "Список: Кофе, Десерты")
    assert "Никто ещё не выбирал" in flat(seen.text)
    await here.tap(olga, "Сохранить", "Сейчас выключено")
    seen = await here.tap(olga, "Включить", "получает на любимое 10 % вместо 5 %")
    assert "Чек 1 000 ₽ из любимого: 50 баллов → 100 баллов" in flat(seen.text)
    await here.tap(olga, "Сохранить", "В этом месяце ещё никто не выбирал")
    await here.tap(olga, "Можно выбрать: 2", "Сколько категорий")
    await here.tap(olga, "1", "Было: 2 → станет: 1")
    await here.tap(olga, "Сохранить", "выбирает до 1 из списка")
    await here.tap(olga, "На любимое:", "Сколько процентов")
    await here.send(olga, "12", "Было: 10 % → станет: 12 %")
    await here.tap(olga, "Сохранить", "на любимое 12 % вместо 5 %")


async def pick_desserts(here: Counter, anna: Person) -> None:
    """Let the guest follow the card's invitation; it is gone afterwards."""
    card = await here.key(anna, "💳 Карта", "Выберите любимые категории на этот месяц · 12 %")
    assert ["❤️ Любимое"] in rows_of(card)
    await here.tap(anna, "❤️ Любимое", "Отметьте не больше: 1")
    await here.tap(anna, "Десерты", "Любимые категории")
    await here.tap(anna, "Сохранить на этот месяц", "Следующий выбор:")
    card = await here.key(anna, "💳 Карта", "Номер карты:")
    assert "Выберите любимые" not in flat(card.text)


async def test_the_owner_switches_it_on_a_guest_picks_and_the_till_gives_more(
    here: Counter,
) -> None:
    olga = await here.owner()
    await set_up(here, olga)
    maria, anna, boris = await here.cashier(), await here.member(), await here.member()
    await pick_desserts(here, anna)
    # Who has picked nothing is served as ever.
    await here.send(maria, f"{here.number(boris)} 1000", "✅ Анна К. · 1 000 ₽ · +50 баллов")
    await here.send(maria, here.number(anna), "Сумма чека?")
    asked = await here.send(maria, "1000", "Что в чеке?")
    assert "+50 баллов" in flat(asked.text)
    assert rows_of(asked)[0] == ["Десерты"]
    await here.tap(maria, "Десерты", "+120 баллов · любимое +120 баллов")
    await here.send(maria, "500", "+85 баллов · любимое +60 баллов")
    done = await here.tap(maria, "✅ Начислить", "✅ Анна")
    assert "любимое +60 баллов" in flat(done.text)
    told = await here.tells(anna, "чек 1 000 ₽")
    assert "любимое +60 баллов" in flat(told.text)
    await here.key(anna, "💳 Карта", "85 баллов")
    await here.tap(anna, "📜 История", "12 % на любимое, от 500 ₽: 60")

    await here.home(olga)
    await here.tap(olga, "⚙️ Программа", "Правила")
    shown = await here.tap(olga, "❤️ Любимое", "В этом месяце выбрал 1 гость.")
    assert "Чаще всего: Десерты — 1" in flat(shown.text)
    assert "За 30 дней за любимое: +60 баллов" in flat(shown.text)
    await here.tap(maria, "↩️ Отменить", "Отменить чек 1 000 ₽")
    await here.tap(maria, "Да, отменить", "Вернуть деньгами: 1 000 ₽")
    await here.key(anna, "💳 Карта", "0 баллов")
