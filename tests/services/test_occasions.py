"""Members are written to about their occasions: once, by day, with consent, and in time."""

from datetime import date

import pytest

from services import occasions, points, programs
from services.database import Database
from services.facts import Own, Points
from tests.builders.shops import Shop, a_key, a_shop
from tests.services.occasion_days import a_guest, later, letters, live


def said(letter) -> Own:
    own = letter.facts["said"]
    assert isinstance(own, Own)
    return own


async def balance(here: Shop, member_id: int, now) -> int:
    from services import members

    return (await here.database.read(members.card, member_id, now=now)).balance


async def test_a_birthday_brings_points_and_a_message_on_the_first_day_of_its_window(
    database: Database,
) -> None:
    here = await a_shop(database)
    joined, anna = await a_guest(here, birthday=(12, 20))

    assert await live(database, later(23)) == 0
    assert await live(database, later(24)) == 1

    (letter,) = await letters(here, anna, later(24))
    own = said(letter)
    assert own.otherwise.key == "occasion-birthday"
    assert own.facts["points"] == Points(200)
    assert own.facts["name"] == "Анна"
    assert own.otherwise.facts["early"]
    assert await balance(here, joined.member_id, later(24)) == 300
