"""A cashier's shift and its bills."""

from datetime import datetime, timedelta

import pytest

from services import people, purchases, shifts
from services.database import Database
from services.purchases import Recorded
from services.shifts import NoShift, ShiftClosed
from tests.builders.shops import NOW, Cashier, Shop, a_cashier, a_key, a_member, a_shop


async def bill(
    here: Shop, cashier: Cashier, member_id: int, amount_minor: int, *, now: datetime = NOW
) -> Recorded:
    return await here.database.write(
        purchases.record,
        member_id,
        amount_minor,
        actor=cashier.actor,
        key=a_key(),
        now=now,
        repeat_ok=True,
    )


async def test_opening_twice_is_one_shift(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    again = await database.write(shifts.open_shift, cashier.staff_id, now=NOW + timedelta(hours=1))
    assert (again.id, again.opened_at, again.location_name) == (cashier.shift_id, NOW, "Зерно")
    assert (await database.read(people.who, cashier.telegram_id)).shift_id == cashier.shift_id


async def test_the_report_adds_the_shift_up(database: Database):
    here = await a_shop(database)
    before = await a_member(here, "Старый Знакомый", now=NOW - timedelta(days=9))
    cashier = await a_cashier(here)
    newcomer = await a_member(here, "Новый Гость", now=NOW + timedelta(minutes=5))
    first = await bill(here, cashier, before.member_id, 400_00, now=NOW + timedelta(minutes=6))
    await bill(here, cashier, newcomer.member_id, 600_00, now=NOW + timedelta(minutes=7))
    await database.write(
        purchases.undo,
        first.purchase_id,
        actor=cashier.actor,
        key=a_key(),
        now=NOW + timedelta(minutes=8),
    )
    closed_at = NOW + timedelta(hours=9)
    report = await database.write(shifts.close_shift, cashier.staff_id, now=closed_at)
    assert (report.opened_at, report.closed_at) == (NOW, closed_at)
    assert (report.bills, report.amount_minor, report.earned) == (2, 1_000_00, 50)
    assert (report.redeemed, report.new_members, report.undone) == (0, 1, 1)
    assert (await database.read(people.who, cashier.telegram_id)).shift_id is None


async def test_a_closed_shift_cannot_be_closed_again(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    await database.write(shifts.close_shift, cashier.staff_id, now=NOW)
    with pytest.raises(NoShift):
        await database.write(shifts.close_shift, cashier.staff_id, now=NOW)
    with pytest.raises(ShiftClosed):
        await database.read(shifts.bills, cashier.staff_id, 0, now=NOW)


async def test_bills_come_newest_first_five_a_page(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    for number in range(7):
        await bill(
            here,
            cashier,
            anna.member_id,
            (number + 1) * 100_00,
            now=NOW + timedelta(minutes=number),
        )
    now = NOW + timedelta(minutes=6)
    page = await database.read(shifts.bills, cashier.staff_id, 0, now=now)
    assert (page.page, page.pages) == (0, 2)
    assert [row.amount_minor for row in page.rows] == [
        amount * 100_00 for amount in (7, 6, 5, 4, 3)
    ]
    assert (page.rows[0].name, page.rows[0].can_undo) == ("Анна К.", True)
    assert (await database.read(shifts.bills, cashier.staff_id, 9, now=now)).page == 1


async def test_undo_is_offered_for_five_minutes_and_once(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    recorded = await bill(here, cashier, anna.member_id, 300_00)

    async def offered(minutes: int) -> bool:
        now = NOW + timedelta(minutes=minutes)
        return (await database.read(shifts.bills, cashier.staff_id, 0, now=now)).rows[0].can_undo

    assert await offered(5)
    assert not await offered(6)
    await database.write(
        purchases.undo, recorded.purchase_id, actor=cashier.actor, key=a_key(), now=NOW
    )
    assert not await offered(1)
