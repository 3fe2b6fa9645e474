"""A disk that fails once: at the first write or sync, at the second, and so on for each.

Run as a program of its own, as `powercut` is: for every instant a shop is opened, bills are
recorded by careful callers, and the books are read afterwards.
"""

import asyncio
import json
import shutil
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

from services import operations, purchases
from services.audit import audit
from services.database import OutcomeUnknown, Unavailable, open_database
from services.purchases import Recorded
from tests.builders.shops import NOW, a_cashier, a_member, a_shop
from tests.services.database.powercut import KEYS, Disk, Shim

TROUBLES = {"broken": sqlite3.SQLITE_IOERR, "full": sqlite3.SQLITE_FULL}
BILLS = 4
TRIES = 5


class Failing(Shim):
    """Lets so many writes and syncs pass, fails one, and lets all others pass."""

    left = 0
    code = 0

    def trouble(self) -> int | None:
        self.left -= 1
        return self.code if self.left == 0 else None


async def live(url: str, disk: Failing, nth: int) -> str | None:
    """Record bills while the nth write or sync fails; return what is wrong with the books."""
    database = await open_database(url, KEYS, alone=True)
    try:
        here = await a_shop(database)
        cashier, anna = await a_cashier(here), await a_member(here)
        disk.left = nth
        for number in range(BILLS):
            key = f"bill:{number}"
            for _ in range(TRIES):
                try:
                    await database.write(
                        purchases.record,
                        anna.member_id,
                        100_00 + number,
                        actor=cashier.actor,
                        key=key,
                        now=NOW,
                    )
                    break
                except (OutcomeUnknown, Unavailable):
                    if await database.read(operations.outcome, key, Recorded) is not None:
                        break
        audited = await database.report(audit)
    finally:
        await database.close()
    if audited.difference is not None:
        return str(audited.difference)
    return None if audited.purchases == BILLS else f"{audited.purchases} bills"


def main(arguments: Sequence[str]) -> None:
    """Read: template, folder, how to fail, the step between instants."""
    template, folder, how, step = arguments
    wrong, nth = {}, 1
    while True:
        file = Path(folder) / f"{how}{nth}.db"
        shutil.copy(template, file)
        with Failing(Disk()) as disk:
            disk.code = TROUBLES[how]
            problem = asyncio.run(live(f"sqlite+aiosqlite:///{file}", disk, nth))
        if problem is not None:
            wrong[nth] = problem
        if disk.left > 0:
            break
        nth += int(step)
    sys.stdout.write(json.dumps({"instants": nth // int(step), "wrong": wrong}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
