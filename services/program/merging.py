"""What was planned for later, carried over a change that was made meanwhile.

docs/semantics.md, Rules with a date. A plan is a whole program; what it changes stays changed, and
everything else follows the rules that will be in force before it.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeGuard

from pydantic import ValidationError

from services.program.changes import by_id
from services.program.document import Document
from services.program.loading import document_from_json
from services.program.problems import Problem, ProgramRefused

_KINDS = ("type", "kind", "model")


def carried(was: Document, now: Document, plan: Document) -> Document:
    """Return `plan`, which was made on `was`, as if it had been made on `now`.

    Where both changed the same thing the plan's word stands. Raises ProgramRefused for what is
    no program any more; what remains is not checked.
    """
    documents = (
        one.model_dump(mode="json", by_alias=True, exclude_none=True) for one in (was, now, plan)
    )
    try:
        return document_from_json(json.dumps(_value(*documents)))
    except ValidationError:
        problem = Problem(line=None, path=(), sentence="the two changes do not go together")
        raise ProgramRefused([problem]) from None


def _value(was: Any, now: Any, plan: Any) -> Any:
    """Return one value of the three documents; None is one that is not there."""
    if plan == was:
        return now
    if now == was:
        return plan
    if _is_table(was) and _is_table(now) and _is_table(plan) and _same_kind(was, now, plan):
        return _table(was, now, plan)
    if _is_rows(was) and _is_rows(now) and _is_rows(plan):
        return _rows(by_id(was), by_id(now), by_id(plan))
    return plan


def _same_kind(*tables: Mapping[str, Any]) -> bool:
    """Tell whether the tables have the same keys to speak of: kinds of a rule have their own."""
    return all(len({table.get(name) for table in tables}) == 1 for name in _KINDS)


def _table(
    was: Mapping[str, Any], now: Mapping[str, Any], plan: Mapping[str, Any]
) -> dict[str, Any]:
    keys = [*plan, *(key for key in now if key not in plan)]
    values = {key: _value(was.get(key), now.get(key), plan.get(key)) for key in keys}
    return {key: value for key, value in values.items() if value is not None}


def _rows(was: Mapping[str, Any], now: Mapping[str, Any], plan: Mapping[str, Any]) -> list[Any]:
    """Put the rows of a table in the plan's order, unless it left the order alone."""
    names = list(now if list(plan) == list(was) else plan)
    names += [name for name in now if name not in names]
    values = [_value(was.get(name), now.get(name), plan.get(name)) for name in names]
    return [value for value in values if value is not None]


def _is_table(value: Any) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping)


def _is_rows(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(value, list) and all(isinstance(row, Mapping) for row in value)
