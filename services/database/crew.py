"""The processes that share one database, as each of them sees it; on SQLite there is one."""

import asyncio
from collections.abc import Callable


class Crew:
    """This process by itself, as on SQLite: it leads, and there is nobody to wake."""

    number: int | None = None
    """What the others know this process by; None if there are no others."""

    def __init__(self) -> None:
        self._leads = asyncio.Event()
        self._follows = asyncio.Event()
        self._lead(yes=True)

    @property
    def leads(self) -> bool:
        """Whether this is the process that polls and looks after what is due."""
        return self._leads.is_set()

    async def elected(self) -> None:
        """Wait until this process leads."""
        await self._leads.wait()

    async def relieved(self) -> None:
        """Wait until it does not lead any more."""
        await self._follows.wait()

    async def attend(self, told: Callable[[str], None]) -> None:
        """Stand among the others until cancelled; `told` is called with what they tell."""
        del told
        await asyncio.Event().wait()

    def resign(self) -> None:
        """Leave the lead to another process: this one is about to end."""

    async def close(self) -> None:
        """Let go of the database."""

    def _lead(self, *, yes: bool) -> None:
        now, before = (self._leads, self._follows) if yes else (self._follows, self._leads)
        now.set()
        before.clear()
