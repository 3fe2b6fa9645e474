"""The door's face: what every engine offers, and nothing of how."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

P = ParamSpec("P")
T = TypeVar("T")


class Database(ABC):
    """The only way to the database; a use case is a plain function `(tx, …)`.

    Use cases never commit, never catch database errors, and return what the caller
    needs: after `write` returns, the result is on the disk.
    """

    async def write(
        self,
        use_case: Callable[Concatenate[Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a use case in a transaction of its own and return once it is durable.

        Whatever the use case raises is raised here, and what it wrote is undone.
        Raises `Unavailable` (nothing was done), `OutcomeUnknown` (read the outcome back
        by its key) and `Closed`. A cancelled call may or may not have happened.
        """
        result: T = await self._write(lambda tx: use_case(tx, *args, **kwargs))
        return result

    async def read(
        self,
        use_case: Callable[Concatenate[Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a short read (a card, the till, a role): indexed look-ups, a few rows."""
        result: T = await self._read(lambda tx: use_case(tx, *args, **kwargs))
        return result

    async def report(
        self,
        use_case: Callable[Concatenate[Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a long read (report, export, audit) beside everything else, on one snapshot."""
        result: T = await self._report(lambda tx: use_case(tx, *args, **kwargs))
        return result

    @abstractmethod
    async def scrub(self) -> bool:
        """Overwrite what erased rows left behind; False if a long report was in the way."""

    @abstractmethod
    async def close(self) -> None:
        """Refuse new work, finish what was accepted, let go of the database."""

    @abstractmethod
    async def _write(self, call: Callable[[Connection], Any]) -> Any: ...

    @abstractmethod
    async def _read(self, call: Callable[[Connection], Any]) -> Any: ...

    @abstractmethod
    async def _report(self, call: Callable[[Connection], Any]) -> Any: ...
