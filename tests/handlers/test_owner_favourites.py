"""Favourite categories: what a change of their rules is called, and how a file carries them."""

from decimal import Decimal
from typing import Any

import pytest

from handlers.changes import change_words
from handlers.owner.favourite_words import about, effect, line
from handlers.what_ifs import Counting
from services.favourite_rules import (
    FavouritePreview,
    FavouriteResults,
    FavouriteSettings,
    Field,
    OwnerFavourites,
)
from services.program import Document, describe_change, export, load_document
from services.program.favourite_edits import (
    with_favourites_choose,
    with_favourites_of,
    with_favourites_on,
    with_favourites_percent,
)
from tests.handlers.test_offers import texts_of

PLAIN = """
name = "Zerno"
[[earn]]
id = "base"
type = "percent"
percent = "5"
"""


def switched_on(of: tuple[str, ...] = ("Кофе", "Десерты", 'Чай "1001"')) -> Document:
    return with_favourites_on(with_favourites_of(load_document(PLAIN), of), on=True)


def words(old: Document, new: Document, language: str = "ru") -> list[str]:
    return [change_words(texts_of(language), one) for one in describe_change(old, new)]


def test_what_the_chat_sets_goes_through_a_file_and_back() -> None:
    document = switched_on()
    assert load_document(export(document)) == document
    assert words(document, load_document(export(document))) == []
    off = with_favourites_on(document, on=False)
    assert load_document(export(off)) == off


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "ru",
            [
                "+ Начисление «favourite»",
                "Любимые категории, включено: нет → да",
                "Любимые категории, сколько выбирает гость: 3 → 2",
                "Любимые категории, из каких категорий: — → a, b",
            ],
        ),
        (
            "en",
            [
                "+ Earning “favourite”",
                "Favourite categories, on: no → yes",
                "Favourite categories, how many a guest picks: 3 → 2",
                "Favourite categories, from these categories: — → a, b",
            ],
        ),
        (
            "uz",
            [
                "+ “favourite” qoʻshish qoidasi",
                "Sevimli toifalar, yoqilgan: yoʻq → ha",
                "Sevimli toifalar, mehmon nechtasini tanlaydi: 3 → 2",
                "Sevimli toifalar, qaysi toifalardan: — → a, b",
            ],
        ),
    ],
)
def test_switching_it_on_reads_as_sentences(language: str, said: list[str]) -> None:
    assert words(load_document(PLAIN), switched_on(("a", "b")), language) == said


def test_each_later_change_is_a_sentence() -> None:
    before = switched_on()
    assert words(before, with_favourites_percent(before, Decimal(12))) == [
        "Начисление «favourite», процент: 10 → 12"
    ]
    assert words(before, with_favourites_choose(before, 1)) == [
        "Любимые категории, сколько выбирает гость: 3 → 1"
    ]
    assert words(before, with_favourites_of(before, ("Кофе",))) == [
        "Любимые категории, сколько выбирает гость: 3 → 1",
        'Любимые категории, из каких категорий: Кофе, Десерты, Чай "1001" → Кофе',
    ]


def settings(**also: Any) -> FavouriteSettings:
    known: dict[str, Any] = {
        "on": True,
        "of": ("dessert", "tea"),
        "choose": 2,
        "percent": "10",
        "money": False,
        "others": 0,
        "names": {"dessert": {"ru": "Десерты"}},
    }
    return FavouriteSettings(**known | also)


def preview(before: FavouriteSettings, after: FavouriteSettings, **also: Any) -> FavouritePreview:
    known: dict[str, Any] = {
        "version_id": 1,
        "before": before,
        "after": after,
        "usual": "5",
        "example_minor": 100_000,
        "example_before": 50,
        "example_after": 100,
        "better": (),
        "picked": False,
        "unseen": (),
        "text": "",
    }
    return FavouritePreview(**known | also)


def said(field: Field, shown: FavouritePreview) -> list[str]:
    told = Counting(done=0, of=0) if shown.picked else None
    text = effect(texts_of(), field, shown, told)
    return text.replace("\u00a0", " ").replace("\u202f", " ").split("\n")[1:]


def test_a_change_of_the_percent_shows_a_bill_of_favourites() -> None:
    assert said(Field.PERCENT, preview(settings(), settings(percent="20"))) == [
        "Было: 10 % → станет: <b>20 %</b>",
        "Раз в месяц гость выбирает до 2 из списка и получает на любимое 20 % вместо 5 %.",
        "Чек 1 000 ₽ из любимого: 50 баллов → <b>100 баллов</b>",
        "Никто ещё не выбирал: на прошлых чеках этого не посчитать.",
        "Действует с этой минуты.",
    ]


def test_money_off_is_said_as_money() -> None:
    before, after = settings(money=True, percent=None), settings(money=True)
    lines = said(
        Field.PERCENT,
        preview(before, after, usual="3", example_before=97_000, example_after=90_000),
    )
    assert lines[:3] == [
        "Было: нет → станет: <b>скидка 10 %</b>",
        "Раз в месяц гость выбирает до 2 из списка, на любимое — скидка 10 %, на остальное 3 %.",
        "Чек 1 000 ₽ из любимого, к оплате: 970 ₽ → <b>900 ₽</b>",
    ]


def test_what_is_bad_for_guests_and_the_till_is_said_before_saving() -> None:
    lines = said(
        Field.OF,
        preview(
            settings(),
            settings(),
            example_after=50,
            better=({"ru": "Золото"},),
            unseen=("dessert",),
            picked=True,
        ),
    )
    assert lines[0] == "Список: <b>Десерты, tea</b>"
    assert lines[2] == (
        "⚠️ На уровне «Золото» обычный процент больше: там любимое даст меньше, чем остальное."
    )
    assert lines[3].startswith("⚠️ На кассе не поместятся кнопки: Десерты.")
    assert "Никто" not in lines[4]


def test_rules_of_the_file_are_spoken_of_as_such() -> None:
    by_file = settings(percent=None, others=1)
    assert line(texts_of(), by_file, Field.PERCENT) == "На любимое: по файлу"
    assert line(texts_of(), settings(percent=None), Field.PERCENT) == "На любимое: нет"
    lines = said(Field.CHOOSE, preview(by_file, settings(percent=None, others=1, choose=1)))
    assert lines[0] == "Было: 2 → станет: <b>1</b>"
    assert lines[1].endswith("Что это даёт, сказано в файле правил.")
    emptied = preview(settings(on=False), settings(on=False, of=()))
    empty, off = said(Field.OF, emptied)[:2]
    assert empty == "Список пуст: выбирать не из чего."
    assert off.endswith("Сейчас выключено.")


def test_results_say_who_picked_what_leads_and_what_it_brought() -> None:
    view = OwnerFavourites(
        version_id=1,
        settings=settings(),
        known=("dessert",),
        usual="5",
        results=FavouriteResults(
            picked=21, leading=(("dessert", 14), ("tea", 9)), points=310, off_minor=45_00
        ),
    )
    text = about(texts_of(), view).replace("\u00a0", " ").split("\n\n")[1]
    assert text.split("\n") == [
        "В этом месяце выбрал 21 гость.",
        "Чаще всего: Десерты — 14, tea — 9",
        "За 30 дней за любимое: <b>+310 баллов</b>",
        "За 30 дней скидок на любимое: <b>45 ₽</b>",
    ]
