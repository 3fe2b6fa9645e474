"""Joining, the card, the person's own data, and being forgotten."""

import asyncio
from datetime import date, datetime, timedelta

import pytest

from services import members, people, points, till
from services.actors import Role
from services.database import Database
from services.domain.cards import is_card_number
from services.domain.errors import BirthdayChangedAlready, KeyConflict
from services.members import BirthdaySet, DateUnusable, PhoneTaken
from services.till import PhoneKnown
from tests.builders.shops import (
    NOW,
    a_bill,
    a_cashier,
    a_key,
    a_member,
    a_shop,
    a_telegram_id,
    card_of,
)

PHONE = "+79001234567"


async def test_joining_gives_a_card_and_the_welcome_gift(database: Database):
    here = await a_shop(database)
    joined = await a_member(here)
    assert is_card_number(joined.card_number)
    assert joined.welcome_points == 100
    card = await card_of(database, joined.member_id)
    assert (card.name, card.balance, card.card_number) == (
        "Анна Кузнецова",
        100,
        joined.card_number,
    )
    assert (card.shop_name, card.percent, card.has_purchases) == ("Зерно", "5", False)


async def test_joining_again_returns_the_same_card_and_no_gift(database: Database):
    here = await a_shop(database)
    chat = a_telegram_id()
    first = await a_member(here, telegram_id=chat, phone=PHONE)
    again = await a_member(here, telegram_id=chat, phone=PHONE)
    assert again.returned
    assert (again.member_id, again.welcome_points) == (first.member_id, 0)
    assert (await card_of(database, first.member_id)).balance == 100


async def test_the_same_update_twice_joins_once(database: Database):
    here = await a_shop(database)
    chat, key = a_telegram_id(), a_key()
    first = await a_member(here, telegram_id=chat, phone=PHONE, key=key)
    again = await a_member(here, telegram_id=chat, phone=PHONE, key=key)
    assert again == first


async def test_one_key_cannot_join_two_people(database: Database):
    here = await a_shop(database)
    key = a_key()
    await a_member(here, key=key)
    with pytest.raises(KeyConflict):
        await a_member(here, key=key)


async def test_ten_joins_at_once_give_one_card_and_one_gift(database: Database):
    here = await a_shop(database)
    chat = a_telegram_id()
    joined = await asyncio.gather(
        *(a_member(here, telegram_id=chat, phone=PHONE) for _ in range(10))
    )
    assert len({one.member_id for one in joined}) == 1
    assert [one.returned for one in joined].count(False) == 1
    assert (await card_of(database, joined[0].member_id)).balance == 100


async def test_a_phone_belongs_to_one_person(database: Database):
    here = await a_shop(database)
    await a_member(here, phone=PHONE)
    with pytest.raises(PhoneTaken):
        await a_member(here, phone=PHONE)


