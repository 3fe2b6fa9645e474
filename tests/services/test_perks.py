"""What levels give in words: in the file, to the member, to the cashier."""

import pytest

from services import members, perks, programs, till
from services.database import Database
from services.domain.program import Tier
from services.program import ProgramRefused, build, describe_change, export, load_document
from tests.builders.shops import NOW, a_bill, a_cashier, a_key, a_member, a_shop

PROGRAM = """
currency = "RUB"
[[earn]]
id = "base"
type = "percent"
percent = "5"
[[tier]]
id = "guest"
perks = ["wifi"]
[[tier]]
id = "gold"
name = { ru = "Золото", en = "Gold" }
percent = "7"
spend = "100"
perks = { ru = ["подарки", "ранний доступ"], en = ["gifts", "early access"] }
[[tier]]
id = "top"
name = { ru = "Вершина" }
percent = "10"
spend = "5000"
perks = { ru = ["подарки", "столик"], en = ["gifts"] }
"""


def test_perks_are_a_list_for_everybody_or_a_list_for_each_language() -> None:
    document = load_document(PROGRAM)
    guest, gold, _ = build(document).tiers.ladder  # type: ignore[union-attr]

    assert guest.perks == {"": ("wifi",)}
    assert gold.perks["en"] == ("gifts", "early access")
    assert load_document(export(document)) == document
    assert 'perks = ["wifi"]' in export(document)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ('"gifts"', "must be a list in square brackets"),
        ("[5]", "must be text in quotes"),
        ('{ ru = "подарки" }', "must be a list in square brackets"),
        ('{ Russian = ["подарки"] }', "must be a language of two or three small letters"),
        ('["   "]', "must not be blank"),
    ],
)
def test_perks_of_another_shape_are_refused_with_their_line(written: str, sentence: str) -> None:
    with pytest.raises(ProgramRefused) as refused:
        load_document(PROGRAM.replace('["wifi"]', written))

    (problem,) = refused.value.problems
    assert str(problem).startswith('line 9: [[tier]] "guest" perks')
    assert str(problem).endswith(sentence)


def test_a_change_of_perks_is_told_by_language() -> None:
    changed = PROGRAM.replace('en = ["gifts", "early access"]', 'en = ["gifts"]')
    (change,) = describe_change(load_document(PROGRAM), load_document(changed))

    assert change.key == "perks.en"


def test_the_next_level_adds_what_the_present_one_does_not_give() -> None:
    below = Tier(id="gold", perks={"ru": ("подарки",), "en": ("gifts",)})
    tier = Tier(id="top", perks={"ru": ("подарки", "столик", "такси"), "en": ("gifts",)})

    assert perks.added(tier, below) == {"ru": "столик, такси"}
    assert perks.words_of(tier) == {"ru": "подарки, столик, такси", "en": "gifts"}
    assert perks.words_of(Tier(id="base")) == {}


async def test_the_member_and_the_cashier_see_what_the_level_gives(database: Database) -> None:
    here = await a_shop(database)
    await database.write(programs.apply, PROGRAM, actor=here.owner, key=a_key(), now=NOW)
    cashier, member = await a_cashier(here), await a_member(here)
    await a_bill(here, cashier, member.member_id)

    card = await database.read(members.card, member.member_id, now=NOW)
    guest = await database.write(
        till.find_by_card, cashier.staff_id, (member.card_number,), now=NOW
    )

    assert card.tier is not None
    assert card.tier.perks["ru"] == "подарки, ранний доступ"
    assert card.tier.next_perks == {"ru": "столик"}
    assert guest.perks == card.tier.perks


async def test_what_is_missing_in_a_category_names_it(database: Database) -> None:
    here = await a_shop(database)
    coffee = PROGRAM.replace(
        'spend = "100"', 'spend_in = { category = "coffee", amount = "100" }'
    ).replace('spend = "5000"', 'spend_in = { category = "coffee", amount = "5000" }')
    await database.write(programs.apply, coffee, actor=here.owner, key=a_key(), now=NOW)
    member = await a_member(here)

    card = await database.read(members.card, member.member_id, now=NOW)

    assert card.tier is not None
    (missing,) = card.tier.missing
    assert (missing.kind, missing.category, missing.missing) == ("spend_in", "coffee", 100_00)
