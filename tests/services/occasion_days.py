"""Days of a shop as its jobs live them: settle, then write to whoever is due."""

from datetime import datetime, timedelta

from services import members, occasions, points
from services.database import Database
from services.domain.kinds import Occasion
from services.members import Joined
from services.outbox import Letter
from tests.builders.letters import letters_to
from tests.builders.shops import NOW, Shop, a_key, a_member, a_telegram_id

NOON = NOW
"""Monday, 23 November 2026, noon in Moscow."""


def later(days: float, hours: float = 0) -> datetime:
    return NOON + timedelta(days=days, hours=hours)


async def a_guest(
    here: Shop,
    *,
    name: str = "Анна Кузнецова",
    birthday: tuple[int, int] | None = None,
    agrees: bool | None = True,
    now: datetime = NOON,
) -> tuple[Joined, int]:
    """Let somebody join; return the card and the Telegram id."""
    telegram_id = a_telegram_id()
    joined = await a_member(here, name, telegram_id=telegram_id, now=now)
    write = here.database.write
    if agrees is not None:
        await write(members.set_marketing, joined.member_id, agrees, text_version="1", now=now)
    if birthday is not None:
        await write(members.set_birthday, joined.member_id, *birthday, key=a_key(), now=now)
    return joined, telegram_id


async def settle_all(database: Database, now: datetime) -> None:
    while due := await database.read(points.due_members, now=now):
        if not await database.write(points.settle_due, due, now=now):
            return


async def live(database: Database, now: datetime) -> int:
    """Tick once; return how many members were written to."""
    await settle_all(database, now)
    written = 0
    for kind in await database.read(occasions.waiting, now=now):
        due = await database.report(occasions.due, kind, now=now)
        for at in range(0, len(due), occasions.AT_ONCE):
            some = due[at : at + occasions.AT_ONCE]
            written += await database.write(occasions.promise, kind, some, now=now)
        await database.write(occasions.finish, kind, now=now)
    return written


async def letters(here: Shop, telegram_id: int, now: datetime) -> list[Letter]:
    """Return the waiting messages about occasions, as long as they are fresh."""
    found = await letters_to(here.database, telegram_id, now=now)
    return [letter for letter in found if letter.text == "occasion"]


__all__ = ["NOON", "Occasion", "a_guest", "later", "letters", "live", "settle_all"]
