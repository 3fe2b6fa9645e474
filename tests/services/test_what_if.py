"""Other rules tried on the days of a real shop, beside what its books recorded."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import update

from models.members import Member
from services import coupons, members, offers, points, programs, purchases, shop
from services.database import Database
from services.domain.histories import Missed
from services.domain.kinds import OfferKind
from services.offers import OfferDraft
from services.program import Document, load_document, with_percent
from services.what_if import MOST_DAYS, OtherMoney, WhatIf, WindowOutOfRange, what_if
from tests.builders.friends import REWARD, a_town
from tests.builders.shops import (
    NOW,
    Cashier,
    Shop,
    a_bill,
    a_cashier,
    a_key,
    a_member,
    a_shop,
)

DAY = timedelta(days=1)
TIERS = """
[[tier]]
id = "new"
percent = "5"
[[tier]]
id = "gold"
name = { ru = "Золото", en = "Gold", uz = "Oltin" }
percent = "5"
spend = "2000"
"""
PLAIN = """
version = 1
name = "Zerno"
timezone = "Europe/Moscow"
currency = "RUB"
[[earn]]
id = "base"
type = "percent"
percent = "5"
"""


async def in_force(here: Shop) -> Document:
    return (await here.database.read(programs.current, now=NOW)).document


async def tried(here: Shop, document: Document, days: int = 30) -> WhatIf:
    return await here.database.report(what_if, document, days=days, now=NOW)


async def enact(here: Shop, text: str, now: datetime = NOW) -> None:
    await here.database.write(programs.apply, text, actor=here.owner, key=a_key(), now=now)


async def a_month(database: Database) -> tuple[Shop, Cashier, list[int]]:
    """Open a shop that gives 5 % flat forty days ago, with two members who buy twice each."""
    began = NOW - 40 * DAY
    here = await a_shop(database, now=began)
    await enact(here, PLAIN, began)
    till = await a_cashier(here, now=began)
    ids = []
    for name, day, amount in (("Анна Кузнецова", 9, 1_000_00), ("Борис Ильин", 3, 600_00)):
        member = await a_member(here, name, now=began)
        ids.append(member.member_id)
        await a_bill(here, till, member.member_id, amount, now=NOW - 35 * DAY)
        await a_bill(here, till, member.member_id, amount, now=NOW - day * DAY)
    return here, till, ids


async def test_a_higher_percent_shows_its_cost_and_who_gains(database: Database):
    here, _, (anna, boris) = await a_month(database)
    found = await tried(here, with_percent(await in_force(here), Decimal(7)))
    assert (found.since, found.through, found.days) == (date(2026, 10, 25), NOW.date(), 30)
    assert (found.members, found.purchases) == (2, 2)
    assert (found.before.issued, found.after.issued) == (80, 112)
    assert (found.before.cost_minor, found.after.cost_minor) == (80_00, 112_00)
    assert found.cost_minor == 32_00
    gains = [(one.member_id, one.name, one.points, one.worth_minor) for one in found.gain]
    assert gains == [(anna, "Анна К.", 20, 20_00), (boris, "Борис И.", 12, 12_00)]
    assert found.lose == ()
    check = found.check
    assert (check.recorded, check.replayed, check.members, check.odd) == (80, 80, 2, 0)
    assert check.passed
    lower = await tried(here, with_percent(await in_force(here), Decimal(4)), days=5)
    assert (lower.members, lower.cost_minor, lower.gain) == (1, -6_00, ())
    assert [(one.member_id, one.points) for one in lower.lose] == [(boris, -6)]


async def test_points_that_are_worth_more_cost_more(database: Database):
    here, _, _ = await a_month(database)
    found = await tried(here, load_document(PLAIN + '[points]\nvalue = "1.50"\n'))
    assert (found.before.issued, found.after.issued) == (80, 80)
    assert (found.cost_minor, found.gain[0].worth_minor) == (40_00, 25_00)


async def test_members_reach_tiers_and_leave_them(database: Database):
    here, till, (anna, boris) = await a_month(database)
    await a_bill(here, till, anna, 10_00, now=NOW - DAY)
    up = await tried(here, load_document(PLAIN + TIERS))
    assert [(one.tier, one.names["ru"], one.members) for one in up.up] == [("gold", "Золото", 1)]
    assert (up.down, up.cost_minor) == ((), 0)
    await enact(here, PLAIN + TIERS, NOW - 12 * DAY)
    await a_bill(here, till, boris, 2_000_00, now=NOW - 11 * DAY)
    harder = PLAIN + TIERS.replace("2000", "20000")
    down = await tried(here, load_document(harder))
    assert [(one.tier, one.members) for one in down.down] == [("new", 2)]
    assert down.up == ()
    renamed = PLAIN + TIERS.replace("gold", "platinum")
    same = await tried(here, load_document(renamed))
    assert (same.up, same.down) == ((), ())
    none = await tried(here, load_document(PLAIN))
    assert (none.up, none.down) == ((), ())
    assert none.check.passed


async def test_payments_that_could_not_be_made_are_counted_and_named(database: Database):
    here, _, (anna, _) = await a_month(database)
    await here.database.write(
        points.adjust, anna, -95, "", actor=here.owner, key=a_key(), now=NOW - DAY
    )
    found = await tried(here, with_percent(await in_force(here), Decimal(1)))
    (short,) = found.short
    assert (short.kind, short.times, short.points) == (Missed.ADJUSTMENT, 1, 35)
    assert [(one.name, one.points) for one in short.members] == [("Анна К.", 35)]
    assert found.check.passed


async def test_coupons_transfers_and_a_farewell_are_part_of_the_books(database: Database):
    here, _, (anna, boris) = await a_month(database)
    draft = OfferDraft(
        kind=OfferKind.GOODS, title={"ru": "Булка", "en": "Bun", "uz": "Bulka"}, price_points=20
    )
    based_on = (await here.database.read(programs.current, now=NOW)).version_id
    await here.database.write(
        offers.launch, draft, based_on=based_on, actor=here.owner, key=a_key(), now=NOW - 8 * DAY
    )
    (offer,) = (await in_force(here)).offer
    write, ref = here.database.write, offers.ref_of(offer.id)
    first = await write(coupons.claim, anna, ref, key=a_key(), now=NOW - 7 * DAY)
    await write(coupons.claim, anna, ref, key=a_key(), now=NOW - 7 * DAY)
    await write(coupons.cancel, anna, first.coupon_id, key=a_key(), now=NOW - 6 * DAY)
    await write(points.transfer, anna, boris, 30, actor=here.owner, key=a_key(), now=NOW - 5 * DAY)
    await write(members.erase, boris, actor=here.owner, key=a_key(), now=NOW - DAY)
    found = await tried(here, with_percent(await in_force(here), Decimal(7)))
    assert found.check.passed, found.check
    assert (found.before.redeemed, found.before.redeemed_minor) == (20, 20_00)
    assert (found.before.issued, found.after.issued) == (80, 112)
    gone = next(one for one in found.gain if one.member_id == boris)
    assert gone.name == f"№ {gone.card_number[:4]} {gone.card_number[4:]}"


async def test_a_refund_that_moves_no_point_is_not_forgotten(database: Database):
    here, till, (anna, _) = await a_month(database)
    await enact(here, PLAIN + TIERS.replace("2000", "2019"), NOW - 8 * DAY)
    bill = await a_bill(here, till, anna, 19_00, now=NOW - 7 * DAY)
    assert bill.earned == 0
    tiny = await a_bill(here, till, anna, 1_00, now=NOW - 6 * DAY)
    await here.database.write(
        purchases.refund, tiny.purchase_id, None, actor=here.owner, key=a_key(), now=NOW - 5 * DAY
    )
    found = await tried(here, load_document(PLAIN + TIERS.replace("2000", "2020")))
    assert found.check.passed
    # It left 2 019.00: enough for the tier in force, and a rouble short of the other.
    assert [(one.tier, one.members) for one in found.down] == [("new", 1)]


async def test_a_budget_is_shared_by_all_in_the_order_they_came(database: Database):
    here, till, (anna, boris) = await a_month(database)
    budget = '[[cap]]\npoints = 60\nper = "month"\nbudget = true\n'
    found = await tried(here, load_document(PLAIN + budget))
    assert found.check.passed
    assert found.after.issued == 60
    assert [(one.member_id, one.points) for one in found.lose] == [(boris, -20)]
    await enact(here, PLAIN + budget, NOW - 2 * DAY)
    await a_bill(here, till, boris, 800_00, now=NOW - DAY)
    await a_bill(here, till, anna, 800_00, now=NOW - DAY)
    shared = await tried(here, await in_force(here), days=2)
    assert shared.check.passed
    assert shared.before == shared.after
    assert shared.before.issued == 60


async def test_books_that_were_edited_by_hand_are_noticed(database: Database):
    here, _, (anna, _) = await a_month(database)
    edit = update(Member).where(Member.id == anna).values(balance=Member.balance + 500)
    await here.database.write(lambda tx: tx.execute(edit))
    check = (await tried(here, await in_force(here))).check
    assert (check.passed, check.odd, check.members) == (False, 1, 2)
    assert len(check.cards) == 1
    assert check.recorded == check.replayed == 80


async def test_it_tells_how_far_it_is(database: Database):
    here, _, _ = await a_month(database)
    steps: list[tuple[int, int]] = []
    await here.database.report(
        what_if,
        await in_force(here),
        days=30,
        now=NOW,
        progress=lambda done, of: steps.append((done, of)),
    )
    assert steps == [(0, 2), (2, 2)]


async def test_a_shop_without_purchases_has_an_answer_too(database: Database):
    here = await a_shop(database)
    found = await tried(here, with_percent(await in_force(here), Decimal(50)), days=400)
    assert (found.members, found.purchases, found.cost_minor) == (0, 0, 0)
    assert found.check.passed


async def test_only_the_most_affected_are_named(database: Database):
    here = await a_shop(database, now=NOW - 40 * DAY)
    await enact(here, PLAIN, NOW - 40 * DAY)
    till = await a_cashier(here, now=NOW - 40 * DAY)
    for number in range(7):
        member = await a_member(here, now=NOW - 39 * DAY)
        await a_bill(here, till, member.member_id, (number + 1) * 100_00, now=NOW - DAY)
    found = await tried(here, with_percent(await in_force(here), Decimal(10)))
    assert [one.points for one in found.gain] == [35, 30, 25, 20, 15]
    found = await tried(here, with_percent(await in_force(here), Decimal(0)))
    assert [one.points for one in found.lose] == [-35, -30, -25, -20, -15]


async def test_another_currency_and_impossible_days_are_refused(database: Database):
    here, _, _ = await a_month(database)
    with pytest.raises(OtherMoney):
        await tried(here, load_document(PLAIN.replace("RUB", "UZS")))
    for days in (0, MOST_DAYS + 1):
        with pytest.raises(WindowOutOfRange):
            await tried(here, await in_force(here), days=days)


async def test_a_place_that_was_renamed_makes_the_check_fail(database: Database):
    """Rules that name a place follow its name of today, so the check tells of a renaming."""
    here, till, (anna, _) = await a_month(database)
    name = (await here.database.read(shop.locations))[0].name
    rule = f'[[bonus]]\nid = "here"\npoints = 9\nwhen = {{ locations = ["{name}"] }}\n'
    await enact(here, PLAIN + rule, NOW - 2 * DAY)
    await a_bill(here, till, anna, 100_00, now=NOW - DAY)
    assert (await tried(here, await in_force(here))).check.passed
    await here.database.write(shop.rename_location, 1, "Другое", actor=here.owner, now=NOW)
    check = (await tried(here, await in_force(here))).check
    assert (check.odd, check.recorded - check.replayed) == (1, 9)


async def test_rewards_for_friends_come_and_go_as_recorded_as_large_as_the_tried_rules_say(
    database: Database,
):
    town = await a_town(database)
    start = await in_force(town.here)
    kept, returned = await town.friend(), await town.friend()
    await town.buys(kept)
    made = await town.buys(returned)
    await town.returns(made.purchase_id, None)

    dearer = start.model_copy(
        update={"referral": start.referral.model_copy(update={"referrer": 300})}
    )
    found = await tried(town.here, dearer)
    assert found.check.passed
    assert found.after.issued - found.before.issued == 300 - REWARD
