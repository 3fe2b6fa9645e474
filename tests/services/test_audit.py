"""The audit finds any edit that the program did not make, and nothing else."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from services import coupons, members, points, programs, purchases
from services.audit import Audit, audit
from services.database import Database
from services.keys import Keys
from services.offers import ref_of
from tests.builders.shops import NOW, Shop, a_cashier, a_key, a_member, a_shop
from tests.services.test_purchases import a_till, record
from tests.services.test_refunds import refund


async def a_busy_month(database: Database) -> Shop:
    """Buy, pay with points, refund, correct, transfer, expire, erase."""
    here = await a_shop(database)
    cashier = await a_cashier(here)
    anna, boris, clara = [await a_member(here) for _ in range(3)]
    for day in range(6):
        now = NOW + timedelta(days=day)
        await record(here, cashier, anna.member_id, 45_000 + day, now=now)
        made = await record(here, cashier, boris.member_id, 30_000, redeem_points=20, now=now)
        await refund(here, cashier, made.purchase_id, 10_000 + day, now=now)
        await refund(here, cashier, made.purchase_id, now=now)
    await database.write(
        points.adjust, clara.member_id, -40, "why", actor=here.owner, key=a_key(), now=NOW
    )
    await database.write(
        points.transfer,
        anna.member_id,
        clara.member_id,
        120,
        actor=here.owner,
        key=a_key(),
        now=NOW,
    )
    await database.write(members.erase, clara.member_id, key=a_key(), now=NOW, actor=here.owner)
    later = NOW + timedelta(days=182)
    await database.write(points.settle_due, [anna.member_id, boris.member_id], now=later)
    return here


async def audited(database: Database) -> Audit:
    return await database.report(audit)


async def test_the_books_of_a_busy_month_are_in_order(database: Database):
    await a_busy_month(database)

    found = await audited(database)

    assert found.difference is None
    assert (found.members, found.purchases) == (3, 12)
    assert found.entries > 30


EDITS = {
    "balance (I1)": "UPDATE members SET balance = balance + 1 WHERE id = 1",
    "lot 1 (I2)": "UPDATE lots SET amount = amount + 1 WHERE member_id = 1 AND number = 1",
    "entry numbers (I11)": "UPDATE members SET next_entry = next_entry + 1 WHERE id = 1",
    "refunds of purchase 1 (I6)": "UPDATE purchases SET refunded_minor = 1 WHERE id = 1",
    "money by day (I16)": "UPDATE qualifying_days SET spend_minor = 0 WHERE member_id = 1",
    "year of the figures": "UPDATE members SET year_after = '2020-01-01' WHERE id = 1",
    "money in the year": "UPDATE members SET year_spend_minor = 0 WHERE id = 1",
    "visits in the year": "UPDATE members SET year_visits = 7 WHERE id = 1",
    "main category": "UPDATE members SET mostly = 'tea' WHERE id = 1",
    "categories by day": "INSERT INTO category_days VALUES (1, 'tea', '2026-11-23')",
    "last purchase": "UPDATE members SET last_purchase_at = NULL WHERE id = 1",
    "next expiry": "UPDATE members SET next_expiry_on = NULL WHERE id = 1",
    "next due date": "UPDATE members SET next_due_on = NULL WHERE id = 1",
    "last birthday gift (I12)": "UPDATE members SET birthday_gift_on = '2026-01-01' WHERE id = 1",
    "head (I18)": "UPDATE members SET head = :mark WHERE id = 1",
}


@pytest.mark.parametrize("rule", EDITS)
async def test_an_edit_by_hand_is_found_and_named(database: Database, rule: str):
    here, cashier, member = await a_till(database)
    await record(here, cashier, member.member_id)
    await database.write(
        lambda tx: tx.execute(text(EDITS[rule]), {"mark": b"x"} if ":mark" in EDITS[rule] else {})
    )

    found = await audited(database)

    assert found.difference is not None
    assert found.difference.rule == rule
    assert found.difference.member_id == member.member_id


COUPON_EDITS = {
    "claimed coupons": "UPDATE coupons SET points = points + 1",
    "cancelled coupons": (
        "UPDATE coupons SET state = 'cancelled', closed_at = claimed_at WHERE number = 1"
    ),
    "open coupons": "UPDATE coupons SET state = 'used', closed_at = claimed_at WHERE number = 1",
    "next due date": "UPDATE members SET next_due_on = NULL",
}


@pytest.mark.parametrize("rule", COUPON_EDITS)
async def test_an_edited_coupon_is_found_and_named(database: Database, rule: str):
    here, _, member = await a_till(database)
    offer = '[[offer]]\nid = "bun"\nkind = "goods"\nprice_points = 1\nexpires_days = 3\n'
    whole = (await database.read(programs.current, now=NOW)).text + offer
    await database.write(programs.apply, whole, actor=here.owner, key=a_key(), now=NOW)
    taken = [
        await database.write(coupons.claim, member.member_id, ref_of("bun"), key=a_key(), now=NOW)
        for _ in range(3)
    ]
    back = taken[-1].coupon_id
    await database.write(coupons.cancel, member.member_id, back, key=a_key(), now=NOW)
    assert (await audited(database)).difference is None
    await database.write(lambda tx: tx.execute(text(COUPON_EDITS[rule])).rowcount)

    found = await audited(database)

    assert found.difference is not None
    assert found.difference.rule == rule


def forge(tx):
    """Change an entry as somebody with the whole database in his hands would."""
    if tx.dialect.name == "sqlite":
        (statement,) = tx.execute(
            text("SELECT sql FROM sqlite_master WHERE name = 'entries_refuse_update'")
        ).one()
        tx.execute(text("DROP TRIGGER entries_refuse_update"))
        tx.execute(text("UPDATE entries SET source = 'forged' WHERE number = 1"))
        tx.exec_driver_sql(statement)
    else:
        tx.execute(text("ALTER TABLE entries DISABLE TRIGGER USER"))
        tx.execute(text("UPDATE entries SET source = 'forged' WHERE number = 1"))
        tx.execute(text("ALTER TABLE entries ENABLE TRIGGER USER"))


async def test_a_forged_entry_breaks_the_chain(database: Database):
    await a_till(database)
    await database.write(forge)

    found = await audited(database)

    assert found.difference is not None
    assert found.difference.rule == "mark of entry 1 (I18)"


async def test_a_missing_trigger_is_found(sqlite_database: Database):
    await sqlite_database.write(
        lambda tx: tx.execute(text("DROP TRIGGER draws_refuse_delete")).rowcount
    )
    await sqlite_database.write(
        lambda tx: tx.execute(text("DROP TRIGGER draws_refuse_update")).rowcount
    )

    found = await audited(sqlite_database)

    assert found.difference is not None
    assert "append-only" in str(found.difference)


async def test_a_database_of_another_key_is_no_proof(
    sqlite_database: Database, sqlite_url: str, keys: Keys
):
    await a_till(sqlite_database)
    del keys
    from services.database import open_database

    other = await open_database(sqlite_url, Keys(b"y" * 32))
    found = await other.report(audit)
    await other.close()

    assert found.difference is not None
    assert "I18" in found.difference.rule


async def test_an_audit_beside_a_busy_till_sees_one_moment(database: Database):
    here, cashier, member = await a_till(database)

    sales = [
        record(here, cashier, member.member_id, 10_000 + turn, redeem_points=turn % 3)
        for turn in range(60)
    ]
    audits = [audited(database) for _ in range(3)]
    results = await asyncio.gather(*sales, *audits)

    assert all(one.difference is None for one in results if isinstance(one, Audit))
    assert isinstance(results[0], purchases.Recorded)
