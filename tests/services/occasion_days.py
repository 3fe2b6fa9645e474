"""Days of a shop as its jobs live them: settle, then write to whoever is due."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, text

from models.outbox import OutboxRow
from services import members, occasions, points, programs, purchases
from services.database import Database
from services.facts import Own
from services.members import Joined
from services.outbox import Lane, Letter
from services.purchases import Recorded
from tests.builders.letters import letters_to
from tests.builders.shops import NOW, Cashier, Shop, a_key, a_member, a_telegram_id


def later(days: float, hours: float = 0) -> datetime:
    """Return a moment so long after Monday, 23 November 2026, noon in Moscow."""
    return NOW + timedelta(days=days, hours=hours)


async def a_guest(
    here: Shop,
    *,
    name: str = "Анна Кузнецова",
    birthday: tuple[int, int] | None = None,
    agrees: bool | None = True,
    telegram_id: int | None = None,
    now: datetime = NOW,
) -> tuple[Joined, int]:
    """Let somebody join; return the card and the Telegram id."""
    telegram_id = telegram_id or a_telegram_id()
    joined = await a_member(here, name, telegram_id=telegram_id, now=now)
    if agrees is not None:
        await agree(here, joined, agrees, now=now)
    if birthday is not None:
        await here.database.write(
            members.set_birthday, joined.member_id, *birthday, key=a_key(), now=now
        )
    return joined, telegram_id


async def agree(here: Shop, joined: Joined, agrees: bool, *, now: datetime) -> None:
    await here.database.write(
        members.set_marketing, joined.member_id, agrees, text_version="1", now=now
    )


async def buy(
    here: Shop, cashier: Cashier, joined: Joined, now: datetime, amount_minor: int = 100_000
) -> Recorded:
    return await here.database.write(
        purchases.record,
        joined.member_id,
        amount_minor,
        actor=cashier.actor,
        key=a_key(),
        now=now,
        repeat_ok=True,
    )


async def apply(here: Shop, rules: str, *, now: datetime = NOW) -> None:
    """Put a program in force: percent of five, and what the test is about."""
    base = (
        'name = "Зерно"\ntimezone = "Europe/Moscow"\ncurrency = "RUB"\n'
        '[[earn]]\nid = "base"\ntype = "percent"\npercent = "5"\n'
    )
    await here.database.write(programs.apply, base + rules, actor=here.owner, key=a_key(), now=now)


async def settle_all(database: Database, now: datetime) -> None:
    while due := await database.read(points.due_members, now=now):
        if not await database.write(points.settle_due, due, now=now):
            return


async def write_to_all(database: Database, now: datetime) -> int:
    """Go through everybody due; return how many were written to."""
    written = 0
    for kind in await database.read(occasions.waiting, now=now):
        due = await database.report(occasions.due, kind, now=now)
        for at in range(0, len(due), occasions.AT_ONCE):
            some = due[at : at + occasions.AT_ONCE]
            written += await database.write(occasions.promise, kind, some, now=now)
        await database.write(occasions.finish, kind, now=now)
    return written


async def live(database: Database, now: datetime) -> int:
    """Tick once; return how many members were written to."""
    await settle_all(database, now)
    return await write_to_all(database, now)


async def letters(here: Shop, telegram_id: int, now: datetime) -> list[Letter]:
    """Return the waiting messages about occasions, as long as they are fresh."""

    def forget_receipts(tx: Connection) -> None:
        tx.execute(delete(OutboxRow).where(OutboxRow.lane == Lane.RECEIPT))

    await here.database.write(forget_receipts)
    found = await letters_to(here.database, telegram_id, now=now)
    return [letter for letter in found if letter.text == "occasion"]


def said(letter: Letter) -> Own:
    """Return what a letter says, in the owner's words and in the built-in ones."""
    own = letter.facts["said"]
    assert isinstance(own, Own)
    return own


async def balance(here: Shop, joined: Joined, now: datetime) -> int:
    view = await here.database.read(members.card, joined.member_id, now=now)
    return view.balance


async def rows(database: Database, statement: str) -> list[Any]:
    def look(tx: Connection) -> list[Any]:
        return [tuple(row) for row in tx.execute(text(statement))]

    return await database.report(look)
