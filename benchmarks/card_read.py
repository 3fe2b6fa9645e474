"""P6: the member's card through the door against sqlite3 reading the very same rows."""

import asyncio
import sqlite3
import tempfile
from itertools import cycle
from pathlib import Path

from benchmarks.report import Row, at_most
from benchmarks.rounds import Figures, Rounds, at_once, in_turn, one_by_one
from benchmarks.town import town
from services import members
from tests.builders.shops import NOW

_MEMBERS = 100
_PURCHASES_EACH = 5
_READS = 600

_ROWS = (
    (
        "SELECT card_number, status, balance, pending, deficit, tier, tier_until, grace_until,"
        " counters, joined_at, last_purchase_on, name_encrypted, language, birthday, marketing"
        " FROM members LEFT JOIN people ON people.member_id = members.id WHERE members.id = ?"
    ),
    "SELECT name, language, unit, program_version_id FROM settings WHERE id = 1 OR id = -?",
    (
        "SELECT number, points_left, activates_on, expires_on, held FROM lots"
        " WHERE member_id = ? AND points_left > 0 ORDER BY number"
    ),
    (
        'SELECT "on", spend_minor, purchases, visits, points FROM qualifying_days'
        " WHERE member_id = ? AND \"on\" = '2026-11-23'"
    ),
)


def run() -> list[Row]:
    """Measure P6 on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(_measure(Path(folder)))
    ratio = found.ratio("ours", "raw", lambda one: 1 / one.rate)
    return [at_most("P6", "a member's card / its rows by sqlite3", ratio, limit=12, goal=6)]


async def _measure(folder: Path) -> Rounds:
    async with town(folder, members=_MEMBERS) as ours:
        for member_id in ours.members * _PURCHASES_EACH:
            await ours.buy(member_id)
        driver = sqlite3.connect(f"file:{folder / 'kopilka.db'}?mode=ro", uri=True)
        whose = cycle(ours.members)

        async def read(_: int) -> None:
            await ours.database.read(members.card, next(whose), now=NOW)

        async def through_the_door() -> Figures:
            return await at_once(read, count=_READS, in_flight=1)

        async def by_hand() -> Figures:
            return one_by_one(lambda _: _card(driver, next(whose)), count=_READS)

        try:
            return await in_turn({"ours": through_the_door, "raw": by_hand})
        finally:
            driver.close()


def _card(driver: sqlite3.Connection, member_id: int) -> list[object]:
    return [driver.execute(sql, (member_id,)).fetchall() for sql in _ROWS]
