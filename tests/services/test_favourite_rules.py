"""Favourite categories in the owner's chat: listed, switched, priced, counted."""

from datetime import timedelta

import pytest
import pytest_asyncio

from services import favourite_rules, favourites, programs, purchases
from services.actors import Actor, Role
from services.baskets import Basket
from services.database import Database
from services.domain.receipts import Line
from services.favourite_rules import (
    FavouriteChange,
    FavouriteOutOfRange,
    FavouritePreview,
    FavouritesNeedCategories,
    Field,
    OwnerFavourites,
    TooManyCategories,
)
from services.programs import ProgramChangedMeanwhile
from services.staff import OwnerOnly
from tests.builders.baskets import a_bill_of
from tests.builders.shops import NOW, Shop, a_cashier, a_key, a_member, a_shop

HEAD = 'name = "Zerno"\ntimezone = "Europe/Moscow"\ncurrency = "RUB"\n'
CAKES = """
[[earn]]
id = "base"
type = "percent"
percent = "5"
[[earn]]
id = "cakes"
type = "percent"
percent = "7"
exclusive = true
priority = 10
when = { categories = ["cake"] }
[[earn]]
id = "wine"
type = "percent"
percent = "20"
exclusive = true
priority = 20
when = { categories = ["wine"] }
[[tier]]
id = "new"
[[tier]]
id = "gold"
name = { ru = "Золото" }
percent = "11"
spend = "1000"
"""
LADDER = """
[[tier]]
id = "new"
discount = "3"
[[tier]]
id = "regular"
discount = "5"
spend = "1000"
"""


class Chat:
    """The owner of a launched shop."""

    def __init__(self, here: Shop) -> None:
        self.here, self.database = here, here.database

    async def rules(self, text: str) -> None:
        await self.database.write(
            programs.apply, HEAD + text, actor=self.here.owner, key=a_key(), now=NOW
        )

    async def view(self) -> OwnerFavourites:
        return await self.database.read(favourite_rules.view, now=NOW)

    async def preview(
        self, field: Field, value: str = "", of: tuple[str, ...] = ()
    ) -> FavouritePreview:
        change = FavouriteChange(field=field, value=value, of=of)
        return await self.database.read(favourite_rules.preview, change, now=NOW)

    async def set(
        self,
        field: Field,
        value: str = "",
        of: tuple[str, ...] = (),
        *,
        actor: Actor | None = None,
        based_on: int | None = None,
        key: str | None = None,
    ) -> OwnerFavourites:
        await self.database.write(
            favourite_rules.apply,
            FavouriteChange(field=field, value=value, of=of),
            based_on=based_on or (await self.view()).version_id,
            actor=actor or self.here.owner,
            key=key or a_key(),
            now=NOW,
        )
        return await self.view()


@pytest_asyncio.fixture
async def chat(database: Database) -> Chat:
    return Chat(await a_shop(database))


async def test_a_list_and_the_switch_are_all_it_takes(chat: Chat) -> None:
    before = await chat.view()
    assert (before.settings.on, before.settings.of, before.settings.percent) == (False, (), None)
    await chat.set(Field.OF, of=("coffee", "tea"))
    shown = await chat.preview(Field.ON, "1")
    assert (shown.example_before, shown.example_after) == (50, 100)
    assert (shown.picked, shown.better) == (False, ())

    after = await chat.set(Field.ON, "1")

    settings = after.settings
    assert (settings.on, settings.of, settings.choose) == (True, ("coffee", "tea"), 2)
    assert (settings.percent, settings.money, settings.others, after.usual) == (
        "10",
        False,
        0,
        "5",
    )
    rule = (await chat.database.read(programs.current, now=NOW)).program.earn[-1]
    assert (rule.id, rule.exclusive, rule.when.favourite) == ("favourite", True, True)


async def test_each_value_is_changed_alone_and_the_same_tap_again_changes_nothing(
    chat: Chat,
) -> None:
    await chat.set(Field.OF, of=("coffee", "tea", "coffee"))
    first = await chat.set(Field.CHOOSE, "1", key="tap")
    assert await chat.set(Field.CHOOSE, "1", key="tap") == first
    assert first.settings.choose == 1
    assert (await chat.set(Field.PERCENT, "12,5")).settings.percent == "12.5"
    await chat.set(Field.ON, "1")
    off = await chat.set(Field.ON, "0")
    assert (off.settings.on, off.settings.percent, off.settings.of) == (
        False,
        "12.5",
        ("coffee", "tea"),
    )


async def test_what_cannot_be_set_is_refused(chat: Chat) -> None:
    manager = Actor(role=Role.MANAGER, staff_id=1, source="test")
    with pytest.raises(OwnerOnly):
        await chat.set(Field.OF, of=("tea",), actor=manager)
    with pytest.raises(FavouritesNeedCategories):
        await chat.set(Field.ON, "1")
    with pytest.raises(TooManyCategories):
        await chat.set(Field.OF, of=tuple(f"c{n}" for n in range(favourite_rules.MOST_OF + 1)))
    await chat.set(Field.OF, of=("tea", "  "))
    for value in ("0", "2", "x", ""):
        with pytest.raises(FavouriteOutOfRange):
            await chat.set(Field.CHOOSE, value)
    for value in ("0", "91", "-1", "1e1"):
        with pytest.raises(FavouriteOutOfRange):
            await chat.set(Field.PERCENT, value)
    await chat.set(Field.ON, "1")
    with pytest.raises(FavouritesNeedCategories):
        await chat.set(Field.OF)
    with pytest.raises(ProgramChangedMeanwhile):
        await chat.set(Field.CHOOSE, "1", based_on=1)


