"""Bringing a friend, through the database: who gets what, when, and how it goes back."""

from datetime import timedelta

import pytest

from services import audit as audits
from services import members, referral_decisions, referral_links
from services.database import Database
from services.referral_decisions import ReferralDecided
from services.store.members import load_entries
from tests.builders.friends import LEAST_MINOR, REWARD, Town, a_town, switch_on
from tests.builders.shops import NOW, a_key, a_member

DAY = timedelta(days=1)


async def the_books_agree(town: Town) -> None:
    result = await town.database.report(audits.audit)
    assert result.difference is None


async def test_both_sides_are_paid_at_the_first_purchase_that_reaches_the_least(
    database: Database,
):
    town = await a_town(database)
    boris = await town.friend()
    anna_before, boris_before = await town.balance(town.anna), await town.balance(boris)

    small = await town.buys(boris, LEAST_MINOR - 1)
    assert await town.balance(town.anna) == anna_before
    enough = await town.buys(boris)
    again = await town.buys(boris, LEAST_MINOR + 1)

    assert await town.balance(town.anna) == anna_before + REWARD
    earned = small.earned + enough.earned + again.earned
    assert await town.balance(boris) == boris_before + earned + REWARD
    view = await database.read(referral_links.inviting, town.anna.member_id, now=NOW)
    assert (view.came, view.bought, view.waiting, view.points) == (1, 1, 0, REWARD)
    await the_books_agree(town)


async def test_a_refund_below_the_least_takes_both_rewards_and_the_friend_may_try_once_more(
    database: Database,
):
    town = await a_town(database)
    boris = await town.friend()
    before = await town.balance(town.anna), await town.balance(boris)

    made = await town.buys(boris)
    await town.returns(made.purchase_id, 1)
    assert await town.balance(town.anna) == before[0]
    await the_books_agree(town)
    await town.returns(made.purchase_id, None)
    assert (await town.balance(town.anna), await town.balance(boris)) == before

    second = await town.buys(boris)
    assert await town.balance(town.anna) == before[0] + REWARD
    await town.returns(second.purchase_id, None)
    await town.buys(boris)
    assert await town.balance(town.anna) == before[0]
    await the_books_agree(town)


async def test_a_refund_takes_nothing_from_a_referrer_who_has_left(database: Database):
    town = await a_town(database)
    boris = await town.friend()
    before = await town.balance(boris)
    made = await town.buys(boris)
    anna, owner = town.anna.member_id, town.here.owner
    await database.write(members.erase, anna, actor=owner, key=a_key(), now=NOW)
    await the_books_agree(town)

    await town.returns(made.purchase_id, None)
    await the_books_agree(town)
    again = await town.buys(boris)

    assert await town.balance(boris) == before + again.earned + REWARD
    await the_books_agree(town)


async def test_over_the_months_limit_only_the_referrers_reward_waits_for_the_owner(
    database: Database,
):
    town = await a_town(database)
    start = await town.balance(town.anna)
    friends = [await town.friend() for _ in range(4)]
    made = [await town.buys(friend) for friend in friends]

    assert await town.balance(town.anna) == start + 2 * REWARD
    for friend, bill in zip(friends, made, strict=True):
        assert await town.balance(friend) >= bill.earned + REWARD
    held = await database.read(referral_decisions.held)
    assert [one.friend_id for one in held] == [one.member_id for one in friends[2:]]

    for _ in range(2):
        await database.write(
            referral_decisions.approve, held[0].friend_id, actor=town.here.owner, now=NOW
        )
        await database.write(
            referral_decisions.decline, held[1].friend_id, actor=town.here.owner, now=NOW
        )
    assert await town.balance(town.anna) == start + 3 * REWARD
    with pytest.raises(ReferralDecided):
        await database.write(
            referral_decisions.approve, held[1].friend_id, actor=town.here.owner, now=NOW
        )
    await the_books_agree(town)
    await town.returns(made[2].purchase_id, None)
    await town.returns(made[3].purchase_id, None)
    assert await town.balance(town.anna) == start + 2 * REWARD
    await the_books_agree(town)


async def test_a_new_month_has_room_again(database: Database):
    town = await a_town(database)
    start = await town.balance(town.anna)
    friends = [await town.friend() for _ in range(3)]
    for friend, days in zip(friends, (0, 0, 8), strict=True):
        await town.buys(friend, now=NOW + days * DAY)
    assert await town.balance(town.anna, now=NOW + 8 * DAY) == start + 3 * REWARD


async def test_a_purchase_after_the_last_day_brings_nothing(database: Database):
    town = await a_town(database)
    late, in_time = await town.friend(), await town.friend()
    start = await town.balance(town.anna)
    await town.buys(in_time, now=NOW + 180 * DAY)
    await town.buys(late, now=NOW + 181 * DAY)
    assert await town.balance(town.anna, now=NOW + 181 * DAY) == start + REWARD


async def test_while_it_is_off_nobody_is_invited_and_nothing_is_paid(database: Database):
    town = await a_town(database)
    boris = await town.friend()
    start = await town.balance(town.anna)
    await switch_on(town.here, on=False)
    with pytest.raises(referral_links.ReferralsOff):
        await town.link(town.anna.member_id)
    await town.buys(boris)
    assert await town.balance(town.anna) == start


async def test_the_reason_of_each_entry_is_kept(database: Database):
    town = await a_town(database)
    boris = await town.friend()
    await town.buys(boris)
    entries = await database.read(load_entries, town.anna.member_id)
    assert '["referral","200","referrer"' in entries[-1].parts
    assert await a_member(town.here)
