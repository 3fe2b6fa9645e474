"""Two real programs on one PostgreSQL: together they are one bot, and one of them may die."""

import asyncio
import random
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import asyncpg
import pytest_asyncio
from sqlalchemy import Connection, select

from models.inbox import InboxRow, InboxState
from models.outbox import OutboxRow, OutboxState
from models.purchases import Purchase
from sandbox import Person, Sandbox
from services import inbox
from services.audit import audit
from services.database import Database
from tests.e2e.counter import Counter
from tests.e2e.running import TOKEN, BotProcess, Town

LEADS = "This process leads"
CUT_LEADER = """
SELECT pg_terminate_backend(pid) FROM pg_locks
WHERE locktype = 'advisory' AND classid = 7203119 AND objid = 0 AND objsubid = 2 AND granted
"""
KILL_TWO = """
SELECT count(pg_terminate_backend(pid)) FROM (
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    ORDER BY random() LIMIT 2
) AS victims
"""
TILLS, BILLS = 4, 6
SLOWLY_S = 60
"""What is killed again and again may take its time on a busy machine."""


class Crew:
    """One sandbox, one database, and programs that share both."""

    def __init__(self, sandbox: Sandbox, folder: Path, url: str) -> None:
        self.sandbox = sandbox
        self.url = url
        self.bots = [BotProcess(sandbox, folder / name, database=url) for name in ("a", "b")]
        for bot in self.bots:
            bot.folder.mkdir()
            # The sandbox moves one clock for all.
            bot.environment["KOPILKA_TEST_CLOCK"] = str(folder / "clock")

    async def furnish(self) -> None:
        first, second = self.bots
        await first.furnish()
        shutil.copy(first.folder / "kopilka.key", second.folder / "kopilka.key")

    async def start(self) -> None:
        """Start all; the first one leads."""
        await self.bots[0].start()
        await self.beside(self.bots[1])

    async def beside(self, bot: BotProcess) -> None:
        """Start one more, and wait until it stands among the others."""
        present = await self.present()
        await bot.spawn()
        async with asyncio.timeout(60):
            # The server tells nobody whose locks it holds.
            while await self.present() <= present:  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    async def present(self) -> int:
        count: int = await self.ask(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid > 0"
            " AND classid = 7203119 AND objid < 2147483648 AND granted"
        )
        return count

    async def ask(self, question: str) -> Any:
        connection = await asyncpg.connect(self.url.replace("+asyncpg", ""))
        try:
            return await connection.fetchval(question)
        finally:
            await connection.close()

    @asynccontextmanager
    async def database(self) -> AsyncIterator[Database]:
        database = await self.bots[0].open()
        try:
            yield database
        finally:
            await database.close()

    async def says_more_than(self, messages: int) -> None:
        await self.sandbox.wait_for(
            lambda: len(self.sandbox.calls("sendMessage")) > messages, SLOWLY_S
        )

    @property
    def counter(self) -> Counter:
        return Counter(Town(self.sandbox, self.bots[0]))

    def leader(self) -> BotProcess:
        """Return the one that took the lead last and lives."""
        (leader,) = [bot for bot in self.bots if LEADS in bot.text() and lives(bot)]
        return leader

    def other(self, bot: BotProcess) -> BotProcess:
        return self.bots[1 - self.bots.index(bot)]


def lives(bot: BotProcess) -> bool:
    return bot.process is not None and bot.process.returncode is None


@pytest_asyncio.fixture(loop_scope="session")
async def crew(tmp_path: Path, empty_postgresql_url: str) -> AsyncIterator[Crew]:
    async with Sandbox(token=TOKEN, clock=tmp_path / "clock", username="zerno_bot") as sandbox:
        crew = Crew(sandbox, tmp_path, empty_postgresql_url)
        await crew.furnish()
        try:
            yield crew
        finally:
            for bot in crew.bots:
                await bot.kill()
                # A test that failed shows what its programs said.
                sys.stdout.write(bot.text()[-6000:])


async def sell(counter: Counter, cashier: Person, guest: Person, amounts: range) -> None:
    """Serve one guest again and again; number and amount are sent without waiting between.

    A program that dies between a bill and the note that it is handled hears its amount
    again; the cashier then sees that the guest was told, or begins anew.
    """
    for amount in amounts:
        while not told(counter, guest, amount):
            counter.sandbox.send(cashier, counter.number(guest))
            with suppress(AssertionError):
                await counter.send(cashier, str(amount), "✅")
            if not told(counter, cashier, amount):
                counter.sandbox.start(cashier)
                await counter.sandbox.reply(cashier, SLOWLY_S)
            await wait_for_receipt(counter, guest, amount)


def told(counter: Counter, person: Person, amount: int) -> bool:
    return any("✅" in text and f"{amount} ₽" in text for text in counter.said(person))


async def wait_for_receipt(counter: Counter, guest: Person, amount: int) -> None:
    with suppress(AssertionError):
        await counter.sandbox.wait_for(lambda: told(counter, guest, amount), seconds=5)