async def test_favourites_stand_above_category_rules_that_give_less(chat: Chat) -> None:
    await chat.rules(CAKES)
    assert (await chat.view()).known == ("cake", "wine")
    await chat.set(Field.OF, of=("cake", "wine"))
    shown = await chat.preview(Field.ON, "1")
    assert shown.better == ({"ru": "Золото"},)
    await chat.set(Field.ON, "1")
    here, maria, anna = chat.here, await a_cashier(chat.here), await a_member(chat.here)
    await here.database.write(
        favourites.choose, anna.member_id, ("cake", "wine"), key=a_key(), now=NOW
    )
    made = await a_bill_of(here, maria, anna.member_id, "cake", "wine")
    assert {part.rule: part.points for part in made.parts} == {"favourite": 10, "wine": 20}


async def test_what_finds_no_button_at_the_till_is_said_before(chat: Chat) -> None:
    await chat.rules(CAKES)
    names = tuple(f"goods {n}" for n in range(7))
    await chat.set(Field.OF, of=names)
    assert (await chat.preview(Field.CHOOSE, "2")).unseen == ()
    assert (await chat.preview(Field.ON, "1")).unseen == ("goods 6",)


async def test_in_a_shop_of_discounts_the_percent_comes_off_the_money(chat: Chat) -> None:
    await chat.rules(LADDER)
    await chat.set(Field.OF, of=("tea",))
    shown = await chat.preview(Field.ON, "1")
    assert (shown.example_before, shown.example_after) == (970_00, 900_00)
    after = await chat.set(Field.ON, "1")
    assert (after.settings.percent, after.settings.money, after.usual) == ("10", True, "3")
    assert (await chat.set(Field.PERCENT, "15")).settings.percent == "15"
    program = (await chat.database.read(programs.current, now=NOW)).program
    assert (len(program.discounts), program.earn) == (3, ())
    here, maria, anna = chat.here, await a_cashier(chat.here), await a_member(chat.here)
    await here.database.write(favourites.choose, anna.member_id, ("tea",), key=a_key(), now=NOW)
    made = await here.database.write(
        purchases.record,
        anna.member_id,
        100_00,
        actor=maria.actor,
        key=a_key(),
        now=NOW,
        basket=Basket(lines=(Line(amount_minor=100_00, category="tea"),)),
    )
    assert made.to_pay_minor == 85_00
    assert (await chat.view()).results.off_minor == 15_00


async def test_rules_written_in_the_file_are_counted_and_left_alone(chat: Chat) -> None:
    await chat.rules(
        '[[multiplier]]\nid = "favourite"\nfactor = "2"\nwhen = { favourite = true }\n'
        '[favourites]\nof = ["tea"]\nchoose = 1\n'
    )
    settings = (await chat.view()).settings
    assert (settings.on, settings.percent, settings.others) == (True, None, 1)
    after = await chat.set(Field.PERCENT, "10")
    assert (after.settings.percent, after.settings.others) == ("10", 1)
    program = (await chat.database.read(programs.current, now=NOW)).program
    assert [rule.id for rule in program.earn] == ["favourite-2"]


async def test_the_owner_reads_who_has_picked_what_leads_and_what_it_brought(chat: Chat) -> None:
    here = chat.here
    await chat.set(Field.OF, of=("coffee", "tea"))
    await chat.set(Field.ON, "1")
    maria, anna, boris = await a_cashier(here), await a_member(here), await a_member(here)
    for guest, picked in ((anna, ("tea",)), (boris, ("coffee", "tea"))):
        await here.database.write(favourites.choose, guest.member_id, picked, key=a_key(), now=NOW)
    bills = [
        await here.database.write(
            purchases.record,
            anna.member_id,
            100_00,
            actor=maria.actor,
            key=a_key(),
            now=NOW,
            repeat_ok=True,
            basket=Basket(lines=(Line(amount_minor=100_00, category=name),)),
        )
        for name in ("tea", "coffee", "tea")
    ]
    assert [bill.earned for bill in bills] == [10, 5, 10]
    undone = bills[2].purchase_id
    await here.database.write(purchases.undo, undone, actor=maria.actor, key=a_key(), now=NOW)

    found = (await chat.view()).results

    assert (found.picked, found.leading, found.points) == (2, (("tea", 2), ("coffee", 1)), 10)
    assert (await chat.preview(Field.PERCENT, "20")).picked
    later = await here.database.read(favourite_rules.view, now=NOW + timedelta(days=31))
    assert (later.results.picked, later.results.points) == (0, 0)
