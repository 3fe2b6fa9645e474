"""One change of the rules in a few words: what, and what became of it (O3)."""

from collections.abc import Mapping
from typing import Any

from handlers.offers import short
from handlers.texts import Texts
from services.facts import Localized
from services.program import Change, ChangeKind
from services.units import LANGUAGES

VALUE_LETTERS = 30
"""A value of a line that has others beside it; the file has it whole."""


def value_words(texts: Texts, value: Any) -> str:
    """Return a value of the program file as people write it; plain text."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return texts.plain("program-yes" if value else "program-no")
    if isinstance(value, list):
        return short(", ".join(value_words(texts, one) for one in value), VALUE_LETTERS)
    if isinstance(value, Mapping):
        return short(_table_words(texts, value), VALUE_LETTERS)
    return short(str(value), VALUE_LETTERS)


def _table_words(texts: Texts, table: Mapping[str, Any]) -> str:
    """Return a text in the reader's language, or the values of any other table."""
    if table and set(table) <= set(LANGUAGES):
        return texts.name(Localized(table))
    return ", ".join(value_words(texts, one) for one in table.values() if one not in ({}, []))


def name_words(texts: Texts, change: Change) -> str:
    """Return what a rule is called: its title or name, else its id and table."""
    row = change.after or change.before
    called = row.get("title") or row.get("name") if isinstance(row, Mapping) else None
    return value_words(texts, called) if called else str(change.id or change.table)


def change_words(texts: Texts, change: Change) -> str:
    """Return the change as HTML: "percent: 5 → 7", or a rule that came or went."""
    if not change.key and change.kind is not ChangeKind.CHANGED:
        return texts(f"program-{change.kind}", what=name_words(texts, change))
    words = (change.id or change.table, change.key)
    return texts(
        "program-changed",
        what=" ".join(word for word in words if word),
        before=value_words(texts, change.before),
        after=value_words(texts, change.after),
    )
