"""Launching the shop, its settings and places."""

from typing import Any

import pytest

from services import people, programs, shop
from services.actors import Actor
from services.database import Database
from services.program import ProgramRefused
from services.shop import LocationNameTaken, NameUnusable, ShopLaunchedAlready, ShopView
from services.units import DEFAULT, PRESETS
from tests.builders.shops import NOW, a_key, a_shop, an_owner


async def launch(
    database: Database, owner: Actor, *, key: str | None = None, **changed: str
) -> ShopView:
    facts = {
        "template": "coffee",
        "name": "Зерно",
        "currency": "RUB",
        "timezone": "Europe/Moscow",
        "language": "ru",
    }
    return await database.write(
        shop.launch, **(facts | changed), actor=owner, key=key or a_key(), now=NOW
    )


async def test_before_the_launch_the_shop_has_defaults(database: Database):
    view = await database.read(shop.shop)
    assert (view.ready, view.currency, view.points_unit) == (False, "RUB", DEFAULT)
    with pytest.raises(programs.ProgramNotLaunched):
        await database.read(programs.current, now=NOW)


async def test_launching_starts_the_program_and_opens_the_first_place(database: Database):
    owner = await an_owner(database)
    view = await launch(database, owner, name="  Зерно  ")
    assert (view.ready, view.name, view.digits, view.bill_limit_minor) == (
        True,
        "Зерно",
        2,
        20_000_00,
    )
    assert [place.name for place in await database.read(shop.locations)] == ["Зерно"]
    stored = await database.read(programs.current, now=NOW)
    assert (stored.number, stored.program.name) == (1, "Зерно")
    assert (await database.read(people.who, 1)).shop_ready


async def test_the_same_tap_twice_launches_once_and_another_is_refused(database: Database):
    owner, key = await an_owner(database), a_key()
    first = await launch(database, owner, key=key)
    assert await launch(database, owner, key=key) == first
    with pytest.raises(ShopLaunchedAlready):
        await launch(database, owner)
    assert len(await database.read(programs.history, now=NOW)) == 1


async def test_sums_fit_the_currency(database: Database):
    owner = await an_owner(database)
    view = await launch(database, owner, currency="UZS", timezone="Asia/Tashkent", language="uz")
    assert (view.digits, view.bill_limit_minor, view.default_region) == (0, 3_000_000, "UZ")


@pytest.mark.parametrize("changed", [{"currency": "XXX"}, {"timezone": "Moscow"}])
async def test_an_unknown_currency_or_zone_launches_nothing(database: Database, changed):
    owner = await an_owner(database)
    with pytest.raises(ProgramRefused):
        await launch(database, owner, **changed)
    assert not (await database.read(shop.shop)).ready


@pytest.mark.parametrize("name", ["", "   ", "я" * 65])
async def test_a_shop_needs_a_usable_name(database: Database, name):
    owner = await an_owner(database)
    with pytest.raises(NameUnusable):
        await launch(database, owner, name=name)


async def test_settings_are_kept(database: Database):
    here = await a_shop(database)
    settings: tuple[tuple[Any, object], ...] = (
        (shop.set_contact, "@zerno"),
        (shop.set_legal_name, "ИП Зернов"),
        (shop.set_fast_till, False),
        (shop.set_bill_limit, 5_000_00),
    )
    for use_case, value in settings:
        await database.write(use_case, value, actor=here.owner, now=NOW)
    view = await database.read(shop.shop)
    assert (view.contact, view.legal_name, view.fast_till, view.bill_limit_minor) == (
        "@zerno",
        "ИП Зернов",
        False,
        5_000_00,
    )


async def test_naming_the_points_is_a_new_version_of_the_program(database: Database):
    here = await a_shop(database)
    await database.write(shop.set_points_unit, "star", actor=here.owner, key=a_key(), now=NOW)
    assert (await database.read(people.who, 1)).points_unit.form("ru", "many") == "звёзд"
    assert (await database.read(programs.current, now=NOW)).number == 2
    own = {"ru": {"one": "зерно", "few": "зерна", "many": "зёрен", "other": "зерна"}}
    await database.write(shop.set_points_unit, own, actor=here.owner, key=a_key(), now=NOW)
    assert (await database.read(shop.shop)).points_unit.form("ru", "many") == "зёрен"
    assert "star" in PRESETS


async def test_places_have_names_of_their_own(database: Database):
    here = await a_shop(database)
    added = await database.write(shop.add_location, "На Мира", actor=here.owner, now=NOW)
    with pytest.raises(LocationNameTaken):
        await database.write(shop.add_location, "На Мира", actor=here.owner, now=NOW)
    with pytest.raises(LocationNameTaken):
        await database.write(shop.rename_location, 1, "На Мира", actor=here.owner, now=NOW)
    await database.write(shop.rename_location, added.id, "На Ленина", actor=here.owner, now=NOW)
    places = await database.read(shop.locations)
    assert [place.name for place in places] == ["Зерно", "На Ленина"]
