"""The owner's screens of levels and of one guest, in every language."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.texts import TextLibrary
from handlers.desk import Desk
from handlers.formats import Locality
from handlers.owner import guest_card, guest_changes, level_category, level_edit
from handlers.owner import levels as screens
from handlers.owner.level_words import level_line
from handlers.owner.levels import Change
from handlers.texts import Texts
from services.domain.kinds import Segment, TierBasis
from services.domain.program import Threshold
from services.guest_cards import GuestCard, LevelChoice
from services.levels import (
    LADDER_RULES,
    LevelChange,
    LevelPreview,
    LevelRule,
    LevelsView,
    LevelView,
)
from services.members import Due
from services.stamps import MemberCard
from services.units import LANGUAGES
from tests.handlers.test_level import SILVER
from tests.handlers.test_offers import flat, labels

LIBRARY = TextLibrary(strict=True)
FIRST = LevelView(
    ref="aaaaaa",
    rank=0,
    name={"ru": "Гость"},
    percent="5",
    own_percent=False,
    thresholds=(),
    match="any",
    perks={},
    lists={},
    guests=31,
)
GOLD = replace(
    FIRST,
    ref="bbbbbb",
    rank=1,
    name={"ru": "Золото", "en": "Gold"},
    percent="7",
    thresholds=(
        Threshold(basis=TierBasis.SPEND, need=25_000_00),
        Threshold(basis=TierBasis.PURCHASES, need=10),
    ),
    perks={"ru": "подарки"},
    guests=137,
)
IN_COFFEE = replace(
    GOLD, thresholds=(Threshold(basis=TierBasis.SPEND_IN, need=900_00, category="кофе"),)
)
VIEW = LevelsView(
    version_id=3,
    levels=(FIRST, GOLD),
    rules={
        LevelRule.MATCH: "any",
        LevelRule.WINDOW: "rolling",
        LevelRule.GRACE: "30",
        LevelRule.DOWN: "step",
        LevelRule.WARN: "14",
    },
    full=False,
    spends=(5_000, 10_000),
    points=(250, 500),
    categories=("кофе", "сэндвичи с тунцом и авокадо"),
)
PREVIEW = LevelPreview(
    version_id=3,
    change=LevelChange(rule=LevelRule.SPEND, ref="bbbbbb", value="30000"),
    name={"ru": "Золото"},
    guests=12,
    falls=5,
    rises=0,
    below=None,
    unseen=None,
    text="",
)
ANNA = GuestCard(
    member_id=1,
    name="Анна Кузнецова",
    masked_phone="•• 45 67",
    card_number="46473671",
    joined_on=date(2026, 1, 10),
    balance=122,
    pending=10,
    deficit=0,
    expiring=Due(on=date(2026, 12, 1), points=22),
    tier=SILVER,
    by_hand=True,
    manual_until=date(2027, 2, 23),
    segments=(Segment.NEW, Segment.VIP),
    last_visit_days=3,
    unclaimed=False,
    choices=(LevelChoice(ref="bbbbbb", name={"ru": "Золото"}),),
    stamp_cards=(MemberCard(title={"ru": "Кофе"}, reward={"ru": "Кофе"}, count=7, needed=10),),
    language="ru",
)


def texts_of(language: str = "ru") -> Texts:
    return LIBRARY.speak(language, Locality())


def a_desk(language: str = "ru") -> Desk:
    texts = texts_of(language)
    return cast("Desk", SimpleNamespace(texts=texts, who=SimpleNamespace(digits=2)))


def test_a_level_is_one_line_of_what_it_asks_and_gives_and_who_has_it() -> None:
    line = flat(level_line(texts_of(), GOLD))
    assert line == "<b>Золото</b> · от 25 000 ₽ или 10 покупок · 7 % · 137 гостей"
    assert flat(level_line(texts_of(), replace(GOLD, match="all"))).startswith(
        "<b>Золото</b> · от 25 000 ₽ и 10 покупок"
    )
    assert "с первого дня · 5 % · 31 гость" in flat(level_line(texts_of(), FIRST))


def test_the_ladder_has_a_button_for_each_level_and_for_a_new_one() -> None:
    assert labels(screens.levels_screen(texts_of(), VIEW)) == [
        ["✏️ Гость"],
        ["✏️ Золото"],
        ["➕ Новый уровень"],
        ["⚙️ Как считаем"],
        ["‹ Назад"],
    ]
    full = screens.levels_screen(texts_of(), replace(VIEW, full=True))
    assert ["➕ Новый уровень"] not in labels(full)
    empty = screens.levels_screen(texts_of(), replace(VIEW, levels=()))
    assert labels(empty) == [["➕ Новый уровень"], ["‹ Назад"]]


def test_the_first_level_asks_for_nothing_and_stays_while_there_are_others() -> None:
    first = labels(screens.level_screen(texts_of(), FIRST, alone=False))
    assert flat(str(first)).count("Сумма") == 0
    assert ["🗑 Убрать уровень"] not in first
    assert ["🗑 Убрать уровень"] in labels(screens.level_screen(texts_of(), FIRST, alone=True))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "rule", [one for one in LevelRule if one not in {LevelRule.ADD, LevelRule.REMOVE}]
)
def test_every_question_is_asked_in_every_language(language: str, rule: LevelRule) -> None:
    desk = a_desk(language)
    ref = "" if rule in LADDER_RULES else "bbbbbb"
    asked = Change(level_rule=rule, ref=ref, language=language)
    if rule in level_edit.WORDS:
        screen = level_edit.words_screen(desk, asked, "подарки")
    else:
        screen = level_edit.ask_screen(desk, VIEW, asked)
        assert len(labels(screen)) > 1
    assert screen.text
    for row in labels(screen):
        assert all(len(label) <= 40 for label in row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_category_of_a_level_is_chosen_or_typed(language: str) -> None:
    texts = texts_of(language)
    known = labels(level_category.categories_screen(texts, VIEW, GOLD))
    assert known[0] == ["кофе", "сэндвичи с тунцом и аво…"]
    assert len(known) == 2  # nothing to take away yet
    unknown = level_category.categories_screen(texts, replace(VIEW, categories=()), IN_COFFEE)
    assert len(labels(unknown)) == 2
    assert unknown.text != level_category.categories_screen(texts, VIEW, IN_COFFEE).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "change",
    [
        PREVIEW.change,
        LevelChange(rule=LevelRule.PURCHASES, ref="bbbbbb", value="5"),
        LevelChange(rule=LevelRule.VISITS, ref="bbbbbb"),
        LevelChange(rule=LevelRule.POINTS, ref="bbbbbb", value="500"),
        LevelChange(rule=LevelRule.SPEND_IN, ref="bbbbbb", value="900", category="кофе"),
        LevelChange(rule=LevelRule.PERCENT, ref="bbbbbb"),
        LevelChange(rule=LevelRule.REMOVE, ref="bbbbbb"),
        LevelChange(rule=LevelRule.ADD, value="VIP", spend="9000", percent="12"),
        LevelChange(rule=LevelRule.WINDOW, value="calendar_year"),
        LevelChange(rule=LevelRule.WARN, value="0"),
    ],
)
def test_every_effect_is_told_in_every_language(language: str, change: LevelChange) -> None:
    desk = a_desk(language)
    below = {"ru": "Серебро"} if change.rule is LevelRule.REMOVE else None
    for view in (
        replace(PREVIEW, change=change, below=below),
        replace(PREVIEW, change=change, below=below, guests=None, falls=0),
    ):
        what = level_edit.what_changes(desk, view)
        assert level_edit.effect(desk.texts, view, what, None)
        assert level_edit.effect_buttons(desk.texts, view).inline_keyboard


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_category_that_no_bill_can_be_marked_with_is_named(language: str) -> None:
    texts = texts_of(language)
    told = level_edit.effect(texts, replace(PREVIEW, unseen="<кофе>"), "", None)
    assert "⚠️" in told
    assert "&lt;кофе&gt;" in told
    assert "⚠️" not in level_edit.effect(texts, PREVIEW, "", None)


def test_a_choice_is_offered_only_where_somebody_would_move() -> None:
    asked = level_edit.effect_buttons(texts_of(), PREVIEW)
    assert [[one.text for one in row] for row in asked.inline_keyboard] == [
        ["Оставить им уровень"],
        ["Пересчитать"],
        ["Отмена"],
    ]
    quiet = level_edit.effect_buttons(texts_of(), replace(PREVIEW, falls=0))
    assert [[one.text for one in row] for row in quiet.inline_keyboard] == [
        ["Сохранить", "Отмена"]
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("25 000 ₽", "25000"),
        ("7,5 %", "7.5"),
        ("007", "7"),
        ("много", "?"),
        ("-5", "?"),
        ("1.x", "1.x"),
        ("", "?"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, read: str) -> None:
    assert level_edit.typed_number(typed) == read


@pytest.mark.parametrize(
    ("typed", "points"),
    [("100", 100), ("+100", 100), ("−50", -50), ("- 50", -50), ("сто", 0), ("1e3", 0), ("", 0)],
)
def test_points_are_read_with_their_sign(typed: str, points: int) -> None:
    assert guest_changes.typed_points(typed) == points


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"deficit": 5, "balance": 0, "pending": 0, "expiring": None, "last_visit_days": None},
        {"tier": None, "by_hand": False, "choices": (), "unclaimed": True, "name": ""},
        {"manual_until": None},
    ],
)
def test_a_guests_card_is_shown_in_every_language(language: str, changes: dict[str, Any]) -> None:
    texts, card = texts_of(language), replace(ANNA, **changes)
    shown = guest_card.card_screen(texts, card)
    assert "4647 3671" in shown.text
    for screen in (
        shown,
        guest_changes.points_screen(texts, card),
        guest_changes.reason_screen(texts, card, -50),
        guest_changes.sure_screen(texts, card, 50, "<подарок>"),
        guest_changes.levels_screen(texts, card),
        guest_changes.until_screen(texts, guest_changes.LevelFor(member_id=1, ref="bbbbbb")),
    ):
        assert screen.text
        assert "<подарок>" not in screen.text
        for row in labels(screen):
            assert all(len(label) <= 40 for label in row)


def test_a_guests_card_says_who_it_is_and_how_it_stands() -> None:
    text = flat(guest_card.card_screen(texts_of(), ANNA).text)
    assert "🔖 Кофе: <b>7 из 10</b>" in text
    assert "👤 <b>Анна Кузнецова</b> · № 4647 3671 · •• 45 67" in text
    assert "Группа: 🌱 Новые, 👑 VIP" in text
    assert "Баланс: <b>122 балла</b>" in text
    assert "Уровень дан вручную до 23 февраля" in text
