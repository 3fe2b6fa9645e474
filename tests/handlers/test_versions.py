"""Who changed what and what is planned, as the owner reads it."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.owner.menu import Versions
from handlers.owner.starts import start_rows, starting, usual_starts
from handlers.owner.versions import list_screen, restore_screen, version_screen
from handlers.what_ifs import Counting
from services.program import Change, ChangeKind
from services.programs import Restoring, VersionState, VersionView
from services.units import LANGUAGES
from tests.builders.shops import NOW
from tests.handlers.test_offers import flat, labels, texts_of

MONDAY = date(2026, 11, 23)
PERCENT = Change(
    kind=ChangeKind.CHANGED, table="earn", id="base", key="percent", before="5", after="7"
)
IN_FORCE = VersionView(
    version_id=4,
    number=4,
    at=NOW,
    staff_id=1,
    author="Ольга Хозяйкина",
    role="owner",
    changes=(PERCENT,),
    state=VersionState.IN_FORCE,
)
PAST = replace(
    IN_FORCE,
    version_id=1,
    number=1,
    changes=(),
    staff_id=None,
    author=None,
    state=VersionState.PAST,
)
PLANNED = replace(
    IN_FORCE, version_id=5, number=5, state=VersionState.PLANNED, starts_on=date(2026, 12, 1)
)


def test_the_list_marks_what_is_planned_and_in_force() -> None:
    screen = list_screen(texts_of(), (PLANNED, IN_FORCE, PAST), 0)
    assert "🗓 № 5 · с 1 дек · Ольга Хозяйкина" in flat(screen.text)
    assert "• Начисление «base», процент: 5 → 7" in flat(screen.text)
    assert "▫️ № 1 · 23 нояб" in flat(screen.text)
    assert "из командной строки" in flat(screen.text)
    assert [len(row) for row in labels(screen)] == [2, 1, 1]


def test_many_versions_are_turned_over() -> None:
    many = tuple(replace(PAST, version_id=one, number=one) for one in range(20, 0, -1))
    assert labels(list_screen(texts_of(), many, 0))[-2] == ["›"]
    assert labels(list_screen(texts_of(), many, 1))[-2] == ["‹", "›"]
    assert labels(list_screen(texts_of(), many, 99))[-2] == ["‹"]
    assert len(list_screen(texts_of(), many, 0).text) < 4096


@pytest.mark.parametrize(
    ("version", "state", "keys"),
    [
        (PLANNED, "Начнёт действовать 1 дек", ["🗑 Отменить план"]),
        (IN_FORCE, "Действует сейчас", []),
        (PAST, "Действовала раньше", ["↩️ Вернуть эти правила"]),
    ],
)
def test_one_version_says_its_state_and_has_its_button(
    version: VersionView, state: str, keys: list[str]
) -> None:
    screen = version_screen(texts_of(), version)
    assert state in flat(screen.text)
    assert labels(screen) == [*([keys] if keys else []), ["‹ Назад"]]


def test_a_version_with_many_changes_says_how_many_more_there_are() -> None:
    long = replace(IN_FORCE, changes=(PERCENT,) * 12)
    assert flat(version_screen(texts_of("en"), long).text).endswith("And 4 more.")
    nine = replace(IN_FORCE, changes=(PERCENT,) * 9)
    assert "more" not in version_screen(texts_of("en"), nine).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_restoring_shows_the_difference_and_its_price_first(language: str) -> None:
    texts = texts_of(language)
    asked = Restoring(version=PAST, based_on=4, changes=(PERCENT,), text="")
    screen = restore_screen(texts, asked, Counting(done=0, of=0))
    assert "5 → 7" in screen.text
    assert "30" in screen.text
    assert [len(row) for row in labels(screen)] == [1, 1]
    same = restore_screen(texts, replace(asked, changes=()), None)
    assert [len(row) for row in labels(same)] == [1]


def test_rules_begin_now_tomorrow_on_monday_or_on_the_first() -> None:
    tomorrow, monday, first = date(2026, 11, 24), date(2026, 11, 30), date(2026, 12, 1)
    assert usual_starts(MONDAY) == [tomorrow, monday, first]
    assert usual_starts(date(2026, 11, 29)) == [monday, first]
    assert usual_starts(date(2026, 1, 31)) == [date(2026, 2, 1), date(2026, 2, 2)]
    assert (starting(0), starting(first.toordinal())) == (None, first)


def test_the_chosen_beginning_is_marked() -> None:
    chosen = date(2026, 11, 30)
    rows = start_rows(texts_of(), MONDAY, chosen, lambda day: Versions(page=day))
    assert [flat(one.text) for row in rows for one in row] == [
        "Начать: сейчас",
        "Начать: с 24 нояб",
        "• Начать: с 30 нояб",
        "Начать: с 1 дек",
    ]
