"""The owner's guests: segments with counts, boundaries, audiences, and an offer for some (O7).

Boundaries and offers change what others see, so each test has a shop of its own.
"""

import pytest_asyncio

from tests.e2e.counter import Counter, flat
from tests.e2e.running import Town
from tests.e2e.test_offers import rows_of


@pytest_asyncio.fixture(loop_scope="session")
async def here(town: Town) -> Counter:
    await town.bot.start()
    return Counter(town)


async def test_the_owner_sees_who_his_guests_are_and_moves_a_boundary(here: Counter) -> None:
    await here.member()
    olga = await here.owner()
    seen = flat((await here.tap(olga, "👥 Гости", "👥 Гости: 1")).text)
    assert "🌱 Новые: 1 — с нами меньше 30 дней" in seen
    assert "😴 Спящие: 0 — не были 21 день и дольше" in seen
    assert "👑 VIP: 0 — из них: верхний уровень" in seen
    await here.tap(olga, "⚙️ Границы групп", "ровно в одной из пяти групп")
    asked = await here.tap(olga, "😴 Спящие", "Спящие сейчас: 0")
    assert ["14 · 0 гостей", "21 · 0 гостей"] in rows_of(asked)
    await here.tap(olga, "30 · 0 гостей", "ровно в одной из пяти групп")
    await here.toasts(olga, "Граница сохранена")
    await here.tap(olga, "😴 Спящие: дней без визита: 30", "Спящие сейчас")
    await here.send(olga, "1000", "Нужно целое число от 1 до 89")
    await here.send(olga, "45", "ровно в одной из пяти групп")
    await here.tap(olga, "👑 VIP, траты за год: нет", "VIP сейчас: 0")
    await here.send(olga, "30000", "ровно в одной из пяти групп")
    seen = flat((await here.tap(olga, "‹ Назад", "👥 Гости: 1")).text)
    assert "не были 45 дней и дольше" in seen
    assert "верхний уровень или от 30 000 ₽ за год" in seen
    await here.tap(olga, "‹ Назад", "")
    await here.tap(olga, "⚙️ Программа", "")


async def test_an_audience_takes_four_taps_and_counts_while_it_is_made(here: Counter) -> None:
    await here.member()
    olga = await here.owner()
    await here.tap(olga, "👥 Гости", "👥 Гости: 1")
    empty = await here.tap(olga, "🎯 Новая подборка", "подходят все")
    assert "✅ Сохранить" not in str(rows_of(empty))
    assert "🛍 Брали" not in str(rows_of(empty))
    await here.tap(olga, "😴 Давно ли были", "Когда были в последний раз?")
    made = await here.tap(olga, "не были 30 дней и дольше", "Подходит гостей: 0")
    assert "● не были 30 дней и дольше" in str(rows_of(made))
    saved = await here.tap(olga, "✅ Сохранить", "не были 30 дней и дольше")
    assert rows_of(saved) == [["✏️ Изменить", "🗑 Удалить"], ["‹ Назад"]]
    here_again = await here.tap(olga, "‹ Назад", "👥 Гости: 1")
    assert rows_of(here_again)[0] == ["не были 30 дней и дольше: 0"]


async def test_an_audience_is_named_changed_and_deleted(here: Counter) -> None:
    await here.member()
    olga = await here.owner()
    await here.tap(olga, "👥 Гости", "👥 Гости: 1")
    await here.tap(olga, "🎯 Новая подборка", "подходят все")
    await here.tap(olga, "👥 Группа", "Из каких групп?")
    await here.tap(olga, "🌱 Новые", "Подходит гостей: 1")
    await here.tap(olga, "👑 VIP", "Подходит гостей: 1")
    await here.tap(olga, "‹ Назад", "🌱 Новые, 👑 VIP")
    await here.send(olga, "Новички <и> VIP", "🎯 Новички <и> VIP")
    await here.tap(olga, "✅ Сохранить", "• 🌱 Новые, 👑 VIP")
    await here.tap(olga, "✏️ Изменить", "Новички <и> VIP")
    await here.tap(olga, "● 🌱 Новые", "Из каких групп?")
    await here.tap(olga, "● 🌱 Новые", "Подходит гостей: 0")
    await here.tap(olga, "‹ Назад", "Подходит гостей: 0")
    await here.tap(olga, "✅ Сохранить", "• 👑 VIP")
    await here.tap(olga, "🗑 Удалить", "Удалить подборку?")
    gone = await here.tap(olga, "Да, удалить", "👥 Гости: 1")
    assert rows_of(gone)[0] == ["🎯 Новая подборка"]


async def test_an_offer_for_some_is_seen_by_them_alone(here: Counter) -> None:
    anna = await here.member()
    olga = await here.owner()
    await here.tap(olga, "🎁 Акции", "Акций пока нет")
    await here.tap(olga, "➕ Бонус за чек", "Гость видит:")
    groups = await here.tap(olga, "👥 Кому: всем", "Кто увидит и получит акцию?")
    assert rows_of(groups)[:2] == [["Все гости"], ["🌱 Новые: 1"]]
    await here.tap(olga, "😴 Спящие: 0", "Только 😴 Спящие: сейчас 0")
    await here.tap(olga, "👥 Кому: 😴 Спящие", "Кто увидит")
    await here.tap(olga, "🌱 Новые: 1", "Только 🌱 Новые: сейчас 1")
    launched = await here.tap(olga, "🚀 Запустить", "✅ Работает")
    assert "👥 Только: 🌱 Новые" in flat(launched.text)
    await here.key(anna, "💳 Карта", "Номер карты:")
    await here.tap(anna, "🎁 Акции · 1", "100 баллов")
    await here.tap(olga, "⏹ Завершить", "Завершить акцию навсегда?")
    await here.tap(olga, "Да, завершить", "🎁 Акци")
    await here.tap(olga, "➕ Бонус за чек", "Гость видит:")
    await here.tap(olga, "👥 Кому: всем", "Кто увидит и получит акцию?")
    await here.tap(olga, "👑 VIP: 0", "Только 👑 VIP: сейчас 0")
    await here.tap(olga, "🚀 Запустить", "✅ Работает")
    await here.key(anna, "💳 Карта", "Номер карты:")
    await here.tap(anna, "🎁 Акции", "Сейчас акций нет")
