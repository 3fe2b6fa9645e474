"""Stamp cards in the owner's chat: launched, changed, switched, counted."""

from dataclasses import replace
from datetime import timedelta

import pytest
import pytest_asyncio

from services import coupons, programs, purchases, stamp_rules
from services.actors import Actor, Role
from services.baskets import Basket
from services.database import Database
from services.domain.kinds import Each
from services.programs import ProgramChangedMeanwhile
from services.staff import OwnerOnly
from services.stamp_rules import (
    OwnerCard,
    StampDraft,
    StampField,
    StampOutOfRange,
    StampResult,
    StampTemplate,
    StampTitleNeeded,
    TooManyStampCards,
    UnknownStampCard,
)
from tests.builders.shops import NOW, Shop, a_cashier, a_key, a_member, a_shop

COFFEE = StampDraft(template=StampTemplate.COFFEE, title="Капучино", language="ru", needed=4)


class Chat:
    """The owner of a launched shop."""

    def __init__(self, here: Shop) -> None:
        self.here, self.database = here, here.database

    async def version(self) -> int:
        return (await self.database.read(stamp_rules.cards, now=NOW)).version_id

    async def launch(
        self, draft: StampDraft = COFFEE, *, key: str | None = None, actor: Actor | None = None
    ) -> OwnerCard:
        return await self.database.write(
            stamp_rules.launch,
            draft,
            based_on=await self.version(),
            actor=actor or self.here.owner,
            key=key or a_key(),
            now=NOW,
        )

    async def set(self, ref: str, field: StampField, value: int) -> OwnerCard:
        return await self.database.write(
            stamp_rules.set_value,
            ref,
            field,
            value,
            based_on=await self.version(),
            actor=self.here.owner,
            key=a_key(),
            now=NOW,
        )


@pytest_asyncio.fixture
async def chat(database: Database) -> Chat:
    return Chat(await a_shop(database))


async def test_a_template_becomes_a_card_that_runs(chat: Chat) -> None:
    card = await chat.launch()

    assert (card.title, card.reward) == ({"ru": "Капучино"}, {"ru": "Капучино"})
    assert (card.each, card.needed, card.on) == (Each.ITEM, 4, True)
    assert card.values == {StampField.NEEDED: 4, StampField.REWARD_DAYS: 30}
    *shipped, rule = (await chat.database.read(programs.current, now=NOW)).program.stamp_cards
    assert not any(one.on for one in shipped)
    assert (rule.id, rule.reward, rule.reward_days) == ("kapuchino", "gift-kapuchino", 30)


@pytest.mark.parametrize("template", StampTemplate)
async def test_every_template_can_be_launched_as_it_is(
    chat: Chat, template: StampTemplate
) -> None:
    needed = stamp_rules.usual_number(template)
    draft = StampDraft(template=template, title="☕", language="uz", needed=needed)

    card = await chat.launch(draft)

    assert (card.each, card.needed) == (stamp_rules.each_of(template), needed)


async def test_the_same_launch_again_makes_no_second_card(chat: Chat) -> None:
    first = await chat.launch(key="tap")

    assert await chat.launch(key="tap") == first
    assert (await chat.launch()).ref != first.ref


async def test_what_cannot_be_launched_is_refused(chat: Chat) -> None:
    manager = Actor(role=Role.MANAGER, staff_id=1, source="test")
    with pytest.raises(OwnerOnly):
        await chat.launch(actor=manager)
    with pytest.raises(StampTitleNeeded):
        await chat.launch(replace(COFFEE, title="  "))
    with pytest.raises(StampOutOfRange):
        await chat.launch(replace(COFFEE, needed=7))
    for _ in range(stamp_rules.MOST_CARDS):
        await chat.launch()
    with pytest.raises(TooManyStampCards):
        await chat.launch()


async def test_numbers_the_name_and_the_switch_are_changed_one_by_one(chat: Chat) -> None:
    draft = StampDraft(template=StampTemplate.VISIT, title="Стрижка", language="ru", needed=5)
    card = await chat.launch(draft)

    assert (await chat.set(card.ref, StampField.NEEDED, 6)).needed == 6
    await chat.set(card.ref, StampField.REWARD_DAYS, 7)
    changed = await chat.set(card.ref, StampField.GAP_MINUTES, 60)
    assert list(changed.values.values()) == [6, 7, 60]
    renamed = await chat.database.write(
        stamp_rules.rename,
        card.ref,
        "Haircut",
        "en",
        based_on=await chat.version(),
        key=a_key(),
        actor=chat.here.owner,
        now=NOW,
    )
    assert renamed.title == renamed.reward == {"ru": "Стрижка", "en": "Haircut"}
    off = await chat.database.write(
        stamp_rules.switch,
        card.ref,
        False,
        based_on=await chat.version(),
        key=a_key(),
        actor=chat.here.owner,
        now=NOW,
    )
    assert not off.on


async def test_changes_to_nothing_or_to_other_rules_are_refused(chat: Chat) -> None:
    card = await chat.launch()
    with pytest.raises(UnknownStampCard):
        await chat.set("00000000", StampField.NEEDED, 5)
    with pytest.raises(UnknownStampCard):
        await chat.database.read(stamp_rules.card, "00000000", now=NOW)
    with pytest.raises(StampOutOfRange):
        await chat.set(card.ref, StampField.NEEDED, 11)
    for name, refusal in ((" ", StampTitleNeeded), ("Латте", ProgramChangedMeanwhile)):
        with pytest.raises(refusal):
            await chat.database.write(
                stamp_rules.rename,
                card.ref,
                name,
                "ru",
                based_on=1,
                key=a_key(),
                actor=chat.here.owner,
                now=NOW,
            )


async def test_a_card_says_what_it_gave_in_thirty_days(chat: Chat) -> None:
    card = await chat.launch()
    cashier, anna = await a_cashier(chat.here), await a_member(chat.here)
    bills = [
        await chat.database.write(
            purchases.record,
            anna.member_id,
            450_00,
            actor=cashier.actor,
            key=a_key(),
            now=NOW,
            repeat_ok=True,
            basket=Basket(counted=(("kapuchino", 4),)),
        )
        for _ in range(3)
    ]
    await chat.database.write(coupons.show, anna.member_id, 1, now=NOW)
    await chat.database.write(coupons.use, 1, actor=cashier.actor, key=a_key(), now=NOW)
    await chat.database.write(
        purchases.undo, bills[2].purchase_id, actor=cashier.actor, key=a_key(), now=NOW
    )

    found = await chat.database.read(stamp_rules.card, card.ref, now=NOW)

    assert found.result == StampResult(completed=2, handed=1, waiting=1)
    later = await chat.database.read(stamp_rules.card, card.ref, now=NOW + timedelta(days=30))
    assert later.result == StampResult(waiting=1)
