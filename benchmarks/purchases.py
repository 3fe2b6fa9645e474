"""P1 and P2: purchases through the door against seven raw statements, and the usual design.

Ours is the real use case with every rule and check, SQLite with synchronous=FULL. The limit is
what a hand would write for a purchase, one commit each; the usual design is SQLAlchemy's ORM,
asynchronous, one session a request and a lock around it.
"""

import asyncio
import random
import tempfile
from pathlib import Path

from benchmarks.raw import RawLedger
from benchmarks.report import Row, at_least, at_most
from benchmarks.rounds import Figures, Rounds, at_once, in_turn, one_by_one
from benchmarks.town import Town, town
from benchmarks.usual import UsualLedger

_MEMBERS = 500
_IN_FLIGHT = 32
_PURCHASES = 1_024  # of a timed run
_ALONE = 150
_USUAL = 160


def run() -> list[Row]:
    """Measure P1 and P2 on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(_measure(Path(folder)))
    return _rows(found)


def _rows(found: Rounds) -> list[Row]:
    spread = found.ratio("ours", "raw", lambda one: one.rate)
    hot = found.ratio("hot", "raw", lambda one: one.rate)
    late = found.ratio("ours", "usual", lambda one: one.p99_s)
    alone = found.ratio("ours alone", "raw", lambda one: one.p50_s)
    return [
        at_least(
            "P1", "purchases/s, 32 in flight / raw, a commit each", spread, limit=0.5, goal=1
        ),
        at_least("P1", "the same, all by one member", hot, limit=0.5, goal=1),
        at_most("P2", "p99 at 32 in flight / ORM async and a lock", late, limit=0.15, goal=0.05),
        at_most("P2", "a lone purchase, p50 / one raw commit", alone, limit=4, goal=2),
    ]


async def _measure(folder: Path) -> Rounds:
    async with town(folder, members=_MEMBERS) as ours, UsualLedger(folder, _MEMBERS) as usual:
        raw = RawLedger(folder / "raw.db", _MEMBERS)
        chance = random.Random(2)

        async def spread() -> Figures:
            return await _burst(ours, _PURCHASES, _IN_FLIGHT)

        async def hot() -> Figures:
            one = ours.any_member()
            return await at_once(lambda _: ours.buy(one), count=_PURCHASES, in_flight=_IN_FLIGHT)

        async def alone() -> Figures:
            return await _burst(ours, _ALONE, 1)

        async def by_hand() -> Figures:
            return one_by_one(lambda _: raw.buy(chance.randrange(_MEMBERS) + 1), count=_PURCHASES)

        async def usually() -> Figures:
            return await at_once(
                lambda _: usual.buy(chance.randrange(_MEMBERS) + 1),
                count=_USUAL,
                in_flight=_IN_FLIGHT,
            )

        designs = {
            "ours": spread,
            "raw": by_hand,
            "hot": hot,
            "ours alone": alone,
            "usual": usually,
        }
        try:
            return await in_turn(designs)
        finally:
            raw.close()


async def _burst(ours: Town, count: int, in_flight: int) -> Figures:
    return await at_once(lambda _: ours.buy(ours.any_member()), count=count, in_flight=in_flight)
