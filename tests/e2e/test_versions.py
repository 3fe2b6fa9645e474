"""The owner plans a rule for Monday, reads what waits, and thinks better of it."""

import pytest

from tests.e2e.counter import Counter, flat
from tests.e2e.running import Town


@pytest.fixture
def here(shop: Town) -> Counter:
    return Counter(shop)


async def test_a_rule_from_a_day_waits_in_the_chat_until_it_is_cancelled(here: Counter) -> None:
    olga = await here.owner()
    await here.tap(olga, "⚙️ Программа", "Правила «Зерно»")
    await here.tap(olga, "Списание: до", "Какую часть чека")
    await here.tap(olga, "20\u00a0%", "Действует с этой минуты")
    await here.tap(olga, "Начать: с ", "в полночь")
    rules = await here.tap(olga, "Сохранить", "Правила «Зерно»")
    labels = [flat(label) for row in rules.buttons for label in row]
    assert any("Списание: до 50 %" in label for label in labels)
    plan = await here.tap(olga, "🗓 Запланировано с", "Начнёт действовать")
    assert "• Оплата баллами, доля чека, %: 50 → 20" in flat(plan.text)
    shown = await here.tap(olga, "🗑 Отменить план", "Последние версии правил")
    assert "🗓" not in shown.text
