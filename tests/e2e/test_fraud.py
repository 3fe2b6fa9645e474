"""Caps of the till and alerts, as the cashier and the owner meet them in their chats."""

from datetime import UTC, datetime, timedelta

import pytest

from models.watch import Pattern
from services import suspicions
from services.store.watch import Span
from services.watch import Found
from tests.e2e.counter import Counter, flat
from tests.e2e.running import Town


@pytest.fixture
def here(shop: Town) -> Counter:
    return Counter(shop)


async def test_t2_above_a_cap_the_bill_waits_for_the_owner(here: Counter) -> None:
    """T2: the owner types a cap, the till stops at it, and the owner's tap records the bill."""
    maria, anna = await here.cashier(), await here.member()
    olga = await here.owner()
    await here.tap(olga, "🏷 Магазин", "Зерно")
    limits = await here.tap(olga, "🚦 Пределы кассы", "Пределы кассы")
    assert limits.buttons[0] == ["Чеков одной карты в день: без предела"]
    await here.tap(olga, "Чеков одной карты в день", "Какой предел поставить?")
    await here.send(olga, "ноль", "Нужно целое число")
    await here.send(olga, "1", "Пределы кассы")
    await here.tap(olga, "Одной карте в день", "Какой предел поставить?")
    shown = await here.tap(olga, "5\u00a0000", "Сверх предела")
    assert [flat(row[0]) for row in shown.buttons[:2]] == [
        "Чеков одной карты в день: 1",
        "Одной карте в день: 5 000 баллов",
    ]

    await here.serve(maria, anna, "450")
    await here.send(maria, here.number(anna), "Сумма чека?")
    await here.send(maria, "350", "подтверждает владелец. Чеков одной карты в день: не больше 1.")
    await here.tells(
        olga, "просит провести чек 350 ₽, гость: Анна К.\nЧеков одной карты в день: не"
    )
    await here.tap(olga, "✅ Провести", "✅ Анна К. · 350 ₽")
    await here.tells(maria, "✅ Владелец подтвердил чек 350 ₽")

    await here.home(olga)
    await here.tap(olga, "🏷 Магазин", "Зерно")
    await here.tap(olga, "🚦 Пределы кассы", "Пределы кассы")
    await here.tap(olga, "Чеков одной карты в день", "Какой предел поставить?")
    await here.tap(olga, "без предела", "Сверх предела")
    await here.tap(olga, "Одной карте в день", "Какой предел поставить?")
    lifted = await here.tap(olga, "без предела", "Сверх предела")
    assert [row[0] for row in lifted.buttons[:2]] == [
        "Чеков одной карты в день: без предела",
        "Одной карте в день: без предела",
    ]


async def test_t1_an_alert_shows_its_bills_and_is_excused(here: Counter) -> None:
    """T1: [Show] puts the bills under the alert, [It's fine] ends it."""
    maria, anna = await here.cashier(), await here.member()
    olga = await here.owner()
    await here.serve(maria, anna, "450")
    await here.serve(maria, anna, "350")
    await tell_of_the_last_member(here)

    await here.tells(olga, "⚠️ Анна К.: по несколько чеков в день.")
    shown = await here.tap(olga, "Показать", " · Анна К. · 450 ₽ · Мария Кассирова")
    assert " · Анна К. · 350 ₽ · Мария Кассирова" in flat(shown.text)
    await here.tap(olga, "Всё в порядке", "больше не напомню")


async def tell_of_the_last_member(here: Counter) -> None:
    """Tell what the daily look would tell about the newest card."""
    now = datetime.now(UTC)
    today = now.date()
    books = await here.town.bot.open()
    try:
        member_id = await books.read(
            lambda tx: tx.exec_driver_sql("SELECT max(id) FROM members").scalar_one()
        )
        span = Span(since=today - timedelta(days=1), until=today + timedelta(days=1))
        facts = {"days": 6, "peak": 2}
        found = Found(pattern=Pattern.OFTEN, span=span, member_id=member_id, facts=facts)
        await books.write(suspicions.tell, (found,), today, now=now)
    finally:
        await books.close()
