"""Offers from the owner's draft to the guest's coupon and the cashier's hand (O5, C4, K3).

Offers change what bills earn, so each test has a shop of its own.
"""

from datetime import UTC, datetime, timedelta

import pytest_asyncio

from sandbox import Person
from sandbox.views import MessageView
from services import programs
from services.actors import system
from services.program import export
from tests.builders.shops import a_key
from tests.e2e.counter import Counter, flat
from tests.e2e.running import Town


@pytest_asyncio.fixture(loop_scope="session")
async def here(town: Town) -> Counter:
    await town.bot.start()
    return Counter(town)


def rows_of(message: MessageView) -> list[list[str]]:
    return [[flat(label) for label in row] for row in message.buttons]


async def launch_a_gift(here: Counter, title: str = "Круассан", price: str = "50") -> Person:
    """Let the owner launch a gift: two taps, its name, the price, the launch."""
    olga = await here.owner()
    await here.tap(olga, "🎁 Акции", "🎁 Акци")
    await here.tap(olga, "🎁 Подарок за накопленное", "Что дарим?")
    await here.send(olga, title, "Гость видит:")
    await here.tap(olga, f"{price}\u00a0баллов", f"{price} баллов")
    launched = await here.tap(olga, "🚀 Запустить", "✅ Работает")
    assert title in launched.text
    return olga


async def take(here: Counter, anna: Person, title: str = "Круассан") -> MessageView:
    """Let a guest take the gift from the card on."""
    await here.key(anna, "💳 Карта", "Номер карты:")
    await here.tap(anna, "🎁 Акции", title)
    asked = await here.tap(anna, f"{title} ·", "Спишем сразу: 50 баллов")
    assert "Купон живёт до" in flat(asked.text)
    return await here.tap(anna, "✅ Получить", "Касса видит купон до")


async def test_a_gift_goes_from_the_owners_draft_into_the_guests_hand(here: Counter) -> None:
    olga = await launch_a_gift(here)
    maria, anna = await here.cashier(), await here.member()
    shown = await take(here, anna)
    assert shown.photo
    assert rows_of(shown) == [
        ["Показать ещё раз"],
        ["↩️ Отказаться: +50 баллов"],
        ["‹ Назад"],
    ]
    mine = await here.tap(anna, "‹ Назад", "касса видит до")
    assert ["🎟 Круассан"] in rows_of(mine)
    card = await here.tap(anna, "‹ Назад", "50 баллов")
    assert rows_of(card)[0] == ["🎁 Акции · 2", "📜 История"]
    guest = await here.send(maria, here.number(anna), "Сумма чека?")
    assert rows_of(guest)[0] == ["🎁 Выдать: Круассан"]
    await here.tap(maria, "🎁 Выдать: Круассан", "Выдано: Круассан · Анна К.")
    left = next(message for message in here.chat(maria).said if message.id == guest.id)
    assert "Выдать" not in str(left.buttons)
    await here.send(maria, "450", "✅ Анна К. · 450 ₽")
    told = await here.tells(anna, "Круассан")
    assert ["💳 Карта", "Это не я"] in rows_of(told)
    await here.home(olga)
    await here.tap(olga, "🎁 Акции", "🎁 Акци")
    await here.tap(olga, "✅ Круассан", "взяли: 1 · выдано: 1")


async def test_a_coupon_given_back_returns_its_points_to_the_card_and_its_picture(
    here: Counter,
) -> None:
    await launch_a_gift(here)
    anna = await here.member()
    await here.key(anna, "💳 Карта", "100 баллов")
    pictures = len(here.sandbox.calls("editMessageMedia"))
    await take(here, anna)
    assert len(here.sandbox.calls("editMessageMedia")) == pictures + 1
    await here.tap(anna, "↩️ Отказаться", "Акции")
    await here.toasts(anna, "Купон отменён: +50 баллов")
    card = await here.tap(anna, "‹ Назад", "100 баллов = 100 ₽")
    assert rows_of(card)[0][0] == "🎁 Акции · 1"
    await here.tap(anna, "📜 История", "Круассан")


async def test_a_price_that_changed_under_the_guests_finger_is_shown_and_not_taken(
    here: Counter,
) -> None:
    await launch_a_gift(here)
    anna = await here.member()
    await here.key(anna, "💳 Карта", "100 баллов")
    await here.tap(anna, "🎁 Акции", "Круассан")
    await here.tap(anna, "Круассан ·", "Спишем сразу: 50 баллов")
    await raise_the_price(here)
    await here.tap(anna, "✅ Получить", "Спишем сразу: 60 баллов")
    await here.toasts(anna, "Цена изменилась: теперь 60 баллов")
    await here.tap(anna, "✅ Получить", "Касса видит купон до")
    await here.key(anna, "💳 Карта", "40 баллов")


async def raise_the_price(here: Counter) -> None:
    """Put another price in force beside the running bot, as the command line does."""
    books = await here.town.bot.open()
    try:
        now = datetime.now(UTC)
        text = export((await books.read(programs.current, now=now)).document)
        assert "price_points = 50" in text
        dearer = text.replace("price_points = 50", "price_points = 60")
        await books.write(programs.apply, dearer, actor=system("test"), key=a_key(), now=now)
    finally:
        await books.close()


async def test_a_gift_the_balance_does_not_cover_has_no_button(here: Counter) -> None:
    await launch_a_gift(here, price="300")
    anna = await here.member()
    await here.key(anna, "💳 Карта", "Номер карты:")
    poor = await here.tap(anna, "🎁 Акции", "300 баллов · ещё нужно: 200 баллов")
    assert rows_of(poor) == [["‹ Назад"]]


