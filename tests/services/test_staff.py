"""Claiming the bot, inviting people, switching them off."""

import asyncio
from datetime import datetime, timedelta

import pytest

from services import people, shifts, staff
from services.actors import Actor, Role
from services.database import Database
from services.staff import (
    Accepted,
    AlreadyStaff,
    InviteView,
    LastOwner,
    LinkExpired,
    LinkUsed,
    OwnerExists,
    OwnerOnly,
    token_hash,
)
from tests.builders.letters import letters_to
from tests.builders.shops import NOW, OWNER, Shop, a_cashier, a_shop, a_telegram_id, an_owner


async def accept(
    database: Database, token: str, telegram_id: int | None = None, *, now: datetime = NOW
) -> Accepted:
    telegram_id = telegram_id or a_telegram_id()
    return await database.write(staff.accept, token, telegram_id, "Мария К", "ru", now=now)


async def invite(
    here: Shop, token: str, role: Role = Role.CASHIER, *, actor: Actor | None = None
) -> InviteView:
    return await here.database.write(
        staff.invite, role, 1, token_hash(token), actor=actor or here.owner, now=NOW
    )


async def test_the_first_claim_makes_an_owner(database: Database):
    assert not await database.read(staff.has_owner)
    owner = await an_owner(database)
    who = await database.read(people.who, OWNER)
    assert (who.role, who.staff_id) == (Role.OWNER, owner.staff_id)
    assert await database.read(staff.has_owner)


async def test_a_claim_link_works_once(database: Database):
    await an_owner(database)
    with pytest.raises(LinkUsed):
        await database.write(staff.claim, f"claim-{OWNER}", 7, "Чужой", "ru", now=NOW)


async def test_a_claim_link_ends_after_an_hour(database: Database):
    await database.write(staff.claim_link, token_hash("late"), now=NOW)
    with pytest.raises(LinkExpired):
        await database.write(staff.claim, "late", 7, "Поздний", "ru", now=NOW + timedelta(hours=1))


async def test_a_bot_with_an_owner_gives_no_claim_link(database: Database):
    await an_owner(database)
    with pytest.raises(OwnerExists):
        await database.write(staff.claim_link, token_hash("second"), now=NOW)


async def test_replacing_the_owner_switches_the_old_one_off_and_tells_him(database: Database):
    await an_owner(database)
    await database.write(staff.claim_link, token_hash("new"), now=NOW, replace=True)
    claimed = await database.write(staff.claim, "new", 77, "Новый Хозяин", "ru", now=NOW)
    assert not claimed.first
    assert (await database.read(people.who, OWNER)).role is None
    assert (await database.read(people.who, 77)).role is Role.OWNER
    assert [letter.text for letter in await letters_to(database, OWNER)] == ["owner-replaced"]


async def test_a_cashier_serves_at_once_and_the_owner_is_told(database: Database):
    here = await a_shop(database)
    await invite(here, "t1")
    accepted = await accept(database, "t1", 11)
    assert (accepted.role, accepted.active, accepted.location_name) == (
        Role.CASHIER,
        True,
        "Зерно",
    )
    assert (await database.read(people.who, 11)).role is Role.CASHIER
    (letter,) = await letters_to(database, OWNER)
    assert letter.text == "staff-joined"
    assert letter.buttons is not None
    assert letter.buttons.args == {"staff_id": accepted.staff_id}


async def test_a_manager_waits_for_the_owner(database: Database):
    here = await a_shop(database)
    await invite(here, "t2", Role.MANAGER)
    accepted = await accept(database, "t2", 12)
    assert not accepted.active
    assert (await database.read(people.who, 12)).role is None
    await database.write(staff.approve_manager, accepted.staff_id, actor=here.owner, now=NOW)
    assert (await database.read(people.who, 12)).role is Role.MANAGER


async def test_a_manager_invites_cashiers_but_no_managers(database: Database):
    here = await a_shop(database)
    await invite(here, "t3", Role.MANAGER)
    accepted = await accept(database, "t3", 13)
    await database.write(staff.approve_manager, accepted.staff_id, actor=here.owner, now=NOW)
    manager = here.owner.__class__(role=Role.MANAGER, staff_id=accepted.staff_id, source="t")
    await invite(here, "t4", actor=manager)
    with pytest.raises(OwnerOnly):
        await invite(here, "t5", Role.MANAGER, actor=manager)


async def test_of_people_who_open_one_invite_at_once_one_gets_in(database: Database):
    here = await a_shop(database)
    await invite(here, "race")
    outcomes = await asyncio.gather(
        *(accept(database, "race", telegram_id) for telegram_id in (21, 22, 23, 24)),
        return_exceptions=True,
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, LinkUsed)]
    assert len(refused) == 3
    roles = [(await database.read(people.who, number)).role for number in (21, 22, 23, 24)]
    assert roles.count(Role.CASHIER) == 1


async def test_an_invite_ends_after_a_day(database: Database):
    here = await a_shop(database)
    await invite(here, "old")
    with pytest.raises(LinkExpired):
        await accept(database, "old", now=NOW + timedelta(hours=24))


async def test_an_unknown_token_says_the_link_was_used(database: Database):
    await a_shop(database)
    with pytest.raises(LinkUsed):
        await accept(database, "never made")


async def test_a_claim_link_lets_no_cashier_in(database: Database):
    await database.write(staff.claim_link, token_hash("own"), now=NOW)
    with pytest.raises(LinkUsed):
        await accept(database, "own")


async def test_who_serves_already_needs_no_second_invite(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    await invite(here, "again")
    with pytest.raises(AlreadyStaff):
        await accept(database, "again", cashier.telegram_id)


async def test_a_switched_off_cashier_has_no_role_at_the_next_tap(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    view = await database.write(staff.switch_off, cashier.staff_id, actor=here.owner, now=NOW)
    assert not view.active
    who = await database.read(people.who, cashier.telegram_id)
    assert (who.role, who.staff_id, who.shift_id) == (None, None, None)
    with pytest.raises(shifts.NotServing):
        await database.write(shifts.open_shift, cashier.staff_id, now=NOW)


async def test_a_switched_off_cashier_can_be_switched_on_again(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    await database.write(staff.switch_off, cashier.staff_id, actor=here.owner, now=NOW)
    view = await database.write(staff.switch_on, cashier.staff_id, actor=here.owner, now=NOW)
    assert view.active
    assert (await database.read(people.who, cashier.telegram_id)).role is Role.CASHIER


async def test_the_last_owner_stays(database: Database):
    here = await a_shop(database)
    assert here.owner.staff_id is not None
    with pytest.raises(LastOwner):
        await database.write(staff.switch_off, here.owner.staff_id, actor=here.owner, now=NOW)


async def test_the_list_names_everybody_with_role_and_place(database: Database):
    here = await a_shop(database)
    await a_cashier(here, "Мария Кассирова")
    rows = await database.read(staff.members_of_staff, now=NOW)
    assert [(row.name, row.role, row.location_name) for row in rows] == [
        ("Ольга Хозяйкина", Role.OWNER, None),
        ("Мария Кассирова", Role.CASHIER, "Зерно"),
    ]
    assert rows[1].last_active_at == NOW
