"""Starts bots by forking a preloaded program: a start takes a fraction of a second."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Forked:
    """A forked bot, with the face of asyncio's `Process`."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @property
    def returncode(self) -> int | None:
        return self.ended.result() if self.ended.done() else None

    async def wait(self) -> int:
        return await asyncio.shield(self.ended)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def terminate(self) -> None:
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)


Running = Process | Forked


class Launcher:
    """One preloaded program of this test session; it loads at the first start."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._reading: asyncio.Future[None] | None = None
        self._born: asyncio.Queue[Forked] = asyncio.Queue()
        self._living: dict[int, Forked] = {}
        self._one_order = asyncio.Lock()

    async def start(
        self, words: Sequence[str], *, environment: Mapping[str, str], folder: Path, log: Path
    ) -> Forked:
        """Start `kopilka <words>` in this folder; what it prints is added to `log`."""
        order = {
            "words": list(words),
            "environment": dict(environment),
            "folder": str(folder),
            "log": str(log),
        }
        async with self._one_order:
            process = await self._ready()
            assert process.stdin is not None
            process.stdin.write(json.dumps(order).encode() + b"\n")
            return await self._born.get()

    async def _ready(self) -> Process:
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.e2e.preloaded"), cwd=ROOT, stdin=PIPE, stdout=PIPE
            )
            self._reading = asyncio.ensure_future(self._read(self._process))
        return self._process

    async def _read(self, process: Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            fact = json.loads(line)
            if "code" in fact:
                self._living.pop(fact["pid"]).ended.set_result(fact["code"])
            else:
                forked = self._living[fact["pid"]] = Forked(fact["pid"])
                self._born.put_nowait(forked)

    async def close(self) -> None:
        """End the program and whatever it has started."""
        if self._process is None or self._reading is None:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()
        await self._reading
        self._process = None
