"""Checks calls, and objects we make ourselves, against the Bot API schema; fast enough for load.

Form fields arrive as text, so checking a call also turns each value into its type.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from sandbox import spec
from sandbox.values import (
    SIMPLE,
    Check,
    Json,
    Kind,
    Problem,
    array_of,
    limited_to,
    one_of,
    or_text,
    wrong,
)


class _Fields:
    """The check of one object type, compiled from its field list on first use."""

    __slots__ = ("checks", "owner", "required")

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.checks: dict[str, Check] = {}
        self.required: tuple[str, ...] = ()

    def __call__(self, value: Any, problems: list[Problem]) -> Any:
        if not isinstance(value, dict):
            wrong(problems, f"an object ({self.owner}) was expected, not {type(value).__name__}")
            return value
        problems.extend(
            Problem(Kind.MISSING, self.owner, name, "is required", [name])
            for name in self.required
            if value.get(name) is None
        )
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


@dataclass(slots=True)
class _Members:
    """The members of a union: by fixed tag, and by the fields they require."""

    tags: dict[tuple[str, str], Check] = field(default_factory=dict)
    marks: list[tuple[str, Check]] = field(default_factory=list)

    def choose(self, value: Json) -> Check | None:
        """Return the check of the member this value is, or None."""
        for name in ("type", "status", "source"):
            tag = value.get(name)
            if isinstance(tag, str) and (check := self.tags.get((name, tag))):
                return check
        if self.tags:
            return None
        return next((check for name, check in self.marks if name in value), None)


class Checker:
    """All checks of one version of the Bot API."""

    def __init__(self) -> None:
        description = spec.load()
        self.api: str = description["api"]
        self._types: Json = description["types"]
        self._unions: dict[str, list[str]] = description["unions"]
        self._methods: Json = description["methods"]
        self._compiled: dict[str, Check] = dict(SIMPLE)
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
            name for name, rule in fields.items() if rule["type"] in SIMPLE
        )
        self._calls[method] = compiled
        return compiled

    def _fields(self, target: _Fields, fields: Json) -> _Fields:
        target.required = tuple(name for name, rule in fields.items() if rule.get("required"))
        for name, rule in fields.items():
            check = self._check(rule["type"])
            if "limit" in rule:
                check = limited_to(check, *rule["limit"])
            if "const" in rule:
                check = one_of(check, [rule["const"]])
            if "oneof" in rule:
                check = one_of(check, rule["oneof"])
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
            self._compiled[type_name] = array_of(self._check(type_name.removeprefix("Array of ")))
        elif type_name == "KeyboardButton":
            fields = self._fields(_Fields(type_name), self._types[type_name])
            self._compiled[type_name] = or_text(fields)
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
        """Check against the member that the value's fixed tag, or else a field of it, names."""
        known: list[_Members] = []

        def union(value: Any, problems: list[Problem]) -> Any:
            if not isinstance(value, dict):
                # Rich text may also be plain text or an array.
                if not members[0].startswith("Rich"):
                    wrong(problems, f"an object was expected, not {type(value).__name__}")
                return value
            if not known:
                # Not earlier: types contain themselves.
                known.append(self._members(members))
            check = known[0].choose(value)
            if check is None:
                wrong(problems, f"it is none of {', '.join(members)}")
                return value
            return check(value, problems)

        return union

    def _members(self, names: list[str]) -> "_Members":
        members = _Members()
        for name in names:
            check = self._check(name)
            for field_name, rule in self._types.get(name, {}).items():
                if "const" in rule:
                    members.tags[field_name, rule["const"]] = check
                if rule.get("required"):
                    members.marks.append((field_name, check))
        return members


def _decoded(name: str, value: str, method: str, problems: list[Problem]) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        problems.append(Problem(Kind.TYPE, method, name, "it is not JSON", [name]))
        return None
