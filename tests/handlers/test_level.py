"""The member's level on the screen, and the cashier's line about it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.texts import TextLibrary
from handlers.cashier.guest import PERKS_LETTERS, guest_line
from handlers.formats import Locality
from handlers.levels import level_text
from handlers.texts import Texts
from services.domain.kinds import TierBasis
from services.members import Missing, TierView
from services.till import Guest
from services.units import DEFAULT, LANGUAGES

LIBRARY = TextLibrary(strict=True)
SILVER = TierView(
    id="silver",
    name={"ru": "Серебро", "en": "Silver"},
    percent="5",
    discount="0",
    step=1,
    steps=3,
    is_top=False,
    next_name={"ru": "Золото", "en": "Gold"},
    next_percent="7",
    next_discount="0",
    missing=(Missing(kind=TierBasis.SPEND, missing=3450_00, reached=46_550_00, needed=50_000_00),),
    match="any",
    progress=0.93,
    held_through=date(2027, 12, 31),
    keep=(Missing(kind=TierBasis.PURCHASES, missing=2, reached=0, needed=2),),
    grace_until=None,
    manual_until=None,
    perks={"ru": "подарки", "en": "gifts"},
    next_perks={"ru": "столик", "en": "a table"},
)
ANNA = Guest(
    member_id=1,
    name="Анна К.",
    masked_phone=None,
    tier_name={"ru": "Серебро"},
    percent="5",
    discount="0",
    points=True,
    balance=72,
    birthday_in_days=None,
    last_visit_days=3,
    usual_amounts_minor=(),
    unclaimed=False,
    points_unit=DEFAULT,
)


def texts_of(language: str = "ru") -> Texts:
    return LIBRARY.speak(language, Locality())


def flat(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_level_says_what_it_gives_and_what_the_next_one_adds() -> None:
    lines = flat(level_text(texts_of(), SILVER)).splitlines()

    assert lines[0].startswith("<b>Серебро</b> до 31 декабря")
    assert lines[1] == "Даёт: подарки"
    assert "Даст: кешбэк 7 %, столик" in lines
    assert lines[-1] == "Чтобы сохранить уровень: ещё 2 покупки"


def test_a_level_without_words_gives_its_share_alone() -> None:
    plain = replace(SILVER, perks={}, next_perks={})
    text = flat(level_text(texts_of(), plain))

    assert "Даёт" not in text
    assert "Даст: кешбэк 7 %\n" in text


def test_the_top_has_nothing_above() -> None:
    top = replace(SILVER, is_top=True, next_name=None, next_percent=None, missing=(), keep=())

    assert "Вы на вершине" in level_text(texts_of(), top)
    assert "Даст" not in level_text(texts_of(), top)


def test_money_in_a_category_is_money_and_names_it() -> None:
    coffee = Missing(
        kind=TierBasis.SPEND_IN, missing=5_00, reached=95_00, needed=100_00, category="<кофе>"
    )
    text = flat(level_text(texts_of(), replace(SILVER, missing=(coffee,), keep=(coffee,))))

    assert "До уровня «Золото»: ещё 5 ₽ на «&lt;кофе&gt;»" in text
    assert "&lt;кофе&gt;: 95 ₽ из 100 ₽" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(TierBasis))
def test_every_measure_is_said_in_every_language(language: str, kind: TierBasis) -> None:
    category = "coffee" if kind is TierBasis.SPEND_IN else None
    missing = Missing(kind=kind, missing=2, reached=3, needed=5, category=category)

    assert level_text(texts_of(language), replace(SILVER, missing=(missing,), keep=(missing,)))


def test_the_cashier_reads_one_short_line_of_what_the_level_gives() -> None:
    assert "\n" not in guest_line(texts_of(), ANNA)
    line = guest_line(texts_of(), replace(ANNA, perks={"ru": "подарки, " * 40}))

    head, perks = line.split("\n")
    assert "Анна К." in head
    assert perks.startswith("🎁 Уровень даёт: подарки, подарки")
    assert len(perks) < PERKS_LETTERS + 30
