"""T6: inviting friends is no way to points without guests."""

import asyncio
import random

import pytest

from services import audit as audits
from services import members, people, purchases, referral_links, staff
from services.database import Database
from services.referral_links import GONE, KNOWN, STAFF, StaffInvitesNobody
from services.referral_rules import Field
from services.store.people import chat_of
from services.store.referrals import load_referral
from services.till import open_unclaimed
from tests.builders.friends import LEAST_MINOR, REWARD, Town, a_town, set_rule
from tests.builders.shops import NOW, a_key, a_member, a_phone, a_telegram_id

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


async def why(town: Town, friend_id: int) -> str | None:
    row = await town.database.read(load_referral, friend_id)
    assert row is not None
    return str(row.why) if row.why else None


async def test_fifty_sock_puppets_earn_nothing(database: Database) -> None:
    town = await a_town(database)
    start = await town.balance(town.anna)
    puppets = [await town.friend() for _ in range(50)]
    assert await town.balance(town.anna) == start
    for puppet in puppets[:5]:
        await town.buys(puppet, LEAST_MINOR - 1)
    assert await town.balance(town.anna) == start
    for puppet in puppets[:5]:
        assert await town.balance(puppet) < REWARD


async def test_bills_of_a_friend_at_the_same_moment_pay_once(database: Database) -> None:
    town = await a_town(database)
    boris = await town.friend()
    start = await town.balance(town.anna)
    bills = [
        database.write(
            purchases.record,
            boris.member_id,
            LEAST_MINOR + extra,
            actor=town.maria.actor,
            key=a_key(),
            now=NOW,
            repeat_ok=True,
        )
        for extra in range(8)
    ]
    made = await asyncio.gather(*bills)
    assert await town.balance(town.anna) == start + REWARD
    earned = sum(one.earned for one in made)
    welcome = boris.welcome_points
    assert await town.balance(boris) == welcome + earned + REWARD
    assert (await database.report(audits.audit)).difference is None


async def test_bills_of_many_friends_at_the_same_moment_keep_the_months_limit(
    database: Database,
) -> None:
    town = await a_town(database)
    await set_rule(town.here, Field.PER_MONTH, 3)
    friends = [await town.friend() for _ in range(8)]
    start = await town.balance(town.anna)
    await asyncio.gather(*(town.buys(friend) for friend in friends))
    assert await town.balance(town.anna) == start + 3 * REWARD
    assert (await database.report(audits.audit)).difference is None


async def test_somebody_who_was_here_before_is_nobodys_friend(database: Database) -> None:
    town = await a_town(database)
    chat, phone = a_telegram_id(), a_phone()
    before = await a_member(town.here, "Борис", telegram_id=chat, phone=phone)
    payload = await town.link(town.anna.member_id)
    assert not await database.write(people.remember_start, chat, payload, "ru", now=NOW)

    await database.write(
        members.erase, before.member_id, key=a_key(), now=NOW, actor=town.here.owner
    )
    by_account = await town.friend(telegram_id=chat)
    by_phone = await town.friend(phone=phone)
    assert [await why(town, one.member_id) for one in (by_account, by_phone)] == [KNOWN, KNOWN]
    start = await town.balance(town.anna)
    for one in (by_account, by_phone):
        await town.buys(one)
    assert await town.balance(town.anna) == start


async def test_a_guest_with_a_card_from_the_till_is_nobodys_friend(database: Database) -> None:
    town = await a_town(database)
    phone = a_phone()
    await database.write(open_unclaimed, town.maria.staff_id, phone, key=a_key(), now=NOW)
    guest = await town.friend(phone=phone)
    assert await why(town, guest.member_id) == KNOWN


async def test_ones_own_link_is_no_invitation(database: Database) -> None:
    town = await a_town(database)
    payload = await town.link(town.anna.member_id)
    chat = await database.read(chat_id, town.anna.member_id)
    assert not await database.write(people.remember_start, chat, payload, "ru", now=NOW)
    assert await database.read(load_referral, town.anna.member_id) is None


