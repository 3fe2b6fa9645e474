"""Recording purchases: once, durably, with a receipt, inside the limits of the till."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from models.base import Base
from models.ledger import Entry
from models.members import Member
from models.outbox import OutboxRow
from models.purchases import Purchase
from services import points, purchases, shifts, till
from services.actors import Role
from services.database import Database
from services.domain.errors import KeyConflict
from services.members import Joined
from services.till import OwnCard
from tests.builders.letters import letters_to
from tests.builders.shops import (
    NOW,
    Cashier,
    Shop,
    a_cashier,
    a_key,
    a_member,
    a_shop,
    a_telegram_id,
)


async def record(
    here: Shop,
    cashier: Cashier,
    member_id: int,
    amount_minor: int = 45_000,
    *,
    key: str | None = None,
    now: datetime = NOW,
    **also: Any,
) -> purchases.Recorded:
    """Sell at the till; points that nobody was asked for come from an import instead."""
    actor = cashier.actor
    if also.get("redeem_points"):
        actor = replace(actor, role=Role.SYSTEM, source="import")
    return await here.database.write(
        purchases.record,
        member_id,
        amount_minor,
        actor=actor,
        key=key or a_key(),
        now=now,
        **also,
    )


async def a_till(database: Database) -> tuple[Shop, Cashier, Joined]:
    here = await a_shop(database)
    return here, await a_cashier(here), await a_member(here)


async def count(database: Database, table: type[Base], **where: Any) -> int | None:
    statement = select(func.count()).select_from(table).filter_by(**where)
    found: int | None = await database.read(lambda tx: tx.scalar(statement))
    return found


async def test_a_purchase_gives_points_and_a_receipt(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    anna = a_telegram_id()
    member = await a_member(here, telegram_id=anna)

    recorded = await record(here, cashier, member.member_id)

    assert (recorded.earned, recorded.balance, recorded.name) == (22, 122, "Анна К.")
    (receipt,) = [one for one in await letters_to(database, anna) if one.text == "receipt"]
    assert receipt.facts["number"] == recorded.receipt_number
    assert sum(part.points for part in recorded.parts) == 22


async def test_the_same_key_again_changes_nothing_and_answers_the_same(database: Database):
    here, cashier, member = await a_till(database)
    first = await record(here, cashier, member.member_id, key="bill:1")
    before = [await count(database, table) for table in (Entry, Purchase, OutboxRow)]

    again = await record(here, cashier, member.member_id, key="bill:1")

    assert again.replayed
    assert (again.purchase_id, again.balance, again.name) == (
        first.purchase_id,
        first.balance,
        first.name,
    )
    assert [await count(database, table) for table in (Entry, Purchase, OutboxRow)] == before


async def test_the_same_key_with_another_amount_is_refused(database: Database):
    here, cashier, member = await a_till(database)
    await record(here, cashier, member.member_id, key="bill:1")

    with pytest.raises(KeyConflict):
        await record(here, cashier, member.member_id, 46_000, key="bill:1")


async def test_twenty_taps_at_once_make_one_purchase(database: Database):
    here, cashier, member = await a_till(database)

    taps = [record(here, cashier, member.member_id, key="bill:1") for _ in range(20)]
    recorded = await asyncio.gather(*taps)

    assert len({one.purchase_id for one in recorded}) == 1
    assert await count(database, Purchase) == 1


async def test_the_same_bill_within_a_minute_is_asked_about(database: Database):
    here, cashier, member = await a_till(database)
    await record(here, cashier, member.member_id)

    with pytest.raises(purchases.RepeatedBill) as asked:
        await record(here, cashier, member.member_id, now=NOW + timedelta(seconds=41))

    assert asked.value.seconds_ago == 41
    await record(here, cashier, member.member_id, now=NOW + timedelta(seconds=41), repeat_ok=True)
    await record(here, cashier, member.member_id, 45_100, now=NOW + timedelta(seconds=42))


async def test_a_bill_above_the_limit_needs_the_owner(database: Database):
    here, cashier, member = await a_till(database)

    with pytest.raises(purchases.BillTooBig) as asked:
        await record(here, cashier, member.member_id, 2_000_001)

    assert asked.value.limit_minor == 2_000_000
    await record(here, cashier, member.member_id, 2_000_001, approved=True)


async def test_a_bill_ten_times_the_usual_is_asked_about(database: Database):
    here, cashier, member = await a_till(database)
    for amount in range(20):
        await record(here, cashier, member.member_id, 10_000 + amount)

    with pytest.raises(purchases.UnusualBill):
        await record(here, cashier, member.member_id, 200_000)

    await record(here, cashier, member.member_id, 200_000, unusual_ok=True)


async def test_nobody_serves_his_own_card_or_without_a_shift(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    own = await a_member(here, telegram_id=cashier.telegram_id)
    other = await a_member(here)

    with pytest.raises(OwnCard):
        await record(here, cashier, own.member_id)
    await database.write(shifts.close_shift, cashier.staff_id, now=NOW)
    with pytest.raises(shifts.ShiftClosed):
        await record(here, cashier, other.member_id)


async def test_a_quote_is_what_the_record_does(database: Database):
    here, cashier, member = await a_till(database)
    await record(here, cashier, member.member_id, 400_000, unusual_ok=True)

    quote = await database.read(
        purchases.quote, member.member_id, 45_000, "max", staff_id=cashier.staff_id, now=NOW
    )
    recorded = await record(
        here,
        cashier,
        member.member_id,
        redeem_points=quote.applied,
        expected=quote.digest,
    )

    assert quote.applied == quote.max_points == 225
    assert (recorded.applied, recorded.to_pay_minor) == (225, quote.to_pay_minor) == (225, 22_500)
    assert (recorded.earned, recorded.balance) == (quote.earned, quote.balance_after)


async def test_a_quote_that_no_longer_holds_is_refused(database: Database):
    here, cashier, member = await a_till(database)
    quote = await database.read(
        purchases.quote, member.member_id, 45_000, 100, staff_id=cashier.staff_id, now=NOW
    )
    await record(here, cashier, member.member_id, 20_000, redeem_points=50)

    with pytest.raises(purchases.QuoteChanged):
        await record(here, cashier, member.member_id, redeem_points=100, expected=quote.digest)


async def test_why_no_point_pays(database: Database):
    here, cashier, member = await a_till(database)
    await record(here, cashier, member.member_id, 20_000, redeem_points=100)

    quote = await database.read(
        purchases.quote, member.member_id, 100, "max", staff_id=cashier.staff_id, now=NOW
    )

    assert (quote.applied, quote.why_zero) == (0, "nothing-redeemable")


async def test_an_unclaimed_card_collects_only_so_much(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    guest = await database.write(
        till.open_unclaimed, cashier.staff_id, "+79001112233", key=a_key(), now=NOW
    )

    for amount in range(5):
        await record(here, cashier, guest.member_id, 10_000 + amount)
    with pytest.raises(purchases.UnclaimedLimit):
        await record(here, cashier, guest.member_id, 20_000)


async def test_four_hundred_contended_redemptions_never_overspend(database: Database):
    here, cashier, member = await a_till(database)
    await database.write(
        points.adjust, member.member_id, 900, "test", actor=here.owner, key=a_key(), now=NOW
    )

    recorded = await asyncio.gather(
        *(
            record(here, cashier, member.member_id, 2_000 + turn, redeem_points=10)
            for turn in range(400)
        )
    )

    spent = sum(one.applied for one in recorded)
    earned = sum(one.earned for one in recorded)
    row = await database.read(
        lambda tx: tx.execute(
            select(Member.balance).where(Member.id == member.member_id)
        ).scalar_one()
    )
    assert row == 1000 + earned - spent >= 0
    assert spent >= 1000
