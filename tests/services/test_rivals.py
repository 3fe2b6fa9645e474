"""Two processes around the same members: not a point too many, and nobody sees a lock.

docs/reliability.md, F18 and F21; the half of a crowd that tests of one process cannot show.
"""

import asyncio
import json
import logging
import os
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any

from services import backups, members, points
from services.audit import audit
from services.database import Database, open_database
from services.keys import Keys
from tests.builders.shops import NOW, a_key, a_member, a_shop

ROOT = Path(__file__).resolve().parents[2]
TASKS = 50
TURNS = int(os.environ.get("KOPILKA_RIVAL_TURNS", "3"))
"""Three turns of fifty tasks in two processes are 300 attempts; 100 turns are 10,000."""

EACH_HAS, MEMBERS = 300, 5
log = logging.getLogger(__name__)


async def a_rival(url: str, name: str, ids: list[int]) -> Process:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.services.rivals", url, name, str(TASKS), str(TURNS)),
        *map(str, ids),
        cwd=ROOT,
        stdin=PIPE,
        stdout=PIPE,
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process


async def outcome(process: Process) -> dict[str, Any]:
    printed, _ = await process.communicate(b"go\n")
    found: dict[str, Any] = json.loads(printed)
    return found


async def rich_members(database: Database) -> list[int]:
    here = await a_shop(database)
    ids = []
    for _ in range(MEMBERS):
        joined = await a_member(here)
        gift = EACH_HAS - joined.welcome_points
        await database.write(
            points.adjust, joined.member_id, gift, "gift", actor=here.owner, key=a_key(), now=NOW
        )
        ids.append(joined.member_id)
    return ids


async def look_at_the_file(url: str, keys: Keys, folder: Path, ended: asyncio.Event) -> int:
    """Audit and back up as the commands beside a running bot do; return how often."""
    times = 0
    while not ended.is_set():
        times += 1
        await asyncio.to_thread(backups.backup, url, keys, folder / str(times), now=NOW)
        beside = await open_database(url, keys)
        assert (await beside.report(audit)).difference is None
        await beside.close()
    return times


async def test_two_processes_spend_the_same_points_once(
    database_url: str, keys: Keys, tmp_path: Path
) -> None:
    database = await open_database(database_url, keys)
    ids = await rich_members(database)
    await database.close()
    rivals = [await a_rival(database_url, name, ids) for name in ("one", "other")]

    ended = asyncio.Event()
    looking = None
    if database_url.startswith("sqlite"):
        looking = asyncio.ensure_future(look_at_the_file(database_url, keys, tmp_path, ended))
    found = await asyncio.gather(*map(outcome, rivals))
    ended.set()
    if looking is not None:
        assert await looking > 0

    log.warning("p99: %s ms", [round(one["p99_ms"]) for one in found])
    assert [one["troubles"] for one in found] == [[], []]
    sold, applied, earned = (
        sum(one[what] for one in found) for what in ("sold", "applied", "earned")
    )
    assert sold == len(rivals) * TASKS * TURNS
    assert applied >= MEMBERS * EACH_HAS
    await expect_books(database_url, keys, ids, sold, earned - applied)


async def expect_books(url: str, keys: Keys, ids: list[int], sold: int, change: int) -> None:
    database = await open_database(url, keys)
    try:
        found = await database.report(audit)
        assert (found.difference, found.purchases) == (None, sold)
        left = [(await database.read(members.card, one, now=NOW)).balance for one in ids]
        assert sum(left) == MEMBERS * EACH_HAS + change
        assert min(left) >= 0
    finally:
        await database.close()
