"""The words of an invitation: the owner's own by language, checked and taken back."""

import pytest

from services import referral_links, referral_words
from services.database import Database
from services.domain.errors import Refusal
from services.own_words import TextEmpty, UnknownPlaceholder
from services.program import ProgramRefused, load_document
from services.programs import ProgramChangedMeanwhile
from services.referral_rules import Field
from services.shop import TextTooLong
from services.staff import OwnerOnly
from tests.builders.friends import REWARD, Town, a_town, set_rule
from tests.builders.shops import NOW, a_key
from tests.handlers.test_offers import texts_of


async def view(town: Town, language: str = "ru") -> referral_words.InvitationView:
    return await town.database.read(referral_words.view, language, now=NOW)


async def write(town: Town, language: str, text: str, **asked) -> None:
    asked = {"actor": town.here.owner, "based_on": (await view(town)).version_id, **asked}
    await town.database.write(
        referral_words.set_words, language, text, key=a_key(), now=NOW, **asked
    )


async def shared(town: Town, language: str) -> str:
    """Return what a guest who speaks a language sends."""
    seen = await town.database.read(referral_links.inviting, town.anna.member_id, now=NOW)
    return texts_of(language).plain("referral-words", said=seen.said).replace("\u00a0", " ")


async def test_guests_share_the_owners_words_with_the_figures_of_the_day(database: Database):
    town = await a_town(database)
    before = {language: await shared(town, language) for language in ("ru", "en", "uz")}

    await write(town, "ru", "  Кофе здесь — чудо! {баллы} ждут в «{магазин}»\n")

    words = f"Кофе здесь — чудо! {REWARD} баллов ждут в «{(await view(town)).said.facts['shop']}»"
    assert await shared(town, "ru") == words
    assert await shared(town, "en") == before["en"]
    seen = await view(town)
    assert (seen.own, seen.template) == (True, "Кофе здесь — чудо! {баллы} ждут в «{магазин}»")
    assert not (await view(town, "uz")).own

    await database.write(
        referral_words.reset_words,
        "ru",
        based_on=seen.version_id,
        actor=town.here.owner,
        key=a_key(),
        now=NOW,
    )
    assert {language: await shared(town, language) for language in before} == before


async def test_words_that_promise_points_are_not_shared_where_the_friend_gets_none(
    database: Database,
):
    town = await a_town(database)
    await write(town, "ru", "Дарят {баллы}!")
    await write(town, "en", "Come to {shop}!")
    await set_rule(town.here, Field.INVITEE, 0)

    assert "балл" not in await shared(town, "ru")
    assert (await shared(town, "en")).startswith("Come to")


@pytest.mark.parametrize(
    ("text", "no"),
    [
        (" \n", TextEmpty()),
        ("а" * 201, TextTooLong(limit=200)),
        ("{имя}!", UnknownPlaceholder(placeholder="{имя}", allowed="{баллы}, {магазин}")),
    ],
)
async def test_words_that_cannot_be_shared_are_refused(database: Database, text: str, no: Refusal):
    town = await a_town(database)
    with pytest.raises(type(no)) as refused:
        await write(town, "ru", text)
    assert refused.value == no


async def test_only_the_owner_writes_them_and_only_over_what_was_seen(database: Database):
    town = await a_town(database)
    seen = (await view(town)).version_id
    with pytest.raises(OwnerOnly):
        await write(town, "ru", "Да", actor=town.maria.actor)
    await write(town, "en", "Good coffee", based_on=seen)
    with pytest.raises(ProgramChangedMeanwhile):
        await write(town, "ru", "Кофе", based_on=seen)


def test_a_file_is_refused_for_a_placeholder_that_an_invitation_cannot_fill():
    load_document('[referral]\ntext = { ru = "{баллы}, {shop}" }\n')
    with pytest.raises(ProgramRefused) as refused:
        load_document('[referral]\ntext = { ru = "{имя}, приходи" }\n')
    (problem,) = refused.value.problems
    assert 'knows no "{имя}", only {баллы}, {магазин}' in str(problem)
