"""A silence longer than Telegram keeps messages is told to the owners, once."""

from datetime import timedelta

from sqlalchemy import Connection, select

from models.audit_log import AuditLine
from services import silence
from services.database import Database
from tests.builders.letters import letters_to
from tests.builders.shops import NOW, OWNER, a_shop


def marks(tx: Connection) -> list[dict[str, str]]:
    return list(tx.execute(select(AuditLine.facts).where(AuditLine.what == "silent")).scalars())


async def test_the_first_start_and_a_short_night_are_no_silence(database: Database) -> None:
    """F6: Telegram has kept what came within a day."""
    await a_shop(database)
    assert await database.write(silence.sign_of_life, now=NOW) is None
    later = NOW + timedelta(hours=24)
    assert await database.write(silence.sign_of_life, now=later) is None
    assert await letters_to(database, OWNER) == []


async def test_more_than_a_day_is_told_once_and_marked(database: Database) -> None:
    """F6: what was lost nobody can ask for again, so the owner has to know."""
    await a_shop(database)
    last = NOW - timedelta(hours=30)
    await database.write(silence.sign_of_life, now=last)
    assert await database.write(silence.sign_of_life, now=NOW) == timedelta(hours=30)
    assert await database.write(silence.sign_of_life, now=NOW) is None
    (letter,) = await letters_to(database, OWNER)
    assert (letter.text, dict(letter.facts)) == ("alert-silence", {"since": last})
    assert await database.read(marks) == [
        {"since": "2026-11-22T03:00:00+00:00", "until": "2026-11-23T09:00:00+00:00"}
    ]
