"""What changed between two versions of the rules, in words an owner reads."""

from typing import Any

import pytest

from handlers.changes import change_words, value_words
from services.program import Change, ChangeKind, json_schema
from services.units import LANGUAGES
from tests.handlers.test_offers import texts_of

NEVER = {"id", "when", "model", "n", "date", "one", "few", "many", "other"}
"""Keys that are said by what they stand in."""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "—"),
        (True, "да"),
        (False, "нет"),
        (0, "0"),
        (["mon", "tue"], "mon, tue"),
        ({"en": "Croissant", "ru": "Круассан"}, "Круассан"),
        ({"model": "days", "n": 180, "when": {}}, "через 180 дней"),
        ("a" * 40, "a" * 29 + "…"),
    ],
)
def test_a_value_is_said_as_people_write_it(value: Any, said: str) -> None:
    assert value_words(texts_of(), value) == said


def test_a_rule_that_came_or_went_is_called_by_its_title() -> None:
    row = {"id": "croissant", "kind": "goods", "title": {"ru": "Круассан <1>"}}
    came = Change(kind=ChangeKind.ADDED, table="offer", id="croissant", after=row)
    assert change_words(texts_of(), came) == "+ Акция «Круассан &lt;1&gt;»"
    went = Change(kind=ChangeKind.REMOVED, table="bonus", id="big", before={"id": "big"})
    assert change_words(texts_of(), went) == "убрано: Бонус «big»"


def test_a_changed_key_says_what_it_was_and_became() -> None:
    percent = Change(
        kind=ChangeKind.CHANGED, table="earn", id="base", key="percent", before="5", after="7"
    )
    assert change_words(texts_of(), percent) == "Начисление «base», процент: 5 → 7"
    paused = Change(kind=ChangeKind.CHANGED, table="birthday", key="on", before=True, after=False)
    assert change_words(texts_of(), paused) == "День рождения, включено: да → нет"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "Акция «double», дни недели: tue → wed"),
        ("en", "Offer “double”, weekdays: tue → wed"),
        ("uz", "“double” aksiyasi, hafta kunlari: tue → wed"),
    ],
)
def test_a_change_reads_as_a_sentence_in_every_language(language: str, said: str) -> None:
    days = Change(
        kind=ChangeKind.CHANGED,
        table="offer",
        id="double",
        key="when.weekdays",
        before=["tue"],
        after=["wed"],
    )
    assert change_words(texts_of(language), days) == said


def test_what_the_program_itself_is_called_needs_no_table() -> None:
    name = Change(kind=ChangeKind.CHANGED, table="", key="name", before="Зерно", after="Чай")
    assert change_words(texts_of(), name) == "название: Зерно → Чай"
    order = Change(
        kind=ChangeKind.CHANGED, table="tier", key="order", before=["a", "b"], after=["b", "a"]
    )
    assert change_words(texts_of("en"), order) == "Tier “…”, order: a, b → b, a"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_and_key_of_the_program_file_has_words(language: str) -> None:
    """A mechanic that comes with a new key says it in words, too."""
    schema, texts = json_schema(), texts_of(language)
    tables = {name for name, one in schema["properties"].items() if {"$ref", "items"} & set(one)}
    keys = {key for part in schema["$defs"].values() for key in part.get("properties", {})}
    assert sorted(one for one in tables if not texts.has(f"change-in-{one}")) == []
    assert sorted(one for one in keys - NEVER if not texts.has(f"change-key-{one}")) == []
