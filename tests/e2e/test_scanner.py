"""The till's scanner: its key opens the page, and what the page sends is a typed card."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.e2e.counter import Counter
from tests.e2e.running import Town

PAGE = "https://shop.example/scanner/"


@pytest_asyncio.fixture(loop_scope="session")
async def counter(town: Town) -> AsyncIterator[Counter]:
    town.bot.environment = {"KOPILKA_SCANNER_URL": PAGE}
    await town.bot.start()
    yield Counter(town)
    assert town.bot.troubles() == []


async def test_a_scanned_card_is_served_as_a_typed_one(counter: Counter) -> None:
    sandbox = counter.sandbox
    anna, masha = await counter.member(), await counter.cashier()
    number = counter.number(anna)
    keyboard = (sandbox.chat(masha).chat.reply_keyboard or {})["keyboard"]
    assert keyboard[0][0]["text"] == "📷 Сканировать"
    assert keyboard[0][0]["web_app"]["url"] == f"{PAGE}?bot=zerno_bot&lang=ru"

    scan = sandbox.hand(masha).webapp
    scan(f"https://t.me/zerno_bot?start={number}", "📷 Сканировать")
    await sandbox.hears(masha, "Сумма чека?")
    await counter.send(masha, "450", "✅ Анна К. · 450 ₽")

    # The amount first, then the card, as with any other way to find the guest.
    await counter.send(masha, "990", "Теперь карта гостя")
    scan(number, "📷 Сканировать")
    await sandbox.hears(masha, "✅ Анна")


async def test_a_page_that_sends_anything_is_only_a_cashier_who_types_it(
    counter: Counter,
) -> None:
    sandbox = counter.sandbox
    anna, masha = await counter.member(), await counter.cashier()
    scan = sandbox.hand(masha).webapp
    scan(f"https://t.me/other_bot?start={counter.number(anna)}")
    await sandbox.hears(masha, "другого магазина")
    scan("<b>" * 1365)
    assert (await sandbox.reply(masha)).text
    assert not any("Сумма чека" in text for text in counter.said(masha))


async def test_a_guest_who_forges_a_scan_moves_nothing(counter: Counter) -> None:
    anna = await counter.member()
    number = counter.number(anna)
    thief = await counter.member("Иван Гость")
    counter.sandbox.hand(thief).webapp(number)
    counter.sandbox.send(thief, "/help")
    await counter.tells(thief, "карта гостя")
    assert not any("Сумма чека" in text for text in counter.said(thief))