async def test_a_coupon_is_shown_again_after_its_quarter_of_an_hour(here: Counter) -> None:
    await launch_a_gift(here)
    maria, anna = await here.cashier(), await here.member()
    await take(here, anna)
    here.sandbox.move_clock(timedelta(minutes=16))
    guest = await here.send(maria, here.number(anna), "Сумма чека?")
    assert "Выдать" not in str(guest.buttons)
    await here.key(anna, "💳 Карта", "Номер карты:")
    await here.tap(anna, "🎁 Акции", "купон до")
    await here.tap(anna, "🎟 Круассан", "нажмите кнопку")
    await here.tap(anna, "Показать кассиру", "Касса видит купон до")
    guest = await here.send(maria, here.number(anna), "Сумма чека?")
    assert rows_of(guest)[0] == ["🎁 Выдать: Круассан"]


async def test_a_fast_bill_has_the_coupon_under_its_receipt(here: Counter) -> None:
    await launch_a_gift(here)
    maria, anna = await here.cashier(), await here.member()
    await take(here, anna)
    receipt = await here.send(maria, f"{here.number(anna)} 450", "✅ Анна К. · 450 ₽")
    assert rows_of(receipt) == [["🎁 Выдать: Круассан"], ["↩️ Отменить"]]
    await here.tap(maria, "🎁 Выдать: Круассан", "Выдано: Круассан · Анна К.")
    left = next(message for message in here.chat(maria).said if message.id == receipt.id)
    assert rows_of(left) == [["↩️ Отменить"]]
    assert "450" in left.text


async def test_an_old_button_of_a_gift_that_ended_is_answered(here: Counter) -> None:
    olga = await launch_a_gift(here)
    anna = await here.member()
    await here.key(anna, "💳 Карта", "Номер карты:")
    await here.tap(anna, "🎁 Акции", "Круассан")
    asked = await here.tap(anna, "Круассан ·", "Спишем сразу")
    claim = here.data_of(asked, "✅ Получить")
    await here.tap(olga, "⏹ Завершить", "Завершить акцию навсегда?")
    await here.tap(olga, "Да, завершить", "🎁 Акци")
    here.sandbox.press(anna, data=claim, message_id=asked.id)
    await here.sandbox.wait_for(lambda: here.chat(anna).toast)
    await here.key(anna, "💳 Карта", "100 баллов")
    empty = await here.tap(anna, "🎁 Акции", "Сейчас акций нет")
    assert rows_of(empty) == [["‹ Назад"]]


async def test_more_points_on_every_day_work_by_themselves_and_stop_with_a_pause(
    here: Counter,
) -> None:
    olga = await here.owner()
    await here.tap(olga, "🎁 Акции", "Акций пока нет")
    draft = await here.tap(olga, "✖️ Больше по дням", "по вторникам")
    assert "Сколько обойдётся" in draft.text
    await here.tap(olga, "● Вт", "×2 за каждую покупку")
    await here.tap(olga, "×3", "×3 за каждую покупку")
    await here.tap(olga, "📅 Без срока", "осталось 7 дней")
    await here.tap(olga, "🚀 Запустить", "✅ Работает")
    maria, anna = await here.cashier(), await here.member()
    await here.key(anna, "💳 Карта", "Номер карты:")
    await here.tap(anna, "🎁 Акции · 1", "×3 за каждую покупку · осталось 7 дней · работает сама")
    await here.serve(maria, anna, "200")
    await here.tells(anna, "+30 баллов")
    await here.home(olga)
    await here.tap(olga, "🎁 Акции", "🎁 Акци")
    await here.tap(olga, "✅ ×3", "✅ Работает")
    paused = await here.tap(olga, "⏸ Пауза", "⏸ На паузе")
    assert "чеков: 1 · начислено сверху: 20 баллов" in flat(paused.text)
    await here.serve(maria, anna, "400")
    await here.tells(anna, "+20 баллов")
    await here.tap(olga, "▶️ Возобновить", "✅ Работает")


async def test_a_bonus_for_a_large_bill_is_four_taps(here: Counter) -> None:
    olga = await here.owner()
    await here.tap(olga, "🎁 Акции", "Акций пока нет")
    await here.tap(olga, "➕ Бонус за чек", "+100 баллов · за чек от 500 ₽")
    await here.tap(olga, "от 1\u00a0000", "за чек от 1 000 ₽")
    await here.tap(olga, "🚀 Запустить", "✅ Работает")
    maria, anna = await here.cashier(), await here.member()
    await here.serve(maria, anna, "1200")
    await here.tells(anna, "+160 баллов")


async def test_a_typed_price_and_a_better_name_stay_in_the_draft(here: Counter) -> None:
    olga = await here.owner()
    await here.tap(olga, "🎁 Акции", "Акций пока нет")
    await here.tap(olga, "🎁 Подарок за накопленное", "Что дарим?")
    await here.send(olga, "Круасан", "Круасан · 100 баллов")
    await here.send(olga, "75", "Круасан · 75 баллов")
    await here.send(olga, "Круассан", "Круассан · 75 баллов")
    await here.tap(olga, "🎟 Купон: 30 дней", "Круассан · 75 баллов")
    await here.tap(olga, "🚀 Запустить", "✅ Работает")
    listed = await here.tap(olga, "‹ Назад", "Акции")
    assert rows_of(listed)[0] == ["✅ Круассан · 75 баллов"]
