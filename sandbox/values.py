"""Checks of single values, and what is reported when one does not fit."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]
Check = Callable[[Any, "list[Problem]"], Any]

_INTEGER = re.compile(r"[+-]?\d{1,19}", re.ASCII)
_TRUE = {"true", "True", "1", "yes"}
_FALSE = {"false", "False", "0", "no", ""}


class Kind(StrEnum):
    """What is wrong with a value."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    TYPE = "type"
    LIMIT = "limit"


@dataclass(slots=True)
class Problem:
    """One difference between a value and the schema.

    `owner` and `name` say which field of which type or method it is about; `path` says where
    in this call ("reply_markup.inline_keyboard[0][1].callback_data").
    """

    kind: Kind
    owner: str
    name: str
    text: str
    path: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        where = "".join(p if p.startswith("[") else f".{p}" for p in reversed(self.path))
        return f"{where.lstrip('.') or self.owner or 'it'}: {self.text}"


def wrong(problems: list[Problem], text: str) -> None:
    problems.append(Problem(Kind.TYPE, "", "", text))


def _integer(value: Any, problems: list[Problem]) -> Any:
    if type(value) is int:
        return value
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    wrong(problems, f"an integer was expected, not {value!r:.60}")
    return value


def _float(value: Any, problems: list[Problem]) -> Any:
    if type(value) in (int, float):
        return value
    try:
        return float(value)
    except (TypeError, ValueError):
        wrong(problems, f"a number was expected, not {value!r:.60}")
        return value


def _boolean(value: Any, problems: list[Problem]) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int) or (isinstance(value, str) and value in _TRUE | _FALSE):
        return str(value) in _TRUE
    wrong(problems, f"true or false was expected, not {value!r:.60}")
    return value


def _string(value: Any, problems: list[Problem]) -> Any:
    if isinstance(value, str):
        return value
    if type(value) in (int, float):
        return str(value)
    wrong(problems, f"text was expected, not {type(value).__name__}")
    return value


def _chat(value: Any, problems: list[Problem]) -> Any:
    if isinstance(value, str) and not _INTEGER.fullmatch(value):
        return value
    return _integer(value, problems)


def _anything(value: Any, _problems: list[Problem]) -> Any:
    return value


SIMPLE: Mapping[str, Check] = {
    "Integer": _integer,
    "Float": _float,
    "Boolean": _boolean,
    "True": _boolean,
    "String": _string,
    "Integer or String": _chat,
    "InputFile": _anything,
    "InputFile or String": _anything,
    "Any": _anything,
}


def limited_to(check: Check, low: int, high: int, unit: str) -> Check:
    """Add a length rule to the check of a text."""

    def limited(value: Any, problems: list[Problem]) -> Any:
        value = check(value, problems)
        if isinstance(value, str):
            # A character is at least one byte, so most values need no encoding.
            size = len(value.encode(errors="replace")) if unit == "bytes" else len(value)
            if not low <= size <= high:
                text = f"{low}-{high} {unit} are allowed, there are {size}"
                problems.append(Problem(Kind.LIMIT, "", "", text))
        return value

    return limited


def one_of(check: Check, allowed: list[str]) -> Check:
    """Add a list of allowed values to the check of a text."""

    def chosen(value: Any, problems: list[Problem]) -> Any:
        value = check(value, problems)
        if value not in allowed:
            wrong(problems, f"{value!r:.60} is none of {', '.join(allowed)}")
        return value

    return chosen


def array_of(check: Check) -> Check:
    def array(value: Any, problems: list[Problem]) -> Any:
        if not isinstance(value, list):
            wrong(problems, f"an array was expected, not {type(value).__name__}")
            return value
        out = []
        for index, item in enumerate(value):
            before = len(problems)
            out.append(check(item, problems))
            for problem in problems[before:]:
                problem.path.append(f"[{index}]")
        return out

    return array


def or_text(check: Check) -> Check:
    """Let a plain text stand for a button that has nothing but a text."""

    def checked(value: Any, problems: list[Problem]) -> Any:
        return check({"text": value} if isinstance(value, str) else value, problems)

    return checked
