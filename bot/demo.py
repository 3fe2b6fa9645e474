"""The demo: a local Telegram and the real bot, in a folder that is thrown away."""

import asyncio
import os
import secrets
import shutil
import signal
import socket
import sys
import tempfile
import webbrowser
from asyncio.subprocess import DEVNULL, Process
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import aiohttp
from pydantic import SecretStr

from bot import opening
from bot.clock import Clock
from bot.demo_telegram import CASHIER_ID, GUEST_ID, OWNER_ID, TOKEN
from bot.exits import Exit
from bot.settings import Settings
from services import staff

READY_S = 60.0
POLITE_S = 10.0
_ROOT = Path(__file__).resolve().parent.parent


async def demo(*, port: int, browser: bool, empty: bool) -> Exit:
    """Run until Ctrl-C or SIGTERM; nothing is left running and nothing is left on the disk.

    `port` 0 takes a free one; `empty` leaves out the guests and purchases of half a year.
    """
    stop = _stop_signal()
    folder = Path(tempfile.mkdtemp(prefix="kopilka-demo-"))
    children: list[Process] = []
    try:
        return await _play(
            folder, port or _free_port(), stop, children, browser=browser, empty=empty
        )
    finally:
        for child in reversed(children):
            await _end(child)
        shutil.rmtree(folder, ignore_errors=True)


async def _play(
    folder: Path,
    port: int,
    stop: asyncio.Event,
    children: list[Process],
    *,
    browser: bool,
    empty: bool,
) -> Exit:
    clock = folder / "clock"
    clock.write_text("0\n", "ascii")
    url = f"http://127.0.0.1:{port}"
    telegram = await _spawn("-m", "bot.demo_telegram", str(port), str(clock))
    children.append(telegram)
    if not await _open(url, telegram, stop):
        return Exit.OK if stop.is_set() else Exit.FAILED
    _say(f"The coffee shop opens at {url}/ — the bot is starting. Ctrl-C ends it.")
    if browser and _has_desktop():
        webbrowser.open(url)
    settings = Settings(
        bot_token=SecretStr(TOKEN),
        data_dir=folder / "data",
        database_url=SecretStr(f"sqlite+aiosqlite:///{folder / 'data' / 'kopilka.db'}"),
        key_file=folder / "data" / "kopilka.key",
        bot_api_base=url,
        test_clock=clock,
        webhook_url=None,
        webhook_secret=None,
        health_port=None,
        scanner_url=None,
    )
    await _furnish(settings, empty=empty)
    bot = await _spawn("-m", "bot", "run", environment=_environment(settings))
    children.append(bot)
    if await _comes_online(url, bot, stop):
        _say(f"The bot is online: {url}/")
    ends = [asyncio.ensure_future(one) for one in (stop.wait(), telegram.wait(), bot.wait())]
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    for end in ends:
        end.cancel()
    return Exit.OK if stop.is_set() else Exit.FAILED


async def _furnish(settings: Settings, *, empty: bool) -> None:
    """Give the shop its owner or, if this installation carries it, half a year of history."""
    now = Clock(settings.test_clock).now()
    async with opening.database(settings) as db:
        if empty or find_spec("bot.demo_history") is None:
            token = secrets.token_urlsafe(16)
            await db.write(staff.claim_link, staff.token_hash(token), now=now)
            await db.write(staff.claim, token, OWNER_ID, "Борис", "ru", now=now)
            return
        _say("Filling it with guests and purchases: half a minute or so.")
        await import_module("bot.demo_history").seed(
            db, owner_id=OWNER_ID, cashier_id=CASHIER_ID, guest_id=GUEST_ID, now=now
        )


async def _spawn(*words: str, environment: dict[str, str] | None = None) -> Process:
    inherited = os.environ | {"PYTHONPATH": str(_ROOT), "PYTHONUNBUFFERED": "1"}
    return await asyncio.create_subprocess_exec(
        sys.executable, *words, env=inherited | (environment or {}), stdin=DEVNULL, stdout=DEVNULL
    )


def _environment(settings: Settings) -> dict[str, str]:
    """Return the child's settings; what the outer shell sets for a real bot must not leak in."""
    return {
        "BOT_TOKEN": TOKEN,
        "BOT_TOKEN_FILE": "",
        "KOPILKA_DATABASE_URL_FILE": "",
        "KOPILKA_DATABASE_URL": settings.database,
        "KOPILKA_KEY_FILE": str(settings.key),
        "KOPILKA_DATA_DIR": str(settings.data_dir),
        "KOPILKA_BOT_API_BASE": settings.bot_api_base,
        "KOPILKA_TEST_CLOCK": str(settings.test_clock),
        "KOPILKA_LOG_LEVEL": "WARNING",
        **{
            f"KOPILKA_{name}{kind}": ""
            for name in ("WEBHOOK_URL", "WEBHOOK_SECRET", "HEALTH_PORT", "SCANNER_URL")
            for kind in ("", "_FILE")
        },
    }


async def _open(url: str, telegram: Process, stop: asyncio.Event) -> bool:
    """Wait until the page answers; False if it never will."""
    loop = asyncio.get_running_loop()
    end = loop.time() + READY_S
    async with aiohttp.ClientSession() as session:
        while loop.time() < end and telegram.returncode is None and not stop.is_set():
            try:
                async with session.get(f"{url}/sim/state"):
                    return True
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
    return False


async def _comes_online(url: str, bot: Process, stop: asyncio.Event) -> bool:
    """Wait until the local Telegram hears the bot; False if it ends before."""
    async with aiohttp.ClientSession() as session:
        while bot.returncode is None and not stop.is_set():
            try:
                async with session.get(f"{url}/sim/state") as answer:
                    if (await answer.json())["bot"]["online"]:
                        return True
            except aiohttp.ClientError:
                return False
            await asyncio.sleep(0.2)
    return False


async def _end(child: Process) -> None:
    if child.returncode is not None:
        return
    child.terminate()
    try:
        async with asyncio.timeout(POLITE_S):
            await child.wait()
    except TimeoutError:
        child.kill()
        await child.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _has_desktop() -> bool:
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
