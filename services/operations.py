"""Operation keys: the same request twice is carried out once and answered twice.

A state-changing use case claims its key before anything else and stores its result at
the end, in the same transaction. docs/architecture.md, "One door to the database".
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, select, update

from models.operations import Operation
from services.domain.errors import KeyConflict
from services.store.conflicts import insert_unless_there
from services.store.prepared import Prepared

T = TypeVar("T")

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode

_FOUND = Prepared(
    select(Operation.fingerprint, Operation.result).where(Operation.key == bindparam("key"))
)
_FINISH = Prepared(update(Operation).where(Operation.key == bindparam("claimed_key")))

# Built once per result type: building one takes as long as a hundred purchases.
_adapters: dict[Any, TypeAdapter[Any]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A key of ours; `stored` is the earlier result as JSON if this is a repetition."""

    key: str
    stored: str | None = None


def claim(
    tx: Connection, key: str, kind: str, parameters: Mapping[str, Any], *, now: datetime
) -> Claim:
    """Claim `key` for an operation of this kind with these parameters.

    `parameters` are JSON values: everything that decides what is done, but not the time.
    Raises `KeyConflict` if the key stands for another operation.
    """
    fingerprint = _fingerprint(kind, parameters)
    row = {"key": key, "kind": kind, "fingerprint": fingerprint, "claimed_at": now}
    if insert_unless_there(tx, Operation, row):
        return Claim(key=key)
    (found,) = _FOUND.all(tx, {"key": key})
    if found.fingerprint != fingerprint:
        raise KeyConflict(key=key)
    return Claim(key=key, stored=found.result)


def finish(tx: Connection, claimed: Claim, result: T) -> T:
    """Store the result under the key and return it."""
    stored = _adapter(type(result)).dump_json(result).decode()
    _FINISH.run(tx, {"claimed_key": claimed.key, "result": stored})
    return result


def repeated(claimed: Claim, result_type: type[T]) -> T:
    """Return the stored result of a repetition, marked `replayed` if it can say so."""
    result: T = _adapter(result_type).validate_json(claimed.stored or "null")
    if "replayed" in getattr(result, "__dataclass_fields__", {}):
        return replace(result, replayed=True)  # type: ignore[type-var]  # it has fields
    return result


def outcome(tx: Connection, key: str, result_type: type[T]) -> T | None:
    """Return what the operation with this key gave, None if it never happened."""
    stored = tx.execute(select(Operation.result).where(Operation.key == key)).scalar()
    return None if stored is None else repeated(Claim(key=key, stored=stored), result_type)


def happened(tx: Connection, key: str) -> bool:
    """Tell whether an operation has claimed this key."""
    return tx.execute(select(Operation.key).where(Operation.key == key)).first() is not None


def _fingerprint(kind: str, parameters: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(_encode([kind, parameters]).encode()).digest()


def _adapter(result_type: Any) -> TypeAdapter[Any]:
    if result_type not in _adapters:
        _adapters[result_type] = TypeAdapter(result_type)
    return _adapters[result_type]
