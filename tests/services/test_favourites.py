"""Favourites through the database: one choice a month, and what the till makes of it."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, delete

from models.favourites import FavouriteChoice
from services import audit as audits
from services import favourites, members, programs, purchases
from services.database import Database
from services.domain.favourites import FavouritesLocked, FavouritesOff
from tests.builders.baskets import a_bill_of
from tests.builders.shops import NOW, Shop, a_cashier, a_key, a_member, a_shop

RULES = """
name = "Zerno"
timezone = "Europe/Moscow"
currency = "RUB"
[[earn]]
id = "base"
type = "percent"
percent = "5"
[[multiplier]]
id = "fav"
factor = "2"
when = { favourite = true }
[favourites]
choose = 2
of = ["coffee", "tea", "cake"]
"""


async def a_shop_with_favourites(database: Database) -> Shop:
    here = await a_shop(database)
    await database.write(programs.apply, RULES, actor=here.owner, key=a_key(), now=NOW)
    return here


async def test_a_choice_counts_at_the_till_and_is_locked_until_the_next_month(
    database: Database,
):
    here = await a_shop_with_favourites(database)
    anna, maria = await a_member(here), await a_cashier(here)
    key = a_key()
    chosen = ("coffee", "tea")
    seen = await database.write(favourites.choose, anna.member_id, chosen, key=key, now=NOW)
    again = await database.write(favourites.choose, anna.member_id, chosen, key=key, now=NOW)
    assert seen == again
    assert (seen.categories, str(seen.next_on)) == (chosen, "2026-12-01")
    with pytest.raises(FavouritesLocked):
        await database.write(favourites.choose, anna.member_id, ("cake",), key=a_key(), now=NOW)
    made = await a_bill_of(here, maria, anna.member_id, "coffee", "cake")
    assert made.earned == 15
    later = await database.read(favourites.view, anna.member_id, now=NOW + timedelta(days=8))
    assert (later.chosen, later.next_on) == (chosen, None)
    assert (await database.report(audits.audit)).difference is None


async def test_without_favourites_in_the_program_there_is_nothing_to_choose(database: Database):
    here = await a_shop(database)
    anna = await a_member(here)
    with pytest.raises(FavouritesOff):
        await database.read(favourites.view, anna.member_id, now=NOW)


async def test_a_choice_stands_in_the_own_data_and_an_audit_misses_one_that_is_lost(
    database: Database,
):
    here = await a_shop_with_favourites(database)
    anna = await a_member(here)
    for months, chosen in ((0, ("tea",)), (1, ("cake", "coffee"))):
        now = NOW + timedelta(days=31 * months)
        await database.write(favourites.choose, anna.member_id, chosen, key=a_key(), now=now)
        await database.write(favourites.choose, anna.member_id, chosen, key=a_key(), now=now)
    data = await database.read(members.export, anna.member_id, now=NOW)
    assert [one["categories"] for one in data["favourites"]] == [["tea"], ["cake", "coffee"]]
    assert (await database.report(audits.audit)).difference is None

    def lose(tx: Connection, /, **_: object) -> None:
        tx.execute(delete(FavouriteChoice).where(FavouriteChoice.on > NOW.date()))

    await database.write(lose, now=NOW)
    difference = (await database.report(audits.audit)).difference
    assert difference is not None
    assert difference.rule == "favourites"


async def test_an_erased_card_keeps_no_favourites(database: Database):
    here = await a_shop_with_favourites(database)
    anna = await a_member(here)
    await database.write(favourites.choose, anna.member_id, ("tea",), key=a_key(), now=NOW)
    await database.write(members.erase, anna.member_id, actor=here.owner, key=a_key(), now=NOW)
    assert (await database.report(audits.audit)).difference is None


async def test_a_refund_takes_back_what_the_favourite_gave_whatever_is_picked_since(
    database: Database,
):
    here = await a_shop_with_favourites(database)
    anna, maria = await a_member(here), await a_cashier(here)
    await database.write(favourites.choose, anna.member_id, ("tea",), key=a_key(), now=NOW)
    made = await a_bill_of(here, maria, anna.member_id, "tea", "cake")
    later = NOW + timedelta(days=10)
    await database.write(favourites.choose, anna.member_id, ("cake",), key=a_key(), now=later)
    back = await database.write(
        purchases.refund,
        made.purchase_id,
        amount_minor=200_00,
        actor=here.owner,
        key=a_key(),
        now=later,
    )
    assert (made.earned, back.clawed_back) == (15, 15)


async def test_a_card_invites_to_pick_until_this_month_has_its_choice(database: Database):
    here = await a_shop_with_favourites(database)
    anna = await a_member(here)
    before = await database.read(members.card, anna.member_id, now=NOW)
    await database.write(favourites.choose, anna.member_id, ("tea",), key=a_key(), now=NOW)
    after = await database.read(members.card, anna.member_id, now=NOW)
    later = await database.read(members.card, anna.member_id, now=NOW + timedelta(days=9))
    assert [one.to_choose for one in (before, after, later)] == [True, False, True]
    assert all(one.may_choose for one in (before, after, later))
