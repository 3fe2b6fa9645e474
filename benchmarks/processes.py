"""Bots as processes of their own beside a sandbox in this one."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox import Sandbox
from sandbox.bots import Bot

OURS = "7100000000:a-token-for-benchmarks-that-opens-nothing"
ECHO = "7200000000:a-token-for-benchmarks-that-opens-nothing"
USUAL = "7300000000:a-token-for-benchmarks-that-opens-nothing"
_PATIENCE_S = 120
_ROOT = Path(__file__).parents[1]


@asynccontextmanager
async def our_bot(sandbox: Sandbox, folder: Path) -> AsyncIterator[int]:
    """Run `kopilka run`; give the process id once it polls."""
    environment = {
        "BOT_TOKEN": OURS,
        "KOPILKA_BOT_API_BASE": sandbox.url,
        "KOPILKA_DATA_DIR": str(folder),
        "KOPILKA_LOG_LEVEL": "WARNING",
    }
    words = ("-m", "bot", "run")
    async with _running(sandbox, OURS, words, environment) as number:
        yield number


@asynccontextmanager
async def peer(sandbox: Sandbox, kind: str, token: str, folder: Path) -> AsyncIterator[int]:
    """Run a bot of benchmarks/peers.py; give the process id once it polls."""
    words = ("-m", "benchmarks.peers", kind, sandbox.url, token, str(folder))
    async with _running(sandbox, token, words, {}) as number:
        yield number


@asynccontextmanager
async def _running(
    sandbox: Sandbox, token: str, words: tuple[str, ...], more: dict[str, str]
) -> AsyncIterator[int]:
    bot = sandbox.world.bot(token)
    left = bot.pace.waiting  # of one that ended while it polled
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *words,
        env=os.environ | {"PYTHONPATH": str(_ROOT)} | more,
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        await _polls(bot, process, left)
        yield process.pid
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _polls(
    bot: Bot, process: asyncio.subprocess.Process, left: asyncio.Future[str] | None
) -> None:
    end = time.monotonic() + _PATIENCE_S
    while bot.pace.waiting in {None, left}:
        if process.returncode is not None or time.monotonic() > end:
            raise RuntimeError(f"the bot does not poll; exit code {process.returncode}")
        await asyncio.sleep(0.005)


def resident_mib(process: int) -> float:
    """Return how much memory a process holds (Linux)."""
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 2**20
