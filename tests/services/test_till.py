"""Finding guests at the till."""

from datetime import datetime, timedelta

import pytest

from services import members, purchases, shifts, staff, till
from services.database import Database
from services.outbox import Letter
from services.till import CardUnknown, Guest, OwnCard, PhoneUnknown, ShiftClosed
from tests.builders.letters import letters_to
from tests.builders.shops import (
    NOW,
    OWNER,
    Cashier,
    a_cashier,
    a_key,
    a_member,
    a_phone,
    a_shop,
)

PHONE = "+79001234567"


async def by_card(
    database: Database, cashier: Cashier, *numbers: str, now: datetime = NOW
) -> Guest:
    return await database.write(till.find_by_card, cashier.staff_id, numbers, now=now)


async def test_a_card_shows_who_it_is_and_what_it_has(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here, phone=PHONE)
    guest = await by_card(database, cashier, anna.card_number)
    assert (guest.member_id, guest.name, guest.masked_phone) == (
        anna.member_id,
        "Анна К.",
        "•• 45 67",
    )
    assert (guest.balance, guest.percent, guest.last_visit_days) == (100, "5", None)
    assert guest.tier_name is not None
    assert guest.tier_name["ru"] == "Новичок"
    assert not guest.unclaimed


async def test_of_several_numbers_the_first_that_is_a_card_counts(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    guest = await by_card(database, cashier, "00000000", anna.card_number)
    assert guest.member_id == anna.member_id


async def test_a_number_without_a_card_is_refused(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    with pytest.raises(CardUnknown):
        await by_card(database, cashier, "00000000")


async def test_nobody_serves_the_own_card(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    own = await a_member(here, "Мария Кассирова", telegram_id=cashier.telegram_id, phone=PHONE)
    for search in (
        by_card(database, cashier, own.card_number),
        database.write(till.find_by_phone, cashier.staff_id, PHONE, now=NOW),
        database.write(till.find_by_last4, cashier.staff_id, "4567", now=NOW),
        database.read(till.guest, cashier.staff_id, own.member_id, now=NOW),
    ):
        with pytest.raises(OwnCard):
            await search


async def test_the_till_is_closed_outside_a_shift(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here, open_shift=False), await a_member(here)
    with pytest.raises(ShiftClosed):
        await by_card(database, cashier, anna.card_number)


async def test_a_fired_cashier_finds_nobody(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    await database.write(staff.switch_off, cashier.staff_id, actor=here.owner, now=NOW)
    with pytest.raises(shifts.NotServing):
        await by_card(database, cashier, anna.card_number)


async def test_a_guest_is_found_by_the_whole_phone(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here, phone=PHONE)
    (guest,) = await database.write(till.find_by_phone, cashier.staff_id, PHONE, now=NOW)
    assert guest.member_id == anna.member_id
    with pytest.raises(PhoneUnknown) as refused:
        await database.write(till.find_by_phone, cashier.staff_id, "+79000000000", now=NOW)
    assert refused.value.phone == "•• 00 00"


async def test_last_digits_give_everybody_who_ends_so(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    first = await a_member(here, phone="+79001114567")
    second = await a_member(here, phone="+79002224567")
    await a_member(here, phone="+79002220000")
    guests = await database.write(till.find_by_last4, cashier.staff_id, "4567", now=NOW)
    assert [guest.member_id for guest in guests] == [first.member_id, second.member_id]
    with pytest.raises(PhoneUnknown):
        await database.write(till.find_by_last4, cashier.staff_id, "9999", now=NOW)


async def test_the_hundredth_look_up_of_a_day_is_told_to_the_owner_once(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)

    async def alerts() -> list[Letter]:
        letters = await letters_to(database, OWNER)
        return [letter for letter in letters if letter.text == "alert-lookups"]

    for _ in range(99):
        await by_card(database, cashier, anna.card_number)
    assert await alerts() == []
    for _ in range(3):
        await by_card(database, cashier, anna.card_number)
    (alert,) = await alerts()
    assert alert.facts["count"] == 100


async def test_birthdays_near_the_day_are_shown(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    await database.write(members.set_birthday, anna.member_id, 11, 25, key=a_key(), now=NOW)
    seen = []
    for days in (-2, 0, 2, 5, 6):
        guest = await by_card(database, cashier, anna.card_number, now=NOW + timedelta(days=days))
        seen.append(guest.birthday_in_days)
    assert seen == [None, 2, 0, -3, None]


async def test_the_29th_of_february_is_kept_on_the_28th(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    await database.write(members.set_birthday, anna.member_id, 2, 29, key=a_key(), now=NOW)
    on_the_28th = NOW.replace(year=2027, month=2, day=28)
    guest = await by_card(database, cashier, anna.card_number, now=on_the_28th)
    assert guest.birthday_in_days == 0


async def test_usual_sums_are_the_guests_own_first(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    other = await a_member(here, "Другой Гость")
    bills = [(anna, 250_00), (anna, 250_00), (anna, 390_00), (other, 640_00), (other, 700_00)]
    for number, (who, amount_minor) in enumerate(bills):
        await database.write(
            purchases.record,
            who.member_id,
            amount_minor,
            actor=cashier.actor,
            key=a_key(),
            now=NOW + timedelta(hours=number),
        )
    guest = await by_card(database, cashier, anna.card_number, now=NOW + timedelta(days=2))
    assert len(guest.usual_amounts_minor) == 3
    assert {250_00, 390_00} < set(guest.usual_amounts_minor)
    assert guest.last_visit_days == 2


async def test_an_unclaimed_card_keeps_the_last_four_digits_only(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    guest = await database.write(
        till.open_unclaimed, cashier.staff_id, PHONE, key=a_key(), now=NOW
    )
    assert (guest.unclaimed, guest.balance, guest.masked_phone) == (True, 0, "•• 45 67")
    assert guest.name.startswith("№ ")
    (found,) = await database.write(till.find_by_phone, cashier.staff_id, PHONE, now=NOW)
    assert found.member_id == guest.member_id


async def test_the_same_update_opens_one_card(database: Database):
    here = await a_shop(database)
    cashier, key, phone = await a_cashier(here), a_key(), a_phone()
    first = await database.write(till.open_unclaimed, cashier.staff_id, phone, key=key, now=NOW)
    again = await database.write(till.open_unclaimed, cashier.staff_id, phone, key=key, now=NOW)
    assert again.member_id == first.member_id


async def test_the_same_update_is_answered_when_its_card_has_run_out(database: Database):
    here = await a_shop(database)
    cashier, key, phone = await a_cashier(here), a_key(), a_phone()
    first = await database.write(till.open_unclaimed, cashier.staff_id, phone, key=key, now=NOW)
    later = NOW + timedelta(days=200)
    assert await database.write(members.drop_unclaimed, now=later) == 1
    again = await database.write(till.open_unclaimed, cashier.staff_id, phone, key=key, now=later)
    assert (again.member_id, again.name, again.masked_phone) == (first.member_id, "", None)
