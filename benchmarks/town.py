"""A launched shop with a cashier and members in a file of its own, for benchmarks."""

import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path

from services import purchases, schema
from services.database import Database, open_database
from services.keys import open_keys
from services.purchases import Recorded
from tests.builders.shops import NOW, Cashier, a_cashier, a_member, a_shop


@dataclass(frozen=True, kw_only=True, slots=True)
class Town:
    """An open shop; every purchase has another key, amount and moment."""

    database: Database
    cashier: Cashier
    members: tuple[int, ...]
    numbers: Iterator[int]
    chance: random.Random

    def any_member(self) -> int:
        return self.chance.choice(self.members)

    async def buy(self, member_id: int) -> Recorded:
        """Record a purchase as the till does."""
        number = next(self.numbers)
        return await self.database.write(
            purchases.record,
            member_id,
            15_000 + number * 37 % 60_000,
            actor=self.cashier.actor,
            key=f"bill:{number}",
            now=NOW + timedelta(milliseconds=number),
            repeat_ok=True,
        )


@asynccontextmanager
async def town(folder: Path, *, members: int, url: str | None = None) -> AsyncIterator[Town]:
    """Launch a coffee shop, on SQLite in this folder or at the URL, and let people join."""
    url = url or f"sqlite+aiosqlite:///{folder / 'kopilka.db'}"
    keys = open_keys(folder / "kopilka.key")
    await schema.prepare(url, keys, now=NOW)
    database = await open_database(url, keys, alone=True)
    try:
        here = await a_shop(database)
        cashier = await a_cashier(here)
        ids = [(await a_member(here)).member_id for _ in range(members)]
        yield Town(
            database=database,
            cashier=cashier,
            members=tuple(ids),
            numbers=count(),
            chance=random.Random(1),
        )
    finally:
        await database.close()
