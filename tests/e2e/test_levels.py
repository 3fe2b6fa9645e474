"""Levels and one guest's card from the chat, with a real bot: the owner edits, the guest reads."""

import pytest_asyncio

from sandbox import Person
from tests.e2e.counter import Counter, flat
from tests.e2e.running import Town
from tests.e2e.test_offers import rows_of


@pytest_asyncio.fixture(loop_scope="session")
async def here(town: Town) -> Counter:
    await town.bot.start()
    return Counter(town)


async def open_levels(here: Counter) -> Person:
    olga = await here.owner()
    await here.tap(olga, "⚙️ Программа", "Правила «Зерно»")
    await here.tap(olga, "🏅 Уровни", "Свой · от 30 визитов")
    return olga


async def make_a_star(here: Counter) -> Person:
    """Let the owner add the level "Звезда", from 400 roubles."""
    olga = await open_levels(here)
    await here.tap(olga, "➕ Новый уровень", "Как он называется?")
    await here.send(olga, "Звезда", "От какой суммы покупок?")
    await here.send(olga, "400 ₽", "Какой кешбэк?")
    seen = await here.tap(olga, "10\u00a0%", "Сейчас попадут: 0 гостей")
    assert "Звезда: от 400 ₽, кешбэк 10 %" in flat(seen.text)
    await here.tap(olga, "Сохранить", "Звезда · от 400 ₽ · 10 % · 0 гостей")
    return olga


