"""T5, T8, T10, T11, T12, T26: what a code, a button and a link open, and how often."""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.base import Base
from services import redemptions, till
from services.actors import Actor, Role
from services.domain.cards import card_link
from services.keys import Keys
from services.outbox import Letter
from services.redemptions import RequestClosed, RequestExpired, SpendLocked, WrongCode
from tests.builders.letters import letters_to
from tests.builders.shops import a_key, a_telegram_id
from tests.threats.routes import by_name, steps_of
from tests.threats.test_roles import REFRESHED
from tests.threats.town import NOW, People, Town, furnish

CODE = "7310"


async def told(town: Town, person: int, what: str) -> list[Letter]:
    door = town.door
    letters = await letters_to(door.database, person, now=door.clock.now())
    return [letter for letter in letters if letter.text == what]


async def test_a_copied_card_shows_the_cashier_no_code_to_spend_with(town: Town) -> None:
    """T5: the code goes to the member's own chat, whoever holds the picture of the card."""
    door, them = town.door, town.people
    shown = (await door.says(them.cashier, card_link("zerno_bot", them.card))).texts
    shown += (await door.taps(them.cashier, f"k-spend:{them.member_id}")).texts
    shown += (await door.says(them.cashier, "450")).texts
    shown += (await door.taps(them.cashier, f"k-ask:{them.member_id}:45000:100:AbCd1234")).texts
    (request,) = await told(town, them.member, "spend-request")
    code = str(request.facts["code"])
    assert len(code) == 4
    assert not [words for words in shown if code in words]


async def _guess(town: Town, request: int, code: str) -> WrongCode | None:
    """Name a code that is not the one; None if nobody listened."""
    door, them = town.door, town.people
    try:
        answer = await door.database.write(
            redemptions.confirm_by_code,
            request,
            code,
            them.staff_id,
            key=a_key(),
            now=door.clock.now(),
        )
    except (RequestClosed, RequestExpired, SpendLocked):
        return None
    assert isinstance(answer, WrongCode)
    return answer


async def _ask(town: Town) -> int | None:
    """Ask the member once more; None if the till may not."""
    door, them = town.door, town.people
    cashier = Actor(role=Role.CASHIER, staff_id=them.staff_id, location_id=1, source="test")
    try:
        asked = await door.database.write(
            redemptions.ask,
            them.member_id,
            450_00,
            100,
            actor=cashier,
            key=a_key(),
            now=door.clock.now(),
            code=CODE,
        )
    except SpendLocked:
        return None
    return asked.request_id


async def test_ten_thousand_guesses_at_a_code_are_stopped_at_the_fifth_and_told_once(
    town: Town,
) -> None:
    """T8: three wrong codes end a request, five end the day for the guest."""
    codes = [f"{number:04}" for number in range(10_000) if f"{number:04}" != CODE]
    wrong: list[WrongCode] = []
    request = 0
    for start in range(0, len(codes), 200):
        request = await _ask(town) or request
        tries = codes[start : start + 200]
        answers = await asyncio.gather(*(_guess(town, request, code) for code in tries))
        wrong += [answer for answer in answers if answer is not None]
        town.door.clock.at += timedelta(minutes=5)
    assert [answer.tries_left for answer in wrong] == [2, 1, 0, 2, 1]
    town.door.clock.at = NOW + timedelta(minutes=10)
    assert len(await told(town, town.people.owner, "alert-wrong-codes")) == 1


async def test_twenty_taps_at_the_same_moment_spend_once_and_say_the_same(town: Town) -> None:
    """T10."""
    door, them = town.door, town.people
    before = len(door.books()["entries"])
    heard = await asyncio.gather(
        *(door.taps(them.other_member, f"m-yes:{them.request}") for _ in range(20))
    )
    said = [words for one in heard for words in one.texts]
    assert len(set(said)) == 1
    after = door.books()
    assert [entry["kind"] for entry in after["entries"][before:]] == ["redeem", "earn"]
    assert len({entry["purchase_id"] for entry in after["entries"][before:]}) == 1


async def test_two_cashiers_with_one_button_make_one_bill(town: Town) -> None:
    """T10."""
    door, them = town.door, town.people
    before = len(door.books()["purchases"])
    data = f"k-bill:{them.member_id}:45000:AbCd1234:7"
    await asyncio.gather(*(door.taps(who, data) for who in (them.cashier, them.other_cashier)))
    assert len(door.books()["purchases"]) == before + 1


async def test_of_three_who_open_an_invitation_at_once_one_comes_in(town: Town) -> None:
    """T11."""
    door, them = town.door, town.people
    before = len(door.books()["staff"])
    people = [a_telegram_id() for _ in range(3)]
    await asyncio.gather(*(door.says(one, f"/start i_{them.invite}") for one in people))
    assert len(door.books()["staff"]) == before + 1


