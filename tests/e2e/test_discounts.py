"""Money off from the owner's tap to the sum the guest pays; goods of a bill by category (K4).

Offers change what bills cost, so each test has a shop of its own.
"""

import pytest_asyncio

from tests.e2e.counter import Counter, flat
from tests.e2e.running import Town, output_of
from tests.e2e.test_offers import rows_of

PLAIN = """
name = "Зерно"
timezone = "Europe/Moscow"
[[tier]]
id = "guest"
name = { ru = "Гость" }
discount = "3"
[[tier]]
id = "regular"
name = { ru = "Свой" }
spend = "10000"
discount = "5"
[[discount]]
id = "cake"
percent = "20"
when = { categories = ["Десерты"] }
"""


@pytest_asyncio.fixture(loop_scope="session")
async def here(town: Town) -> Counter:
    await town.bot.start()
    return Counter(town)


async def test_a_discount_works_by_itself_and_the_sum_comes_before_the_yes(here: Counter) -> None:
    olga = await here.owner()
    await here.tap(olga, "🎁 Акции", "🎁 Акци")
    await here.tap(olga, "🏷 Скидка в процентах", "Гость видит:")
    await here.tap(olga, "● Вт", "Скидка 10 %")
    await here.tap(olga, "−20", "Скидка 20 %")
    await here.tap(olga, "🚀 Запустить", "✅ Работает")
    maria, anna = await here.cashier(), await here.member()
    await here.send(maria, here.number(anna), "Сумма чека?")
    shown = await here.send(maria, "1000", "К оплате: 800 ₽")
    assert "скидка 20 %: −200 ₽" in flat(shown.text)
    await here.tap(maria, "✅ Начислить", "к оплате 800 ₽ · +40 баллов")
    told = await here.tells(anna, "скидка 20 %: −200 ₽")
    assert "Начислено: +40 баллов" in flat(told.text)
    await here.tap(maria, "↩️ Отменить", "Отменить чек 800 ₽")
    await here.tap(maria, "Да, отменить", "Вернуть деньгами: 800 ₽")


async def test_a_coupon_is_taken_shown_and_used_on_a_bill(here: Counter) -> None:
    olga = await here.owner()
    await here.tap(olga, "🎁 Акции", "🎁 Акци")
    await here.tap(olga, "🏷 Скидка в процентах", "Гость видит:")
    await here.tap(olga, "● Вт", "Скидка 10 %")
    await here.tap(olga, "🎟 Без купона", "бесплатно")
    await here.tap(olga, "🚀 Запустить", "✅ Работает")
    maria, anna = await here.cashier(), await here.member()
    await here.key(anna, "💳 Карта", "Номер карты:")
    await here.tap(anna, "🎁 Акции", "Скидка 10 %")
    await here.tap(anna, "🎟 Взять", "Купон бесплатный")
    await here.tap(anna, "✅ Взять купон", "Касса видит купон до")
    guest = await here.send(maria, here.number(anna), "Сумма чека?")
    assert rows_of(guest)[0] == ["🎟 Применить: −10 %"]
    await here.tap(maria, "🎟 Применить", "Купон применим")
    shown = await here.send(maria, "500", "К оплате: 450 ₽")
    assert ["● 🎟 −10 %"] in rows_of(shown)
    await here.tap(maria, "● 🎟", "Чек 500 ₽ → +25 баллов")
    await here.tap(maria, "🎟 Применить", "К оплате: 450 ₽")
    await here.tap(maria, "✅ Начислить", "скидка 10 %: −50 ₽ · к оплате 450 ₽")
    await here.home(olga)
    await here.tap(olga, "🎁 Акции", "🎁 Акци")
    await here.tap(olga, "✅ Скидка", "чеков: 1 · скидок на 50 ₽")


async def deal_in_discounts_alone(here: Counter) -> None:
    """Give the shop a program without points, from its file."""
    bot = here.town.bot
    rules = bot.folder / "plain.toml"
    rules.write_text(PLAIN, encoding="utf-8")
    environment = {"KOPILKA_DATA_DIR": str(bot.folder)}
    applied = await output_of("program", "apply", str(rules), "--yes", environment=environment)
    assert applied[0] == 0, applied


async def test_a_promo_code_of_a_shop_without_points_takes_percent_off(here: Counter) -> None:
    olga = await here.owner()
    await deal_in_discounts_alone(here)
    await here.tap(olga, "🎁 Акции", "Акций пока нет")
    await here.tap(olga, "🔑 Промокод", "Какой код?")
    made = await here.send(olga, "ВЕСНА 26", "Промокод ВЕСНА 26")
    assert "балл" not in flat(made.text)
    assert flat(rows_of(made)[0][0]) == "● −10 %"
    seen = await here.send(olga, "25", "Скидка 25 %")
    assert "● −25 %" in [flat(label) for label in rows_of(seen)[0]]


async def test_goods_by_category_are_one_tap_and_a_shop_of_discounts_says_nothing_of_points(
    here: Counter,
) -> None:
    await here.owner()
    maria = await here.cashier()
    await deal_in_discounts_alone(here)
    anna = await here.member()
    assert "Скидка 3 % уже с первой покупки" in " ".join(here.said(anna))
    await here.send(maria, here.number(anna), "Сумма чека?")
    asked = await here.send(maria, "1000", "Что в чеке?")
    assert "К оплате: 970 ₽" in flat(asked.text)
    assert rows_of(asked)[0] == ["Десерты"]
    await here.tap(maria, "Десерты", "К оплате: 800 ₽")
    part = await here.send(maria, "300", "К оплате: 919 ₽")
    assert rows_of(part)[0] == ["● Десерты · 300 ₽"]
    done = await here.tap(maria, "✅ Провести", "к оплате 919 ₽")
    assert "балл" not in flat(done.text)
    told = await here.tells(anna, "Чек 919 ₽")
    assert "балл" not in flat(told.text)
    card = await here.key(anna, "💳 Карта", "Скидка 3 % на каждый чек")
    assert "кешбэк" not in flat(card.text)
    await here.tap(anna, "📈 Уровень", "Гость · скидка 3 %")
    await here.tap(anna, "‹ Назад", "Скидка 3 %")
    history = await here.tap(anna, "📜 История", "чек 919 ₽ · скидки: −81 ₽")
    assert "+0" not in flat(history.text)


async def test_the_owner_moves_a_step_of_the_ladder_and_sees_what_a_bill_becomes(
    here: Counter,
) -> None:
    olga = await here.owner()
    await here.tap(olga, "⚙️ Программа", "Правила")
    listed = await here.tap(olga, "🏷 Скидки", "Скидка уровня")
    assert rows_of(listed)[0] == ["Новичок: нет"]
    await here.tap(olga, "Новичок", "сколько процентов")
    seen = await here.send(olga, "7,5", "Было: нет → станет: 7,5 %")
    assert "Чек 1 000 ₽, к оплате: 1 000 ₽ → 925 ₽" in flat(seen.text)
    saved = await here.tap(olga, "Сохранить", "Скидка уровня")
    assert rows_of(saved)[0] == ["Новичок: 7,5 %"]
    maria, anna = await here.cashier(), await here.member()
    await here.send(maria, here.number(anna), "Сумма чека?")
    await here.send(maria, "1000", "К оплате: 925 ₽")
