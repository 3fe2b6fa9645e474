"""What if favourites brought something else: everybody picks again what was picked."""

from datetime import datetime, timedelta

from services import favourites, programs, purchases
from services.baskets import Basket
from services.database import Database
from services.domain.receipts import Line
from services.program import load_document
from services.what_if import WhatIf, what_if
from tests.builders.shops import NOW, Cashier, Shop, a_cashier, a_key, a_member, a_shop

DAY = timedelta(days=1)
PLAIN = """
name = "Zerno"
timezone = "Europe/Moscow"
currency = "RUB"
[[earn]]
id = "base"
type = "percent"
percent = "5"
"""
RULES = f"""{PLAIN}
[[earn]]
id = "favourite"
type = "percent"
percent = "10"
exclusive = true
when = {{ favourite = true }}
[favourites]
choose = 2
of = ["coffee", "tea", "cake"]
"""


async def enact(here: Shop, text: str, now: datetime) -> None:
    await here.database.write(programs.apply, text, actor=here.owner, key=a_key(), now=now)


async def bill(here: Shop, till: Cashier, member_id: int, category: str, now: datetime) -> int:
    """Sell for 100 of one category; return the points."""
    made = await here.database.write(
        purchases.record,
        member_id,
        100_00,
        actor=till.actor,
        key=a_key(),
        now=now,
        repeat_ok=True,
        basket=Basket(lines=(Line(amount_minor=100_00, category=category),)),
    )
    return made.earned


async def pick(here: Shop, member_id: int, *categories: str, now: datetime) -> None:
    await here.database.write(favourites.choose, member_id, categories, key=a_key(), now=now)


async def tried(here: Shop, text: str, days: int = 30) -> WhatIf:
    return await here.database.report(what_if, load_document(text), days=days, now=NOW)


async def a_shop_where_guests_pick(database: Database) -> tuple[Shop, int, int]:
    """Let Anna pick before the window and again in it, and Boris only in it.

    A bill of the very moment before each choice knows nothing of it.
    """
    began = NOW - 50 * DAY
    here = await a_shop(database, now=began)
    await enact(here, RULES, began)
    till = await a_cashier(here, now=began)
    anna = (await a_member(here, "Анна Кузнецова", now=began)).member_id
    boris = (await a_member(here, "Борис Ильин", now=began)).member_id
    before, later, last = NOW - 40 * DAY, NOW - 10 * DAY, NOW - 2 * DAY
    assert await bill(here, till, anna, "tea", before) == 5
    await pick(here, anna, "tea", now=before)
    assert await bill(here, till, anna, "tea", before) == 10
    assert await bill(here, till, anna, "tea", later) == 10
    await pick(here, anna, "coffee", "cake", now=later)
    assert await bill(here, till, anna, "tea", later) == 5
    assert await bill(here, till, anna, "cake", last) == 10
    assert await bill(here, till, boris, "coffee", later) == 5
    await pick(here, boris, "coffee", now=later)
    assert await bill(here, till, boris, "coffee", last) == 10
    return here, anna, boris


async def test_the_recorded_rules_give_what_was_recorded(database: Database) -> None:
    here, *_ = await a_shop_where_guests_pick(database)
    for days in (1, 5, 30, 45, 400):
        found = await tried(here, RULES, days)
        assert found.check.passed, (days, found.check)
        assert (found.cost_minor, found.gain, found.lose) == (0, (), ())


async def test_another_percent_is_counted_on_what_everybody_picked(database: Database) -> None:
    here, anna, boris = await a_shop_where_guests_pick(database)
    found = await tried(here, RULES.replace('"10"', '"15"'))
    assert found.check.passed
    assert {one.member_id: one.points for one in found.gain} == {anna: 10, boris: 5}


async def test_what_a_tried_list_does_not_name_brings_nothing_more(database: Database) -> None:
    here, anna, _ = await a_shop_where_guests_pick(database)
    found = await tried(here, RULES.replace('"coffee", "tea", "cake"', '"coffee", "tea"'))
    assert {one.member_id: one.points for one in found.lose} == {anna: -5}
    fewer = await tried(here, RULES.replace("choose = 2", "choose = 1"))
    assert {one.member_id: one.points for one in fewer.lose} == {anna: -5}


async def test_favourites_switched_off_cost_those_who_picked(database: Database) -> None:
    here, anna, boris = await a_shop_where_guests_pick(database)
    found = await tried(here, PLAIN)
    assert found.check.passed
    assert {one.member_id: one.points for one in found.lose} == {anna: -10, boris: -5}
    await enact(here, PLAIN, NOW)
    again = await tried(here, RULES)
    assert again.check.passed
    assert {one.member_id: one.points for one in again.gain} == {anna: 10, boris: 5}
