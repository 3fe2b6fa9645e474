"""Stamp cards from the owner's template to the gift in the guest's hand (O5, K3, C6)."""

import pytest_asyncio

from sandbox import Person
from tests.e2e.counter import Counter, flat
from tests.e2e.running import Town


@pytest_asyncio.fixture(loop_scope="session")
async def here(town: Town) -> Counter:
    await town.bot.start()
    return Counter(town)


async def launch(here: Counter, template: str, title: str, number: str) -> Person:
    """Let the owner launch a card: a template, a name, a number, the launch."""
    olga = await here.owner()
    await here.tap(olga, "🎁 Акции", "🎁 Акци")
    await here.tap(olga, "🔖 Карты со штампами", "Карты со штампами")
    await here.tap(olga, template, "Что гость получит")
    await here.send(olga, title, "Так увидит гость")
    await here.tap(olga, number, f"0 из {number}")
    await here.tap(olga, "🚀 Запустить", "✅ Карта работает")
    return olga


async def test_a_card_goes_from_the_template_to_the_gift_at_the_till(here: Counter) -> None:
    olga = await launch(here, "чашек — одна в подарок", "Капучино", "4")
    maria, anna = await here.cashier(), await here.member()

    asked = await here.send(maria, f"{here.number(anna)} 450", "Сколько всего: Капучино?")
    assert asked.buttons[0] == ["1", "2", "3", "4", "5"]
    receipt = await here.tap(maria, "3", "Капучино: 3 из 4 (+3) · ещё 1 — и подарок")
    assert "✅ Анна К." in receipt.text
    await here.tells(anna, "Капучино: 3 из 4")
    card = await here.key(anna, "💳 Карта", "Капучино: 3 из 4 · ещё 1")
    assert card.photo

    guest = await here.send(maria, here.number(anna), "Сумма чека?")
    assert "🔖 Капучино: 3 из 4" in flat(guest.text)
    await here.send(maria, "460", "Сколько всего")
    await here.tap(maria, "2", "карта заполнена (+2). На новой: 1 из 4")
    await here.tells(anna, "Карта заполнена! Ваш подарок: Капучино")
    await here.tap(anna, "Показать кассиру", "Касса видит купон до")
    await here.send(maria, here.number(anna), "Сумма чека?")
    await here.tap(maria, "🎁 Выдать: Капучино", "Выдано: Капучино · Анна К.")
    await here.key(anna, "💳 Карта", "Капучино: 1 из 4")
    await here.tap(anna, "📜 История", "карта заполнена, купон «Капучино»")

    await here.home(olga)
    await here.tap(olga, "🎁 Акции", "🎁 Акци")
    await here.tap(olga, "🔖 Карты со штампами", "Карты со штампами")
    await here.tap(olga, "✅ Капучино", "заполнено карт: 1, выдано подарков: 1")
    await here.tap(olga, "Штампов на карте: 4", "Сколько штампов")
    await here.tap(olga, "6", "штампов 6")
    await here.tap(olga, "⏸ Выключить", "⏸ Карта выключена")
    await here.send(maria, f"{here.number(anna)} 470", "✅ Анна К. · 470 ₽")


async def test_an_undone_bill_takes_its_stamps_and_the_coupon_back(here: Counter) -> None:
    await launch(here, "визитов — следующий", "Стрижка", "4")
    maria, anna = await here.cashier(), await here.member()
    await here.send(maria, f"{here.number(anna)} 450", "Стрижка: 1 из 4")

    await here.tap(maria, "↩️ Отменить", "Отменить чек")
    await here.tap(maria, "Да, отменить", "отменён")

    await here.tells(anna, "Стрижка: −1, на карте 0")


async def test_points_and_stamps_share_a_bill(here: Counter) -> None:
    await launch(here, "чашек — одна в подарок", "Капучино", "4")
    maria, anna = await here.cashier(), await here.member()
    await here.send(maria, here.number(anna), "Сумма чека?")
    await here.tap(maria, "Списать", "Сумма чека")
    await here.send(maria, "450", "Сколько всего: Капучино?")
    await here.tap(maria, "2", "Можно списать")
    await here.tap(maria, "100", "Ждём")
    await here.tells(anna, "Списание")
    await here.tap(anna, "Подтвердить", "")

    await here.tells(anna, "Капучино: 2 из 4")