async def test_a_new_number_of_a_member_replaces_the_old_one(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    chat = a_telegram_id()
    joined = await a_member(here, telegram_id=chat, phone=PHONE)
    await a_member(here, telegram_id=chat, phone="+79007654321")
    (guest,) = await database.write(till.find_by_phone, cashier.staff_id, "+79007654321", now=NOW)
    assert guest.member_id == joined.member_id
    with pytest.raises(till.PhoneUnknown):
        await database.write(till.find_by_phone, cashier.staff_id, PHONE, now=NOW)


async def test_the_guest_of_an_unclaimed_card_gets_what_it_collected(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    unclaimed = await database.write(
        till.open_unclaimed, cashier.staff_id, PHONE, key=a_key(), now=NOW
    )
    assert (unclaimed.unclaimed, unclaimed.balance) == (True, 0)
    await a_bill(here, cashier, unclaimed.member_id, 400_00)
    joined = await a_member(here, phone=PHONE)
    assert joined.member_id == unclaimed.member_id
    assert (joined.claimed_points, joined.claimed_purchases, joined.welcome_points) == (
        20,
        1,
        100,
    )
    card = await card_of(database, joined.member_id)
    assert (card.name, card.balance) == ("Анна Кузнецова", 120)


async def test_a_cashier_who_claims_a_card_stays_a_cashier(database: Database):
    here = await a_shop(database)
    cashier, second = await a_cashier(here), await a_cashier(here, "Вторая Смена")
    await database.write(till.open_unclaimed, second.staff_id, PHONE, key=a_key(), now=NOW)
    joined = await a_member(here, phone=PHONE, telegram_id=cashier.telegram_id)
    who = await database.read(people.who, cashier.telegram_id)
    assert (who.member_id, who.role) == (joined.member_id, Role.CASHIER)


async def test_a_phone_with_a_card_gets_no_second_one_at_the_till(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    await a_member(here, phone=PHONE)
    with pytest.raises(PhoneKnown) as refused:
        await database.write(till.open_unclaimed, cashier.staff_id, PHONE, key=a_key(), now=NOW)
    assert refused.value.phone == "•• 45 67"


async def test_the_guest_of_a_card_nobody_claimed_in_time_is_still_welcome(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    await database.write(till.open_unclaimed, cashier.staff_id, PHONE, key=a_key(), now=NOW)
    later = NOW + timedelta(days=181)
    await database.write(members.drop_unclaimed, now=later)
    assert (await a_member(here, phone=PHONE, now=later)).welcome_points == 100


async def test_the_card_settles_on_the_way_out_and_writes_nothing(database: Database):
    here = await a_shop(database)
    joined = await a_member(here)
    before = await card_of(database, joined.member_id, now=NOW + timedelta(days=150))
    assert before.expiring is not None
    assert (before.expiring.points, before.balance) == (100, 100)
    after = await card_of(database, joined.member_id, now=NOW + timedelta(days=181))
    assert (after.balance, after.expiring) == (0, None)
    page = await database.read(members.history, joined.member_id, 0, now=NOW)
    assert len(page.rows) == 1


async def test_the_card_shows_the_way_to_the_next_tier(database: Database):
    here = await a_shop(database)
    joined = await a_member(here)
    tier = (await card_of(database, joined.member_id)).tier
    assert tier is not None
    assert (tier.step, tier.steps, tier.is_top) == (0, 3, False)
    assert tier.missing
    assert 0 <= tier.progress < 1
    assert tier.next_percent == "7"


async def test_history_pages_show_each_change_with_its_reasons(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    joined = await a_member(here)
    for day in range(6):
        await a_bill(here, cashier, joined.member_id, now=NOW + timedelta(days=day))
    page = await database.read(members.history, joined.member_id, 0, now=NOW)
    assert (page.page, page.pages, len(page.rows)) == (0, 2, 5)
    newest = page.rows[0]
    assert (newest.amount_minor, newest.points, newest.location_name) == (500_00, 25, "Зерно")
    assert sum(part.points for part in newest.parts) == newest.points
    last = await database.read(members.history, joined.member_id, 99, now=NOW)
    assert last.page == 1
    assert [row.kind for row in last.rows] == ["earn", "gift"]


async def test_marketing_is_a_consent_of_its_own(database: Database):
    here = await a_shop(database)
    joined = await a_member(here)
    assert (await card_of(database, joined.member_id)).marketing is None
    for agreed in (True, False):
        await database.write(
            members.set_marketing, joined.member_id, agreed, text_version="m1", now=NOW
        )
        assert (await card_of(database, joined.member_id)).marketing is agreed
    exported = await database.read(members.export, joined.member_id, now=NOW)
    lines = [
        (one["purpose"], one["agreed"], one["withdrawn_at"] is None)
        for one in exported["consents"]
    ]
    assert lines == [
        ("processing", True, True),
        ("marketing", True, False),
        ("marketing", False, True),
    ]


async def test_the_birthday_changes_once_a_year(database: Database):
    here = await a_shop(database)
    joined = await a_member(here)

    async def enter(month: int, day: int, *, now: datetime = NOW) -> BirthdaySet:
        return await database.write(
            members.set_birthday, joined.member_id, month, day, key=a_key(), now=now
        )

    await enter(3, 17)
    await enter(3, 17)
    await enter(3, 18)
    with pytest.raises(BirthdayChangedAlready) as refused:
        await enter(3, 19)
    assert refused.value.next_on == date(2027, 1, 1)
    assert (await card_of(database, joined.member_id)).birthday == (3, 18)
    await enter(3, 19, now=NOW + timedelta(days=60))
    assert (await card_of(database, joined.member_id)).birthday == (3, 19)


@pytest.mark.parametrize(("month", "day"), [(2, 30), (13, 1), (4, 31), (1, 0)])
async def test_no_birthday_on_a_day_the_calendar_lacks(database: Database, month, day):
    here = await a_shop(database)
    joined = await a_member(here)
    with pytest.raises(DateUnusable):
        await database.write(
            members.set_birthday, joined.member_id, month, day, key=a_key(), now=NOW
        )


async def test_an_adjusted_balance_is_worth_money_on_the_card(database: Database):
    here = await a_shop(database)
    joined = await a_member(here)
    await database.write(
        points.adjust, joined.member_id, 50, "sorry", actor=here.owner, key=a_key(), now=NOW
    )
    card = await card_of(database, joined.member_id)
    assert (card.balance, card.balance_worth_minor) == (150, 150_00)
