"""T3 and T4: what a guest and a cashier could try together, step by step on the use cases."""

from datetime import timedelta

import pytest

from services import points, programs, purchases, redemptions, shop
from services.database import Database
from services.members import Joined
from services.redemptions import NotYourRequest, WrongCode
from tests.builders.shops import NOW, Cashier, Shop, a_cashier, a_key, a_member, a_shop
from tests.services.test_points import balance_of
from tests.services.test_purchases import record
from tests.services.test_refunds import refund, undo

HELD = """
version = 1
name = "Zerno"
timezone = "Europe/Moscow"
currency = "RUB"
[points]
hold_days = 3
[redeem]
max_percent = 50
[refund]
unpaid = "deficit"
[[earn]]
id = "base"
type = "percent"
percent = 5
"""
BIG = 400_000


async def a_held_till(database: Database) -> tuple[Shop, Cashier, Joined]:
    """Open a shop whose points are usable after three days; Anna has none."""
    here = await a_shop(database)
    await database.write(programs.apply, HELD, actor=here.owner, key=a_key(), now=NOW)
    return here, await a_cashier(here), await a_member(here)


async def ask(here: Shop, cashier: Cashier, member: Joined, amount: int, spend: int) -> int:
    asked = await here.database.write(
        redemptions.ask,
        member.member_id,
        amount,
        spend,
        actor=cashier.actor,
        key=a_key(),
        now=NOW,
        code="4821",
    )
    return asked.request_id


async def test_t3_a_made_up_purchase_pays_for_nothing_today(database: Database):
    """T3: points wait for the hold, so the friend cannot spend them at the same visit."""
    here, cashier, anna = await a_held_till(database)
    await record(here, cashier, anna.member_id, BIG, unusual_ok=True)

    with pytest.raises(redemptions.NothingToRedeem):
        await ask(here, cashier, anna, 20_000, 100)


async def test_t3_points_pay_for_a_part_of_a_bill_only(database: Database):
    """T3: somebody always has to bring money."""
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    await database.write(
        points.adjust, anna.member_id, 5_000, "gift", actor=here.owner, key=a_key(), now=NOW
    )
    quote = await database.read(
        purchases.quote, anna.member_id, 20_000, "max", staff_id=cashier.staff_id, now=NOW
    )
    assert quote.to_pay_minor >= 10_000


async def test_t3_a_cashier_never_answers_for_the_guest(database: Database):
    """T3: no tap of his own card, no guessed code; another cashier's code is refused too."""
    here = await a_shop(database)
    cashier, other = await a_cashier(here), await a_cashier(here)
    anna = await a_member(here)
    own = await a_member(here, telegram_id=cashier.telegram_id)
    request_id = await ask(here, cashier, anna, 20_000, 50)

    with pytest.raises(NotYourRequest):
        await database.write(redemptions.confirm, request_id, own.member_id, key=a_key(), now=NOW)
    with pytest.raises(NotYourRequest):
        await database.write(
            redemptions.confirm_by_code, request_id, "4821", other.staff_id, key=a_key(), now=NOW
        )
    guessed = await database.write(
        redemptions.confirm_by_code, request_id, "0000", cashier.staff_id, key=a_key(), now=NOW
    )
    assert isinstance(guessed, WrongCode)
    assert await balance_of(database, anna.member_id) == 100


async def test_t3_a_bill_whose_points_were_spent_needs_a_second_person(database: Database):
    """T3: the cashier cannot undo the purchase that paid for the spending; the owner can."""
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    made_up = await record(here, cashier, anna.member_id, BIG, unusual_ok=True)
    await record(here, cashier, anna.member_id, 50_000, redeem_points=250)

    with pytest.raises(purchases.PointsAlreadySpent):
        await undo(here, cashier, made_up.purchase_id)

    back = await database.write(
        purchases.refund, made_up.purchase_id, None, actor=here.owner, key=a_key(), now=NOW
    )
    assert back.clawed_back + back.deficit > 0


async def test_t3_a_big_refund_needs_a_second_person(database: Database):
    """T3: above the bill limit a cashier gives nothing back; the owner can."""
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    bought = await record(here, cashier, anna.member_id, BIG, unusual_ok=True)
    await database.write(shop.set_bill_limit, 100_000, actor=here.owner, now=NOW)

    with pytest.raises(purchases.RefundTooBig):
        await refund(here, cashier, bought.purchase_id, 200_000)
    await refund(here, cashier, bought.purchase_id, 100_000)
    await database.write(
        purchases.refund, bought.purchase_id, None, actor=here.owner, key=a_key(), now=NOW
    )


async def test_t4_points_of_returned_goods_go_back(database: Database):
    """T4: buy, earn, return, keep nothing."""
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    before = await balance_of(database, anna.member_id)
    bought = await record(here, cashier, anna.member_id, BIG, unusual_ok=True)

    done = await refund(here, cashier, bought.purchase_id)

    assert done.clawed_back == bought.earned
    assert await balance_of(database, anna.member_id) == before


async def test_t4_spent_points_of_returned_goods_are_owed(database: Database):
    """T4: earn, spend, return: what cannot be taken back is owed, and later points pay it."""
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    bought = await record(here, cashier, anna.member_id, 100_000, unusual_ok=True)
    balance = await balance_of(database, anna.member_id)
    spent = await record(here, cashier, anna.member_id, 60_000, redeem_points=balance)

    done = await database.write(
        purchases.refund, bought.purchase_id, None, actor=here.owner, key=a_key(), now=NOW
    )

    assert (balance, spent.applied, spent.earned) == (150, 150, 22)
    assert (bought.earned, done.clawed_back) == (50, 50)
    assert (done.balance, done.deficit) == (0, 28)
    paid_off = await record(here, cashier, anna.member_id, 80_000)
    assert (paid_off.earned, paid_off.balance, paid_off.deficit) == (40, 12, 0)


async def test_t4_points_spent_on_returned_goods_come_back_once(database: Database):
    """T4: spend, return, and again: the points return once and never more than were spent."""
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    spent = await record(here, cashier, anna.member_id, 20_000, redeem_points=100)

    await refund(here, cashier, spent.purchase_id, now=NOW + timedelta(minutes=1))
    with pytest.raises(purchases.AlreadyRefunded):
        await refund(here, cashier, spent.purchase_id, now=NOW + timedelta(minutes=2))

    assert await balance_of(database, anna.member_id) == 100
