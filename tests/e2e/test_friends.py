"""Bring a friend: from the owner's switch to both thanks, in the chats of all three (C7, O3)."""

from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio

from sandbox import Person
from sandbox.views import MessageView
from services.units import LANGUAGES
from tests.e2e.counter import Counter, flat
from tests.e2e.running import Town
from tests.e2e.test_every_screen import Walk
from tests.e2e.test_transfers import rows_of


@pytest_asyncio.fixture(loop_scope="session")
async def here(town: Town) -> Counter:
    await town.bot.start()
    return Counter(town)


async def friends_on(here: Counter) -> Person:
    olga = await here.owner()
    await here.tap(olga, "⚙️ Программа", "Правила")
    await here.tap(olga, "👥 Приведи друга", "Сейчас выключено")
    on = await here.tap(olga, "Включить", "По ссылкам ещё никто не пришёл")
    assert rows_of(on)[:6] == [
        ["Включено: выключить"],
        ["Пригласившему: 200 баллов"],
        ["Другу: 200 баллов"],
        ["Покупка от: 250 ₽"],
        ["Друг покупает за: 180 дней"],
        ["В месяц без вашего «да»: 10 друзей"],
    ]
    return olga


async def link_of(here: Counter, anna: Person, name: str = "Анна") -> str:
    await here.key(anna, here.label("card-key", anna), name and "")
    shown = await here.tap(anna, here.label("referral-button", anna), "200")
    copy = next(b for row in shown.rows for b in row if "copy_text" in b)
    share = next(b for row in shown.rows for b in row if "url" in b)
    assert share["url"].startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2F")
    return str(copy["copy_text"]["text"]).partition("?start=")[2]


async def comes(here: Counter, payload: str, name: str = "Борис Петров") -> Person:
    boris = here.town.person(name, "ru")
    here.sandbox.start(boris, payload)
    await here.tells(boris, "Анна приглашает вас! За первую покупку от 250 ₽ придёт +200 баллов")
    here.sandbox.contact(boris)
    await here.tells(boris, "За первую покупку от 250 ₽ придёт +200 баллов. Срок: 180 дней.")
    await here.tells(boris, "Номер карты:")
    return boris


async def test_a_friend_comes_buys_and_both_are_thanked(here: Counter) -> None:
    olga = await friends_on(here)
    maria, anna = await here.cashier(), await here.member()
    boris = await comes(here, await link_of(here, anna))
    number = here.number(boris)

    await here.send(maria, f"{number} 249", "✅")
    await here.send(maria, f"{number} 400", "✅")
    assert "Баланс: 300 баллов" in flat((await here.tells(anna, "Спасибо: +200 баллов")).text)
    kept = await here.tells(boris, "Подарок по приглашению: +200 баллов")
    assert rows_of(kept) == [["💳 Карта"]]

    await here.key(anna, "💳 Карта", "300 баллов")
    seen = await here.tap(anna, "👥 Друзья", "Пришёл: 1 друг")
    assert "Вам за друзей: +200 баллов" in flat(seen.text)
    await here.tap(anna, "‹ Назад", "Номер карты")
    await here.tap(anna, "📜 История", "за друга")
    await here.key(boris, "💳 Карта", "")
    await here.tap(boris, "📜 История", "по приглашению друга")
    await here.home(olga, "⚙️ Программа")
    await here.tap(olga, "⚙️ Программа", "Правила")
    await here.tap(olga, "👥 Приведи друга", "Всего пришло: 1, купили: 1")


async def test_the_code_of_the_link_can_be_shown_from_the_phone(here: Counter) -> None:
    await friends_on(here)
    anna = await here.member()
    await link_of(here, anna)
    sent = await here.tap(anna, "QR для друга", "Друг наводит камеру")
    assert sent.photo


async def test_over_the_limit_the_owner_is_asked_and_says_yes(here: Counter) -> None:
    olga = await friends_on(here)
    await here.tap(olga, "В месяц без", "Выберите или напишите число")
    await here.send(olga, "нет", "Напишите число")
    set_to = await here.send(olga, "1", "Баллы приходят, когда друг")
    assert ["В месяц без вашего «да»: 1 друг"] in rows_of(set_to)
    maria, anna = await here.cashier(), await here.member()
    link = await link_of(here, anna)
    first, second = await comes(here, link), await comes(here, link, "Вера Третья")
    for friend in (first, second):
        await here.send(maria, f"{here.number(friend)} 400", "✅")
        await here.tells(friend, "Подарок по приглашению")
    asked = await here.tells(olga, "сверх предела (1 в месяц). Друг: Вера Т.")
    assert rows_of(asked) == [["✅ Начислить", "Не начислять"]]
    await here.tap(olga, "✅ Начислить", "Начислено: 200 баллов · Анна К.")
    await here.key(anna, "💳 Карта", "500 баллов")


async def test_switched_off_the_button_leads_to_a_sentence(here: Counter) -> None:
    olga = await friends_on(here)
    anna = await here.member()
    await link_of(here, anna)
    await here.tap(olga, "Включено: выключить", "Сейчас выключено")
    here.sandbox.press(anna, "QR для друга")
    await here.toasts(anna, "сейчас выключены")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_button_about_friends_leads_somewhere(here: Counter, language: str) -> None:
    await friends_on(here)
    anna = await here.member("Anna Smith", language)
    await link_of(here, anna)
    shown: MessageView = here.chat(anna).said[-1]
    walk = Walk(here, anna)
    walk.since = shown.id
    await walk.run()
    assert {"m-inviqr", "m-card"} <= walk.met
    walk.check(language)


async def test_the_owner_writes_what_guests_send_with_the_link(here: Counter) -> None:
    olga = await friends_on(here)
    await here.tap(olga, "✏️ Слова приглашения", "Так прочтёт друг")
    await here.send(olga, "{имя}, приходи", "{имя}")
    await here.send(olga, "Кофе — чудо! {баллы} ждут", "Сохранено")
    anna = await here.member()
    await here.key(anna, here.label("card-key", anna), "")
    shown = await here.tap(anna, here.label("referral-button", anna), "200")
    (share,) = [b["url"] for row in shown.rows for b in row if "url" in b]
    assert parse_qs(urlsplit(share).query)["text"] == ["Кофе — чудо! 200\u00a0баллов ждут"]
    await here.tap(olga, "↩️ Вернуть готовый текст", "Сохранено")
