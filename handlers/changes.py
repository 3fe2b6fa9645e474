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
    """Return a text in the reader's language, an expiry, or the values of any other table."""
    if table and set(table) <= set(LANGUAGES):
        return texts.name(Localized({name: _listed(said) for name, said in table.items()}))
    if table.get("model") in {"days", "sliding"}:
        return texts.plain("program-days", days=table["n"])
    if table.get("model") == "never":
        return texts.plain("program-never")
    return ", ".join(value_words(texts, one) for one in table.values() if one not in ({}, []))


def _listed(said: Any) -> str:
    """Return a text, or several of them in one line."""
    return said if isinstance(said, str) else ", ".join(said)


def name_words(texts: Texts, change: Change) -> str:
    """Return what a rule is called: its title or name, else its id and table."""
    row = change.after or change.before
    called = row.get("title") or row.get("name") if isinstance(row, Mapping) else None
    called = value_words(texts, called) if called else str(change.id or change.table)
    return _of_table(texts, change.table, called)


def change_words(texts: Texts, change: Change) -> str:
    """Return the change as HTML: "Earning “base”, percent: 5 → 7", or a rule that came or went."""
    if not change.key and change.kind is not ChangeKind.CHANGED:
        return texts(f"program-{change.kind}", what=name_words(texts, change))
    where = _of_table(texts, change.table, change.id or "…") if change.table else ""
    way = " · ".join(_of_key(texts, key) for key in change.key.split(".") if key != "when")
    return texts(
        "program-changed",
        what=", ".join(words for words in (where, way) if words),
        before=value_words(texts, change.before),
        after=value_words(texts, change.after),
    )


def _of_table(texts: Texts, table: str, called: str) -> str:
    """Return a rule in words: "Offer “double”"; the file's own words for a table that has none."""
    key = f"change-in-{table}"
    return texts.plain(key, id=called) if texts.has(key) else f"{table} {called}".strip()


def _of_key(texts: Texts, key: str) -> str:
    return texts.plain(f"change-key-{key}") if texts.has(f"change-key-{key}") else key
