"""A document as the text an owner reads: TOML, each key beside its sentence."""

import json
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from services.program.conditions import When
from services.program.document import Document, PointsPart
from services.program.values import decimal_text

_WIDTH = 28
_LONGEST = 99


def export(document: Document) -> str:
    """Write the whole program as commented TOML; loading it gives the same document."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    tables: list[str] = []
    for name, field in Document.model_fields.items():
        value = getattr(document, name)
        if isinstance(value, BaseModel):
            tables += _table(f"[{name}]", value, set())
        elif isinstance(value, tuple):
            explained: set[str] = set()
            for row in value:
                tables += _table(f"[[{name}]]", row, explained)
        elif value is not None:
            yield from _commented(f"{name} = {_value(value)}", field.description)
    yield from tables


def _table(header: str, table: BaseModel, explained: set[str]) -> Iterator[str]:
    """Write one table; keys already `explained` in a table of the same name get no sentence."""
    yield from ("", header)
    fields = type(table).model_fields
    for name in sorted(fields, key=lambda name: not fields[name].is_required()):
        value = getattr(table, name)
        if name != "names" and not _says_nothing(name, value):
            sentence = None if name in explained else fields[name].description
            explained.add(name)
            yield from _commented(f"{name} = {_value(value)}", sentence)
    if isinstance(table, PointsPart):
        yield from ("", "[points.names]")
        for language, forms in table.names.items():
            yield f"{language} = {_value(forms)}"


def _says_nothing(name: str, value: object) -> bool:
    """Tell which keys to leave out; an empty list of exclusions is a fact, though."""
    return value is None or value == When() or (value in ((), {}) and name != "exclude")


def _commented(line: str, description: str | None) -> Iterator[str]:
    """Put the sentence beside a short line, and above a long one."""
    sentence = " ".join((description or "").split())
    beside = f"{line:<{_WIDTH}}  # {sentence}"
    if sentence and len(beside) > _LONGEST:
        yield from textwrap.wrap(sentence, _LONGEST, initial_indent="# ", subsequent_indent="# ")
    yield beside if sentence and len(beside) <= _LONGEST else line


def _value(value: object) -> str:
    if isinstance(value, BaseModel):
        fields = type(value).model_fields.items()
        return _inline({field.alias or name: getattr(value, name) for name, field in fields})
    if isinstance(value, Mapping):
        return _inline(value)
    if isinstance(value, tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    return _scalar(value)


def _scalar(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case Decimal():
            return _quoted(decimal_text(value))
        case _:
            return _quoted(str(value))


def _inline(table: Mapping[str, object]) -> str:
    pairs = [f"{key} = {_value(item)}" for key, item in table.items() if item is not None]
    return f"{{ {', '.join(pairs)} }}" if pairs else "{}"


def _quoted(text: str) -> str:
    """Return a TOML basic string; JSON's escapes are the same but for the character DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
