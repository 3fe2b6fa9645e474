"""Summaries in the running parts: the job ticks by a moved clock, the sender sends the picture."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import Connection, select

from bot.api import make_bot
from bot.clock import Clock
from bot.jobs import Jobs
from bot.sender import Sender
from bot.settings import Settings
from bot.tasks import Tasks
from bot.texts import TextLibrary
from handlers.owner.reports import plan_screen, reports_screen
from models.outbox import OutboxRow, OutboxState
from sandbox import Sandbox
from services import purchases, reports, summaries
from services.actors import Role
from services.database import Database
from services.keys import Keys
from services.summaries import SummaryKind
from tests.builders.shops import OWNER, a_cashier, a_key, a_member, a_shop
from tests.builders.weeks import LANGUAGES, a_shop_in_berlin, speaking

TOKEN = "7300000000:a-token-for-tests-that-opens-nothing-9"


class Morning:
    """The jobs of a program whose clock the test moves through the file."""

    def __init__(self, database: Database, url: str, keys: Keys, folder: Path) -> None:
        self.file = folder / "clock"
        settings = Settings(database_url=SecretStr(url), data_dir=folder)
        self.clock = Clock(self.file)
        self.jobs = Jobs(db=database, clock=self.clock, settings=settings, keys=keys)

    async def tick_at(self, moment: datetime) -> None:
        shift = moment - datetime.now(UTC)
        self.file.write_text(str(shift.total_seconds()), "ascii")
        await self.jobs.summarise()


async def test_ticks_over_a_clock_change_and_an_outage_promise_each_date_once(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
) -> None:
    friday = datetime(2027, 3, 26, 12, 0, tzinfo=UTC)
    await a_shop_in_berlin(sqlite_database, now=friday)
    morning = Morning(sqlite_database, sqlite_url, keys, tmp_path)
    # The clocks go forward on Sunday 28 March; on Saturday nothing ran from noon to 22:50 UTC.
    hours = [hour for hour in range(1, 96) if not 24 <= hour < 35]
    for hour in hours:
        await morning.tick_at(friday + timedelta(hours=hour - 1, minutes=50))
        await morning.tick_at(friday + timedelta(hours=hour - 1, minutes=51))

    reasons = await sqlite_database.read(_reasons)

    assert reasons == [
        f"summary:daily:2027-03-26:{OWNER}",
        f"summary:daily:2027-03-27:{OWNER}",
        f"summary:daily:2027-03-28:{OWNER}",
        f"summary:weekly:2027-03-29:{OWNER}",
        f"summary:daily:2027-03-29:{OWNER}",
    ]


def _reasons(tx: Connection) -> list[str]:
    return list(tx.execute(select(OutboxRow.reason).order_by(OutboxRow.id)).scalars())


def _states(tx: Connection) -> set[OutboxState]:
    return set(tx.execute(select(OutboxRow.state)).scalars())


async def test_the_week_arrives_as_a_photo_with_its_figures(
    sqlite_database: Database, sqlite_url: str, keys: Keys, tmp_path: Path
) -> None:
    launch = datetime(2027, 3, 1, 6, 0, tzinfo=UTC)
    here = await a_shop(sqlite_database, now=launch)
    cashier, anna = await a_cashier(here, now=launch), await a_member(here, now=launch)
    for day in range(7):
        await sqlite_database.write(
            purchases.record,
            anna.member_id,
            450_00 + 100_00 * day,
            actor=cashier.actor,
            key=a_key(),
            now=launch + timedelta(days=day),
        )
    morning = Morning(sqlite_database, sqlite_url, keys, tmp_path)
    await morning.tick_at(datetime(2027, 3, 8, 7, 1, tzinfo=UTC))
    async with Sandbox(token=TOKEN) as sandbox:
        owner = sandbox.person("Olga", language_code="ru", id=OWNER)
        sandbox.start(owner)
        await _send_all(sqlite_database, sandbox, morning.clock)
        photos = [one for one in sandbox.chat(owner).said if "Неделя" in one.text]
        assert [one.text.splitlines()[0] for one in photos] == ["Неделя 1–7 марта"]
        assert "5 250" in photos[0].text.replace("\u00a0", " ")
        assert len(sandbox.calls("sendPhoto")) == 1


async def _send_all(database: Database, sandbox: Sandbox, clock: Clock) -> None:
    bot, tasks = make_bot(TOKEN, sandbox.url), Tasks()
    sender = Sender(
        db=database,
        bot=bot,
        clock=clock,
        library=TextLibrary(strict=True),
        keyboards={},
        tasks=tasks,
    )
    running = asyncio.ensure_future(sender.run())
    try:
        async with asyncio.timeout(20):
            # The database tells nobody that it changed.
            while OutboxState.WAITING in await database.read(_states):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        await tasks.drain(5)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await bot.session.close()


async def test_the_owner_sees_hours_and_readers_and_a_manager_only_himself(
    sqlite_database: Database,
) -> None:
    now = datetime(2027, 3, 1, 6, 0, tzinfo=UTC)
    here = await a_shop(sqlite_database, now=now)
    today = await sqlite_database.read(reports.today, now=now)
    plan = await sqlite_database.read(summaries.setup)
    assert here.owner.staff_id is not None
    for language in LANGUAGES:
        texts = speaking(language)
        screen = reports_screen(texts, today, plan, plan.reader(here.owner.staff_id))
        assert "✅" in str(screen.keyboard)
        for kind in SummaryKind:
            full = plan_screen(texts, kind, plan, here.owner.staff_id, Role.OWNER)
            mine = plan_screen(texts, kind, plan, 0, Role.MANAGER)
            assert "o-rhour" in str(full.keyboard)
            assert "o-rwish" in str(full.keyboard)
            assert "o-rhour" not in str(mine.keyboard)
            assert "o-rwish" not in str(mine.keyboard)
