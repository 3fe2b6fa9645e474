"""Links: made once, taken once, kept for new cards, checked when they are taken."""

import asyncio
from datetime import timedelta

import pytest

from services import members, outbox, people, transfer_links, transfers
from services.actors import Actor, Role
from services.audit import audit
from services.database import Database
from services.transfer_links import GiverShort, Link, TooManyLinks
from services.transfer_rules import Field
from tests.builders.gifts import (
    JOINED,
    Friends,
    a_link,
    adjust,
    balances,
    bound,
    friends,
    set_rule,
    switch_gifts,
)
from tests.builders.shops import NOW, a_key, a_member, a_telegram_id, card_of


@pytest.fixture
async def them(database: Database) -> Friends:
    return await friends(database)


async def take(them: Friends, link: Link, member_id: int | None = None, *, now=NOW):
    return await them.database.write(
        transfer_links.take,
        link.transfer_id,
        them.boris.member_id if member_id is None else member_id,
        payload=link.payload,
        now=now,
    )


async def test_points_stay_with_the_giver_until_the_link_is_taken(them: Friends):
    link = await a_link(them, 60)
    assert await balances(them) == [110, 100]

    taken, again = [await take(them, link) for _ in range(2)]

    assert (taken.points, taken.name, again) == (60, "Анна К.", taken)
    assert await balances(them) == [50, 160]
    assert (await them.database.report(audit)).difference is None


async def test_a_link_is_made_once_and_shown_again(them: Friends):
    anna = them.anna.member_id
    asked = await them.database.write(transfer_links.ask_link, anna, 60, now=NOW)
    call = bound(them.database.write, transfer_links.make, asked.transfer_id, anna)

    first, second = [await call(now=NOW) for _ in range(2)]

    assert first == second
    assert first.expires_at == NOW + timedelta(days=3)
    view = await them.database.read(transfers.giving, anna, now=NOW)
    assert [one.points for one in view.links] == [60]
    with pytest.raises(transfers.TransferClosed):
        await them.database.write(transfers.confirm, asked.transfer_id, anna, now=NOW)


async def test_the_start_link_fits_what_telegram_allows(them: Friends):
    link = await a_link(them, 60)

    assert len(link.payload) <= 64
    assert link.payload.replace("-", "").replace("_", "").isalnum()


async def test_one_of_ten_friends_at_once_gets_the_points(them: Friends):
    link = await a_link(them, 60)
    friends_of_anna = [await a_member(them.here, now=JOINED) for _ in range(10)]

    answers = await asyncio.gather(
        *(take(them, link, one.member_id) for one in friends_of_anna), return_exceptions=True
    )

    assert sum(isinstance(one, transfers.TransferClosed) for one in answers) == 9, answers
    have = [(await card_of(them.database, one.member_id)).balance for one in friends_of_anna]
    assert sorted(have) == [100] * 9 + [160]
    assert (await balances(them))[0] == 50


async def test_a_link_lives_three_days(them: Friends):
    link = await a_link(them, 60)

    late = NOW + timedelta(days=3)
    for call in (take(them, link, now=late), found(them, link, now=late)):
        with pytest.raises(transfers.TransferExpired):
            await call
    view = await them.database.read(transfers.giving, them.anna.member_id, now=late)
    assert view.links == ()
    with pytest.raises(transfers.TransferExpired):
        await them.database.write(
            transfer_links.make, link.transfer_id, them.anna.member_id, now=late
        )


async def found(them: Friends, link: Link, member_id: int | None = None, *, now=NOW):
    return await them.database.write(
        transfer_links.find,
        link.payload,
        them.boris.member_id if member_id is None else member_id,
        now=now,
    )


async def test_a_link_taken_back_opens_nothing(them: Friends):
    link = await a_link(them, 60)
    call = bound(them.database.write, transfer_links.withdraw, link.transfer_id)
    with pytest.raises(transfers.NotYourTransfer):
        await call(them.boris.member_id, now=NOW)

    await call(them.anna.member_id, now=NOW)

    for attempt in (take(them, link), found(them, link)):
        with pytest.raises(transfers.TransferClosed):
            await attempt
    with pytest.raises(transfers.TransferClosed):
        await them.database.write(
            transfer_links.make, link.transfer_id, them.anna.member_id, now=NOW
        )


async def test_what_was_taken_cannot_be_taken_back(them: Friends):
    link = await a_link(them, 60)
    await take(them, link)

    with pytest.raises(transfers.TransferClosed):
        await them.database.write(
            transfer_links.withdraw, link.transfer_id, them.anna.member_id, now=NOW
        )
    with pytest.raises(transfers.TransferClosed):
        await found(them, link)


async def test_a_giver_without_the_points_is_told_to_the_taker_without_figures(them: Friends):
    link = await a_link(them, 60)
    await adjust(them.here, them.anna.member_id, -100)

    with pytest.raises(GiverShort) as refused:
        await take(them, link)

    assert refused.value.facts() == {}
    await adjust(them.here, them.anna.member_id, 100)
    assert (await take(them, link)).points == 60


