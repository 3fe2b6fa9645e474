"""The real demo as its people see it: the command started, the page opened, buttons clicked."""

import asyncio
import json
import os
import re
import signal
import socket
import sys
import urllib.request
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, expect

ROOT = Path(__file__).resolve().parents[2]
READY_S = 180
ANSWER_MS = 20_000
MEMBER, CASHIER, OWNER = range(3)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def demo(*options: str) -> AsyncIterator[str]:
    """Run `kopilka demo` and give the address of its page once the bot answers."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--no-browser", "--port", str(port), *options),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=PIPE,
        stderr=PIPE,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        await asyncio.wait_for(ready(url, process), READY_S)
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        said, complained = await asyncio.wait_for(process.communicate(), 30)
        assert url in said.decode()
        assert "Traceback" not in complained.decode(), complained.decode()[-3000:]


async def ready(url: str, process: Process) -> None:
    while process.returncode is None:
        try:
            state = await asyncio.to_thread(read, f"{url}/sim/state")
        except OSError:
            state = {"bot": {"online": False}}
        if state["bot"]["online"]:
            return
        await asyncio.sleep(0.3)
    raise AssertionError("the demo ended before its bot answered")


def read(url: str) -> dict[str, dict[str, object]]:
    with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - loopback
        found: dict[str, dict[str, object]] = json.load(answer)
        return found


class Player:
    """One of the three people on the page, who reads, taps and types."""

    def __init__(self, page: Page, index: int) -> None:
        self.page = page
        self.pane = page.locator(f"#pane-{index}")

    async def start(self) -> None:
        await self.pane.get_by_role("button", name="СТАРТ", exact=True).click()

    async def say(self, text: str) -> None:
        field = self.pane.get_by_role("textbox").last
        await field.fill(text)
        await field.press("Enter")

    async def tap(self, label: str) -> None:
        """Press the newest inline button whose label holds this."""
        await self.pane.locator(".keys button", has_text=label).last.click()

    async def press(self, label: str) -> None:
        """Press a button of the reply keyboard."""
        await self.pane.locator(".panel-key", has_text=label).click()

    async def sees(self, *words: str) -> None:
        for word in words:
            await expect(self.newest(word)).to_be_visible(timeout=ANSWER_MS)

    def newest(self, word: str) -> Locator:
        # Numbers and their nouns are kept together by spaces that do not break.
        pattern = r"\s".join(map(re.escape, word.split(" ")))
        return self.pane.locator(".in .bubble", has_text=re.compile(pattern)).last

    async def drag_card_to(self, other: "Player") -> None:
        """Drag the newest picture onto another chat, as a camera would see it."""
        await self.pane.locator(".photo").last.scroll_into_view_if_needed()
        await self.pane.locator(".photo").last.hover()
        await self.page.mouse.down()
        box = await other.pane.locator(".phone").bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        await self.page.mouse.move(x, y, steps=5)
        await self.page.mouse.move(x + 3, y, steps=2)
        await self.page.mouse.up()


@asynccontextmanager
async def opened(browser: Browser, url: str, **facts: object) -> AsyncIterator[Page]:
    """Open the page in Russian and fail on anything the console complains about."""
    options = {"viewport": {"width": 1440, "height": 900}, "locale": "ru-RU"} | facts
    context = await browser.new_context(**options)  # type: ignore[arg-type]
    page = await context.new_page()
    page.set_default_timeout(ANSWER_MS)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(f"{url}/")
    yield page
    await context.close()
    assert complaints == []
