"""P12, what-if: other rules on a shop's own purchases, against parsing as many JSON lines.

Everybody's purchases are read from the database and decided twice, under the recorded rules and
under others. `python -m benchmarks.what_if 100000` follows growth that far; filling the shop
takes longer than asking. The default is small.
"""

import asyncio
import itertools
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Connection

from benchmarks.replay import _resident_kib, events
from benchmarks.report import Row, at_most, seconds, table
from benchmarks.town import Town, town
from services import programs, purchases
from services.program import Document, with_percent
from services.what_if import WhatIf, what_if
from tests.builders.shops import NOW

_PURCHASES = 2_000
_PURCHASES_EACH = 20
_DAYS = 80
_AT_ONCE = 500  # purchases of one transaction while the shop is filled
_ROUNDS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Shop:
    """A town whose members have bought, and the rules to try on it."""

    town: Town
    purchases: int
    document: Document

    @property
    def now(self) -> datetime:
        return NOW + timedelta(days=_DAYS)

    async def ask(self) -> tuple[WhatIf, float, float]:
        """Return the answer, its seconds of work, and the KiB it held at most."""
        began, before = time.process_time(), _resident_kib()
        most = before

        def weigh(_done: int, _of: int) -> None:
            nonlocal most
            most = max(most, _resident_kib())

        answer = await self.town.database.report(
            what_if, self.document, days=_DAYS + 1, now=self.now, progress=weigh
        )
        return answer, time.process_time() - began, most - before


@asynccontextmanager
async def shop(count: int) -> AsyncIterator[Shop]:
    """Fill a shop through the till's own use case."""
    with tempfile.TemporaryDirectory() as folder:
        async with town(Path(folder), members=max(1, count // _PURCHASES_EACH)) as here:
            numbers = iter(range(count))
            while some := list(itertools.islice(numbers, _AT_ONCE)):
                await here.database.write(_sell, here, some, timedelta(days=_DAYS) / count)
            program = await here.database.read(programs.current, now=NOW)
            document = with_percent(program.document, Decimal(7))
            yield Shop(town=here, purchases=count, document=document)


def _sell(tx: Connection, here: Town, numbers: list[int], step: timedelta) -> None:
    for number in numbers:
        purchases.record(
            tx,
            here.members[number * 7 % len(here.members)],
            15_000 + number * 37 % 60_000,
            actor=here.cashier.actor,
            key=f"bill:{number}",
            now=NOW + step * number,
            repeat_ok=True,
            unusual_ok=True,
            # With the program's own yes, as an import records.
            approved=True,
        )


def run(grown: int = 0) -> list[Row]:
    """Measure the what-if; with `grown` also how it grows up to so many purchases."""
    return asyncio.run(_run(grown))


async def _run(grown: int) -> list[Row]:
    async with shop(_PURCHASES) as small:
        await small.ask()  # warms up
        ratio, _ = await _against_parsing(small, _ROUNDS)
    rows = [at_most("P12", "what-if of purchases / parsing their lines", ratio, limit=80, goal=30)]
    if grown:
        async with shop(grown) as big:
            big_ratio, kib = await _against_parsing(big, 1)
        rows += [
            at_most("P12", f"{grown} purchases / parsing", big_ratio, limit=80, goal=30),
            at_most("P12", f"{grown} purchases: MiB at most", kib / 1024, limit=64, goal=16),
        ]
    return rows


async def _against_parsing(here: Shop, rounds: int) -> tuple[float, float]:
    """Return the median over rounds of work / work of parsing as many lines, and the KiB."""
    lines = list(_lines(here.purchases))

    def parse() -> None:
        for line in lines:
            json.loads(line)

    ratios, most = [], 0.0
    for _ in range(rounds):
        answer, took, kib = await here.ask()
        most = max(most, kib)
        assert answer.check.passed
        assert answer.purchases == here.purchases
        ratios.append(took / seconds(parse, time.process_time))
    return sorted(ratios)[len(ratios) // 2], most


def _lines(count: int) -> Iterator[str]:
    return itertools.islice(events(count, members=1), 1, None)


if __name__ == "__main__":
    print(table(run(*map(int, sys.argv[1:]))))
