"""Favourites through the database: one choice a month, and what the till makes of it."""

from datetime import timedelta

import pytest

from services import audit as audits
from services import favourites, programs, purchases
from services.baskets import Basket
from services.database import Database
from services.domain.favourites import FavouritesLocked, FavouritesOff
from services.domain.receipts import Line
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
    assert (seen.chosen, str(seen.next_on)) == (chosen, "2026-12-01")
    with pytest.raises(FavouritesLocked):
        await database.write(favourites.choose, anna.member_id, ("cake",), key=a_key(), now=NOW)
    made = await database.write(
        purchases.record,
        anna.member_id,
        200_00,
        actor=maria.actor,
        key=a_key(),
        now=NOW,
        basket=Basket(
            lines=(
                Line(amount_minor=100_00, category="coffee"),
                Line(amount_minor=100_00, category="cake"),
            )
        ),
    )
    assert made.earned == 15
    later = await database.read(favourites.view, anna.member_id, now=NOW + timedelta(days=8))
    assert (later.chosen, later.next_on) == (chosen, None)
    assert (await database.report(audits.audit)).difference is None


async def test_without_favourites_in_the_program_there_is_nothing_to_choose(database: Database):
    here = await a_shop(database)
    anna = await a_member(here)
    with pytest.raises(FavouritesOff):
        await database.read(favourites.view, anna.member_id, now=NOW)
