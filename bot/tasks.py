"""Background tasks whose failure ends the program instead of vanishing."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Tasks:
    """Starts tasks, keeps them alive, and hands the first unexpected failure to `failed`."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def start(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        task = asyncio.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    async def drain(self, timeout_s: float) -> None:
        """Wait for what runs; cancel what is still running after the timeout."""
        if self._running:
            _, late = await asyncio.wait(set(self._running), timeout=timeout_s)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if task.cancelled() or task.exception() is None or self.failed.done():
            return
        self.failed.set_exception(task.exception() or RuntimeError(task.get_name()))
