"""From the tick to the chat: a greeting by day, in the guest's language, in the owner's words."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr
from sqlalchemy import Connection

from bot.api import make_bot
from bot.clock import Clock
from bot.jobs import Jobs
from bot.sender import Sender
from bot.settings import Settings
from bot.tasks import Tasks
from bot.texts import TextLibrary
from sandbox import Person, Sandbox
from services import people, triggers
from services.database import Database
from services.keys import Keys
from tests.builders.shops import Shop, a_cashier, a_shop
from tests.services.occasion_days import a_guest, apply, buy, later, rows

TOKEN = "7300000000:a-token-for-tests-that-opens-nothing-9"
RULES = """
[points]
expiry = { model = "days", n = 30 }
[birthday]
points = 200
expires_days = 14
text = { ru = "🎂 {имя}, с наступающим! Подарок: {баллы}, до {дата}. <Ваш {магазин}>" }
[dormancy]
days = 20
points = 50
[expiry_notice]
"""


OPEN = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')"


class Running:
    """The jobs and the sender of a bot whose clock stands still until it is set."""

    def __init__(self, sandbox: Sandbox, jobs: Jobs, sender: Sender, clock: Path) -> None:
        self.sandbox = sandbox
        self.jobs = jobs
        self._sender = sender
        self._clock = clock

    def person(self, name: str, language: str) -> Person:
        person = self.sandbox.person(name, language_code=language)
        self.sandbox.start(person)
        return person

    async def tick(self, now: datetime) -> None:
        """Let one minute's jobs run at a moment, and the sender for as long as it has work."""
        self._clock.write_text(str((now - datetime.now(now.tzinfo)).total_seconds()))
        await self.jobs.settle()
        await self.jobs.keep_occasions()
        sending = asyncio.ensure_future(self._sender.run())
        async with asyncio.timeout(10):
            # The database tells nobody that it changed.
            while await rows(self.jobs.db, OPEN) != [(0,)]:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)

    def said(self, person: Person) -> list[str]:
        return [message.text.replace("\u00a0", " ") for message in self.sandbox.chat(person).said]


@pytest_asyncio.fixture
async def running(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
) -> AsyncIterator[Running]:
    file = tmp_path / "clock"
    clock = Clock(file)
    settings = Settings(database_url=SecretStr(sqlite_url), data_dir=tmp_path)
    async with Sandbox(token=TOKEN) as sandbox:
        bot, tasks = make_bot(TOKEN, sandbox.url), Tasks()
        sender = Sender(
            db=sqlite_database,
            bot=bot,
            clock=clock,
            library=TextLibrary(strict=True),
            keyboards={},
            tasks=tasks,
        )
        jobs = Jobs(db=sqlite_database, clock=clock, settings=settings, keys=keys)
        try:
            yield Running(sandbox, jobs, sender, file)
        finally:
            await tasks.drain(5)
            await bot.session.close()
            assert sandbox.lints == []


async def test_a_birthday_is_congratulated_in_the_owners_words_or_in_the_guests_language(
    running: Running, sqlite_database: Database
) -> None:
    here = await a_shop(sqlite_database)
    await apply(here, RULES)
    anna, bob = running.person("Анна", "ru"), running.person("Bob", "en")
    for guest, name in ((anna, "Анна <b>Кузнецова"), (bob, "")):
        await a_guest(here, name=name, birthday=(12, 20), telegram_id=guest.id)
    await sqlite_database.write(people.set_language, bob.id, "en")

    await running.tick(later(24, -4))
    assert (running.said(anna), running.said(bob)) == ([], [])
    await running.tick(later(24))
    await running.tick(later(24, 1))

    assert running.said(anna) == [
        "🎂 Анна, с наступающим! Подарок: 200 баллов, до 31 декабря. <Ваш Зерно>"
    ]
    assert running.said(bob) == ["🎂 Happy birthday in advance! Gift: 200 points, until 31 Dec."]


async def test_who_stays_away_hears_of_points_that_end_and_is_called(
    running: Running, sqlite_database: Database
) -> None:
    here = await a_shop(sqlite_database)
    await apply(here, RULES)
    cashier, anna = await a_cashier(here), running.person("Анна", "ru")
    joined, _ = await a_guest(here, telegram_id=anna.id)
    await buy(here, cashier, joined, later(0, 1))
    await sqlite_database.write(_drop_receipts)

    for day in (19, 20, 23, 29, 30):
        await running.tick(later(day))

    assert running.said(anna) == [
        "Давно не виделись, Анна! Подарок: 50 баллов, до 12 января. Баланс: 100 баллов.",
        "⏳ 23 декабря сгорит: 50 баллов. Это 50 ₽ скидки — жалко терять.",
        "⏳ 23 декабря сгорит: 50 баллов. Это 50 ₽ скидки — жалко терять.",
    ]
    states = await rows(sqlite_database, "SELECT state, count(*) FROM outbox GROUP BY state")
    assert states == [("sent", 3)]


def _drop_receipts(tx: Connection) -> None:
    tx.exec_driver_sql("DELETE FROM outbox")


@pytest.mark.parametrize("language", ["ru", "en", "uz"])
async def test_a_sandbox_takes_every_message_that_is_built_in(
    running: Running, sqlite_database: Database, language: str
) -> None:
    await a_shop(sqlite_database)
    reader = running.person("Anna", language)
    await a_guest_speaking(sqlite_database, reader, language)
    for number, trigger in enumerate(triggers.Trigger):
        await sqlite_database.write(
            triggers.send_to_me, trigger, reader.id, key=f"{number}", now=later(0)
        )
        await running.tick(later(0, number + 1))

    assert len(running.said(reader)) == 4


async def a_guest_speaking(database: Database, reader: Person, language: str) -> None:
    here = Shop(database=database, owner=None)  # type: ignore[arg-type]  # nobody asks the owner
    await a_guest(here, telegram_id=reader.id)
    await database.write(people.set_language, reader.id, language)
