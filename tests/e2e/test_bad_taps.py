"""Taps that are forged, foreign, old, repeated or come from somebody who was let go."""

from datetime import timedelta

import pytest

from sandbox import Person
from tests.e2e.counter import Counter
from tests.e2e.running import Town


@pytest.fixture
def here(shop: Town) -> Counter:
    return Counter(shop)


async def asked_to_spend(here: Counter, maria: Person, anna: Person) -> str:
    """Let the till ask Anna for her points; return what her yes sends."""
    await here.send(maria, here.number(anna), "Сумма чека?")
    await here.tap(maria, "💰 Списать", "Сумма чека?")
    await here.send(maria, "450", "Можно списать")
    await here.tap(maria, "100", "Ждём гостя")
    request = await here.tells(anna, "Списание: 100 баллов")
    return here.data_of(request, "Подтвердить")


async def test_the_yes_of_one_guest_is_not_for_another(here: Counter) -> None:
    """B43."""
    maria, anna, eve = await here.cashier(), await here.member(), await here.member("Ева")
    data = await asked_to_spend(here, maria, anna)
    here.sandbox.press(eve, data=data)
    await here.toasts(eve, "Эта кнопка не для вас")
    await here.key(anna, "💳 Карта", "100 баллов")


FORGED = [
    ("B44-random", "Zm9yZ2Vk:1:2:3"),
    ("B44-empty", ""),
    ("B44-long", "m-hist:" + "9" * 80),
    ("B44-words", "m-hist:abc"),
    ("B44-fields", "m-hist:1:2:3:4"),
    ("B44-negative", "m-hist:-5"),
    ("B44-far", "m-hist:999999"),
    ("B44-huge", "m-yes:99999999999999999999999999"),
    ("B44-null", "m-yes:\x00"),
    ("B44-month", "m-day:13:40"),
    ("B44-language", "m-lang:xx"),
    ("B44-offer", "m-offer:nothing0"),
    ("B44-page", "m-offers:-5"),
    ("B44-claim", "m-claim:nothing0:1:AbCd1234"),
    ("B44-coupon", "m-coup:999999"),
    ("B44-show", "m-show:99999999999999999999999999"),
    ("B44-give-back", "m-uncoup:-1"),
    ("B44-not-me", "m-notcpn:999999"),
    ("B44-hand-over", "k-hand:1"),
    ("B44-launch", "o-offgo:bonus:1:1:0:0:0::1:AbCd1234"),
    ("B44-switch", "o-msw:birthday:0:1"),
    ("B44-owner", "o-prog"),
    ("B44-staff", "o-off:1:1"),
    ("B44-save", "o-save:percent:99:1:0"),
    ("B44-bill", "k-bill:1:45000:op:0"),
    ("B44-undo", "k-undone:1:op"),
    ("B44-refund", "k-refund:1:0:op:1"),
    ("B44-approve", "o-appr:1:1"),
]


@pytest.mark.parametrize("data", [pytest.param(*row[1:], id=row[0]) for row in FORGED])
async def test_a_forged_tap_of_a_guest_is_answered_and_does_nothing(
    here: Counter, data: str
) -> None:
    anna = await here.member()
    toasts = len(here.chat(anna).chat.toasts)
    here.sandbox.press(anna, data=data)
    await here.sandbox.wait_for(lambda: len(here.chat(anna).chat.toasts) > toasts)
    await here.key(anna, "💳 Карта", "100 баллов")


CASHIERS = [
    ("B44-other-bill", "k-bill:999999:45000:op:0"),
    ("B44-minus", "k-bill:{0}:-45000:op:0"),
    ("B44-zero", "k-bill:{0}:0:op:0"),
    ("B44-beyond", "k-bill:{0}:99999999999999999999:op:0"),
    ("B44-no-purchase", "k-undo:999999"),
    ("B44-no-bill", "k-one:999999"),
    ("B44-no-request", "k-stop:999999"),
    ("B44-no-coupon", "k-hand:999999"),
    ("B44-huge-coupon", "k-hand:99999999999999999999999999"),
    ("B44-no-guest", "k-guest:999999:0"),
    ("B44-minus-points", "k-ask:{0}:45000:-5:op"),
    ("B44-minus-refund", "k-refund:1:-45000:op:1"),
    ("B44-minus-choice", "k-guest:{0}:-45000"),
    ("B44-minus-meant", "k-meant:-45000:op"),
    ("B44-owners", "o-save:percent:99:1:0"),
    ("B44-owners-off", "o-off:1:1"),
    ("B44-owners-invite", "o-inv:owner:1"),
]


