"""Taking updates by polling: the offset never runs ahead of the disk."""

from typing import Any, cast

import pytest

from bot.clock import Clock
from bot.front import Front
from bot.health import Pulse
from bot.inbox import Handling, Polling
from bot.tasks import Tasks
from services.database import Database

# An update of a kind that no screen listens to needs no screens, and no Telegram but its ear.
NOBODY = cast("Any", None)


class Ear:
    """Telegram as a poll sees it: it remembers from which update on it was asked."""

    def __init__(self) -> None:
        self.offsets: list[int | None] = []

    async def __call__(self, question: Any, request_timeout: int) -> list[dict[str, Any]]:
        del request_timeout
        self.offsets.append(question.offset)
        if len(self.offsets) > 2:
            raise EnoughError
        return [{"update_id": 41, "poll": {"question": "?" * 200_000}}]


class EnoughError(Exception):
    pass


def a_poll(database: Database, ear: Ear, tasks: Tasks) -> Polling:
    handling = Handling(
        db=database, front=Front(NOBODY), clock=Clock(), tasks=tasks, after=lambda: None
    )
    return Polling(
        bot=cast("Any", ear), db=database, clock=Clock(), handling=handling, pulse=Pulse()
    )


async def test_the_offset_moves_past_what_is_stored(sqlite_database: Database) -> None:
    ear, tasks = Ear(), Tasks()
    with pytest.raises(EnoughError):
        await a_poll(sqlite_database, ear, tasks).run()
    await tasks.drain(5)
    assert ear.offsets == [None, 42, 42]


async def test_an_update_the_full_disk_did_not_take_is_asked_for_again(
    sqlite_database: Database,
) -> None:
    """F14: the offset has not moved."""
    pages = await sqlite_database.write(
        lambda tx: tx.exec_driver_sql("PRAGMA page_count").scalar_one()
    )
    await sqlite_database.write(
        lambda tx: tx.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}").all()
    )
    ear, tasks = Ear(), Tasks()
    with pytest.raises(EnoughError):
        await a_poll(sqlite_database, ear, tasks).run()
    await tasks.drain(5)
    assert ear.offsets == [None, None, None]
