"""What changed between two versions of the rules, in words an owner reads."""

from typing import Any

import pytest

from handlers.changes import change_words, value_words
from services.program import Change, ChangeKind
from tests.handlers.test_offers import texts_of


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "—"),
        (True, "да"),
        (False, "нет"),
        (0, "0"),
        (["mon", "tue"], "mon, tue"),
        ({"en": "Croissant", "ru": "Круассан"}, "Круассан"),
        ({"model": "days", "n": 180, "when": {}}, "days, 180"),
        ("a" * 40, "a" * 29 + "…"),
    ],
)
def test_a_value_is_said_as_people_write_it(value: Any, said: str) -> None:
    assert value_words(texts_of(), value) == said


def test_a_rule_that_came_or_went_is_called_by_its_title() -> None:
    row = {"id": "croissant", "kind": "goods", "title": {"ru": "Круассан <1>"}}
    came = Change(kind=ChangeKind.ADDED, table="offer", id="croissant", after=row)
    assert change_words(texts_of(), came) == "+ Круассан &lt;1&gt;"
    went = Change(kind=ChangeKind.REMOVED, table="bonus", id="big", before={"id": "big"})
    assert change_words(texts_of(), went) == "убрано: big"


def test_a_changed_key_says_what_it_was_and_became() -> None:
    percent = Change(
        kind=ChangeKind.CHANGED, table="earn", id="base", key="percent", before="5", after="7"
    )
    assert change_words(texts_of(), percent) == "base percent: 5 → 7"
    paused = Change(kind=ChangeKind.CHANGED, table="birthday", key="on", before=True, after=False)
    assert change_words(texts_of(), paused) == "birthday on: да → нет"
