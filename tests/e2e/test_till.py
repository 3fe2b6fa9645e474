"""The till of a running shop: every way to a guest, the receipt, giving back, the shift."""

import pytest

from tests.e2e.counter import Counter
from tests.e2e.running import Town


@pytest.fixture
def here(shop: Town) -> Counter:
    return Counter(shop)


async def test_the_camera_of_a_phone_opens_the_card_at_the_till(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    card = await here.tells(anna, "Номер карты:")
    assert here.sandbox.scan(maria, card)["message"]["text"] == f"/start {here.number(anna)}"
    guest = await here.answers(maria, "Анна К. · Новичок 5 % · 100 баллов")
    assert guest.buttons[-1] == ["💰 Списать", "✖ Другой гость"]
    await here.send(maria, "450", "✅ Анна К. · 450 ₽ · +22 балла · баланс: 122 балла")
    await here.tells(anna, "✅ +22 балла · чек 450 ₽")


async def test_a_photo_of_the_card_opens_it_at_the_till(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    picture = (await here.tells(anna, "Номер карты:")).photo
    assert picture is not None
    here.sandbox.photo(maria, picture)
    await here.answers(maria, "Анна К. · Новичок")
    await here.send(maria, "1000", "+50 баллов")


async def test_the_number_and_the_amount_in_one_line_are_one_bill(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    number = here.number(anna)
    await here.send(maria, f"{number[:4]} {number[4:]} 450", "✅ Анна К. · 450 ₽ · +22 балла")


async def test_a_guest_is_found_by_phone_and_confirmed_by_a_tap(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    choice = await here.send(maria, anna.phone, "Кто из них?")
    assert choice.buttons[0] == [f"Анна К. · •• {anna.phone[-4:-2]} {anna.phone[-2:]}"]
    await here.tap(maria, "Анна К.", "Сумма чека?")
    await here.send(maria, "300", "+15 баллов")


async def test_an_amount_and_four_digits_of_a_phone_are_confirmed_by_a_tap(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await here.send(maria, f"450 {anna.phone[-4:]}", "Чек 450 ₽. Кто из них?")
    await here.tap(maria, "Анна К.", "✅ Анна К. · 450 ₽ · +22 балла")


async def test_the_amount_may_come_before_the_card(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await here.send(maria, "450", "Чек 450 ₽. Теперь карта гостя")
    here.sandbox.start(maria, here.number(anna))
    await here.answers(maria, "✅ Анна К. · 450 ₽ · +22 балла")


async def test_the_amount_may_come_before_four_digits_of_the_phone(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await here.send(maria, "450", "Чек 450 ₽. Теперь карта гостя")
    await here.send(maria, anna.phone[-4:], "Чек 450 ₽. Кто из них?")
    await here.tap(maria, "Анна К.", "✅ Анна К. · 450 ₽ · +22 балла")


async def test_an_amount_waiting_for_a_card_survives_a_phone_that_nobody_has(
    here: Counter,
) -> None:
    maria, anna = await here.cashier(), await here.member()
    await here.send(maria, "450", "Чек 450 ₽. Теперь карта гостя")
    unknown = await here.send(maria, "+79990000000", "Карты с номером •• 00 00 нет")
    assert unknown.buttons[-1] == ["✖ Другой гость"]
    await here.send(maria, here.number(anna), "✅ Анна К. · 450 ₽ · +22 балла")


async def test_the_same_bill_within_a_minute_is_asked_about(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await here.serve(maria, anna, "450")
    await here.send(maria, here.number(anna), "Сумма чека?")
    await here.send(maria, "450", "Это ещё одна покупка?")
    await here.tap(maria, "Да, провести", "баланс: 144 балла")


async def test_a_usual_amount_is_one_tap(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await here.serve(maria, anna, "450")
    await here.send(maria, here.number(anna), "прошлый визит сегодня")
    await here.tap(maria, "450", "Это ещё одна покупка?")
    await here.tap(maria, "Нет", "Чек не проведён")


async def test_a_part_of_the_goods_comes_back_and_then_the_rest(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await here.serve(maria, anna, "450")
    await here.key(maria, "🧾 Чеки", "🧾 Чеки · 1 из 1")
    one = await here.tap(maria, "Анна К.", "Сумма: 450 ₽, не возвращено: 450 ₽")
    assert one.buttons == [["↩️ Вернуть всё", "✂️ Вернуть часть"], ["‹ Назад"]]
    await here.tap(maria, "Вернуть часть", "Товаров на какую сумму возвращает гость?")
    await here.send(maria, "150", "Возврат товаров на 150 ₽")
    await here.tap(maria, "Вернуть", "Отдать деньгами: 150 ₽")
    await here.tells(anna, "Возврат товаров на 150 ₽")
    await here.tap(maria, "Назад", "🧾 Чеки")
    await here.tap(maria, "Анна К.", "не возвращено: 300 ₽")
    await here.tap(maria, "Вернуть всё", "Возврат товаров на 300 ₽")
    await here.tap(maria, "Вернуть", "Отдать деньгами: 300 ₽")
    await here.key(anna, "💳 Карта", "100 баллов")


async def test_a_bill_undone_takes_its_points_back_and_tells_the_guest(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await here.serve(maria, anna, "450")
    await here.tap(maria, "↩️ Отменить", "Отменить чек 450 ₽ (Анна К.: +22 балла")
    await here.tap(maria, "Нет", "✅ Анна К. · 450 ₽ · +22 балла")
    await here.tap(maria, "↩️ Отменить", "Отменить чек 450 ₽")
    await here.tap(maria, "Да, отменить", "↩️ Чек 450 ₽ отменён (Анна К.). Вернуть деньгами: 450 ₽")
    await here.tells(anna, "↩️ Чек 450 ₽ отменён на кассе: −22 балла")
    await here.key(anna, "💳 Карта", "100 баллов")


async def test_the_shift_ends_with_its_figures(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    await here.serve(maria, anna, "450")
    report = await here.key(maria, "🔚 Закрыть смену", "Чеков: 1 · 450 ₽")
    assert "Начислено: 22 балла" in report.text.replace("\u00a0", " ")
    assert here.chat(maria).keyboard[0] == ["▶️ Открыть смену"]
    await here.send(maria, "450", "Смена закрыта. Откроем?")


async def test_a_bill_above_the_limit_waits_for_the_owner(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    olga = await here.owner()
    await here.send(maria, here.number(anna), "Сумма чека?")
    await here.send(maria, "30000", "его подтверждает владелец")
    await here.tells(olga, "просит провести чек 30 000 ₽, гость: Анна К.")
    await here.tap(olga, "✅ Провести", "✅ Анна К. · 30 000 ₽ · +1 500 баллов")
    await here.tells(maria, "✅ Владелец подтвердил чек 30 000 ₽ (Анна К.): +1 500 баллов")


async def test_a_bill_the_owner_turns_down_gives_nothing(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    olga = await here.owner()
    await here.send(maria, here.number(anna), "Сумма чека?")
    await here.send(maria, "31000", "его подтверждает владелец")
    await here.tells(olga, "просит провести чек 31 000 ₽")
    await here.tap(olga, "Нет", "Чек не проведён, кассир предупреждён")
    await here.tells(maria, "✖ Владелец не подтвердил чек 31 000 ₽")
    await here.key(anna, "💳 Карта", "100 баллов")


async def test_a_guest_without_telegram_collects_and_claims_by_the_own_contact(
    here: Counter,
) -> None:
    maria, anna = await here.cashier(), here.town.person("Анна Кузнецова")
    await here.send(maria, anna.phone, "Гость может завести её за 10 секунд")
    await here.tap(maria, "📞 Карта без Telegram", "без Telegram")
    await here.send(maria, "400", "+20 баллов")
    here.sandbox.start(anna)
    await here.answers(anna, "согласие на обработку данных")
    here.sandbox.key(anna, "✅ Согласен, отправить номер")
    await here.answers(anna, "Нашли ваши покупки до Telegram: 20 баллов")
    await here.answers(anna, "120 баллов = 120 ₽")


async def test_the_join_code_brings_a_guest_in(here: Counter) -> None:
    maria = await here.cashier()
    await here.key(maria, "🔢 Код / телефон", "Напишите номер карты")
    poster = await here.tap(maria, "🔳 Показать QR для входа", "Гость наводит камеру")
    anna = here.town.person()
    here.sandbox.scan(anna, poster)
    await here.answers(anna, "согласие на обработку данных")


async def test_a_cashier_cannot_serve_the_own_card(here: Counter) -> None:
    maria = await here.cashier()
    await here.key(maria, "👤 Я как гость", "согласие на обработку данных")
    here.sandbox.contact(maria)
    await here.answers(maria, "Номер карты:")
    await here.key(maria, "🏪 Касса", "Смена идёт")
    await here.send(maria, here.number(maria), "Свою карту обслужить нельзя")


async def test_a_cashier_who_is_a_guest_too_gets_receipts_and_stays_at_the_till(
    here: Counter,
) -> None:
    maria, vera = await here.cashier(), await here.cashier("Вера Кассирова")
    await here.key(maria, "👤 Я как гость", "согласие на обработку данных")
    here.sandbox.contact(maria)
    await here.answers(maria, "Номер карты:")
    await here.send(vera, f"{here.number(maria)} 450", "✅ Мария К. · 450 ₽ · +22 балла")
    receipt = await here.tells(maria, "✅ +22 балла · чек 450 ₽")
    await here.tap(maria, "💳 Карта", "122 балла")
    assert receipt.buttons == [["💳 Карта", "Это ошибка"]]
    await here.send(maria, "300", "Чек 300 ₽. Теперь карта гостя")
    anna = await here.member()
    await here.send(maria, here.number(anna), "✅ Анна К. · 300 ₽")
