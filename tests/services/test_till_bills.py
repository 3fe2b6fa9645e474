"""Bills typed together with their card."""

from datetime import timedelta

import pytest

from services import purchases, till, till_bills
from services.database import Database
from services.domain.errors import KeyConflict
from services.store import audit_log
from services.store.audit_log import What
from services.till import CardUnknown
from tests.builders.shops import NOW, Cashier, a_cashier, a_key, a_member, a_shop


async def look_ups(database: Database, cashier: Cashier) -> int:
    since = NOW - timedelta(days=1)
    return await database.read(audit_log.count_since, cashier.staff_id, What.LOOKED_UP, since)


async def record(
    database: Database, cashier: Cashier, *numbers: str, amount_minor: int, key: str
) -> till_bills.Sold:
    return await database.write(
        till_bills.record_by_card, numbers, amount_minor, actor=cashier.actor, key=key, now=NOW
    )


async def test_a_bill_with_its_card_is_a_look_up_and_a_purchase(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    sold = await record(
        database, cashier, "00000000", anna.card_number, amount_minor=45_000, key=a_key()
    )
    assert (sold.recorded.member_id, sold.recorded.amount_minor) == (anna.member_id, 45_000)
    assert sold.coupons == ()
    assert await look_ups(database, cashier) == 1


async def test_the_same_key_records_a_bill_with_its_card_once(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    key = a_key()
    first = await record(database, cashier, anna.card_number, amount_minor=45_000, key=key)
    again = await record(database, cashier, anna.card_number, amount_minor=45_000, key=key)
    assert again.recorded.purchase_id == first.recorded.purchase_id
    assert again.recorded.balance == first.recorded.balance


async def test_the_key_of_the_way_in_two_steps_is_the_same_bill(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    key = a_key()
    first = await record(database, cashier, anna.card_number, amount_minor=45_000, key=key)
    again = await database.write(
        purchases.record, anna.member_id, 45_000, actor=cashier.actor, key=key, now=NOW
    )
    assert again.purchase_id == first.recorded.purchase_id
    with pytest.raises(KeyConflict):
        await record(database, cashier, anna.card_number, amount_minor=45_100, key=key)


async def test_a_refused_bill_with_its_card_leaves_nothing(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    await record(database, cashier, anna.card_number, amount_minor=45_000, key=a_key())
    with pytest.raises(purchases.RepeatedBill):
        await record(database, cashier, anna.card_number, amount_minor=45_000, key=a_key())
    with pytest.raises(CardUnknown):
        await record(database, cashier, "00000000", amount_minor=45_000, key=a_key())
    assert await look_ups(database, cashier) == 1


async def test_staff_do_not_bill_their_own_card_in_one_line_either(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    own = await a_member(here, telegram_id=cashier.telegram_id)
    with pytest.raises(till.OwnCard):
        await record(database, cashier, own.card_number, amount_minor=45_000, key=a_key())