async def test_a_new_level_with_its_perks_is_reached_and_read_by_everybody(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    olga = await make_a_star(here)
    await here.tap(olga, "✏️ Звезда", "Даёт: нет")
    await here.tap(olga, "🎁 Что даёт", "Напишите список")
    await here.send(olga, "столик у окна\nтакси <домой>", "Даёт: столик у окна, такси <домой>")
    await here.tap(olga, "‹ Назад", "Звезда · от 400 ₽")

    await here.serve(maria, anna, "450")
    await here.tells(anna, "Теперь вы — Звезда! Кешбэк 10 %, столик у окна, такси <домой>")
    await here.key(anna, here.label("card-key", anna), "Номер карты")
    await here.tap(anna, "📈 Уровень", "Даёт: столик у окна, такси <домой>")
    await here.send(maria, here.number(anna), "🎁 Уровень даёт: столик у окна")


async def test_an_edit_that_would_drop_somebody_asks_first(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    olga = await make_a_star(here)
    await here.serve(maria, anna, "450")
    await here.tells(anna, "Теперь вы — Звезда")
    await here.tap(olga, "✏️ Звезда", "1 гость")
    await here.tap(olga, "Сумма: 400", "От какой суммы покупок?")
    await here.send(olga, "много", "Нужно число от 1 до")
    asked = await here.send(olga, "1000", "Если пересчитать: ниже станут 1, выше 0")
    assert rows_of(asked) == [["Оставить им уровень"], ["Пересчитать"], ["Отмена"]]
    await here.tap(olga, "Оставить им уровень", "Звезда · от 1 000 ₽ · 10 % · 1 гость")

    await here.tap(olga, "Сумма: 1", "От какой суммы покупок?")
    await here.send(olga, "2000", "ниже станут 1")
    await here.tap(olga, "Пересчитать", "Звезда · от 2 000 ₽ · 10 % · 0 гостей")
    await here.tells(anna, "Правила уровней изменились. Ваш уровень теперь — Новичок")


async def test_a_level_is_removed_and_its_rules_changed(here: Counter) -> None:
    olga = await make_a_star(here)
    await here.tap(olga, "⚙️ Как считаем", "Правила общие для всех уровней")
    await here.tap(olga, "Отсрочка: 30 дней", "Сколько дней сверх срока")
    await here.tap(olga, "60 дней", "Отсрочка: 60 дней")
    await here.tap(olga, "Сохранить", "Правила общие для всех уровней")
    await here.tap(olga, "‹ Назад", "Звезда · от 400 ₽")
    await here.tap(olga, "✏️ Звезда", "Даёт: нет")
    await here.tap(olga, "🗑 Убрать уровень", "Гости уровня получат «Свой»")
    gone = await here.tap(olga, "Сохранить", "Свой · от 30 визитов")
    assert "Звезда" not in gone.text
    await here.tap(olga, "✏️ Новичок", "с первого дня")


async def test_a_level_is_reached_by_money_spent_in_one_category(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    olga = await make_a_star(here)
    await here.tap(olga, "✏️ Звезда", "Даёт: нет")
    await here.tap(olga, "В категории: нет", "кассир увидит её кнопкой под чеком")
    await here.send(olga, "\u200b", "Какая категория?")
    await here.send(olga, "десерты", "От какой суммы на «десерты»?")
    await here.send(olga, "300", "В категории: 300 ₽ на «десерты»")
    await here.tap(olga, "Сохранить", "от 400 ₽ или 300 ₽ на «десерты»")
    await here.tap(olga, "Сумма: 400", "От какой суммы покупок?")
    await here.tap(olga, "Без этого", "Сумма")
    await here.tap(olga, "Сохранить", "Звезда · от 300 ₽ на «десерты»")

    await here.send(maria, here.number(anna), "Сумма чека?")
    await here.send(maria, "350", "Что в чеке?")
    await here.tap(maria, "десерты", "+17 баллов")
    await here.tap(maria, "✅ Начислить", "✅ Анна")
    await here.tells(anna, "Теперь вы — Звезда")


async def test_the_owner_finds_a_guest_and_corrects_the_points(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await here.serve(maria, anna, "450")
    olga = await here.owner()
    await here.tap(olga, "👥 Гости", "👥 Гости: 1")
    await here.tap(olga, "🔎 Найти гостя", "или имя гостя")
    await here.send(olga, "Зинаида", "Никого не нашли")
    card = flat((await here.send(olga, "кузнец", "Анна Кузнецова")).text)
    assert "Группа: 🌱 Новые" in card
    assert "Баланс: 122 балла" in card
    assert "Новичок · кешбэк 5 %" in card
    history = await here.tap(olga, "📜 Что было с баллами", "450")
    assert "5 % от 450 ₽" in flat(history.text)
    await here.tap(olga, "‹ Назад", "Баланс: 122 балла")
    await here.tap(olga, "➕ Баллы", "Сколько начислить или списать?")
    await here.send(olga, "сто", "Нужно целое число от 1 до")
    await here.send(olga, "−22", "Почему?")
    await here.send(olga, "посчитали <дважды>", "Причина: посчитали <дважды>")
    await here.tap(olga, "✅ Да, сделать", "Баланс: 100 баллов")
    told = await here.tells(anna, "списано вручную")
    assert "Причина: посчитали <дважды>" in told.text
    await here.tap(olga, "➕ Баллы", "Сколько начислить или списать?")
    await here.tap(olga, "+50\u00a0баллов", "Почему?")
    await here.tap(olga, "Извините нас", "Причина: Извините нас")
    await here.tap(olga, "✅ Да, сделать", "Баланс: 150 баллов")
    await here.tells(anna, "начислено вручную: 50 баллов")


async def test_the_owner_gives_a_level_and_takes_it_back(here: Counter) -> None:
    anna = await here.member()
    olga = await here.owner()
    await here.tap(olga, "👥 Гости", "👥 Гости: 1")
    await here.tap(olga, "🔎 Найти гостя", "или имя гостя")
    await here.send(olga, here.number(anna), "Анна Кузнецова")
    await here.tap(olga, "🏅 Уровень", "Какой уровень дать?")
    await here.tap(olga, "✏️ Свой", "На сколько даём уровень?")
    await here.tap(olga, "3 месяца", "Уровень дан вручную до")
    await here.tells(anna, "Ваш уровень теперь — Свой до")
    await here.tap(olga, "🏅 Уровень", "Какой уровень дать?")
    back = await here.tap(olga, "↩️ Забрать данный вручную", "Новичок · кешбэк 5 %")
    assert "вручную" not in back.text
    await here.tells(anna, "Ваш уровень — Новичок")
