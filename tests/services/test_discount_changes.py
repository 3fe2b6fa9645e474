"""The owner's discounts in the chat: every value there is, its effect, and saving it."""

import pytest

from services import discount_changes, programs
from services.database import Database
from services.discount_changes import DiscountOutOfRange, Source, UnknownDiscount
from services.program_versions import ProgramChangedMeanwhile
from services.staff import OwnerOnly
from tests.builders.shops import NOW, Shop, a_cashier, a_key, a_shop

RULES = """
name = "Зерно"
timezone = "Europe/Moscow"
[[tier]]
id = "guest"
name = { ru = "Гость" }
discount = "3"
[[tier]]
id = "vip"
spend = "1000"
[[discount]]
id = "cake"
percent = "20"
when = { categories = ["dessert"] }
"""


async def launched(database: Database) -> Shop:
    here = await a_shop(database)
    await database.write(programs.apply, RULES, actor=here.owner, key=a_key(), now=NOW)
    return here


async def test_every_tier_rule_and_the_birthday_has_its_value(database: Database) -> None:
    await launched(database)

    view = await database.read(discount_changes.discounts, now=NOW)

    assert [(one.source, dict(one.title), one.percent) for one in view.discounts] == [
        (Source.TIER, {"ru": "Гость"}, "3"),
        (Source.TIER, {"en": "vip"}, "0"),
        (Source.RULE, {"en": "cake"}, "20"),
        (Source.BIRTHDAY, {}, "0"),
    ]


@pytest.mark.parametrize("place", [0, 1, 2, 3])
async def test_a_value_is_shown_in_money_and_saved_as_a_version(
    database: Database, place: int
) -> None:
    here = await launched(database)
    view = await database.read(discount_changes.discounts, now=NOW)
    ref = view.discounts[place].ref

    seen = await database.read(discount_changes.preview, ref, "7,5", now=NOW)
    changed = await database.write(
        discount_changes.change,
        ref,
        seen.after,
        based_on=seen.version_id,
        actor=here.owner,
        key=a_key(),
        now=NOW,
    )

    assert (seen.after, seen.after_minor) == ("7.5", 925_00)
    assert changed.discounts[place].percent == "7.5"
    back = await database.write(
        discount_changes.change,
        ref,
        "0",
        based_on=changed.version_id,
        actor=here.owner,
        key=a_key(),
        now=NOW,
    )
    assert back.discounts[place].percent == "0"


@pytest.mark.parametrize("value", ["91", "-1", "x", "", "1.234", "٣", "1000"])
async def test_what_is_no_percent_up_to_ninety_is_refused(database: Database, value: str) -> None:
    await launched(database)
    view = await database.read(discount_changes.discounts, now=NOW)
    with pytest.raises(DiscountOutOfRange):
        await database.read(discount_changes.preview, view.discounts[0].ref, value, now=NOW)


async def test_only_the_owner_changes_a_discount_that_is_there(database: Database) -> None:
    here = await launched(database)
    cashier = await a_cashier(here)
    view = await database.read(discount_changes.discounts, now=NOW)
    ref = view.discounts[0].ref
    with pytest.raises(OwnerOnly):
        await database.write(
            discount_changes.change,
            ref,
            "5",
            based_on=view.version_id,
            actor=cashier.actor,
            key=a_key(),
            now=NOW,
        )
    with pytest.raises(UnknownDiscount):
        await database.read(discount_changes.preview, "c0ffee00", "5", now=NOW)
    with pytest.raises(ProgramChangedMeanwhile):
        await database.write(
            discount_changes.change,
            ref,
            "5",
            based_on=view.version_id + 1,
            actor=here.owner,
            key=a_key(),
            now=NOW,
        )
