"""The shop under test: the real use cases on a real database, on a loop of its own."""

import asyncio
from collections.abc import Callable, Container, Coroutine, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from services import members, programs
from services.actors import Actor
from services.audit import Audit, audit
from services.database import Database
from services.domain.errors import Refusal
from services.domain.program import Program
from services.domain.settling import settle
from services.domain.state import MemberState
from services.members import CardView
from services.store import ledger
from tests.builders.shops import NOW, Cashier, a_cashier, a_key, a_shop
from tests.services.machine.places import Place

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Launched:
    """A shop to begin each story with: launched, with an owner and two cashiers at work."""

    place: Place
    owner: Actor
    cashiers: tuple[Cashier, ...]
    program: Program


def launch(place: Place, text: str) -> Launched:
    """Launch a shop in a migrated database, and keep it."""

    async def furnish(database: Database) -> Launched:
        here = await a_shop(database)
        cashiers = (await a_cashier(here), await a_cashier(here, "Пётр Сменщиков"))
        await database.write(programs.apply, text, actor=here.owner, key=a_key(), now=NOW)
        program = (await database.read(programs.current, now=NOW)).program
        await database.scrub()
        return Launched(place=place, owner=here.owner, cashiers=cashiers, program=program)

    launched = place.run(furnish(place.database))
    place.keep()
    return launched


class World:
    """The launched shop at its beginning; time goes on by itself with each operation."""

    operations = 0
    """How many use cases were asked to change something, in all worlds of this process."""

    def __init__(self, launched: Launched) -> None:
        place = self.place = launched.place
        place.reset()
        self.keys, self.database, self.outsider = place.keys, place.database, place.outsider
        self.outsider.forget()
        self.cashiers = launched.cashiers
        self.owner = launched.owner
        self.now: datetime = NOW
        self.zone = ZoneInfo(launched.program.timezone)
        self.on_wait: Callable[[], None] = lambda: None

    @property
    def today(self) -> date:
        """Return the shop's local date."""
        return self.now.astimezone(self.zone).date()

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)
        self.on_wait()

    def run(self, task: Coroutine[Any, Any, T]) -> T:
        return self.place.run(task)

    def write(self, use_case: Callable[..., T], /, *args: Any, **known: Any) -> T:
        World.operations += 1
        return self.run(self.database.write(use_case, *args, now=self.now, **known))

    def repeat(self, call: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Ask for an operation again."""
        World.operations += 1
        return self.run(call())

    def read(self, use_case: Callable[..., T], /, *args: Any, **known: Any) -> T:
        return self.place.look(self.database.read(use_case, *args, **known))

    def at_once(self, *calls: Callable[[], Coroutine[Any, Any, Any]]) -> list[Any]:
        """Run several calls in one turn of the loop, so that they share a batch.

        A story must go the same way whenever it is told; so where nobody knows which call
        comes first, they come one after the other.
        """
        World.operations += len(calls)

        async def together() -> list[Any]:
            if self.place.in_order:
                return await asyncio.gather(*(call() for call in calls), return_exceptions=True)
            return [
                one
                for call in calls
                for one in await asyncio.gather(call(), return_exceptions=True)
            ]

        return self.run(together())

    def refused(self, use_case: Callable[..., Any], /, *args: Any, **known: Any) -> str | None:
        """Return the name of the refusal, or None if the call went through."""
        try:
            self.write(use_case, *args, **known)
        except Refusal as refusal:
            return refusal.name
        return None

    def audit(self) -> Audit:
        # A report would go through three threads with each page, and nobody writes meanwhile.
        return self.read(audit)

    def state(self, program: Program, member_id: int) -> MemberState | None:
        """Return the member as the rules see him today, with what is due done in mind only."""
        return self.read(_state, program, member_id, self.today)

    def looks(
        self, member_ids: Iterable[int], claimed: Container[int]
    ) -> dict[int, tuple[MemberState | None, CardView | None]]:
        """Return members as the rules see them and, of those `claimed`, the cards they see."""

        def look(tx: Connection) -> dict[int, tuple[MemberState | None, CardView | None]]:
            # The shop's own rules know since when they are in force; the mirror's do not.
            program = programs.current(tx, now=self.now).program
            return {
                one: (
                    _state(tx, program, one, self.today),
                    members.card(tx, one, now=self.now) if one in claimed else None,
                )
                for one in member_ids
            }

        return self.read(look)


def _state(tx: Connection, program: Program, member_id: int, today: date) -> MemberState | None:
    account = ledger.load_account(tx, member_id, today, lock=False)
    return None if account is None else settle(program, account.state, today).state
