"""The daily look at the till finds what was planted and leaves honest guests alone."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection

from models.transfers import TransferState
from models.watch import Pattern
from services import suspicions, watch
from services.actors import Actor
from services.database import Database
from services.facts import Points
from services.staff import OwnerOnly
from services.store import transfers
from services.store.watch import Span
from services.suspicions import SuspicionUnknown
from services.watch import Found
from tests.builders.letters import letters_to
from tests.builders.months import TODAY, Month, Sold, a_crowd
from tests.builders.shops import NOW, OWNER, Shop, a_cashier, a_shop

GUESTS = 300
PLANTED = 6


async def a_month(database: Database, guests: int = GUESTS) -> tuple[Shop, Month]:
    """Launch a shop with four cashiers; the first `PLANTED` cards are left out of the crowd."""
    here = await a_shop(database, now=NOW - timedelta(days=40))
    staff = [(await a_cashier(here)).staff_id for _ in range(4)]
    return here, Month(members=await a_crowd(here, guests), staff=staff)


def plant_often(month: Month, member_id: int) -> None:
    for day in range(2, 9):
        month.visit(member_id, day)
        month.visit(member_id, day)


def plant_pair(month: Month, member_id: int, staff_id: int) -> None:
    """Let a cashier meet a card whenever he works, and somebody else now and then."""
    for day in range(1, 28):
        at = month.moment(day)
        while staff_id not in month.at_work(at):
            at = month.moment(day)
        others = [one for one in month.at_work(at) if one != staff_id]
        served_by = staff_id if day % 9 else others[0]
        month.sold.append(Sold(member_id=member_id, staff_id=served_by, at=at, minor=month.bill()))


def plant_round(month: Month, member_id: int) -> None:
    for day in range(1, 12):
        at = month.moment(day)
        staff_id = month.chance.choice(month.at_work(at))
        minor = month.chance.choice([300_00, 400_00, 500_00, 700_00])
        month.sold.append(Sold(member_id=member_id, staff_id=staff_id, at=at, minor=minor))


def plant_much(month: Month, member_id: int) -> None:
    at = month.moment(5)
    for staff_id in month.at_work(at):
        month.sold.append(Sold(member_id=member_id, staff_id=staff_id, at=at, minor=3_890_00))


def plant_only(month: Month, member_id: int, staff_id: int) -> None:
    met = 0
    for day in range(1, 31):
        at = month.moment(day)
        if staff_id in month.at_work(at) and met < 16:
            met += 1
            month.sold.append(
                Sold(member_id=member_id, staff_id=staff_id, at=at, minor=month.bill())
            )


def plant_undone(month: Month, staff_id: int) -> None:
    for turn in range(25):
        at = month.moment(turn % 30 + 1)
        member_id = month.chance.choice(month.members[PLANTED:])
        month.sold.append(
            Sold(member_id=member_id, staff_id=staff_id, at=at, minor=month.bill(), undone=True)
        )


async def looked(database: Database, month: Month) -> tuple[Found, ...]:
    await database.write(month.write)
    return await database.report(watch.look, TODAY)


async def test_t1_t3_every_planted_pattern_is_found_and_honest_guests_are_left_alone(
    database: Database,
):
    """T1, T3, G14: five of five patterns, and the undone bills; at most 1 % of honest cards."""
    _, month = await a_month(database)
    often, pair, rounded, much, only, _ = month.members[:PLANTED]
    month.honest(month.members[PLANTED:])
    plant_often(month, often)
    plant_pair(month, pair, month.staff[0])
    plant_round(month, rounded)
    plant_much(month, much)
    plant_only(month, only, month.staff[1])
    plant_undone(month, month.staff[2])

    found = await looked(database, month)

    told = {(one.pattern, one.member_id) for one in found}
    assert told >= {
        (Pattern.OFTEN, often),
        (Pattern.PAIR, pair),
        (Pattern.ROUND, rounded),
        (Pattern.MUCH, much),
        (Pattern.ONLY, only),
        (Pattern.UNDONE, None),
    }
    honest = {member_id for _, member_id in told} - {None, *month.members[:PLANTED]}
    assert len(honest) <= (GUESTS - PLANTED) // 100
    assert {one.staff_id for one in found if one.pattern is Pattern.UNDONE} == {month.staff[2]}


@pytest.mark.parametrize("seed", range(4))
async def test_t1_no_month_of_honest_guests_raises_more_than_one_in_a_hundred(
    sqlite_database: Database, seed: int
):
    """T1: whatever month it was."""
    _, month = await a_month(sqlite_database, guests=200)
    month.chance.seed(seed)
    month.honest(month.members)

    found = await looked(sqlite_database, month)

    assert len({one.member_id for one in found}) <= 2


async def test_one_cashier_alone_is_no_pattern(sqlite_database: Database):
    _, month = await a_month(sqlite_database, guests=60)
    month.staff = month.staff[:1] * 2
    month.honest(month.members)
    plant_only(month, month.members[0], month.staff[0])

    found = await looked(sqlite_database, month)

    assert {one.pattern for one in found} <= {Pattern.OFTEN}


async def test_a_shop_without_habits_is_not_looked_at(sqlite_database: Database):
    _, month = await a_month(sqlite_database, guests=3)
    plant_often(month, month.members[0])
    assert await looked(sqlite_database, month) == ()


async def test_the_owner_watches_the_till_and_not_himself(sqlite_database: Database):
    """T1: bills the owner recorded with his own hands are no news to him."""
    _, month = await a_month(sqlite_database, guests=60)
    month.honest(month.members[1:])
    plant_often(month, month.members[0])
    await sqlite_database.write(month.write)
    await sqlite_database.write(
        lambda tx: tx.exec_driver_sql("UPDATE purchases SET actor_role = 'owner'").rowcount
    )
    assert await sqlite_database.report(watch.look, TODAY) == ()


async def test_a_look_is_due_once_a_day_from_nine_by_the_shops_clock(database: Database):
    assert await database.read(watch.due, now=NOW) is None
    await a_shop(database)
    early = NOW.replace(hour=5, minute=59)
    assert await database.read(watch.due, now=early) is None
    assert await database.read(watch.due, now=early + timedelta(minutes=1)) == TODAY
    await database.write(suspicions.tell, (), TODAY, now=NOW)
    assert await database.read(watch.due, now=NOW) is None
    assert await database.read(watch.due, now=NOW + timedelta(days=1)) is not None


async def told(database: Database, found: tuple[Found, ...], on: date) -> int:
    return await database.write(suspicions.tell, found, on, now=NOW + (on - TODAY))


async def the_find(database: Database) -> tuple[Shop, Month, tuple[Found, ...]]:
    here, month = await a_month(database, guests=40)
    month.honest(month.members[1:])
    plant_much(month, month.members[0])
    plant_often(month, month.members[0])
    found = await looked(database, month)
    return here, month, tuple(one for one in found if one.member_id == month.members[0])


def number_of(tx: Connection, key: str) -> int:
    found = tx.exec_driver_sql(f"SELECT id FROM suspicions WHERE key = '{key}'").scalar_one()  # noqa: S608  # our own key
    return int(found)


async def test_an_alert_is_told_once_and_shows_its_bills(database: Database):
    """T1: the alert, [Show] and what stands behind it."""
    here, month, found = await the_find(database)

    assert await told(database, found, TODAY) == len(found) == 2
    assert await told(database, found, TODAY) == 0
    assert await told(database, found, TODAY + timedelta(days=1)) == 0

    letters = [one for one in await letters_to(database, OWNER) if "suspicion" in one.text]
    much = next(one for one in letters if one.text == "suspicion-much")
    assert much.facts["name"] == "Анна К."
    that_day = [
        one
        for one in month.sold
        if (one.member_id, one.at.date()) == (month.members[0], TODAY - timedelta(days=5))
        and not one.undone
    ]
    assert much.facts["points"] == Points(sum(one.minor // 2_000 for one in that_day))
    assert much.buttons is not None
    shown = await database.report(
        suspicions.evidence, int(much.buttons.args["suspicion_id"]), actor=here.owner
    )
    assert {bill.amount_minor for bill in shown.latest} >= {3_890_00}
    assert shown.bills == len(that_day)
    assert not shown.fine


async def test_what_goes_on_is_told_again_unless_the_owner_said_it_is_fine(
    database: Database,
):
    """T1: [It's fine] remembers."""
    here, month, found = await the_find(database)
    await told(database, found, TODAY)
    fine = await database.read(number_of, f"often:{month.members[0]}:-")
    await database.write(suspicions.excuse, fine, actor=here.owner, now=NOW)
    await database.write(suspicions.excuse, fine, actor=here.owner, now=NOW)

    assert await told(database, found, TODAY + timedelta(days=30)) == 1

    shown = await database.report(suspicions.evidence, fine, actor=here.owner)
    assert shown.fine
    assert shown.bills >= 14


async def test_only_the_owner_sees_and_excuses(database: Database):
    here, month, found = await the_find(database)
    await told(database, found, TODAY)
    cashier = Actor(role=here.owner.role.CASHIER, staff_id=month.staff[0], source="test")
    number = await database.read(number_of, found[0].key)
    with pytest.raises(OwnerOnly):
        await database.report(suspicions.evidence, number, actor=cashier)
    with pytest.raises(OwnerOnly):
        await database.write(suspicions.excuse, number, actor=cashier, now=NOW)
    with pytest.raises(SuspicionUnknown):
        await database.report(suspicions.evidence, 999, actor=here.owner)


async def test_many_alerts_wait_for_another_day(sqlite_database: Database):
    _, month, found = await the_find(sqlite_database)
    span = found[0].span
    many = tuple(
        Found(pattern=Pattern.OFTEN, span=span, member_id=one, facts={"days": 9, "peak": 2})
        for one in month.members[:25]
    )
    tellings = [await told(sqlite_database, many, TODAY + timedelta(days=day)) for day in range(4)]
    assert tellings == [10, 10, 5, 0]


def gave(tx: Connection, giver_id: int, taker_id: int) -> None:
    """Write down that one card gave its points to another."""
    row = {
        "giver_id": giver_id,
        "taker_id": taker_id,
        "points": 5,
        "by_link": False,
        "state": TransferState.DONE,
        "asked_at": NOW,
        "expires_at": NOW,
        "settled_at": NOW,
        "on": TODAY - timedelta(days=1),
        "key": "transfer:1",
    }
    transfers.insert_transfer(tx, row)


@pytest.mark.parametrize("pattern", Pattern)
async def test_every_pattern_has_its_bills(sqlite_database: Database, pattern: Pattern):
    here, month = await a_month(sqlite_database, guests=20)
    month.honest(month.members)
    plant_often(month, month.members[0])
    plant_undone(month, month.staff[0])
    await sqlite_database.write(month.write)
    await sqlite_database.write(gave, month.members[1], month.members[0])
    span = Span(since=TODAY - timedelta(days=30), until=TODAY)
    one = Found(
        pattern=pattern,
        span=span,
        member_id=None if pattern is Pattern.UNDONE else month.members[0],
        staff_id=month.staff[0] if pattern is Pattern.UNDONE else None,
        facts={"step": 10_00, "points": 5, "bills": 1, "all": 2, "days": 3, "peak": 4},
    )
    await told(sqlite_database, (one,), TODAY)
    number = await sqlite_database.read(number_of, one.key)
    shown = await sqlite_database.report(suspicions.evidence, number, actor=here.owner)
    assert shown.bills >= len(shown.latest) > 0
    assert shown.latest[0].at >= shown.latest[-1].at
