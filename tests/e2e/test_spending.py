"""Paying with points: the till asks, and only the guest's own tap or code spends."""

import pytest

from sandbox import Person
from tests.e2e.counter import Counter
from tests.e2e.running import Town


@pytest.fixture
def here(shop: Town) -> Counter:
    return Counter(shop)


async def ask_to_spend(here: Counter, maria: Person, anna: Person, amount: str) -> None:
    """The till asks Anna to pay the most of this bill with points."""
    await here.send(maria, here.number(anna), "Сумма чека?")
    await here.tap(maria, "💰 Списать", "Списываем баллы. Сумма чека?")
    offer = await here.send(maria, amount, "Можно списать: до")
    assert offer.buttons[-1] == ["✖ Отмена"]
    await here.tap(maria, "100", "Ждём гостя, 2 минуты")


async def test_the_guests_tap_spends_and_the_till_hears_of_it(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await ask_to_spend(here, maria, anna, "450")
    request = await here.tells(anna, "Списание: 100 баллов за чек 450 ₽. К оплате останется 350 ₽")
    assert request.buttons == [["✅ Подтвердить", "Нет"], ["Это не я"]]
    await here.tap(anna, "✅ Подтвердить", "✅ Списано: 100 баллов. К оплате 350 ₽")
    done = await here.tells(maria, "✅ Анна К. · списано: 100 баллов. К оплате 350 ₽")
    assert done.buttons == [["↩️ Отменить"]]
    await here.tells(anna, "оплачено деньгами: 350 ₽")
    await here.tap(maria, "✖ Не списывать", "Гость уже подтвердил, списание прошло")


async def test_four_digits_after_the_guests_tap_are_the_next_bill(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await ask_to_spend(here, maria, anna, "450")
    await here.tells(anna, "Списание: 100 баллов")
    await here.tap(anna, "✅ Подтвердить", "✅ Списано: 100 баллов")
    await here.tells(maria, "✅ Анна К. · списано: 100 баллов")
    await here.send(maria, "1200", "Чек 1 200 ₽. Теперь карта гостя")


async def test_the_code_on_the_guests_phone_spends_and_wrong_ones_are_counted(
    here: Counter,
) -> None:
    maria, anna = await here.cashier(), await here.member()
    await ask_to_spend(here, maria, anna, "450")
    code = await here.code(anna)
    wrong = f"{(int(code) + 1) % 10_000:04d}"
    await here.send(maria, wrong, "Осталось 2 попытки")
    await here.send(maria, wrong, "Осталась 1 попытка")
    await here.send(maria, code, "✅ Списано: 100 баллов. К оплате 350 ₽")
    await here.key(anna, "💳 Карта", "17 баллов")


async def test_three_wrong_codes_end_the_request(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await ask_to_spend(here, maria, anna, "450")
    code = await here.code(anna)
    wrong = f"{(int(code) + 1) % 10_000:04d}"
    await here.send(maria, wrong, "Осталось 2 попытки")
    await here.send(maria, wrong, "Осталась 1 попытка")
    await here.send(maria, wrong, "Попытки кончились")
    here.sandbox.send(maria, code)
    await here.answers(maria, "")
    assert not any("Списано" in text for text in here.said(maria))
    await here.key(anna, "💳 Карта", "100 баллов")


async def test_a_guest_who_says_no_keeps_the_points(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await ask_to_spend(here, maria, anna, "450")
    await here.tells(anna, "Списание: 100 баллов")
    await here.tap(anna, "Нет", "Хорошо, баллы на месте")
    await here.tells(maria, "гость не подтвердил списание")
    await here.key(anna, "💳 Карта", "100 баллов")


async def test_not_me_stops_this_cashier_for_the_day_and_tells_the_owner(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    olga = await here.owner()
    await ask_to_spend(here, maria, anna, "450")
    await here.tells(anna, "Списание: 100 баллов")
    await here.tap(anna, "Это не я", "Остановили. Баллы на месте")
    await here.tells(olga, "списание запросили без него. Кассир: Мария")
    await here.send(maria, here.number(anna), "Сумма чека?")
    await here.tap(maria, "💰 Списать", "Сумма чека?")
    await here.send(maria, "450", "Можно списать")
    here.sandbox.press(maria, "100")
    await here.toasts(maria, "Гость отклонил ваш запрос")


async def test_the_cashier_may_stop_waiting(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await ask_to_spend(here, maria, anna, "450")
    await here.tells(anna, "Списание: 100 баллов")
    await here.tap(maria, "✖ Не списывать", "Списания не будет")
    here.sandbox.press(anna, "✅ Подтвердить")
    await here.toasts(anna, "На этот запрос уже ответили")


async def test_another_number_of_points_can_be_typed(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await here.send(maria, here.number(anna), "Сумма чека?")
    await here.tap(maria, "💰 Списать", "Сумма чека?")
    await here.send(maria, "450", "Можно списать")
    await here.tap(maria, "✏️ Другая сумма", "Сколько списать?")
    await here.send(maria, "30", "Списание: 30 баллов, к оплате останется 420 ₽")
    await here.tells(anna, "Списание: 30 баллов за чек 450 ₽")
    await here.tap(anna, "✅ Подтвердить", "Списано: 30 баллов")


async def test_twenty_taps_in_a_second_spend_once(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await ask_to_spend(here, maria, anna, "450")
    request = await here.tells(anna, "Списание: 100 баллов")
    data = here.data_of(request, "Подтвердить")
    for _ in range(20):
        here.sandbox.press(anna, data=data, message_id=request.id)
    await here.tells(anna, "Списано: 100 баллов. К оплате 350 ₽")
    await here.key(anna, "💳 Карта", "17 баллов")
    await here.tells(anna, "чек 450 ₽")
    receipts = [text for text in here.said(anna) if "чек 450 ₽" in text and "+17" in text]
    assert len(receipts) == 1


async def test_a_request_is_dead_after_two_minutes(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await ask_to_spend(here, maria, anna, "450")
    request = await here.tells(anna, "Списание: 100 баллов")
    stranger = await here.member("Пётр Иванов")
    here.sandbox.press(stranger, data=here.data_of(request, "Подтвердить"))
    await here.toasts(stranger, "Эта кнопка не для вас")