@pytest.mark.parametrize("data", [pytest.param(*row[1:], id=row[0]) for row in CASHIERS])
async def test_a_forged_tap_of_a_cashier_is_answered_and_does_nothing(
    here: Counter, data: str
) -> None:
    maria, anna = await here.cashier(), await here.member()
    guest = await here.send(maria, here.number(anna), "Сумма чека?")
    member_id = here.data_of(guest, "Списать").rpartition(":")[2]
    toasts = len(here.chat(maria).chat.toasts)
    here.sandbox.press(maria, data=data.format(member_id))
    await here.sandbox.wait_for(lambda: len(here.chat(maria).chat.toasts) > toasts)
    await here.key(maria, "🔚 Закрыть смену", "Чеков: 0")
    await here.key(anna, "💳 Карта", "100 баллов")


async def test_a_manager_cannot_change_the_rules(here: Counter) -> None:
    olga = await here.owner()
    payload = await here.invite(olga, "+ Менеджер")
    igor = here.town.person("Игорь Управляев")
    here.sandbox.start(igor, payload)
    await here.tells(olga, "Игорь Управляев хочет войти")
    await here.tap(olga, "✅ Впустить", "доступ открыт")
    here.sandbox.start(igor)
    home = await here.answers(igor, "Зерно")
    assert not any(label in str(home.buttons) for label in ("Программа", "Акции", "Сообщения"))
    here.sandbox.press(igor, data="o-prog")
    await here.sandbox.wait_for(lambda: here.chat(igor).chat.toasts)
    assert not any("Правила «Зерно»" in text for text in here.said(igor))


async def test_an_old_menu_still_works_after_the_bot_starts_again(town: Town) -> None:
    """B45."""
    await town.bot.start()
    here = Counter(town)
    anna = await here.member()
    card = await here.tells(anna, "Номер карты:")
    assert await town.bot.stop() == 0
    await town.bot.start()
    here.sandbox.press(anna, "📜 История", message_id=card.id)
    await here.answers(anna, "подарок")
    here.sandbox.press(anna, data="m-gone:1")
    await here.toasts(anna, "Меню обновилось")


async def test_twenty_taps_on_a_bill_are_one_bill(here: Counter) -> None:
    """B46."""
    maria, anna = await here.cashier(), await here.member()
    await here.serve(maria, anna, "450")
    guest = await here.send(maria, here.number(anna), "Сумма чека?")
    button = here.data_of(guest, "450")
    for _ in range(20):
        here.sandbox.press(maria, data=button, message_id=guest.id)
    await here.answers(maria, "Это ещё одна покупка?")
    again = await here.answers(maria, "Это ещё одна покупка?")
    sure = here.data_of(again, "Да, провести")
    for _ in range(20):
        here.sandbox.press(maria, data=sure, message_id=again.id)
    await here.answers(maria, "баланс: 144 балла")
    await here.key(maria, "🔚 Закрыть смену", "Чеков: 2 · 900 ₽")


async def test_a_yes_after_the_rule_changed_spends_nothing_unseen(here: Counter) -> None:
    """B47: the most that points may pay was lowered while the guest was thinking."""
    maria, anna = await here.cashier(), await here.member()
    await asked_to_spend(here, maria, anna)
    olga = await here.owner()
    await change_share(here, olga, "20")
    try:
        here.sandbox.press(anna, "✅ Подтвердить")
        await here.toasts(anna, "цифры изменились")
        await here.key(anna, "💳 Карта", "100 баллов")
    finally:
        await change_share(here, olga, "50")


