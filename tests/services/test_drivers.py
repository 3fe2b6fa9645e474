"""The short way to a driver fails as SQLAlchemy would, and leaves no broken line behind."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Connection, bindparam, func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from models.operations import Operation
from services.database import Database, Unavailable, open_database
from services.keys import Keys
from services.store.prepared import Prepared
from tests.builders.shops import NOW

CLAIM = Prepared(insert(Operation))
KEYS = Prepared(select(Operation.key).order_by(Operation.key))
CUT = Prepared(select(func.pg_terminate_backend(func.pg_backend_pid()).label("cut")))
SLEEP = Prepared(select(func.pg_sleep(bindparam("seconds")).label("slept")))


def claim(tx: Connection, key: str) -> None:
    row = {"key": key, "kind": "test", "fingerprint": b"", "claimed_at": NOW, "result": None}
    CLAIM.run(tx, row)


def claimed(tx: Connection) -> list[str]:
    return [row.key for row in KEYS.all(tx, {})]


@pytest_asyncio.fixture
async def server(postgresql_url: str, keys: Keys) -> Any:
    opened = await open_database(postgresql_url, keys)
    yield opened
    await opened.close()


async def test_a_row_that_breaks_a_rule_is_an_integrity_error_without_its_values(
    database: Database,
):
    await database.write(claim, "secret")
    with pytest.raises(IntegrityError) as refused:
        await database.write(claim, "secret")
    assert "secret" not in str(refused.value.statement)
    assert refused.value.params is None
    assert await database.read(claimed) == ["secret"]


async def test_a_line_cut_under_a_statement_is_thrown_away_with_its_pool(server: Database):
    seen: list[DBAPIError] = []

    def cut(tx: Connection) -> None:
        claim(tx, "lost")
        try:
            CUT.all(tx, {})
        except DBAPIError as error:
            seen.append(error)
            raise

    with pytest.raises(Unavailable):
        await server.write(cut)
    assert seen
    assert all(error.connection_invalidated for error in seen)
    await server.write(claim, "kept")
    assert await server.read(claimed) == ["kept"]


async def test_a_reader_who_leaves_in_the_middle_of_an_answer_breaks_nobody_elses(
    server: Database,
):
    def slow(tx: Connection) -> None:
        SLEEP.all(tx, {"seconds": 5})

    readers = [asyncio.ensure_future(server.read(slow)) for _ in range(4)]
    await asyncio.sleep(0.2)
    for reader in readers:
        reader.cancel()
    assert all(
        isinstance(one, asyncio.CancelledError)
        for one in await asyncio.gather(*readers, return_exceptions=True)
    )
    for number in range(20):
        await server.write(claim, f"key {number:02}")
    assert len(await server.read(claimed)) == 20
