"""P9 and P13: what a shop of a million members costs, against a small one.

P9 asks who is due, as the jobs do, against the same statement by hand, and how the time grows
from a tenth of the members. P13 lets a regular with ten thousand entries buy in the big shop,
and a newcomer in an empty one.
"""

import asyncio
import sqlite3
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection

from benchmarks.crowd import gather
from benchmarks.report import Row, at_most
from benchmarks.rounds import Figures, at_once, in_turn
from benchmarks.town import Town, town
from services import occasions, points
from services.domain.kinds import Occasion
from services.store import occasions as store
from tests.builders.shops import NOW

_MANY, _FEWER = 1_000_000, 100_000
_BILLS = 60
_ROUNDS = 5
_ALL = 10**6
_DUE_AT = NOW + timedelta(days=3)  # three of 360 days are due: 8 333 members of the million


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One job's question, and the statement a hand would write for it."""

    name: str
    ask: Callable[[Connection], object]
    sql: str
    given: tuple[object, ...] = ()


def _settling(tx: Connection) -> object:
    return points.due_members(tx, now=_DUE_AT, limit=_ALL)


def _occasion(kind: Occasion) -> Callable[[Connection], object]:
    return lambda tx: occasions.due(tx, kind, now=_DUE_AT)


def _expiring(tx: Connection) -> object:
    spans = {
        1: (date(2026, 11, 26), date(2026, 11, 27)),
        7: (date(2026, 11, 28), date(2026, 12, 3)),
    }
    return store.expiring(tx, spans, rest_since=date(2026, 11, 19))


QUESTIONS = (
    Question(
        name="settling",
        ask=_settling,
        sql=(
            "SELECT id FROM members WHERE next_due_on <= ? AND status <> 'erased'"
            " ORDER BY next_due_on, id"
        ),
        given=("2026-11-26",),
    ),
    Question(
        name="birthdays",
        ask=_occasion(Occasion.BIRTHDAY),
        sql=(
            "SELECT member_id FROM people WHERE birthday IN (1123, 1124, 1125, 1126, 1127, 1128,"
            " 1129) AND marketing = 1 AND telegram_id IS NOT NULL AND reachable = 1"
            " ORDER BY member_id"
        ),
    ),
    Question(
        name="dormant",
        ask=_occasion(Occasion.DORMANCY),
        sql=(
            "SELECT members.id FROM members JOIN people ON member_id = members.id"
            " WHERE last_purchase_at >= ? AND last_purchase_at < ?"
            " AND marketing = 1 AND telegram_id IS NOT NULL AND reachable = 1"
            " ORDER BY members.id"
        ),
        given=("2026-10-29T21:00:00.000000Z", "2026-11-05T21:00:00.000000Z"),
    ),
    Question(
        name="expiring",
        ask=_expiring,
        sql=(
            "SELECT members.id FROM members JOIN people ON member_id = members.id"
            " WHERE next_expiry_on BETWEEN ? AND ? AND telegram_id IS NOT NULL AND reachable = 1"
            " ORDER BY members.id"
        ),
        given=("2026-11-26", "2026-12-03"),
    ),
)


def run() -> list[Row]:
    """Measure P9 and P13."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> list[Row]:
    async with AsyncExitStack() as stack:
        shops = {}
        for name in ("many", "fewer", "empty"):
            (folder / name).mkdir()
            shops[name] = await stack.enter_async_context(town(folder / name, members=1))
        for name, crowd in (("many", _MANY), ("fewer", _FEWER)):
            (regular,) = shops[name].members
            await shops[name].buy(regular)
            gather(folder / name / "kopilka.db", regular, crowd)
        many, fewer, empty = shops.values()
        bought = await _bought(many, empty)
        asked = [await _asked(question, folder, many, fewer) for question in QUESTIONS]
    return [row for rows in asked for row in rows] + bought


async def _bought(many: Town, empty: Town) -> list[Row]:
    async def by_regular() -> Figures:
        return await at_once(lambda _: many.buy(many.members[0]), count=_BILLS, in_flight=1)

    async def by_newcomer() -> Figures:
        return await at_once(lambda _: empty.buy(empty.members[0]), count=_BILLS, in_flight=1)

    found = await in_turn({"regular": by_regular, "newcomer": by_newcomer})
    ratio = found.ratio("regular", "newcomer", lambda one: one.p50_s)
    what = "a regular's purchase among 10⁶ / an empty shop"
    return [at_most("P13", what, ratio, limit=1.5, goal=1.1)]


async def _asked(question: Question, folder: Path, many: Town, fewer: Town) -> list[Row]:
    by_hand = sqlite3.connect(f"file:{folder / 'many' / 'kopilka.db'}?mode=ro", uri=True)
    pairs = []
    try:
        for _ in range(_ROUNDS + 1):
            ours, less = await _seconds(question, many), await _seconds(question, fewer)
            began = time.process_time()
            by_hand.execute(question.sql, question.given).fetchall()
            pairs.append((ours / (time.process_time() - began), ours / less))
    finally:
        by_hand.close()
    tracemalloc.start()
    await _seconds(question, many)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    against = statistics.median(ratio for ratio, _ in pairs[1:])
    growth = statistics.median(ratio for _, ratio in pairs[1:])
    name = question.name
    return [
        at_most("P9", f"{name}: who is due of 10⁶ / by hand", against, limit=3, goal=1.3),
        at_most("P9", f"{name}: 10⁶ members / 10⁵, ten times due", growth, limit=12, goal=10),
        at_most("P9", f"{name}: peak MiB", peak, limit=64, goal=16),
    ]


async def _seconds(question: Question, where: Town) -> float:
    # Of the processor: on a busy machine a long question waits for its turn, a short one does not.
    began = time.process_time()
    await where.database.read(question.ask)
    return time.process_time() - began
