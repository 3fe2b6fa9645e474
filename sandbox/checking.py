"""Checks calls, and objects we make ourselves, against the Bot API schema; fast enough for load.

Form fields arrive as text, so checking a call also turns each value into its type.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sandbox import spec

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
        return f"{where.lstrip('.') or self.name}: {self.text}"


def _wrong(problems: list[Problem], text: str) -> None:
    problems.append(Problem(Kind.TYPE, "", "", text))


def _integer(value: Any, problems: list[Problem]) -> Any:
    if type(value) is int:
        return value
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    _wrong(problems, f"an integer was expected, not {value!r:.60}")
    return value


def _float(value: Any, problems: list[Problem]) -> Any:
    if type(value) in (int, float):
        return value
    try:
        return float(value)
    except (TypeError, ValueError):
        _wrong(problems, f"a number was expected, not {value!r:.60}")
        return value


def _boolean(value: Any, problems: list[Problem]) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int) or (isinstance(value, str) and value in _TRUE | _FALSE):
        return str(value) in _TRUE
    _wrong(problems, f"true or false was expected, not {value!r:.60}")
    return value


def _string(value: Any, problems: list[Problem]) -> Any:
    if isinstance(value, str):
        return value
    if type(value) in (int, float):
        return str(value)
    _wrong(problems, f"text was expected, not {type(value).__name__}")
    return value


def _chat(value: Any, problems: list[Problem]) -> Any:
    if isinstance(value, str) and not _INTEGER.fullmatch(value):
        return value
    return _integer(value, problems)


def _anything(value: Any, _problems: list[Problem]) -> Any:
    return value


_SIMPLE: Mapping[str, Check] = {
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


def _limited(check: Check, low: int, high: int, unit: str) -> Check:
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


def _chosen(check: Check, allowed: list[str]) -> Check:
    """Add a list of allowed values to the check of a text."""

    def chosen(value: Any, problems: list[Problem]) -> Any:
        value = check(value, problems)
        if value not in allowed:
            _wrong(problems, f"{value!r:.60} is none of {', '.join(allowed)}")
        return value

    return chosen


def _array(check: Check) -> Check:
    def array(value: Any, problems: list[Problem]) -> Any:
        if not isinstance(value, list):
            _wrong(problems, f"an array was expected, not {type(value).__name__}")
            return value
        out = []
        for index, item in enumerate(value):
            before = len(problems)
            out.append(check(item, problems))
            for problem in problems[before:]:
                problem.path.append(f"[{index}]")
        return out

    return array


class _Fields:
    """The check of one object type, compiled from its field list on first use."""

    __slots__ = ("checks", "owner", "required")

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.checks: dict[str, Check] = {}
        self.required: tuple[str, ...] = ()

    def __call__(self, value: Any, problems: list[Problem]) -> Any:
        if not isinstance(value, dict):
            _wrong(problems, f"an object ({self.owner}) was expected, not {type(value).__name__}")
            return value
        for name in self.required:
            if value.get(name) is None:
                problems.append(Problem(Kind.MISSING, self.owner, name, "is required", [name]))
        out = {}
        for name, item in value.items():
            if item is not None:
                out[name] = self.one(name, item, problems)
        return out

    def one(self, name: str, item: Any, problems: list[Problem]) -> Any:
        """Check one field; an unknown one is reported and passed through."""
        check = self.checks.get(name)
        if check is None:
            text = f"{self.owner} has no such field"
            problems.append(Problem(Kind.UNKNOWN, self.owner, name, text, [name]))
            return item
        before = len(problems)
        item = check(item, problems)
        for problem in problems[before:]:
            problem.path.append(name)
            if not problem.owner:
                problem.owner, problem.name = self.owner, name
        return item


class Checker:
    """All checks of one version of the Bot API."""

    def __init__(self) -> None:
        description = spec.load()
        self.api: str = description["api"]
        self._types: Json = description["types"]
        self._unions: dict[str, list[str]] = description["unions"]
        self._methods: Json = description["methods"]
        self._compiled: dict[str, Check] = dict(_SIMPLE)
        self._calls: dict[str, _Fields] = {}
        self._texts: dict[str, frozenset[str]] = {}
        self.names = {name.lower(): name for name in self._methods}

    def call(self, method: str, arguments: Json) -> tuple[Json, list[Problem]]:
        """Return the arguments in their types and what the schema has against them.

        Arrays and objects may be JSON text, as in a form. Values that cannot be turned into
        their type stay as they are.
        """
        fields = self._calls.get(method) or self._compile_call(method)
        problems: list[Problem] = []
        texts = self._texts[method]
        for name, value in arguments.items():
            if type(value) is str and name in fields.checks and name not in texts:
                arguments[name] = _decoded(name, value, method, problems)
        return fields(arguments, problems), problems

    def returned(self, method: str, result: Any) -> list[Problem]:
        """Compare what a method answers with the type it promises."""
        return self.check(self._methods[method]["returns"], result)

    def check(self, type_name: str, value: Any) -> list[Problem]:
        """Compare an object with its type; an empty list means they agree."""
        problems: list[Problem] = []
        self._check(type_name)(value, problems)
        return problems

    def _compile_call(self, method: str) -> _Fields:
        fields = self._methods[method]["fields"]
        compiled = self._fields(_Fields(method), fields)
        self._texts[method] = frozenset(
            name for name, rule in fields.items() if rule["type"] in _SIMPLE
        )
        self._calls[method] = compiled
        return compiled

    def _fields(self, target: _Fields, fields: Json) -> _Fields:
        target.required = tuple(name for name, rule in fields.items() if rule.get("required"))
        for name, rule in fields.items():
            check = self._check(rule["type"])
            if "limit" in rule:
                check = _limited(check, *rule["limit"])
            if "const" in rule:
                check = _chosen(check, [rule["const"]])
            if "oneof" in rule:
                check = _chosen(check, rule["oneof"])
            target.checks[name] = check
        return target

    def _check(self, type_name: str) -> Check:
        if type_name not in self._compiled:
            self._compile(type_name)
        return self._compiled[type_name]

    def _compile(self, type_name: str) -> None:
        if type_name.startswith("True or "):
            self._compiled[type_name] = self._or_true(type_name.removeprefix("True or "))
        elif type_name.startswith("Array of "):
            self._compiled[type_name] = _array(self._check(type_name.removeprefix("Array of ")))
        elif type_name in self._types:
            # Registered before its fields are compiled: types contain themselves.
            fields = self._compiled[type_name] = _Fields(type_name)
            self._fields(fields, self._types[type_name])
        else:
            members = self._unions.get(type_name) or re.split(r", | or | and ", type_name)
            self._compiled[type_name] = self._union(members)

    def _or_true(self, type_name: str) -> Check:
        check = self._check(type_name)

        def or_true(value: Any, problems: list[Problem]) -> Any:
            return value if value is True else check(value, problems)

        return or_true

    def _union(self, members: list[str]) -> Check:
        """Choose the member by its fixed tag, else by a field only it requires."""
        tags: dict[tuple[str, str], Check] = {}
        marks: list[tuple[str, Check]] = []

        def compile_members() -> None:
            for member in members:
                rules = self._types.get(member, {})
                check = self._check(member)
                for name, rule in rules.items():
                    if "const" in rule:
                        tags[name, rule["const"]] = check
                required = [n for n, r in rules.items() if r.get("required")]
                marks.extend((name, check) for name in required)

        def union(value: Any, problems: list[Problem]) -> Any:
            if not isinstance(value, dict):
                if not members[0].startswith("Rich"):
                    _wrong(problems, f"an object was expected, not {type(value).__name__}")
                return value
            if not marks:
                compile_members()
            for name in ("type", "status", "source"):
                tag = value.get(name)
                if isinstance(tag, str) and (check := tags.get((name, tag))):
                    return check(value, problems)
            if not tags:
                for name, check in marks:
                    if name in value:
                        return check(value, problems)
            _wrong(problems, f"it is none of {', '.join(members)}")
            return value

        return union


def _decoded(name: str, value: str, method: str, problems: list[Problem]) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        problems.append(Problem(Kind.TYPE, method, name, "it is not JSON", [name]))
        return None
