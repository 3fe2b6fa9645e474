"""The shipped entry point as a process of its own, pointed at a sandbox."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sandbox import Person, Sandbox
from services import schema
from services.database import Database, open_database
from services.keys import open_keys
from tests.builders.shops import Shop, a_shop

TOKEN = "7100000000:a-token-for-tests-that-opens-nothing-1"
READY_S = 180.0
_ROOT = Path(__file__).resolve().parents[2]
_ids = count(710_000_001)
_TROUBLE = re.compile(r"^\S+ (?:ERROR|CRITICAL) .*|^Traceback .*", re.MULTILINE)


class BotProcess:
    """One data folder and the bot that runs on it; it can be killed and started again."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox = sandbox
        self.folder = folder
        self.log = folder / "bot.log"
        self.process: Process | None = None
        self.environment: dict[str, str] = {}
        self._read = 0

    @property
    def url(self) -> str:
        return f"sqlite+aiosqlite:///{self.folder / 'kopilka.db'}"

    async def open(self) -> Database:
        """Open the bot's database beside it; close it yourself."""
        keys = open_keys(self.folder / "kopilka.key")
        await schema.prepare(self.url, keys, now=datetime.now(UTC))
        return await open_database(self.url, keys)

    async def furnish(self) -> None:
        """Launch the shop before the bot starts."""
        database = await self.open()
        try:
            await a_shop(database, now=datetime.now(UTC))
        finally:
            await database.close()

    async def spawn(self) -> Process:
        """Start the program without waiting for it to be ready."""
        environment = os.environ | {
            "BOT_TOKEN": TOKEN,
            "KOPILKA_BOT_API_BASE": self.sandbox.url,
            "KOPILKA_DATA_DIR": str(self.folder),
            "KOPILKA_LOG_LEVEL": "DEBUG",
            "KOPILKA_TEST_CLOCK": str(self.folder / "clock"),
            "PYTHONPATH": str(_ROOT),
            **self.environment,
        }
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                env=environment,
                cwd=self.folder,
                stdout=log,
                stderr=STDOUT,
            )
        return self.process

    async def start(self) -> None:
        """Start the program and wait for its first getUpdates."""
        bot = self.sandbox.bot
        await self.sandbox.wait_for(lambda: not bot.online, what="the end of an older poll")
        process = await self.spawn()
        end = asyncio.ensure_future(process.wait())
        ready = asyncio.ensure_future(
            self.sandbox.wait_for(lambda: bot.online, READY_S, what="the first poll")
        )
        await asyncio.wait({end, ready}, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            ready.cancel()
            raise AssertionError(f"the bot ended: {self.text()[-3000:]}")
        end.cancel()
        ready.result()

    async def kill(self) -> None:
        """Kill it as a power cut would."""
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()

    async def stop(self) -> int:
        """Ask it to end, and return the exit code."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.terminate()
        return await self.process.wait()

    def troubles(self) -> list[str]:
        """Return the errors and tracebacks logged since the last call."""
        printed = self.text()
        new, self._read = printed[self._read :], len(printed)
        return _TROUBLE.findall(new)

    def text(self) -> str:
        """Return everything it printed and logged."""
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""


class Town:
    """What a test of the whole program holds: the sandbox, the bot and people never seen."""

    def __init__(self, sandbox: Sandbox, bot: BotProcess, shop: Shop | None = None) -> None:
        self.sandbox = sandbox
        self.bot = bot
        self.shop = shop

    def person(self, name: str = "Анна Кузнецова", language: str | None = "ru") -> Person:
        """Return somebody whom neither Telegram nor the shop has met."""
        number = next(_ids)
        first, _, last = name.partition(" ")
        person = self.sandbox.person(
            first, last_name=last or None, id=number, phone=f"+7911{number % 10_000_000:07d}"
        )
        person.language_code = language
        return person


async def output_of(*words: str, environment: dict[str, str]) -> tuple[int, str]:
    """Run a command of the program to its end; return exit code and everything printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *words,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(_ROOT), **environment},
        stdout=PIPE,
        stderr=STDOUT,
    )
    printed, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, printed.decode()
