"""The shipped entry point as a process of its own, pointed at a sandbox."""

import asyncio
import os
import re
import shutil
import sys
from asyncio.subprocess import PIPE, STDOUT
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sandbox import Person, Sandbox
from services import schema
from services.database import Database, open_database
from services.keys import open_keys
from tests import leaks
from tests.builders.shops import Shop, a_shop
from tests.e2e.launching import ROOT, Launcher, Running

TOKEN = "7100000000:a-token-for-tests-that-opens-nothing-1"
READY_S = 180.0
LAUNCHER = Launcher()
_ids = count(710_000_001)
_furnished: list[TemporaryDirectory[str]] = []
_TROUBLE = re.compile(r"^\S+ (?:ERROR|CRITICAL) .*|^Traceback .*", re.MULTILINE)


class BotProcess:
    """One data folder and the bot that runs on it; it can be killed and started again.

    `fresh` starts the shipped entry point as a shell does; otherwise the bot is forked from
    a program that has loaded the same modules, which takes a tenth of the time. `database`
    is the URL of another database than the file in the folder.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        folder: Path,
        *,
        fresh: bool = False,
        database: str | None = None,
    ) -> None:
        self.sandbox = sandbox
        self.folder = folder
        self.fresh = fresh
        self.log = folder / "bot.log"
        leaks.watch(self.log)
        self.process: Running | None = None
        self.database = database
        self.environment: dict[str, str] = {}
        self._read = 0

    @property
    def url(self) -> str:
        return self.database or f"sqlite+aiosqlite:///{self.folder / 'kopilka.db'}"

    async def open(self) -> Database:
        """Open the bot's database beside it; close it yourself."""
        keys = open_keys(self.folder / "kopilka.key")
        await schema.prepare(self.url, keys, now=datetime.now(UTC))
        return await open_database(self.url, keys)

    async def furnish(self) -> None:
        """Launch the shop before the bot starts; a file is a copy of one made before."""
        if self.database is None:
            shutil.copytree(await _furnished_folder(self.sandbox), self.folder, dirs_exist_ok=True)
        else:
            await self.launch_shop()

    async def launch_shop(self) -> None:
        database = await self.open()
        try:
            await a_shop(database, now=datetime.now(UTC))
        finally:
            await database.close()

    async def spawn(self) -> Running:
        """Start the program without waiting for it to be ready."""
        environment = os.environ | {
            "BOT_TOKEN": TOKEN,
            "KOPILKA_BOT_API_BASE": self.sandbox.url,
            "KOPILKA_DATA_DIR": str(self.folder),
            "KOPILKA_LOG_LEVEL": "DEBUG",
            "KOPILKA_TEST_CLOCK": str(self.folder / "clock"),
            "PYTHONPATH": str(ROOT),
            **self.environment,
        }
        if self.database is not None:
            environment["KOPILKA_DATABASE_URL"] = self.database
        if self.fresh:
            self.process = await self._exec(environment)
        else:
            self.process = await LAUNCHER.start(
                ["run"], environment=environment, folder=self.folder, log=self.log
            )
        return self.process

    async def _exec(self, environment: dict[str, str]) -> Running:
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                env=environment,
                cwd=self.folder,
                stdout=log,
                stderr=STDOUT,
            )

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
            # Telegram would notice within a second.
            self.sandbox.world.set_online(self.sandbox.bot, False)

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


async def _furnished_folder(sandbox: Sandbox) -> str:
    """Return a folder with a launched shop and its key, made once for all tests."""
    if not _furnished:
        folder = TemporaryDirectory(prefix="kopilka-shop-")
        await BotProcess(sandbox, Path(folder.name)).launch_shop()
        _furnished.append(folder)
    return _furnished[0].name


async def end_session() -> None:
    """Let go of what the starts of this session have shared."""
    await LAUNCHER.close()
    while _furnished:
        _furnished.pop().cleanup()


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
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        stdout=PIPE,
        stderr=STDOUT,
    )
    printed, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, printed.decode()
