"""The picture of a week, and the caption that says the same."""

import html
from dataclasses import replace

import pytest
from PIL import ImageChops

from handlers.owner.week import caption, period, summary_face
from handlers.pictures.summary import (
    MOST_TIERS,
    Bar,
    SummaryFace,
    Trend,
    draw_summary,
    summary_jpeg,
)
from tests.builders.faces import opened
from tests.builders.weeks import FIRST, HUGE, LANGUAGES, MONDAY, USUAL, WEEKS, days, speaking

CAPTION_LIMIT = 1024


def face_of(name: str, language: str) -> SummaryFace:
    return summary_face(speaking(language), WEEKS[name])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WEEKS)
def test_the_picture_is_1080_by_1350_and_light_enough_to_send(name, language):
    jpeg = summary_jpeg(face_of(name, language))

    assert opened(jpeg).size == (1080, 1350)
    assert len(jpeg) < 300_000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WEEKS)
def test_the_caption_has_every_figure_of_the_picture(name, language):
    face = face_of(name, language)
    said = html.unescape(caption(face))

    shown = [face.title, face.chart]
    shown += [text for one in face.figures for text in (one.label, one.value, one.change)]
    shown += [f"{bar.label}\u00a0{bar.value}" for bar in face.bars if bar.value]
    shown += [f"{share.label}\u00a0{share.value}" for share in face.tiers]
    shown += [f"{line.label}: {line.value}" for line in face.lines]
    shown += face.tip or ()
    assert [text for text in shown if text not in said] == []
    assert len(said) <= CAPTION_LIMIT


def test_the_usual_week_reads_as_an_owner_would_say_it():
    said = caption(face_of("usual", "ru")).replace("\u00a0", " ").splitlines()

    assert said[:3] == [
        "<b>Неделя 9–15 ноября</b>",
        "Выручка по картам: 486 200 ₽ (▲ 12 %)",
        "Покупки: 742 (▲ 8 %)",
    ]
    assert said[5] == (
        "Выручка по дням, тыс. ₽: Пн 58 · Вт 41 · Ср 62 · Чт 66 · Пт 79 · Сб 98 · Вс 82"
    )
    assert said[-1] == "Вторник — самый тихий день: 41 100 ₽. На 41 % ниже среднего за день"


def test_without_a_week_before_nothing_is_compared():
    assert [one.change for one in face_of("first", "ru").figures] == ["", "", "", ""]


def test_a_figure_that_stays_is_neither_good_nor_bad():
    same = replace(USUAL, before=USUAL.totals)

    trends = {one.trend for one in summary_face(speaking("en"), same).figures}

    assert trends == {Trend.SAME}


def test_days_that_have_not_begun_carry_no_figure():
    bars = face_of("without tiers", "ru").bars

    assert [bool(bar.value) for bar in bars] == [True] * 4 + [False] * 3


def test_tiers_beyond_the_room_are_added_up():
    tiers = summary_face(speaking("en"), HUGE).tiers

    assert len(tiers) == MOST_TIERS
    assert sum(one.weight for one in tiers) == 9 * 1_234_567


@pytest.mark.parametrize(
    ("amount", "unit", "value"),
    [
        (9_999, "₽", "9 999"),
        (10_000, "тыс. ₽", "10"),
        (12_345, "тыс. ₽", "12,3"),
        (123_456, "тыс. ₽", "123"),
        (12_345_678, "млн ₽", "12,3"),
        (12_345_678_901, "млрд ₽", "12,3"),
    ],
)
def test_the_chart_is_printed_in_a_unit_that_fits(amount, unit, value):
    shown = summary_face(speaking("ru"), replace(USUAL, days=days(MONDAY, *[amount] * 7)))

    assert shown.chart.replace("\u00a0", " ").endswith(f", {unit}")
    assert shown.bars[0].value.replace("\u00a0", " ") == value


def test_a_period_over_two_months_names_both():
    over = days(MONDAY.replace(day=30), *[0] * 7)

    assert period(speaking("ru"), over) == "30 ноября – 6 декабря"
    assert period(speaking("en"), over) == "30 Nov – 6 Dec"


@pytest.mark.parametrize(
    "change",
    [
        {"shop": "Другая"},
        {"title": "Другая"},
        {"subtitle": "другая"},
        {"chart": "Выручка"},
        {"legend": ("эта", "прошлая")},
        {"tiers_title": "Гости"},
        {"tiers": ()},
        {"lines_title": "Баллы"},
        {"lines": ()},
        {"tip": None},
        {"tip": ("Вторник", "тихий")},
        {"bars": (Bar(label="Пн", value="1", permille=1000, before_permille=0),)},
    ],
)
def test_everything_visible_changes_the_picture(change):
    face = face_of("usual", "ru")
    difference = ImageChops.difference(draw_summary(face), draw_summary(replace(face, **change)))

    assert difference.getbbox() is not None


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize(
    "change", [{"label": "Л"}, {"value": "7"}, {"change": "7 %"}, {"trend": Trend.SAME}]
)
def test_every_tile_shows_its_figure(number, change):
    face = face_of("usual", "ru")
    first, second, third, fourth = (
        replace(figure, **change) if place == number else figure
        for place, figure in enumerate(face.figures)
    )
    changed = replace(face, figures=(first, second, third, fourth))

    box = ImageChops.difference(draw_summary(face), draw_summary(changed)).getbbox()

    assert box is not None
    left, top, right, bottom = box
    assert (left >= 550) == (number % 2 == 1)
    assert (top >= 394) == (number >= 2)
    assert right <= (1032 if number % 2 else 530)
    assert bottom <= (542 if number >= 2 else 374)


def test_a_long_sum_is_never_cut():
    changed = replace(HUGE, totals=replace(HUGE.totals, amount_minor=HUGE.totals.amount_minor - 1))
    before, after = (
        draw_summary(summary_face(speaking("ru"), one)).crop((48, 300, 530, 374))
        for one in (HUGE, changed)
    )

    assert ImageChops.difference(before, after).getbbox() is not None


def test_a_first_week_stands_without_a_tip():
    assert FIRST.quiet is None
    assert face_of("first", "ru").tip is None