async def change_share(here: Counter, olga: Person, share: str) -> None:
    await here.home(olga)
    await here.tap(olga, "⚙️ Программа", "Правила")
    await here.tap(olga, "Списание: до", "Какую часть чека")
    await here.send(olga, share, "станет")
    await here.tap(olga, "Сохранить", "Правила")


async def test_a_yes_after_two_minutes_finds_the_points_in_place(here: Counter) -> None:
    """B47."""
    maria, anna = await here.cashier(), await here.member()
    await asked_to_spend(here, maria, anna)
    code = await here.code(anna)
    here.sandbox.move_clock(timedelta(minutes=3))
    here.sandbox.press(anna, "✅ Подтвердить")
    await here.toasts(anna, "Время вышло, баллы на месте")
    await here.send(maria, code, "Время вышло")
    await here.key(anna, "💳 Карта", "100 баллов")
    await here.send(maria, here.number(anna), "Сумма чека?")
    await here.send(maria, "450", "+22 балла")


async def test_a_tap_under_a_message_that_is_gone_is_answered_with_a_new_one(
    here: Counter,
) -> None:
    """B48."""
    anna = await here.member()
    query = {
        "id": "48000001",
        "from": anna.user(),
        "chat_instance": "1",
        "data": "m-hist:0",
        "message": {"chat": here.chat(anna).chat.wire, "message_id": 1, "date": 0},
    }
    here.sandbox.raw_update({"callback_query": query})
    await here.tells(anna, "История")


async def test_a_tap_without_any_message_is_answered_with_a_new_one(here: Counter) -> None:
    """B48."""
    anna = await here.member()
    query = {"id": "48000002", "from": anna.user(), "chat_instance": "1", "data": "m-hist:0"}
    here.sandbox.raw_update({"callback_query": query})
    await here.tells(anna, "История")


async def test_a_tap_too_old_to_answer_is_handled_all_the_same(here: Counter) -> None:
    """B48."""
    anna = await here.member()
    words = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    here.sandbox.fault(
        "400", method="answerCallbackQuery", chat_id=anna.id, description=words, times=1
    )
    await here.tap(anna, "📜 История", "История")
    here.sandbox.clear_faults()


async def test_the_buttons_of_somebody_let_go_do_nothing(here: Counter) -> None:
    """B49."""
    maria, anna = await here.cashier("Мария Бывшая"), await here.member()
    guest = await here.send(maria, here.number(anna), "Сумма чека?")
    spend = here.data_of(guest, "Списать")
    olga = await here.owner()
    # The word of each new cashier has such a button too; this one is the last of them.
    await here.tells(olga, "Мария Бывшая теперь у вас на кассе")
    await here.home(olga)
    await here.tap(olga, "🏪 Точки и люди", "Точки и люди")
    await here.tap(olga, "Мария Бывшая", "За 30 дней")
    await here.tap(olga, "Отключить", "Отключить: Мария Бывшая?")
    await here.tap(olga, "Да, отключить", "Точки и люди")
    here.sandbox.press(maria, data=spend, message_id=guest.id)
    await here.toasts(maria, "Меню обновилось")
    await here.send(maria, "450", "согласие на обработку данных")
    assert not any("Списываем баллы" in text for text in here.said(maria))


async def test_an_amount_that_came_too_late_is_asked_about(here: Counter) -> None:
    """F7: a message that waited longer than ten minutes moves no points by itself."""
    maria, anna = await here.cashier(), await here.member()
    await here.send(maria, here.number(anna), "Сумма чека?")
    sent = {
        "message_id": 900_001,
        "date": int(here.sandbox.world.clock.time()) - 11 * 60,
        "chat": here.chat(maria).chat.wire,
        "from": maria.user(),
        "text": "450",
    }
    here.sandbox.raw_update({"message": sent})
    late = await here.tells(maria, "пришло с опозданием. Провести чек сейчас?")
    assert [row[0] for row in late.buttons] == ["✅ Начислить", "✖ Отмена"]
    await here.tap(maria, "✅ Начислить", "✅ Анна К. · 450 ₽ · +22 балла")
