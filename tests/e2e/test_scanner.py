"""The till's scanner: its key opens the page, and what the page sends is a typed card."""

from collections.abc import AsyncIterator

import pytest_asyncio

from sandbox import Sandbox
from tests.e2e.counter import Counter
from tests.e2e.running import TOKEN, BotProcess, Town

PAGE = "https://shop.example/scanner/"


@pytest_asyncio.fixture(loop_scope="session")
async def counter(town: Town) -> AsyncIterator[Counter]:
    town.bot.environment = {"KOPILKA_SCANNER_URL": PAGE}
    await town.bot.start()
    yield Counter(town)
    assert town.bot.troubles() == []


async def test_a_scanned_card_is_served_and_a_forged_message_is_only_typed_text(
    counter: Counter,
) -> None:
    sandbox = counter.sandbox
    anna, masha = await counter.member(), await counter.cashier()
    number = counter.number(anna)
    (opened,) = [
        key
        for row in sandbox.chat(masha).keyboard_rows
        for key in row
        if "web_app" in key
    ]
    assert opened["text"] == "📷 Сканировать"
    assert opened["web_app"]["url"] == f"{PAGE}?bot=zerno_bot&lang=ru"

    scan = sandbox.hand(masha).webapp
    scan(f"https://t.me/zerno_bot?start={number}", "📷 Сканировать")
    await counter.tells(masha, "Сумма чека?")
    await counter.send(masha, "450", "✅")

    # The amount first, then the card, as with any other way to find the guest.
    await counter.send(masha, "990", "990")
    scan(number, "📷 Сканировать")
    await counter.tells(masha, "990")

    scan("https://t.me/other_bot?start=" + number, "📷 Сканировать")
    await counter.tells(masha, "друго")
    scan("<b>" * 500, "📷 Сканировать")
    await counter.send(masha, "/help", "касс")


async def test_a_guest_who_forges_a_scan_moves_nothing(counter: Counter) -> None:
    anna = await counter.member()
    number = counter.number(anna)
    thief = await counter.member("Иван Гость")
    counter.sandbox.hand(thief).webapp(number)
    counter.sandbox.send(thief, "/help")
    await counter.tells(thief, "карта гостя")
    assert not any("Сумма чека" in text for text in counter.said(thief))
