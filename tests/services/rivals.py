"""A process of its own that spends the points of some members, fifty at a time.

    python -m tests.services.rivals URL NAME TASKS TURNS MEMBER...

It prints what became of the attempts as JSON; the parent compares that with the books.
"""

import asyncio
import json
import sys
from itertools import count
from time import perf_counter

from services import purchases
from services.actors import system
from services.database import Database, open_database
from services.keys import Keys
from tests.builders.shops import NOW

KEYS = Keys(b"only for tests: 32 bytes no more")
POINTS, AMOUNT_MINOR = 10, 20_00
"""Ten of twenty are paid with points as long as there are any; later bills earn instead."""


class Rival:
    """What one process tried, and what came of it."""

    def __init__(self, database: Database, name: str) -> None:
        self.database = database
        self.name = name
        self.numbers = count(1)
        self.sold = self.applied = self.earned = 0
        self.troubles: list[str] = []
        self.waits_ms: list[float] = []

    async def spend(self, member_id: int) -> None:
        began = perf_counter()
        try:
            made = await self.database.write(
                purchases.record,
                member_id,
                AMOUNT_MINOR,
                redeem_points=POINTS,
                actor=system(self.name),
                key=f"{self.name}-{next(self.numbers)}",
                now=NOW,
                repeat_ok=True,
                unusual_ok=True,
            )
            self.sold += 1
            self.applied += made.applied
            self.earned += made.earned
        except Exception as error:  # noqa: BLE001 - whatever it is, the parent wants to know
            self.troubles.append(f"{type(error).__name__}: {error}")
        self.waits_ms.append((perf_counter() - began) * 1000)

    async def task(self, turns: int, members: list[int], first: int) -> None:
        for turn in range(turns):
            await self.spend(members[(first + turn) % len(members)])


async def main(url: str, name: str, tasks: int, turns: int, members: list[int]) -> None:
    database = await open_database(url, KEYS)
    rival = Rival(database, name)
    print("ready", flush=True)  # noqa: T201 - the parent waits for it
    sys.stdin.readline()
    try:
        await asyncio.gather(*(rival.task(turns, members, one) for one in range(tasks)))
    finally:
        await database.close()
    waits = sorted(rival.waits_ms)
    found = {
        "sold": rival.sold,
        "applied": rival.applied,
        "earned": rival.earned,
        "troubles": rival.troubles,
        "p99_ms": waits[len(waits) * 99 // 100],
    }
    print(json.dumps(found))  # noqa: T201 - what the parent reads


if __name__ == "__main__":
    url, name, tasks, turns, *members = sys.argv[1:]
    asyncio.run(main(url, name, int(tasks), int(turns), [int(one) for one in members]))
