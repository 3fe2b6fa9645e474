"""The shop under test: the real use cases on a real SQLite file, on a loop of its own."""

import asyncio
import itertools
import shutil
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from services import programs
from services.audit import Audit, audit
from services.database import Database, open_database
from services.domain.errors import Refusal
from services.domain.program import Program
from services.domain.settling import settle
from services.domain.state import MemberState
from services.keys import Keys
from services.store import ledger
from tests.builders.shops import NOW, Cashier, Shop, a_cashier, a_key, a_shop
from tests.services.machine.outsider import Outsider

T = TypeVar("T")
_files = itertools.count(1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Launched:
    """A shop's file to copy: launched, with an owner and two cashiers in open shifts."""

    path: Path
    keys: Keys
    here: Shop
    cashiers: tuple[Cashier, ...]
    program: Program


async def launch(path: Path, keys: Keys, text: str) -> Launched:
    """Launch a shop in the migrated file at `path`."""
    database = await _open(path, keys)
    here = await a_shop(database)
    cashiers = (await a_cashier(here), await a_cashier(here, "Пётр Сменщиков"))
    await database.write(programs.apply, text, actor=here.owner, key=a_key(), now=NOW)
    program = (await database.read(programs.current)).program
    await database.scrub()
    await database.close()
    return Launched(path=path, keys=keys, here=here, cashiers=cashiers, program=program)


async def _open(path: Path, keys: Keys) -> Database:
    return await open_database(f"sqlite+aiosqlite:///{path}", keys, alone=True, on_death=_raise)


def _raise(error: BaseException) -> None:
    raise AssertionError("the writer died") from error


class World:
    """One copy of the launched shop; time goes on by itself with each operation."""

    def __init__(self, launched: Launched) -> None:
        self.keys, self.cashiers = launched.keys, launched.cashiers
        self.owner = launched.here.owner
        self.path = launched.path.with_name(f"machine-{next(_files)}.db")
        shutil.copy(launched.path, self.path)
        self.runner = asyncio.Runner()
        self.database = self.run(_open(self.path, self.keys))
        self.outsider = Outsider(self.path)
        self.now: datetime = NOW
        self.zone = ZoneInfo(launched.program.timezone)

    @property
    def today(self) -> date:
        """Return the shop's local date."""
        return self.now.astimezone(self.zone).date()

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)

    def run(self, task: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(task)

    def write(self, use_case: Callable[..., T], /, *args: Any, **known: Any) -> T:
        return self.run(self.database.write(use_case, *args, now=self.now, **known))

    def read(self, use_case: Callable[..., T], /, *args: Any, **known: Any) -> T:
        return self.run(self.database.read(use_case, *args, **known))

    def at_once(self, *calls: Callable[[], Coroutine[Any, Any, Any]]) -> list[Any]:
        """Run several calls in one turn of the loop, so that they share a batch."""

        async def together() -> list[Any]:
            return await asyncio.gather(*(call() for call in calls), return_exceptions=True)

        return self.run(together())

    def refused(self, use_case: Callable[..., Any], /, *args: Any, **known: Any) -> str | None:
        """Return the name of the refusal, or None if the call went through."""
        try:
            self.write(use_case, *args, **known)
        except Refusal as refusal:
            return refusal.name
        return None

    def audit(self) -> Audit:
        return self.run(self.database.report(audit))

    def state(self, program: Program, member_id: int) -> MemberState | None:
        """Return the member as the rules see him today, with what is due done in mind only."""

        def look(tx: Any) -> MemberState | None:
            account = ledger.load_account(tx, member_id, self.today, lock=False)
            if account is None:
                return None
            return settle(program, account.state, self.today).state

        return self.read(look)

    def close(self) -> None:
        try:
            self.outsider.close()
            self.run(self.database.close())
        finally:
            self.runner.close()
            for left in self.path.parent.glob(f"{self.path.name}*"):
                left.unlink()