def chat_id(tx, member_id: int) -> int:
    """Look behind the door: whose card is it?"""
    found = chat_of(tx, member_id)
    assert found is not None
    return found.telegram_id


async def test_a_cashiers_link_brings_nobody_anything(database: Database) -> None:
    """He has a card of his own and hands its link to every guest at his till."""
    town = await a_town(database)
    his = await a_member(town.here, "Мария Кассирова", telegram_id=town.maria.telegram_id)
    with pytest.raises(StaffInvitesNobody):
        await town.link(his.member_id)
    payload = await database.read(referral_links.payload_of, his.member_id)
    guest = await a_guest_by(town, payload)
    assert await why(town, guest.member_id) == STAFF
    await town.buys(guest)
    assert await town.balance(his) == his.welcome_points

    await database.write(staff.switch_off, town.maria.staff_id, actor=town.here.owner, now=NOW)
    later = await a_guest_by(town, payload)
    assert await why(town, later.member_id) == STAFF


async def test_a_guest_who_came_to_work_here_is_rewarded_for_nothing(database: Database) -> None:
    town = await a_town(database)
    boris = await town.friend()
    chat = await database.read(chat_id, boris.member_id)
    token = a_key()
    await database.write(
        staff.invite,
        town.maria.actor.role,
        1,
        staff.token_hash(token),
        actor=town.here.owner,
        now=NOW,
    )
    await database.write(staff.accept, token, chat, "Борис Друг", "ru", now=NOW)
    start = await town.balance(town.anna), await town.balance(boris)
    made = await town.buys(boris)
    after = await town.balance(town.anna), await town.balance(boris)
    assert after == (start[0], start[1] + made.earned)


async def test_a_referrer_who_came_to_work_here_gets_nothing_any_more(
    database: Database,
) -> None:
    town = await a_town(database)
    boris = await town.friend()
    chat = await database.read(chat_id, town.anna.member_id)
    token = a_key()
    await database.write(
        staff.invite,
        town.maria.actor.role,
        1,
        staff.token_hash(token),
        actor=town.here.owner,
        now=NOW,
    )
    await database.write(staff.accept, token, chat, "Анна", "ru", now=NOW)
    start = await town.balance(town.anna), await town.balance(boris)
    made = await town.buys(boris)
    after = await town.balance(town.anna), await town.balance(boris)
    assert after == (start[0], start[1] + made.earned + REWARD)


async def test_the_link_of_somebody_who_left_brings_nothing(database: Database) -> None:
    town = await a_town(database)
    payload = await town.link(town.anna.member_id)
    await database.write(
        members.erase, town.anna.member_id, key=a_key(), now=NOW, actor=town.here.owner
    )
    guest = await a_guest_by(town, payload)
    assert await why(town, guest.member_id) == GONE
    made = await town.buys(guest)
    assert await town.balance(guest) == guest.welcome_points + made.earned


async def test_a_made_up_link_names_nobody(database: Database) -> None:
    town = await a_town(database)
    dice = random.Random(20261123)
    made_up = {
        f"r{dice.randint(0, 9)}-{''.join(dice.choices(ALPHABET, k=22))}" for _ in range(300)
    }
    made_up |= {f"r{town.anna.card_number}", f"r{town.anna.member_id}", "r1-", "r-", "r0"}
    for payload in made_up:
        assert await database.read(referral_links.referrer_of, payload) is None
    guest = await a_guest_by(town, f"r{town.anna.card_number}")
    assert await database.read(load_referral, guest.member_id) is None


async def a_guest_by(town: Town, payload: str):
    chat = a_telegram_id()
    await town.database.write(people.remember_start, chat, payload, "ru", now=NOW)
    return await a_member(town.here, "Гость", telegram_id=chat)