async def expect_books(crew: Crew, bills: int) -> None:
    """Each bill is there once, its receipt is sent once, and the books are in order."""
    async with crew.database() as database:
        await settled(database)
        found = await database.report(audit)
        assert found.difference is None
        assert found.purchases == bills
        assert await database.read(inbox.parked) == 0


async def settled(database: Database) -> None:
    """Wait until nothing waits to be handled or sent."""

    def left(tx: Connection) -> int:
        new = select(InboxRow.id).where(InboxRow.state == InboxState.NEW)
        open_ = (OutboxState.WAITING, OutboxState.SENDING)
        unsent = select(OutboxRow.id).where(OutboxRow.state.in_(open_))
        return len(tx.execute(new).all()) + len(tx.execute(unsent).all())

    async with asyncio.timeout(60):
        # The database tells nobody that it changed.
        while await database.read(left):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def people(counter: Counter, tills: int = TILLS) -> list[tuple[Person, Person]]:
    """Return cashiers, each with a guest of his own."""
    cashiers = [await counter.cashier(f"Кассир {chr(1040 + one)}") for one in range(tills)]
    guests = await asyncio.gather(*(counter.member() for _ in cashiers))
    return list(zip(cashiers, guests, strict=True))


async def workers(crew: Crew) -> set[int]:
    """Return the numbers of the programs that handled something."""

    def read(tx: Connection) -> set[int]:
        return {number for number in tx.scalars(select(InboxRow.worker)) if number is not None}

    async with crew.database() as database:
        return await database.read(read)


async def test_two_programs_share_the_work_and_one_dies_in_the_middle(crew: Crew) -> None:
    await crew.start()
    counter = crew.counter
    served = await people(counter)
    dead = crew.leader()
    assert LEADS not in crew.other(dead).text()

    async def die() -> None:
        await crew.sandbox.wait_for(lambda: len(receipts(crew, served)) >= TILLS * BILLS // 3)
        await dead.kill()

    sales = [
        sell(counter, cashier, guest, range(100 * turn, 100 * turn + BILLS))
        for turn, (cashier, guest) in enumerate(served, start=1)
    ]
    await asyncio.gather(die(), *sales)

    await expect_books(crew, TILLS * BILLS)
    assert len(await workers(crew)) == 2
    assert crew.leader() is crew.other(dead)
    for guest_amounts in await amounts_by_guest(crew):
        assert guest_amounts == sorted(guest_amounts)


def receipts(crew: Crew, served: list[tuple[Person, Person]]) -> list[str]:
    """Return what the cashiers were told of finished bills."""
    said = [text for cashier, _ in served for text in crew.counter.said(cashier)]
    return [text for text in said if "✅" in text]


async def amounts_by_guest(crew: Crew) -> list[list[int]]:
    """Return the bills of each guest in the order the books have them."""

    def read(tx: Connection) -> list[list[int]]:
        bills: dict[int, list[int]] = {}
        for row in tx.execute(
            select(Purchase.member_id, Purchase.amount_minor).order_by(Purchase.id)
        ):
            bills.setdefault(row.member_id, []).append(row.amount_minor)
        return list(bills.values())

    async with crew.database() as database:
        return await database.read(read)


async def test_a_leader_whose_connection_is_cut_hands_over_or_comes_back(crew: Crew) -> None:
    await crew.start()
    counter, anna = crew.counter, await crew.counter.member()
    for _ in range(3):
        async with asyncio.timeout(5):
            # Nobody leads for a moment, and the server tells nobody who does.
            while not await crew.ask(CUT_LEADER):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        await counter.send(anna, "/help", "карта гостя")
    assert all(lives(bot) for bot in crew.bots)
    assert not [line for bot in crew.bots for line in bot.troubles()]


async def test_killed_backends_lose_and_double_nothing(crew: Crew) -> None:
    await crew.start()
    counter = crew.counter
    served = await people(counter)
    chance = random.Random(20261123)
    killed = 0

    async def kill() -> None:
        """Kill again once something was said since: a slow machine must get on as well."""
        nonlocal killed
        while True:
            said = len(crew.sandbox.calls("sendMessage"))
            await asyncio.sleep(0.1 + chance.random() / 4)
            killed += await crew.ask(KILL_TWO)
            await crew.says_more_than(said)

    killing = asyncio.ensure_future(kill())
    sales = [
        sell(counter, cashier, guest, range(100 * turn, 100 * turn + BILLS))
        for turn, (cashier, guest) in enumerate(served, start=1)
    ]
    await asyncio.gather(*sales)
    killing.cancel()
    await asyncio.gather(killing, return_exceptions=True)

    assert killed > 10
    assert not [bot.text()[-5000:] for bot in crew.bots if not lives(bot)]
    await expect_books(crew, TILLS * BILLS)
    for _, guest in served:
        bills = [text for text in counter.said(guest) if "✅" in text]
        assert len(bills) == len(set(bills)) == BILLS, bills
    said = [text for cashier, _ in served for text in counter.said(cashier)]
    assert not [text for text in said if "Обновляемся" in text]
