"""The owner changes a rule and reads, on the same screen, what the last days would have been."""

import asyncio

import pytest

from tests.e2e.counter import Counter, flat
from tests.e2e.running import Town

COUNTED_S = 60.0


@pytest.fixture
def here(shop: Town) -> Counter:
    return Counter(shop)


async def test_a_new_percent_is_tried_on_the_last_days_before_it_is_saved(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await here.serve(maria, anna, "1000")
    olga = await here.owner()
    await here.tap(olga, "⚙️ Программа", "Правила «Зерно»")
    await here.tap(olga, "Начисляем:", "Сколько начислять")
    shown = await here.tap(olga, "7\u00a0%", "станет: 7 %")

    def counted() -> str:
        message = next(one for one in here.chat(olga).said if one.id == shown.id)
        text = flat(message.text)
        return text if "Проверено" in text else ""

    text = await here.sandbox.wait_for(counted, COUNTED_S, what="the answer on the same screen")
    assert "Чек 1 000 ₽: 50 баллов → 70 баллов" in text
    assert "За последние 30 дней это было бы дороже на" in text
    assert "Действует с этой минуты" in text
    await here.tap(olga, "Сохранить", "Правила «Зерно»")
    await here.tap(olga, "🕓 Кто и что менял", "Последние версии правил")
    await here.tap(olga, "▫️ № ", "Действовала раньше")
    asked = await here.tap(olga, "↩️ Вернуть эти правила", "Станет так")
    assert "7 → 5" in flat(asked.text)
    await here.tap(olga, "Вернуть", "Последние версии правил")


async def test_who_goes_on_keeps_the_new_screen(here: Counter) -> None:
    olga = await here.owner()
    await here.tap(olga, "⚙️ Программа", "Правила «Зерно»")
    await here.tap(olga, "Списание: до", "Какую часть чека")
    await here.tap(olga, "30\u00a0%", "станет: 30 %")
    rules = await here.tap(olga, "Отмена", "Правила «Зерно»")
    await asyncio.sleep(3)
    now = next(one for one in here.chat(olga).said if one.id == rules.id)
    assert "Правила «Зерно»" in flat(now.text)
