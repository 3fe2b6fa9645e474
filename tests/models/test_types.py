"""Column types mean the same on both engines."""

from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import Column, MetaData, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from models.base import Base, Choice, Day, Flag, FractionText, Instant, Int, JsonText, listed
from services.database import Database
from services.domain.kinds import Role

SQLITE: Any = sqlite.dialect()
POSTGRESQL: Any = postgresql.dialect()  # type: ignore[no-untyped-call]
SAMPLES = Table(
    "samples",
    MetaData(),
    Column("id", Int, primary_key=True),
    Column("flag", Flag),
    Column("at", Instant),
    Column("on", Day),
    Column("json", JsonText),
    Column("exact", FractionText),
    Column("role", Choice(Role)),
    sqlite_strict=True,
)
EMPTY: dict[str, Any] = dict.fromkeys(["flag", "at", "on", "json", "exact", "role"])
FULL: dict[str, Any] = {
    "flag": True,
    "at": datetime(2026, 11, 23, 12, 0, 0, 1, tzinfo=timezone(timedelta(hours=3))),
    "on": date(2026, 2, 28),
    "json": {"б": [1, None, "x"]},
    "exact": Fraction(45, 2),
    "role": Role.OWNER,
}


@pytest.mark.parametrize("row", [FULL, EMPTY])
async def test_what_is_stored_comes_back(database: Database, row: dict[str, Any]):
    await database.write(SAMPLES.create)
    await database.write(lambda tx: tx.execute(insert(SAMPLES), {"id": 2**53, **row}).rowcount)

    found = await database.read(lambda tx: tx.execute(select(SAMPLES)).one())

    assert found._asdict() == {"id": 2**53, **row}
    if found.at is not None:
        assert found.at.tzinfo is UTC


@pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL])
def test_an_instant_without_an_offset_is_refused(dialect: Any):
    with pytest.raises(ValueError, match="offset"):
        Instant().process_bind_param(datetime(2026, 11, 23), dialect)  # noqa: DTZ001  # the point


@pytest.mark.parametrize("name", ["flag", "at", "on", "json"])
def test_the_short_way_to_sqlite_is_the_same(name: str):
    kind: Any = SAMPLES.c[name].type
    stored = kind.process_bind_param(FULL[name], SQLITE)

    assert kind.to_sqlite(FULL[name]) == stored
    assert kind.from_sqlite(stored) == kind.process_result_value(stored, SQLITE) == FULL[name]


def test_a_word_outside_a_closed_set_is_refused():
    with pytest.raises(ValueError, match="king"):
        Choice(Role).process_bind_param("king", SQLITE)


def test_instants_sort_as_text():
    bind = Instant().process_bind_param
    moments = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=n) for n in (0, 1, 10)]

    texts = [bind(moment, SQLITE) for moment in moments]

    assert texts == sorted(texts)
    assert texts[0] == "2026-01-01T00:00:00.000000Z"


def test_every_table_is_strict_on_sqlite():
    assert all(table.dialect_options["sqlite"]["strict"] for table in Base.metadata.sorted_tables)


def test_a_check_lists_its_closed_set():
    assert listed(Role) == "'member', 'cashier', 'manager', 'owner', 'system'"