@pytest.mark.parametrize("person", ["cashier", "manager"])
async def test_the_very_next_tap_after_being_let_go_does_nothing(town: Town, person: str) -> None:
    """T11: rights are read with every update, and kept nowhere."""
    door, them = town.door, town.people
    data = f"k-bill:{them.member_id}:45000:AbCd1234:7"
    number = them.staff_id if person == "cashier" else them.manager_staff_id
    await door.taps(them.owner, f"o-off:{number}:1")
    before = door.books()
    heard = await door.taps(them.of(person), data)
    assert heard.toast == REFRESHED
    assert door.books() == before


def test_nobody_is_known_by_a_name_that_can_change_hands() -> None:
    """T11: a username given up can be taken by anybody."""
    columns = [column.name for table in Base.metadata.tables.values() for column in table.columns]
    assert len(columns) > 100
    assert not [name for name in columns if "username" in name]


async def test_a_card_of_another_shop_is_nobody_here(
    town: Town, sqlite_template: Path, tmp_path: Path, keys: Keys
) -> None:
    """T12: one database is one shop; what another shop gave out opens nothing here."""
    path = tmp_path / "other.db"
    shutil.copy(sqlite_template, path)
    others = await asyncio.to_thread(_furnished, path, keys)
    before = town.door.books()
    for code in (others.card, card_link("another_bot", town.people.card), f"/start {others.card}"):
        heard = await town.door.says(town.people.cashier, code)
        assert heard.texts
        assert town.door.books() == before, code


def _furnished(path: Path, keys: Keys) -> People:
    return asyncio.run(furnish(path, keys))


def test_no_table_holds_two_shops() -> None:
    """T12: there is no number of a shop to forget in a query."""
    tables = Base.metadata.tables.values()
    assert not [table.name for table in tables if {"shop_id", "tenant_id"} & set(table.c.keys())]


TYPED_BY_GUESTS = {
    "member.promos.typed",
    "member.transfers.share_contact",
    "member.transfers.type_amount",
    "member.transfers.type_card",
}
"""A shop's promo code, and whom to give how many points: nothing that opens an own card."""


def test_a_guest_is_never_asked_to_type_what_opens_his_own_card() -> None:
    """T25: whoever asks guests for their codes, numbers or money in our name is not us."""
    typed = {
        name for name, routes in by_name(taps=False).items() for route in routes if steps_of(route)
    }
    assert typed
    assert {name for name in typed if name.startswith("member.")} == TYPED_BY_GUESTS


def _lookups(town: Town) -> int:
    lines = town.door.books()["audit_log"]
    return sum(line["what"] == "looked-up" for line in lines)


async def test_numbers_behind_buttons_cannot_be_counted_through_unseen(town: Town) -> None:
    """T26: a guest whom the cashier has not found today is a look-up like any other."""
    door, them = town.door, town.people
    for _ in range(3):
        await door.taps(them.cashier, f"k-guest:{them.other_member_id}:0")
    assert _lookups(town) == 1
    await door.says(them.cashier, them.other_card)
    await door.taps(them.cashier, f"k-spend:{them.other_member_id}")
    assert _lookups(town) == 2


def _ways(town: Town) -> Iterator[str]:
    while True:
        yield from (town.people.card, town.people.other_card)


async def test_a_hundred_look_ups_of_a_day_are_told_to_the_owner_once(town: Town) -> None:
    """T26."""
    for code, _ in zip(_ways(town), range(99), strict=False):
        await town.door.says(town.people.cashier, code)
    assert await told(town, town.people.owner, "alert-lookups") == []
    for code, _ in zip(_ways(town), range(5), strict=False):
        await town.door.says(town.people.cashier, code)
    assert len(await told(town, town.people.owner, "alert-lookups")) == 1


async def test_a_guest_is_found_by_nothing_less_than_a_card_or_the_end_of_a_phone(
    town: Town,
) -> None:
    """T26: names and parts of names find nobody."""
    before = town.door.books()
    for words in ("Анна", "Анна Кузнецова", "куз", "%", "_", "*", "12", "123", "Борис И."):
        await town.door.says(town.people.cashier, words)
        assert town.door.books() == before, words


async def test_a_look_up_that_finds_nobody_says_nothing_of_anybody(town: Town) -> None:
    """T26: the answer to a phone nobody has names no guest."""
    with pytest.raises(till.PhoneUnknown) as refused:
        await town.door.database.write(
            till.find_by_phone, town.people.staff_id, "+79990001122", now=NOW
        )
    assert refused.value.phone == "•• 11 22"
