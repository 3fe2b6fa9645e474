"""The owner's day."""

from datetime import UTC, datetime, timedelta

from services import purchases, reports, shop
from services.database import Database
from services.purchases import Recorded
from tests.builders.shops import NOW, OWNER, Cashier, Shop, a_cashier, a_key, a_member, a_shop


async def bill(
    here: Shop, cashier: Cashier, member_id: int, amount_minor: int, *, now: datetime
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


async def test_an_empty_day_is_zeros_and_a_checklist(database: Database):
    await a_shop(database)
    today = await database.read(reports.today, now=NOW)
    assert (today.amount_minor, today.bills, today.vs_week_ago_percent) == (0, 0, None)
    checklist = today.checklist
    assert not any(
        (
            checklist.cashier_invited,
            checklist.poster_made,
            checklist.own_card,
            checklist.first_purchase,
        )
    )


async def test_the_checklist_is_ticked_off_step_by_step(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    own = await a_member(here, "Ольга Хозяйкина", telegram_id=OWNER)
    await database.write(shop.note_poster, now=NOW)
    await bill(here, cashier, own.member_id, 100_00, now=NOW)
    checklist = (await database.read(reports.today, now=NOW)).checklist
    assert checklist.cashier_invited
    assert checklist.poster_made
    assert checklist.own_card
    assert checklist.first_purchase


async def test_the_day_is_the_shops_own_and_net_of_refunds(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    # In Moscow midnight is at 21:00 UTC.
    yesterday = datetime(2026, 11, 23, 20, 59, tzinfo=UTC)
    today = datetime(2026, 11, 23, 21, 1, tzinfo=UTC)
    await bill(here, cashier, anna.member_id, 100_00, now=yesterday)
    await bill(here, cashier, anna.member_id, 500_00, now=today)
    half = await bill(here, cashier, anna.member_id, 400_00, now=today)
    gone = await bill(here, cashier, anna.member_id, 300_00, now=today)
    later = today + timedelta(minutes=2)
    for purchase_id, amount_minor in ((half.purchase_id, 200_00), (gone.purchase_id, None)):
        await database.write(
            purchases.refund,
            purchase_id,
            amount_minor,
            actor=here.owner,
            key=a_key(),
            now=later,
        )
    shown = await database.read(reports.today, now=later)
    assert (shown.amount_minor, shown.bills, shown.earned) == (700_00, 2, 35)
    assert shown.new_members == 0


async def test_the_week_before_counts_up_to_the_same_hour(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    await bill(here, cashier, anna.member_id, 1_000_00, now=NOW - timedelta(hours=1))
    await bill(here, cashier, anna.member_id, 9_000_00, now=NOW + timedelta(hours=1))
    week_later = NOW + timedelta(days=7)
    await bill(here, cashier, anna.member_id, 1_080_00, now=week_later - timedelta(minutes=5))
    shown = await database.read(reports.today, now=week_later)
    assert shown.vs_week_ago_percent == 8
