"""The till's scanner page in a real Chromium, with a stand-in for Telegram's own script."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from services.domain.cards import card_link, new_number

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

FILE = Path(__file__).resolve().parents[2] / "deploy" / "scanner" / "index.html"
PLACE = "https://shop.example/scanner/"
SCRIPT = "https://telegram.org/js/telegram-web-app.js"
NUMBER = new_number(0, lambda _: 482_013)
LONG = new_number(300_000, lambda _: 482_013_375)

STAND_IN = """
window.deeds = [];
const note = (name) => (...facts) => window.deeds.push([name, ...facts]);
window.Telegram = { WebApp: {
  platform: PLATFORM,
  isVersionAtLeast: (version) => VERSION >= Number(version),
  ready: note("ready"), close: note("close"), sendData: note("sendData"),
  onEvent: (name, call) => { window["on_" + name] = call; },
  showScanQrPopup: (options, call) => {
    note("showScanQrPopup")(options.text);
    window.scan = (text) => Boolean(call(text));
  },
} };
"""


class Scanner:
    """The opened page: what it asked of Telegram, and codes held before its camera."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def deeds(self) -> list[list[str]]:
        deeds: list[list[str]] = await self.page.evaluate("window.deeds")
        return deeds

    async def scan(self, text: str) -> bool:
        """Hold a code before the camera; True when the page wants no more of them."""
        done: bool = await self.page.evaluate("(text) => window.scan(text)", text)
        return done


class Desk:
    """Opens the page as Telegram does on this kind of device."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.complaints: list[str] = []

    async def open(
        self, platform: str = "android", *, version: float = 8, query: str = "?bot=Zerno_bot"
    ) -> Scanner:
        facts = {"PLATFORM": json.dumps(platform), "VERSION": str(version)}
        script = STAND_IN
        for name, value in facts.items():
            script = script.replace(name, value)

        async def answer(route: Route) -> None:
            url = route.request.url
            if url == SCRIPT:
                await route.fulfill(body=script, content_type="text/javascript")
            elif url.startswith(PLACE):
                await route.fulfill(body=FILE.read_bytes(), content_type="text/html")
            else:
                self.complaints.append(f"asked {url}")
                await route.abort()

        page = await self.context.new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await page.route("**/*", answer)
        await page.goto(f"{PLACE}{query}")
        return Scanner(page)

    def _note(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)


@pytest_asyncio.fixture(loop_scope="package")
async def desk(browser: Browser) -> AsyncIterator[Desk]:
    context = await browser.new_context(locale="ru-RU", viewport={"width": 390, "height": 844})
    desk = Desk(context)
    yield desk
    await context.close()
    assert desk.complaints == []


@pytest.mark.parametrize(
    "code",
    [
        card_link("zerno_bot", NUMBER),
        card_link("ZERNO_BOT", NUMBER),
        NUMBER,
        f" {NUMBER[:4]} {NUMBER[4:]} ",
    ],
)
async def test_a_card_of_this_bot_is_sent_and_the_page_closes(desk: Desk, code: str) -> None:
    scanner = await desk.open()
    assert await scanner.deeds() == [
        ["ready"],
        ["showScanQrPopup", "Наведите камеру на код карты гостя"],
    ]
    assert await scanner.scan(code)
    assert (await scanner.deeds())[2:] == [["sendData", NUMBER], ["close"]]


async def test_a_card_of_a_large_program_has_twelve_digits(desk: Desk) -> None:
    scanner = await desk.open()
    assert await scanner.scan(card_link("zerno_bot", LONG))
    assert ["sendData", LONG] in await scanner.deeds()


async def test_other_codes_are_passed_over_and_the_scanner_stays(desk: Desk) -> None:
    scanner = await desk.open()
    foreign = (
        card_link("other_bot", NUMBER),
        f"https://evil.example/?https://t.me/zerno_bot?start={NUMBER}",
        "WIFI:S:guest;T:WPA;P:secret;;",
        f"{int(NUMBER) ^ 1:08d}",
        "9" + LONG[1:],
        "",
        '"',
        "x" * 5000,
    )
    for code in foreign:
        assert not await scanner.scan(code), code
    assert [deed[0] for deed in await scanner.deeds()] == ["ready", "showScanQrPopup"]
    assert await scanner.scan(NUMBER)


async def test_a_second_code_of_the_same_look_is_not_sent_again(desk: Desk) -> None:
    scanner = await desk.open()
    await scanner.scan(NUMBER)
    assert await scanner.scan(LONG)
    assert [deed for deed in await scanner.deeds() if deed[0] == "sendData"] == [
        ["sendData", NUMBER]
    ]


async def test_who_closes_the_scanner_is_back_in_the_chat(desk: Desk) -> None:
    scanner = await desk.open("ios")
    await scanner.page.evaluate("window.on_scanQrPopupClosed()")
    assert (await scanner.deeds())[-1] == ["close"]


@pytest.mark.parametrize(
    ("platform", "version"), [("tdesktop", 8), ("macos", 8), ("weba", 8), ("android", 6.3)]
)
async def test_an_app_without_a_scanner_is_told_what_to_do(
    desk: Desk, platform: str, version: float
) -> None:
    scanner = await desk.open(platform, version=version)
    await expect(scanner.page.get_by_role("status")).to_contain_text("на телефоне")
    assert await scanner.deeds() == [["ready"]]
    await scanner.page.get_by_role("button", name="Закрыть").click()
    assert (await scanner.deeds())[-1] == ["close"]


async def test_the_page_outside_telegram_says_where_it_belongs(desk: Desk) -> None:
    scanner = await desk.open("unknown", query="?bot=zerno_bot&lang=en")
    await expect(scanner.page.get_by_role("status")).to_contain_text("chat of the till")
    assert await scanner.deeds() == []


async def test_the_words_follow_the_language_of_the_till(desk: Desk) -> None:
    scanner = await desk.open("tdesktop", query="?bot=zerno_bot&lang=uz")
    await expect(scanner.page.get_by_role("status")).to_contain_text("skaner yoʻq")
    scanner = await desk.open("tdesktop", query="?bot=zerno_bot&lang=de")
    await expect(scanner.page.get_by_role("status")).to_contain_text("no scanner")


async def test_the_page_is_one_file_below_ten_kilobytes() -> None:
    page = FILE.read_bytes()
    assert len(page) < 10_000
    assert page.count(b"https://") == page.count(b"https://telegram.org")
