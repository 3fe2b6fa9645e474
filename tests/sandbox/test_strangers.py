"""Bots that know nothing of this project talk to `kopilka sandbox` as to Telegram."""

import asyncio
import re
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.sandbox.telegram import TOKEN

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90.0
FORGIVEN = {
    "reply_to_message_id: sendMessage has no such field",
    "disable_web_page_preview: sendMessage has no such field",
}
"""What older clients still send, and Telegram still takes; the sandbox remarks on it."""


def _of_the_bot(chat: dict[str, Any]) -> list[dict[str, Any]]:
    return [message for message in chat["messages"] if not message["out"]]


class Page:
    """What the page in the browser does: it asks the control API, and nothing else."""

    def __init__(self, http: aiohttp.ClientSession, address: str) -> None:
        self._http = http
        self.address = address
        self.person = 0

    async def ask(self, path: str) -> Any:
        async with self._http.get(f"{self.address}/sim/{path}") as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def do(self, verb: str, **facts: Any) -> Any:
        address = f"{self.address}/sim/chats/{self.person}/{verb}"
        async with self._http.post(address, json=facts) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def sees(self, found: Callable[[dict[str, Any]], Any]) -> Any:
        """Wait until something is true of the chat; return it."""
        async with asyncio.timeout(PATIENCE_S):
            while not (  # noqa: ASYNC110  # another process holds the chat
                seen := found(await self.ask(f"chats/{self.person}"))
            ):
                await asyncio.sleep(0.05)
        return seen

    async def hears(self, text: str) -> dict[str, Any]:
        message: dict[str, Any] = await self.sees(
            lambda chat: next(
                (one for one in _of_the_bot(chat) if text in one.get("text", "")), None
            )
        )
        return message

    async def press(self, message: dict[str, Any], column: int = 0) -> None:
        await self.do("press", message_id=message["message_id"], row=0, column=column)


async def _started(*command: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, *command, stdout=PIPE, stderr=STDOUT, cwd=ROOT
    )


async def _ended(process: Process) -> str:
    if process.returncode is None:
        process.terminate()
    printed, _ = await process.communicate()
    return printed.decode("utf-8", "replace")


@pytest_asyncio.fixture
async def page() -> AsyncIterator[Page]:
    """Start `kopilka sandbox` as its users do, and open its page."""
    process = await _started("-m", "bot", "sandbox", "--port", "0", "--token", TOKEN)
    try:
        async with asyncio.timeout(PATIENCE_S):
            assert process.stdout is not None
            line = (await process.stdout.readline()).decode()
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+", line)
        async with aiohttp.ClientSession() as http:
            made = Page(http, address)
            made.person = (await made.ask("state"))["people"][0]["id"]
            yield made
    finally:
        await _ended(process)


@pytest_asyncio.fixture
async def bot(page: Page, request: pytest.FixtureRequest) -> AsyncIterator[Process]:
    """Start the stranger's bot with nothing but a token and an address."""
    path = ROOT / "tests" / "sandbox" / "strangers" / f"{request.param}.py"
    process = await _started(str(path), TOKEN, page.address)
    yield process
    said = await _ended(process)
    assert "Traceback" not in said, said
    lints = [line for call in await page.ask("calls?after=0") for line in call["lint"]]
    assert set(lints) <= FORGIVEN


def _keys(chat: dict[str, Any]) -> list[list[str]]:
    board = chat["reply_keyboard"] or {}
    return [[key["text"] for key in row] for row in board.get("keyboard", [])]


@pytest.mark.parametrize("bot", ["survey"], indirect=True)
async def test_a_survey_in_plain_aiogram_runs_unchanged(page: Page, bot: Process) -> None:
    await page.do("start")
    await page.hears("What is your name?")
    await page.do("send", text="Anna")
    await page.hears("Anna, cat or dog?")
    assert await page.sees(_keys) == [["Cat", "Dog"]]
    await page.do("send", text="Fish")
    await page.hears("Please press a key.")
    await page.do("key", row=0, column=1)
    question = await page.hears("Anna likes a dog.")
    await page.press(question)
    await page.hears("Anna likes a dog. Done.")
    await page.do("send", text="/stop")
    await page.hears("Stopped.")
    assert bot.returncode is None


@pytest.mark.parametrize("bot", ["parrot"], indirect=True)
async def test_a_parrot_without_any_library_runs_unchanged(page: Page, bot: Process) -> None:
    await page.do("start", payload="x")
    echo = await page.hears("/start x")
    await page.press(echo)
    await page.hears("Louder: /START X")
    await page.do("send", text="Ünïcode & <b> + %20 👩‍🎤")
    await page.hears("Ünïcode & <b> + %20 👩‍🎤")
    # A poll that brings nothing ends by itself, and the next one begins.
    await asyncio.sleep(2.5)
    await page.do("send", text="/photo")
    await page.sees(lambda chat: any("photo" in one for one in _of_the_bot(chat)))
    assert bot.returncode is None
