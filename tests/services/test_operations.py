"""Operation keys: once in effect, answered every time."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy import Connection

from services import operations
from services.database import Database
from services.domain.errors import KeyConflict, Refusal
from tests.builders.shops import NOW


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    number: int
    exact: Fraction
    on: date
    words: tuple[str, ...] = ()
    replayed: bool = False


@dataclass(kw_only=True, unsafe_hash=True)
class NotToday(Refusal):
    pass


RESULT = Made(number=7, exact=Fraction(45, 2), on=date(2026, 11, 23), words=("a", "б"))


def make(tx: Connection, key: str, number: int = 7, *, refuse: bool = False) -> Made:
    claimed = operations.claim(tx, key, "make", {"number": number}, now=NOW)
    if claimed.stored is not None:
        return operations.repeated(claimed, Made)
    if refuse:
        raise NotToday
    return operations.finish(tx, claimed, RESULT)


async def test_a_repetition_gets_the_stored_result(database: Database):
    first = await database.write(make, "k")
    again = await database.write(make, "k")

    assert (first, first.replayed) == (RESULT, False)
    assert again == replace(RESULT, replayed=True)


async def test_other_parameters_under_the_same_key_are_refused(database: Database):
    await database.write(make, "k")

    with pytest.raises(KeyConflict):
        await database.write(make, "k", 8)


async def test_a_refused_operation_does_not_use_up_its_key(database: Database):
    with pytest.raises(NotToday):
        await database.write(make, "k", refuse=True)

    assert not (await database.write(make, "k")).replayed


async def test_many_at_once_with_one_key_are_carried_out_once(database: Database):
    made = await asyncio.gather(*(database.write(make, "k") for _ in range(20)))

    assert sum(not one.replayed for one in made) == 1


async def test_an_outcome_can_be_read_back_by_its_key(database: Database):
    assert await database.read(operations.outcome, "k", Made) is None

    await database.write(make, "k")

    found = await database.read(operations.outcome, "k", Made)
    assert found is not None
    assert found.number == 7
