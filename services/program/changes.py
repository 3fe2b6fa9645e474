"""What differs between two programs, key by key, for the difference in words."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from services.program.document import Document


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One key that differs, or one whole rule that came or went.

    `table` is the table's name ("" for a key at the top), `id` the rule's or tier's own, `key`
    the way down inside it ("when.weekdays"; "" for a whole rule). `before` and `after` are the
    values as in canonical JSON: text, number, list or table; None where there was no such key.
    """

    kind: ChangeKind
    table: str
    id: str | None = None
    key: str = ""
    before: Any = None
    after: Any = None

    def __str__(self) -> str:
        """Say it in one line: ``earn base percent: 5 → 7``."""
        place = " ".join(part for part in (self.table, self.id, self.key) if part)
        if not self.key:
            return f"{place}: {self.kind}"
        return f"{place}: {_said(self.before)} → {_said(self.after)}"


def describe_change(old: Document, new: Document) -> tuple[Change, ...]:
    """Every difference between two documents, in the order of the file; none for equal ones."""
    before, after = (
        document.model_dump(mode="json", by_alias=True, exclude_none=True)
        for document in (old, new)
    )
    return tuple(
        change
        for name in Document.model_fields
        for change in _of_table(name, before.get(name), after.get(name))
    )


def _of_table(name: str, before: Any, after: Any) -> Iterator[Change]:
    if isinstance(before, list) and isinstance(after, list):
        yield from _of_rows(name, by_id(before), by_id(after))
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _of_keys(name, None, before, after)
    elif before != after:
        yield _change("", None, name, before, after)


def by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Rules by their ids; caps, which have none, by what they limit."""
    named: dict[str, dict[str, Any]] = {}
    for row in rows:
        base = name = row.get("id") or " ".join(
            [row["per"], *([row["rule"]] if "rule" in row else []), *["budget"] * row["budget"]]
        )
        number = 1
        while name in named:
            number += 1
            name = f"{base} {number}"
        named[name] = row
    return named


def _of_rows(
    table: str, before: Mapping[str, dict[str, Any]], after: Mapping[str, dict[str, Any]]
) -> Iterator[Change]:
    for name in [*before, *(name for name in after if name not in before)]:
        if name in before and name in after:
            yield from _of_keys(table, name, before[name], after[name])
        else:
            yield _change(table, name, "", before.get(name), after.get(name))
    kept = [name for name in before if name in after]
    order = [name for name in after if name in before]
    if kept != order:
        yield _change(table, None, "order", kept, order)


def _of_keys(
    table: str,
    id_: str | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    way: str = "",
) -> Iterator[Change]:
    for key in [*before, *(key for key in after if key not in before)]:
        old, new = before.get(key), after.get(key)
        if isinstance(old, Mapping) and isinstance(new, Mapping) and key != "expiry":
            yield from _of_keys(table, id_, old, new, f"{way}{key}.")
        elif old != new:
            yield _change(table, id_, f"{way}{key}", old, new)


def _change(table: str, id_: str | None, key: str, before: Any, after: Any) -> Change:
    kind = ChangeKind.CHANGED
    if before is None:
        kind = ChangeKind.ADDED
    elif after is None:
        kind = ChangeKind.REMOVED
    return Change(kind=kind, table=table, id=id_, key=key, before=before, after=after)


def _said(value: Any) -> str:
    """Write a value plainly; no value is a dash."""
    if value is None:
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
