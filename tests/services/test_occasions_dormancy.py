"""Who stopped buying is called back: once, soon after the mark, and only if he agreed."""

import pytest

from services import members, occasions
from services.actors import Actor, Role
from services.database import Database
from services.domain.kinds import Occasion
from services.facts import Key, Points
from services.outbox import Lane
from tests.builders.shops import Cashier, Shop, a_cashier, a_key, a_shop
from tests.services.occasion_days import (
    a_guest,
    agree,
    apply,
    balance,
    buy,
    later,
    letters,
    live,
    rows,
    said,
)

# The coffee shop's own rules: after 21 days, 50 points for 14 days. Day 0 is 23 November.
MARK = 21


@pytest.fixture
async def here(database: Database) -> Shop:
    return await a_shop(database)


@pytest.fixture
async def cashier(here: Shop) -> Cashier:
    return await a_cashier(here)


async def test_a_call_brings_its_gift_at_once_and_says_until_when(
    here: Shop, cashier: Cashier
) -> None:
    joined, anna = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))

    assert await live(here.database, later(MARK - 1)) == 0
    assert await live(here.database, later(MARK)) == 1

    (letter,) = await letters(here, anna, later(MARK))
    own = said(letter)
    assert (letter.lane, own.otherwise.key) == (Lane.MARKETING, "occasion-dormancy")
    assert own.facts["gift"] == Points(50)
    assert own.facts["points"] == own.facts["balance"] == Points(200)
    assert own.facts["date"] == Key("occasion-day", {"on": later(MARK + 14).date()})
    assert await balance(here, joined, later(MARK)) == 200
    (kept,) = await rows(
        here.database,
        "SELECT kind, points, operation_key FROM entries WHERE parts LIKE '%dormancy%'",
    )
    assert tuple(kept) == ("gift", 50, f"dormancy:{joined.member_id}:2026-11-23")


async def test_one_absence_is_one_call(here: Shop, cashier: Cashier) -> None:
    joined, _ = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))

    written = [await live(here.database, later(day)) for day in range(MARK - 1, MARK + 20)]

    assert sum(written) == 1


async def test_after_a_purchase_another_absence_is_another_call(
    here: Shop, cashier: Cashier
) -> None:
    joined, _ = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))
    await live(here.database, later(MARK))
    await buy(here, cashier, joined, later(MARK + 2))

    written = {day: await live(here.database, later(day)) for day in range(40, 50)}

    assert [day for day, count in written.items() if count] == [2 * MARK + 2]


@pytest.mark.parametrize("agrees", [False, None])
async def test_without_consent_neither_the_message_nor_the_gift_comes(
    here: Shop, cashier: Cashier, agrees: bool | None
) -> None:
    joined, _ = await a_guest(here, agrees=agrees)
    await buy(here, cashier, joined, later(0, 1))

    assert await live(here.database, later(MARK)) == 0
    assert await balance(here, joined, later(MARK)) == 150

    await agree(here, joined, True, now=later(MARK, 1))
    assert await live(here.database, later(MARK + 1)) == 1


async def test_who_never_bought_is_not_missed(here: Shop) -> None:
    await a_guest(here)

    written = [await live(here.database, later(day)) for day in range(15, 35)]

    assert sum(written) == 0


@pytest.mark.parametrize(("days", "written"), [(MARK - 1, 0), (MARK, 1), (27, 1), (28, 0)])
async def test_switching_it_on_writes_to_nobody_who_crossed_the_mark_a_week_ago(
    here: Shop, cashier: Cashier, days: int, written: int
) -> None:
    await apply(here, "")
    joined, _ = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))
    assert await live(here.database, later(days, -1)) == 0

    await apply(here, f"[dormancy]\ndays = {MARK}\n", now=later(days, -0.5))

    assert await live(here.database, later(days)) == written


async def test_a_purchase_takes_back_a_call_that_was_not_sent_yet(
    here: Shop, cashier: Cashier
) -> None:
    joined, anna = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))
    await live(here.database, later(MARK))
    assert len(await letters(here, anna, later(MARK))) == 1

    await buy(here, cashier, joined, later(MARK, 0.1))

    assert await letters(here, anna, later(MARK, 1)) == []


async def test_a_call_that_waits_longer_than_a_week_is_no_news_any_more(
    here: Shop, cashier: Cashier
) -> None:
    joined, anna = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))
    await live(here.database, later(MARK))

    assert len(await letters(here, anna, later(MARK + 6))) == 1
    assert await letters(here, anna, later(MARK + 7)) == []


async def test_who_came_meanwhile_is_not_called(here: Shop, cashier: Cashier) -> None:
    joined, _ = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))
    due = await here.database.report(occasions.due, Occasion.DORMANCY, now=later(MARK))
    await buy(here, cashier, joined, later(MARK))

    written = await here.database.write(
        occasions.promise, Occasion.DORMANCY, due, now=later(MARK, 0.1)
    )

    assert (due, written) == ([joined.member_id], 0)


async def test_a_call_without_points_is_a_call(here: Shop, cashier: Cashier) -> None:
    await apply(here, f"[dormancy]\ndays = {MARK}\n")
    joined, anna = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))

    assert await live(here.database, later(MARK)) == 1

    (letter,) = await letters(here, anna, later(MARK))
    assert said(letter).otherwise.key == "occasion-dormancy-plain"
    assert await balance(here, joined, later(MARK)) == 50


async def test_an_outage_over_the_mark_is_caught_up_within_the_week(
    here: Shop, cashier: Cashier
) -> None:
    joined, _ = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))

    assert await live(here.database, later(MARK + 6)) == 1
    assert await live(here.database, later(MARK + 6, 1)) == 0


async def test_an_erased_member_is_not_called(here: Shop, cashier: Cashier) -> None:
    joined, _ = await a_guest(here)
    await buy(here, cashier, joined, later(0, 1))
    due = await here.database.report(occasions.due, Occasion.DORMANCY, now=later(MARK))
    actor = Actor(role=Role.MEMBER, member_id=joined.member_id, source="test")
    await here.database.write(
        members.erase, joined.member_id, key=a_key(), now=later(MARK), actor=actor
    )

    for kind in (Occasion.BIRTHDAY, Occasion.DORMANCY, Occasion.EXPIRY):
        await apply(here, "[birthday]\n[dormancy]\n[expiry_notice]\n", now=later(MARK))
        assert await here.database.write(occasions.promise, kind, due, now=later(MARK)) == 0
