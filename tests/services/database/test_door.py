"""The door on both engines: what is answered is durable, what is refused leaves no trace."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Connection, text

from services.database import Closed, Database
from services.keys import Keys, keys_of


class Refused(Exception):
    pass


def make_table(tx: Connection) -> None:
    tx.execute(text("CREATE TABLE till (name TEXT PRIMARY KEY, points BIGINT NOT NULL)"))


def put(tx: Connection, name: str, points: int = 0) -> str:
    tx.execute(text("INSERT INTO till VALUES (:name, :points)"), {"name": name, "points": points})
    return name


def put_and_refuse(tx: Connection, name: str) -> None:
    put(tx, name)
    raise Refused(name)


def take(tx: Connection, name: str, points: int) -> bool:
    statement = text(
        "UPDATE till SET points = points - :points WHERE name = :name AND points >= :points"
    )
    return tx.execute(statement, {"name": name, "points": points}).rowcount == 1


def names(tx: Connection) -> list[str]:
    return list(tx.execute(text("SELECT name FROM till ORDER BY name")).scalars())


def points_of(tx: Connection, name: str) -> Any:
    return tx.scalar(text("SELECT points FROM till WHERE name = :name"), {"name": name})


@pytest_asyncio.fixture
async def till(database: Database) -> Database:
    await database.write(make_table)
    return database


async def test_a_use_case_returns_what_it_made(till: Database):
    assert await till.write(put, "anna", points=5) == "anna"
    assert await till.read(points_of, "anna") == 5
    assert await till.report(names) == ["anna"]


async def test_a_refusal_takes_back_only_its_own_changes(till: Database):
    outcomes = await asyncio.gather(
        till.write(put, "anna"),
        till.write(put_and_refuse, "boris"),
        till.write(put, "clara"),
        return_exceptions=True,
    )

    assert outcomes[0] == "anna"
    assert isinstance(outcomes[1], Refused)
    assert outcomes[2] == "clara"
    assert await till.read(names) == ["anna", "clara"]


async def test_a_broken_rule_of_the_database_fails_only_its_own_use_case(till: Database):
    outcomes = await asyncio.gather(
        till.write(put, "anna"),
        till.write(put, "anna"),
        till.write(put, "boris"),
        return_exceptions=True,
    )

    assert sorted(isinstance(outcome, str) for outcome in outcomes) == [False, True, True]
    assert await till.read(names) == ["anna", "boris"]


async def test_four_hundred_redemptions_of_one_balance_are_exact(till: Database):
    await till.write(put, "anna", points=1000)

    done = await asyncio.gather(*(till.write(take, "anna", 10) for _ in range(400)))

    assert sum(done) == 100
    assert await till.read(points_of, "anna") == 0


async def test_reads_cannot_write(sqlite_database: Database):
    await sqlite_database.write(make_table)

    for door in (sqlite_database.read, sqlite_database.report):
        with pytest.raises(Exception, match="cannot be written to"):
            await door(put, "anna")


async def test_a_cancelled_write_is_either_done_or_not_and_its_row_tells(till: Database):
    """F19: nobody takes a cancelled call for one that did nothing."""
    callers = [asyncio.ensure_future(till.write(put, f"n{n:03}")) for n in range(100)]
    await asyncio.sleep(0.003)
    for caller in callers:
        caller.cancel()
    answers = await asyncio.gather(*callers, return_exceptions=True)
    await till.write(put, "zoe")

    stored = await till.read(names)
    assert {answer for answer in answers if isinstance(answer, str)} <= set(stored)
    assert "zoe" in stored


async def test_closing_finishes_what_was_accepted(till: Database):
    callers = [asyncio.ensure_future(till.write(put, f"n{n:03}")) for n in range(200)]
    await asyncio.sleep(0)

    await till.close()

    assert len(await asyncio.gather(*callers)) == 200
    with pytest.raises(Closed):
        await till.write(put, "late")
    with pytest.raises(Closed):
        await till.read(names)


async def test_closing_twice_is_harmless(till: Database):
    await till.close()
    await till.close()


async def test_a_use_case_can_reach_the_keys(database: Database, keys: Keys):
    assert await database.write(keys_of) is keys
    assert await database.read(keys_of) is keys
    assert await database.report(keys_of) is keys


async def test_a_report_sees_one_moment(till: Database):
    def twice(tx: Connection) -> tuple[int, int]:
        first = len(names(tx))
        return first, len(names(tx))

    writes = [till.write(put, f"n{n:03}") for n in range(100)]
    seen, *_ = await asyncio.gather(till.report(twice), *writes)

    assert seen[0] == seen[1]
