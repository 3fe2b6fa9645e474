"""A Chromium, a sandbox and a tiny bot for the tests of the chat page."""

import os
import shutil
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from sandbox import Sandbox
from tests.browser.tiny_bot import TinyBot

CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def why_not(markexpr: str) -> str | None:
    """Return the reason to leave the browser out, or None."""
    if os.environ.get("KOPILKA_BROWSER") != "1" and "browser" not in markexpr:
        return "browser tests run in .ci/run and make browser"
    if CHROMIUM is None:
        return "there is no chromium here: apt-get install chromium"
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    reason = why_not(config.option.markexpr or "")
    if reason is None:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="package")
async def sandbox() -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(title="Tiny Coffee", username="tiny_bot", token="123456:" + "T" * 35)
    sandbox.person("Anna", title="Member", phone="+998901234567")
    sandbox.person("Olga", title="Cashier")
    sandbox.person("Ibrahim", title="Owner")
    async with sandbox, TinyBot(sandbox).running():
        yield sandbox


class Watch:
    """What a page must not do: complain, or ask anyone but the sandbox."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        page.on("console", lambda note: self._note(note.type, note.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        page.on("request", lambda request: self._asked(request.url))

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
            self.complaints.append(f"asked {url}")


async def open_page(browser: Browser, sandbox: Sandbox, **facts: object) -> Page:
    options = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB"} | facts
    context: BrowserContext = await browser.new_context(**options)  # type: ignore[arg-type]
    await context.grant_permissions(["clipboard-read", "clipboard-write"], origin=sandbox.url)
    page = await context.new_page()
    page.set_default_timeout(8000)
    watch = Watch(page)
    page.watch = watch  # type: ignore[attr-defined]
    await page.goto(f"{sandbox.url}/")
    await page.locator(".start").first.wait_for()
    return page


async def close_page(page: Page) -> None:
    complaints = page.watch.complaints  # type: ignore[attr-defined]
    await page.context.close()
    assert complaints == []


@pytest_asyncio.fixture(loop_scope="package")
async def page(browser: Browser, sandbox: Sandbox) -> AsyncIterator[Page]:
    page = await open_page(browser, sandbox)
    yield page
    await close_page(page)


@pytest_asyncio.fixture(loop_scope="package")
async def phone_page(browser: Browser, sandbox: Sandbox) -> AsyncIterator[Page]:
    size = {"width": 390, "height": 844}
    page = await open_page(browser, sandbox, viewport=size, has_touch=True, is_mobile=True)
    yield page
    await close_page(page)
