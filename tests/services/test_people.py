"""Who speaks, what is remembered of a stranger, and names."""

from datetime import timedelta

import pytest

from services import media, people
from services.actors import Role
from services.database import Database
from services.names import clean_name, short_name
from services.units import DEFAULT
from tests.builders.shops import NOW, OWNER, a_cashier, a_member, a_shop, a_telegram_id


async def test_a_stranger_of_an_empty_bot_gets_the_defaults(database: Database):
    who = await database.read(people.who, 42)
    assert (who.telegram_id, who.member_id, who.role, who.language) == (42, None, None, None)
    assert (who.shop_ready, who.currency, who.digits, who.timezone) == (
        False,
        "RUB",
        2,
        "Europe/Moscow",
    )
    assert who.points_unit == DEFAULT
    assert who.reachable


async def test_a_stranger_of_a_running_shop_gets_its_currency(database: Database):
    await a_shop(database, currency="UZS")
    who = await database.read(people.who, 42)
    assert (who.shop_ready, who.currency, who.digits) == (True, "UZS", 0)


async def test_one_person_may_be_member_and_cashier(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    joined = await a_member(here, telegram_id=cashier.telegram_id)
    who = await database.read(people.who, cashier.telegram_id)
    assert (who.member_id, who.card_number) == (joined.member_id, joined.card_number)
    assert (who.role, who.staff_id, who.location_id) == (Role.CASHIER, cashier.staff_id, 1)
    assert who.shift_id == cashier.shift_id


async def test_blocking_and_coming_back_are_noted(database: Database):
    await a_shop(database)
    for reachable in (False, True):
        await database.write(people.set_reachable, OWNER, reachable, now=NOW)
        assert (await database.read(people.who, OWNER)).reachable is reachable


async def test_the_language_follows_the_persons_choice(database: Database):
    await a_shop(database)
    await database.write(people.set_language, OWNER, "uz")
    assert (await database.read(people.who, OWNER)).language == "uz"


@pytest.mark.parametrize(
    ("payload", "kept"),
    [
        ("s_poster", True),
        ("r14089154", True),
        ("l2", True),
        ("own_abc", False),
        ("", False),
        ("../..", False),
        ("s" * 4000, False),
        ("😀", False),
    ],
)
async def test_only_known_kinds_of_codes_are_remembered(database: Database, payload, kept):
    await a_shop(database)
    remembered = await database.write(people.remember_start, 42, payload, "ru", now=NOW)
    assert remembered is kept


async def test_the_first_code_stays(database: Database):
    here = await a_shop(database)
    friend = await a_member(here)
    chat = a_telegram_id()
    assert await database.write(
        people.remember_start, chat, f"r{friend.card_number}", "ru", now=NOW
    )
    assert not await database.write(people.remember_start, chat, "s_poster", "ru", now=NOW)
    await a_member(here, "Приглашённый", telegram_id=chat)
    assert not await database.write(people.remember_start, chat, "s_poster", "ru", now=NOW)


async def test_a_code_is_forgotten_after_thirty_days(database: Database):
    await a_shop(database)
    await database.write(people.remember_start, 42, "s_one", "ru", now=NOW)
    late = NOW + timedelta(days=31)
    assert await database.write(people.remember_start, 42, "s_two", "ru", now=late)


async def test_a_picture_is_known_by_what_it_shows(database: Database):
    assert await database.read(media.file_id, "card:1") is None
    for file_id in ("A", "B"):
        await database.write(media.keep, "card:1", file_id, now=NOW)
        assert await database.read(media.file_id, "card:1") == file_id


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Анна   Кузнецова ", "Анна Кузнецова"),
        ("\u200b\u200f", ""),
        ("\u202eаннА", "аннА"),
        ("<b>Вася</b>", "<b>Вася</b>"),
        ("a" + "\u0301" * 50, "á\u0301\u0301\u0301"),
        ("я" * 100, "я" * 64),
    ],
)
def test_names_are_cleaned_once(typed, cleaned):
    assert clean_name(typed) == cleaned


def test_staff_see_a_short_name_or_the_card():
    assert short_name("Анна Мария Кузнецова", "14089154") == "Анна К."
    assert short_name("Анна", "14089154") == "Анна"
    assert short_name("", "14089154") == "№ 1408 9154"
