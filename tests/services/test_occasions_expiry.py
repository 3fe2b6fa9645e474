"""Points that end soon are told of in time: what, and when, in one message."""

from datetime import date

import pytest

from services import points
from services.database import Database
from services.facts import Key, Money, Points
from services.outbox import Lane
from tests.builders.shops import Cashier, Shop, a_cashier, a_key, a_shop
from tests.services.occasion_days import (
    a_guest,
    apply,
    buy,
    later,
    letters,
    live,
    rows,
    said,
)

# Points live 30 days: those of day 0, 23 November, end on day 30, 23 December.
RULES = '[points]\nexpiry = { model = "days", n = 30 }\n[expiry_notice]\ndays = [7, 1]\n'
ENDS = 30


@pytest.fixture
async def here(database: Database) -> Shop:
    here = await a_shop(database)
    await apply(here, RULES)
    return here


@pytest.fixture
async def cashier(here: Shop) -> Cashier:
    return await a_cashier(here)


async def days_of_notice(here: Shop, days: range) -> list[int]:
    return [day for day in days if await live(here.database, later(day))]


async def test_a_notice_comes_seven_days_and_one_day_before(here: Shop, cashier: Cashier) -> None:
    joined, _ = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))

    assert await days_of_notice(here, range(15, 35)) == [ENDS - 7, ENDS - 1]


async def test_a_notice_says_how_much_and_when(here: Shop, cashier: Cashier) -> None:
    joined, anna = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))
    await buy(here, cashier, joined, later(0, 2), 200_000)
    await buy(here, cashier, joined, later(20))

    await live(here.database, later(ENDS - 7))

    (letter,) = await letters(here, anna, later(ENDS - 7))
    own = said(letter)
    assert (letter.lane, own.otherwise.key) == (Lane.REMINDER, "occasion-expiry-notice")
    assert own.facts["points"] == Points(150)
    assert own.facts["amount"] == Money(150_00)
    assert own.facts["balance"] == Points(200)
    assert own.facts["date"] == Key("occasion-day", {"on": date(2026, 12, 23)})


@pytest.mark.parametrize("agrees", [False, None])
async def test_a_notice_needs_no_consent_to_offers(
    here: Shop, cashier: Cashier, agrees: bool | None
) -> None:
    joined, _ = await a_guest(here, agrees=agrees)
    await buy(here, cashier, joined, later(0, 1))

    assert await live(here.database, later(ENDS - 7)) == 1


async def test_points_that_end_within_a_week_are_told_together(
    here: Shop, cashier: Cashier
) -> None:
    joined, anna = await a_guest(here)
    for day in (0, 2, 6, 7):
        await buy(here, cashier, joined, later(day, 1))

    await live(here.database, later(ENDS - 7))

    (letter,) = await letters(here, anna, later(ENDS - 7))
    days = {"first": date(2026, 12, 23), "last": date(2026, 12, 29)}
    assert said(letter).facts["points"] == Points(150)
    assert said(letter).facts["date"] == Key("occasion-days", days)


async def test_who_bought_every_day_hears_of_it_once_a_week_or_so(
    here: Shop, cashier: Cashier
) -> None:
    joined, _ = await a_guest(here)
    for day in range(28):
        await buy(here, cashier, joined, later(day, 1))

    found = await days_of_notice(here, range(20, 60))

    assert found == [23, 29, 36, 43, 50]


async def test_points_that_were_spent_are_not_told_of(here: Shop, cashier: Cashier) -> None:
    joined, anna = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))
    await here.database.write(
        points.adjust, joined.member_id, -50, "x", actor=here.owner, key=a_key(), now=later(1)
    )

    assert await days_of_notice(here, range(20, 32)) == []
    assert await letters(here, anna, later(ENDS - 1)) == []


@pytest.mark.parametrize(
    ("awake", "expected"),
    [
        (range(ENDS - 5, ENDS + 3), [ENDS - 5, ENDS - 1]),  # two days late
        (range(ENDS - 1, ENDS + 3), [ENDS - 1]),  # the first one is not sent any more
        (range(ENDS, ENDS + 3), [ENDS]),  # on the last day it is still of use
        (range(ENDS + 1, ENDS + 3), []),
    ],
)
async def test_a_notice_missed_comes_late_as_long_as_it_is_of_use(
    here: Shop, cashier: Cashier, awake: range, expected: list[int]
) -> None:
    joined, _ = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))

    assert await days_of_notice(here, awake) == expected


async def test_a_notice_of_seven_days_is_not_sent_when_that_of_one_day_is_due(
    here: Shop, cashier: Cashier
) -> None:
    joined, anna = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))
    await live(here.database, later(ENDS - 7))

    assert len(await letters(here, anna, later(ENDS - 2))) == 1
    assert await letters(here, anna, later(ENDS - 1)) == []


async def test_points_on_hold_are_not_told_of(sqlite_database: Database) -> None:
    here = await a_shop(sqlite_database)
    await apply(
        here,
        '[points]\nhold_days = 20\nexpiry = { model = "days", n = 5 }\n'
        "[expiry_notice]\ndays = [7]\n",
    )
    cashier = await a_cashier(here)
    joined, _ = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))

    assert await days_of_notice(here, range(15, 30)) == [20]


async def test_points_that_never_end_are_not_told_of(sqlite_database: Database) -> None:
    here = await a_shop(sqlite_database)
    await apply(here, '[points]\nexpiry = { model = "never" }\n[expiry_notice]\n')
    cashier = await a_cashier(here)
    joined, _ = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))

    assert await days_of_notice(here, range(0, 400, 20)) == []


async def test_every_notice_has_its_row(here: Shop, cashier: Cashier) -> None:
    joined, _ = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))
    await days_of_notice(here, range(20, 31))

    found = await rows(
        here.database,
        "SELECT occasion FROM occasions WHERE kind = 'expiry_notice' ORDER BY promised_at",
    )
    assert found == [("07:2026-12-23",), ("01:2026-12-23",)]
