"""Giving goods back through the till: who may, until when, and that nothing drifts."""

from datetime import datetime, timedelta

import pytest

from models.outbox import OutboxRow
from services import points, purchases, shifts
from services.database import Database
from services.domain.errors import OverRefund, UnknownPurchase
from services.members import Joined
from tests.builders.shops import (
    NOW,
    Cashier,
    Shop,
    a_cashier,
    a_key,
)
from tests.services.test_purchases import a_till, count, record

SOON = NOW + timedelta(minutes=3)


async def undo(
    here: Shop, cashier: Cashier, purchase_id: int, *, now: datetime = SOON, key: str | None = None
) -> purchases.Refunded:
    return await here.database.write(
        purchases.undo, purchase_id, actor=cashier.actor, key=key or a_key(), now=now
    )


async def refund(
    here: Shop,
    cashier: Cashier,
    purchase_id: int,
    amount_minor: int | None = None,
    *,
    now: datetime = SOON,
) -> purchases.Refunded:
    return await here.database.write(
        purchases.refund, purchase_id, amount_minor, actor=cashier.actor, key=a_key(), now=now
    )


async def rich(here: Shop, member: Joined) -> None:
    await here.database.write(
        points.adjust, member.member_id, 900, "rich", actor=here.owner, key=a_key(), now=NOW
    )


async def test_an_undo_leaves_the_balance_as_it_was_and_tells_the_guest(database: Database):
    here, cashier, member = await a_till(database)
    recorded = await record(here, cashier, member.member_id)

    undone = await undo(here, cashier, recorded.purchase_id, key="undo:1")

    assert (undone.balance, undone.clawed_back, undone.full) == (100, 22, True)
    assert (undone.to_return_minor, undone.name) == (45_000, "Анна К.")
    assert await count(database, OutboxRow, reason="refund:undo:1") == 1


async def test_an_undo_with_the_same_key_answers_the_same(database: Database):
    here, cashier, member = await a_till(database)
    recorded = await record(here, cashier, member.member_id)
    first = await undo(here, cashier, recorded.purchase_id, key="undo:1")

    again = await undo(here, cashier, recorded.purchase_id, key="undo:1")

    assert again.replayed
    assert (again.refund_id, again.balance, again.name) == (
        first.refund_id,
        first.balance,
        first.name,
    )
    with pytest.raises(purchases.AlreadyRefunded):
        await undo(here, cashier, recorded.purchase_id)


async def test_a_cashier_undoes_only_the_own_bill_and_only_for_five_minutes(database: Database):
    here, cashier, member = await a_till(database)
    other = await a_cashier(here, "Иван Другов")
    recorded = await record(here, cashier, member.member_id)

    with pytest.raises(purchases.NotYourBill):
        await undo(here, other, recorded.purchase_id)
    with pytest.raises(purchases.UndoTooLate):
        await undo(here, cashier, recorded.purchase_id, now=NOW + timedelta(minutes=6))


async def test_a_bill_whose_points_were_spent_is_the_owners_to_take_back(database: Database):
    here, cashier, member = await a_till(database)
    recorded = await record(here, cashier, member.member_id, 400_000, unusual_ok=True)
    await record(here, cashier, member.member_id, 50_000, redeem_points=250)
    await record(here, cashier, member.member_id, 20_000, redeem_points=100)

    with pytest.raises(purchases.PointsAlreadySpent):
        await undo(here, cashier, recorded.purchase_id)


async def test_refunds_in_pieces_end_where_one_refund_ends(database: Database):
    here, cashier, member = await a_till(database)
    await rich(here, member)
    recorded = await record(here, cashier, member.member_id, redeem_points=225)

    pieces = [
        await refund(here, cashier, recorded.purchase_id, amount)
        for amount in (10_000, 22_500, 12_500)
    ]

    assert [(one.clawed_back, one.restored, one.to_return_minor) for one in pieces[:1]] == [
        (2, 50, 5_000)
    ]
    assert sum(one.restored for one in pieces) == 225
    assert sum(one.clawed_back for one in pieces) == 11
    assert sum(one.to_return_minor for one in pieces) == 22_500
    assert pieces[-1].full
    assert pieces[-1].balance == 1000


async def test_more_than_was_bought_is_never_given_back(database: Database):
    here, cashier, member = await a_till(database)
    recorded = await record(here, cashier, member.member_id)
    await refund(here, cashier, recorded.purchase_id, 40_000)

    with pytest.raises(OverRefund) as refused:
        await refund(here, cashier, recorded.purchase_id, 5_001)
    assert refused.value.left_minor == 5_000

    await refund(here, cashier, recorded.purchase_id)
    with pytest.raises(purchases.AlreadyRefunded):
        await refund(here, cashier, recorded.purchase_id, 1)


async def test_a_quote_of_a_refund_is_what_it_does_and_writes_nothing(database: Database):
    here, cashier, member = await a_till(database)
    recorded = await record(here, cashier, member.member_id)

    quote = await database.read(purchases.refund_quote, recorded.purchase_id, 10_000, now=SOON)
    done = await refund(here, cashier, recorded.purchase_id, 10_000)

    assert (quote.clawed_back, quote.to_return_minor, quote.balance) == (
        done.clawed_back,
        done.to_return_minor,
        done.balance,
    )
    view = await database.read(purchases.purchase, recorded.purchase_id)
    assert (view.refunded_minor, view.amount_minor) == (10_000, 45_000)


async def test_an_unknown_purchase_is_refused(database: Database):
    here, cashier, _ = await a_till(database)

    with pytest.raises(UnknownPurchase):
        await refund(here, cashier, 77)
    with pytest.raises(UnknownPurchase):
        await database.read(purchases.purchase, 77)


async def test_a_cashier_without_a_shift_gives_nothing_back_but_the_owner_may(database: Database):
    here, cashier, member = await a_till(database)
    recorded = await record(here, cashier, member.member_id)
    await database.write(shifts.close_shift, cashier.staff_id, now=NOW)

    with pytest.raises(shifts.ShiftClosed):
        await refund(here, cashier, recorded.purchase_id)
    done = await database.write(
        purchases.refund, recorded.purchase_id, None, actor=here.owner, key=a_key(), now=SOON
    )

    assert done.full
