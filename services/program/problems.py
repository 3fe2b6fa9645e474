"""What is wrong with a program file, in sentences with the line they speak of."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from services.program import perks
from services.program.conditions import When
from services.program.document import TABLES, Document
from services.program.positions import Path
from services.program.values import PATTERNS

# Tables that may be written several times; their rules are told apart by id.
_REPEATED = frozenset(
    {"earn", "multiplier", "bonus", "discount", "cap", "tier", "stamp_card", "offer", "audience"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong: where (a line from 1, if the document came from a text), and why."""

    line: int | None
    path: Path
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}" if self.line else self.sentence


class ProgramRefused(Exception):
    """A program that does not load: every problem found, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line or 0))
        super().__init__(str(self.problems[0]))


def found_by_pydantic(
    error: ValidationError, raw: Mapping[str, object]
) -> Iterable[tuple[Path, str]]:
    """Each shape error as (path, sentence)."""
    for details in error.errors(include_url=False):
        path = _path(details["loc"])
        if details["type"] == "union_tag_invalid":
            path = (*path, _discriminator(details))
        yield path, _sentence(details, path, raw)


def subject(path: Path, raw: Mapping[str, object]) -> str:
    """Name the thing a path leads to as the owner wrote it: ``[[earn]] "base" percent``.

    The path has at least the table or the key at the top.
    """
    table, rest = str(path[0]), path[1:]
    if rest and isinstance(rest[0], int):
        head = f"[[{table}]] {_name_of(raw, table, rest[0])}"
        rest = rest[1:]
    elif isinstance(raw.get(table), dict) or rest:
        head = f"[{table}]"
    else:
        head = table
    keys = ".".join(str(part) for part in rest if not isinstance(part, int))
    return f"{head} {keys}" if keys else head


def _name_of(raw: Mapping[str, object], table: str, index: int) -> str:
    rows = raw.get(table)
    row = rows[index] if isinstance(rows, list) and index < len(rows) else None
    name = row.get("id") if isinstance(row, dict) else None
    return f'"{name}"' if isinstance(name, str) else f"number {index + 1}"


def _path(loc: tuple[str | int, ...]) -> Path:
    path = tuple(part for part in loc if part != "[key]")
    # Pydantic puts the name of the chosen variant into the path.
    in_variant = path[:1] in {("earn",), ("offer",)} or path[:2] == ("points", "expiry")
    if in_variant and len(path) > 2:  # noqa: PLR2004  # table, index or key, then the variant
        path = path[:2] + path[3:]
    if path[2:4] in {("perks", perks.LIST), ("perks", perks.TABLE)}:
        path = path[:3] + path[4:]
    return path


def _sentence(details: ErrorDetails, path: Path, raw: Mapping[str, object]) -> str:
    kind = details["type"]
    if kind == "extra_forbidden":
        return _unknown(path, raw)
    if kind in {"missing", "union_tag_not_found"}:
        return _missing(details, path, raw)
    not_rows = kind == "tuple_type" and len(path) == 1
    if not_rows or kind in {"model_type", "model_attributes_type", "dict_type"}:
        return _not_a_table(path, raw)
    return f"{subject(path, raw)} {_must(details)}"


def _unknown(path: Path, raw: Mapping[str, object]) -> str:
    *way, key = path
    parent = tuple(way)
    if not parent:
        known: Iterable[str] = Document.model_fields
        return f'there is no table or key "{key}"{_perhaps(str(key), known)}'
    if parent[-1] == "when":
        known = (field.alias or name for name, field in When.model_fields.items())
        return f'{subject(parent, raw)} knows no condition "{key}"{_perhaps(str(key), known)}'
    return f'{subject(parent, raw)} has no key "{key}"{_perhaps(str(key), _keys_of(parent))}'


def _brackets(table: str) -> str:
    return f"[[{table}]]" if table in _REPEATED else f"[{table}]"


def _keys_of(parent: Path) -> Iterable[str]:
    """List the keys of a table near the top, for a guess at a misspelt one."""
    of_a_row = len(parent) == 2 and isinstance(parent[1], int)  # noqa: PLR2004  # table, number
    models = TABLES.get(str(parent[0]), ()) if len(parent) == 1 or of_a_row else ()
    return {key for model in models for key in model.model_fields}


def _perhaps(key: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(key, [name for name in known if name != key], n=1)
    return f'; did you mean "{close[0]}"?' if close else ""


def _missing(details: ErrorDetails, path: Path, raw: Mapping[str, object]) -> str:
    if details["type"] == "union_tag_not_found":
        return f"{subject(path, raw)} needs {_discriminator(details)}"
    if isinstance(path[-1], int):
        return f"{subject(path, raw)} is too short a list"
    return f"{subject(path[:-1], raw)} needs {path[-1]}"


def _discriminator(details: ErrorDetails) -> str:
    return str(details["ctx"]["discriminator"]).strip("'")


def _not_a_table(path: Path, raw: Mapping[str, object]) -> str:
    if len(path) == 1 or isinstance(path[-1], int):
        return f"{path[0]} must be a table, written {_brackets(str(path[0]))}"
    return f"{subject(path, raw)} must be a table in braces"


_MUST = {
    "string_type": "must be text in quotes",
    "int_type": "must be a whole number without quotes",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list in square brackets",
    "too_short": "must not be an empty list",
    "too_long": "is too long a list",
    "string_too_short": "must not be empty",
    "string_too_long": "is too long",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "literal_error": "must be {expected}",
    "enum": "must be {expected}",
    "union_tag_invalid": "must be one of {expected_tags}",
    "kopilka": "{sentence}",
}


def _must(details: ErrorDetails) -> str:
    facts = {key: str(value) for key, value in details.get("ctx", {}).items()}
    if details["type"] == "string_pattern_mismatch":
        return PATTERNS[facts["pattern"]]
    for key in ("expected", "expected_tags"):
        facts[key] = facts.get(key, "").replace("'", '"')
    pattern = _MUST.get(details["type"])
    return pattern.format(**facts) if pattern else f"is wrong: {details['msg'].lower()}"
