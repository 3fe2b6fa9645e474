"""What no noise can touch: how often the disk is waited for, asked and hopped to.

docs/performance.md, the counters.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from models.purchases import Purchase
from services import members, people, purchases
from services.database import Database
from services.database.sqlite import SqliteDatabase
from services.purchases import Recorded
from tests.builders.shops import NOW, Cashier, Shop, a_cashier, a_key, a_member, a_shop

OF_THE_DOOR = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")


@pytest.fixture
async def here(sqlite_database: Database) -> Shop:
    return await a_shop(sqlite_database)


@pytest.fixture
async def cashier(here: Shop) -> Cashier:
    return await a_cashier(here)


async def buy(here: Shop, cashier: Cashier, member_id: int, amount_minor: int) -> Recorded:
    return await here.database.write(
        purchases.record,
        member_id,
        amount_minor,
        actor=cashier.actor,
        key=a_key(),
        now=NOW + timedelta(minutes=1),
        repeat_ok=True,
    )


async def listen(database: Database, ear: Any) -> None:
    """Let `ear` hear every statement that SQLite runs for a writer."""

    def trace(tx: Any) -> None:
        tx.connection.dbapi_connection.set_trace_callback(ear)

    await database.write(trace)


@contextmanager
def hops() -> Iterator[list[str]]:
    """Note every way between the loop's thread and another one."""
    loop: Any = asyncio.get_running_loop()
    seen: list[str] = []
    kept = {name: getattr(loop, name) for name in ("call_soon_threadsafe", "run_in_executor")}

    def counted(name: str) -> Any:
        def call(*arguments: Any, **more: Any) -> Any:
            seen.append(name)
            return kept[name](*arguments, **more)

        return call

    for name in kept:
        setattr(loop, name, counted(name))
    try:
        yield seen
    finally:
        for name in kept:
            delattr(loop, name)


async def test_a_lone_purchase_is_a_dozen_statements(here: Shop, cashier: Cashier) -> None:
    member = await a_member(here)
    await buy(here, cashier, member.member_id, 20_000)
    heard: list[str] = []

    await listen(here.database, heard.append)
    await buy(here, cashier, member.member_id, 30_000)
    await listen(here.database, None)

    ours = [text for text in heard if not text.startswith(("--", *OF_THE_DOOR))]
    assert 8 <= len(ours) <= 12, ours


async def test_a_purchase_runs_nothing_but_prepared_statements(
    here: Shop, cashier: Cashier
) -> None:
    """Building a statement and running it by SQLAlchemy takes longer than all of SQLite's work."""
    member, database = await a_member(here), here.database
    assert isinstance(database, SqliteDatabase)
    await buy(here, cashier, member.member_id, 20_000)
    built: list[str] = []

    def hear(_tx: Any, statement: Any, *_: Any) -> None:
        built.append(str(statement))

    event.listen(database.engine, "before_execute", hear)
    try:
        await buy(here, cashier, member.member_id, 30_000)
        assert built == []
        await database.write(lambda tx: tx.execute(select(Purchase.id)).all())
    finally:
        event.remove(database.engine, "before_execute", hear)
    assert len(built) == 1  # The ear hears.


async def test_a_purchase_that_moves_no_date_writes_no_index_of_dates(
    here: Shop, cashier: Cashier
) -> None:
    member = await a_member(here)
    await buy(here, cashier, member.member_id, 20_000)
    heard: list[str] = []

    await listen(here.database, heard.append)
    await buy(here, cashier, member.member_id, 30_000)
    await listen(here.database, None)

    (moved,) = [text for text in heard if text.startswith("UPDATE members")]
    assert "balance=" in moved
    assert "next_due_on" not in moved
    assert "next_expiry_on" not in moved


async def test_a_thousand_purchases_share_their_commits(here: Shop, cashier: Cashier) -> None:
    guests = [await a_member(here) for _ in range(10)]
    database: Any = here.database
    before = database.commits

    await asyncio.gather(
        *(
            buy(here, cashier, guest.member_id, 10_000 + turn)
            for turn in range(100)
            for guest in guests
        )
    )

    assert database.commits - before <= 60
    count = select(func.count()).select_from(Purchase)
    assert await database.read(lambda tx: tx.scalar(count)) == 1000


async def test_a_purchase_hops_to_another_thread_and_back_once(
    here: Shop, cashier: Cashier
) -> None:
    member = await a_member(here)
    with hops() as seen:
        await buy(here, cashier, member.member_id, 20_000)
    assert seen == ["call_soon_threadsafe"]


async def test_a_hot_read_stays_on_its_thread(here: Shop) -> None:
    member = await a_member(here)
    with hops() as seen:
        await here.database.read(members.card, member.member_id, now=NOW)
        await here.database.read(people.who, 1)
    assert seen == []
