"""Reading what was promised to somebody, without sending it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from services import outbox
from services.database import Database
from services.outbox import Letter
from tests.builders.shops import NOW


async def letters_to(database: Database, telegram_id: int, *, now: datetime = NOW) -> list[Letter]:
    """Return the waiting messages to a person, oldest first; nothing is claimed."""

    def look(tx: Connection) -> list[Letter]:
        found: list[Letter] = []
        with tx.begin_nested() as savepoint:
            while letters := outbox.take(tx, now=now + timedelta(seconds=1), limit=100):
                found += letters
                for letter in letters:
                    outbox.sent(tx, letter.id, 1, now=now)
            savepoint.rollback()
        return [letter for letter in found if letter.to == telegram_id]

    return await database.write(look)