async def test_the_limit_of_the_day_on_which_it_is_taken_counts(them: Friends):
    await set_rule(them.here, Field.PER_DAY, 60)
    links = [await a_link(them, 40), await a_link(them, 40)]
    await take(them, links[0])

    with pytest.raises(GiverShort):
        await take(them, links[1])

    assert (await take(them, links[1], now=NOW + timedelta(days=1))).points == 40


async def test_three_links_wait_at_once(them: Friends):
    links = [await a_link(them, 10) for _ in range(3)]

    with pytest.raises(TooManyLinks):
        await a_link(them, 10)

    await take(them, links[0])
    assert (await a_link(them, 10)).points == 10


async def test_the_own_link_gives_nothing(them: Friends):
    link = await a_link(them, 60)

    for attempt in (
        take(them, link, them.anna.member_id),
        found(them, link, them.anna.member_id),
    ):
        with pytest.raises(transfers.NotToYourself):
            await attempt


async def test_a_new_card_keeps_the_gift_and_is_reminded(them: Friends):
    link = await a_link(them, 60)
    telegram_id = a_telegram_id()
    await them.database.write(people.remember_start, telegram_id, link.payload, "ru", now=NOW)
    vera = await a_member(them.here, "Вера В", telegram_id=telegram_id, now=NOW)

    waiting = await them.database.write(transfer_links.find_waiting, vera.member_id, now=NOW)

    assert waiting is not None
    assert waiting.ready_at == NOW + timedelta(days=1)
    with pytest.raises(transfers.TakerTooNew):
        await take(them, link, vera.member_id)
    with pytest.raises(transfers.TransferClosed):
        await take(them, link)
    later = NOW + timedelta(days=1)
    letters = await them.database.write(outbox.take, now=later, limit=100)
    (letter,) = [one for one in letters if one.text == "transfer-ready"]
    assert letter.to == telegram_id
    taken = await them.database.write(
        transfer_links.take, link.transfer_id, vera.member_id, payload="", now=later
    )
    assert taken.points == 60
    assert (await card_of(them.database, vera.member_id, now=later)).balance == 160


async def test_a_gift_that_is_kept_is_nobody_elses_and_needs_its_own_card(them: Friends):
    link = await a_link(them, 60)
    call = bound(them.database.write, transfer_links.take, link.transfer_id, them.boris.member_id)

    with pytest.raises(transfers.TransferClosed):
        await call(payload="", now=NOW)


async def test_whoever_came_by_another_code_has_no_gift_waiting(them: Friends):
    assert (
        await them.database.write(transfer_links.find_waiting, them.boris.member_id, now=NOW)
        is None
    )
    assert await them.database.write(transfer_links.find_waiting, 999, now=NOW) is None


async def test_a_gift_taken_while_somebody_joined_is_not_offered(them: Friends):
    link = await a_link(them, 60)
    telegram_id = a_telegram_id()
    await them.database.write(people.remember_start, telegram_id, link.payload, "ru", now=NOW)
    await take(them, link)
    vera = await a_member(them.here, "Вера В", telegram_id=telegram_id, now=NOW)

    assert await them.database.write(transfer_links.find_waiting, vera.member_id, now=NOW) is None


async def test_a_giver_who_leaves_takes_the_links_along(them: Friends):
    link = await a_link(them, 60)
    anna = them.anna.member_id
    actor = Actor(role=Role.MEMBER, member_id=anna, source="test")
    await them.database.write(members.erase, anna, key=a_key(), now=NOW, actor=actor)

    with pytest.raises(transfers.TransferClosed):
        await take(them, link)


async def test_a_link_outlives_a_pause_of_the_program(them: Friends):
    link = await a_link(them, 60)
    await switch_gifts(them.here, on=False)
    with pytest.raises(transfers.TransfersOff):
        await take(them, link)
    await switch_gifts(them.here)

    assert (await take(them, link)).points == 60


async def test_a_question_nobody_confirmed_is_no_link(them: Friends):
    link = await a_link(them, 10)
    asked = await them.database.write(transfer_links.ask_link, them.anna.member_id, 20, now=NOW)

    forged = link.payload.replace(f"g{link.transfer_id}-", f"g{asked.transfer_id}-")
    for payload in (forged, "g1-", "gift", ""):
        with pytest.raises(transfers.TransferClosed):
            await them.database.write(transfer_links.find, payload, them.boris.member_id, now=NOW)


async def test_a_link_with_another_mark_opens_nothing(them: Friends):
    one, other = await a_link(them, 10), await a_link(them, 20)
    number, mark = one.payload.partition("-")[0], other.payload.partition("-")[2]

    with pytest.raises(transfers.TransferClosed):
        await them.database.write(
            transfer_links.find, f"{number}-{mark}", them.boris.member_id, now=NOW
        )
