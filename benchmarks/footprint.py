"""P11: how soon the bot polls and what it weighs, against the least bot of the same library.

Also `kopilka --help` against an interpreter that does nothing.
"""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from benchmarks.processes import ECHO, OURS, our_bot, peer, resident_mib
from benchmarks.report import Row, at_most, paired_ratio
from sandbox import Sandbox

_ROUNDS = 5
_HELPS = 7
_SETTLED_S = 0.5  # the menu is set, nothing else is going on

Start = Callable[[], AbstractAsyncContextManager[int]]


def run() -> list[Row]:
    """Measure P11."""
    with tempfile.TemporaryDirectory() as folder:
        soon, heavy = asyncio.run(_measure(Path(folder)))
    helped = paired_ratio(_help, _nothing, rounds=_HELPS)
    return [
        at_most("P11", "start to the first poll / a minimal bot", soon, limit=1.25, goal=1.1),
        at_most("P11", "memory when idle / a minimal bot", heavy, limit=1.25, goal=1.15),
        at_most("P11", "kopilka --help / a bare interpreter", helped, limit=12, goal=5),
    ]


async def _measure(folder: Path) -> tuple[float, float]:
    """Return the median ratios of seconds and of MiB; the first start makes the database."""
    async with Sandbox(token=OURS) as sandbox:
        starts: dict[str, Start] = {
            "ours": lambda: our_bot(sandbox, folder),
            "minimal": lambda: peer(sandbox, "echo", ECHO, folder),
        }
        found = []
        for number in range(_ROUNDS + 1):
            order = sorted(starts, reverse=bool(number % 2))
            found.append({name: await _one(starts[name]) for name in order})
    ratios = [
        tuple(ours / minimal for ours, minimal in zip(one["ours"], one["minimal"], strict=True))
        for one in found[1:]
    ]
    return statistics.median(one[0] for one in ratios), statistics.median(one[1] for one in ratios)


async def _one(start: Start) -> tuple[float, float]:
    began = time.perf_counter()
    async with start() as process:
        seconds = time.perf_counter() - began
        await asyncio.sleep(_SETTLED_S)
        return seconds, resident_mib(process)


def _help() -> None:
    subprocess.run([sys.executable, "-m", "bot", "--help"], check=True, capture_output=True)


def _nothing() -> None:
    subprocess.run([sys.executable, "-c", "pass"], check=True)
