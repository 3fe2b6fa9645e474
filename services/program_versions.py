"""The versions of the owner's rules: the one in force, those planned, who changed what."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from services.domain.errors import Refusal
from services.domain.program import Program
from services.program import Change, ChangeKind, Document, build, document_from_json, export
from services.store import programs as store

_KNOWN = "kopilka.programs"


@dataclass(kw_only=True, unsafe_hash=True)
class ProgramChangedMeanwhile(Refusal):
    """Somebody saved another version after the one this change was based on."""

    version: int


@dataclass(kw_only=True, unsafe_hash=True)
class ProgramNotLaunched(Refusal):
    """There is no program yet: the owner has not launched it."""


@dataclass(kw_only=True, unsafe_hash=True)
class UnknownVersion(Refusal):
    """No version of the program has this id."""

    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """The version in force; `program` is what the rules read, `text` the owner's TOML."""

    version_id: int
    number: int
    program: Program
    document: Document

    @property
    def text(self) -> str:
        return export(self.document)


def current(tx: Connection, *, now: datetime) -> Stored:
    """Return the program in force; raise ProgramNotLaunched before the launch.

    A version never changes, so each connection parses it once.
    """
    row = store.load_current(tx, now=now)
    if row is None:
        raise ProgramNotLaunched
    return known(tx, row.id, row.key)


def in_force_on(tx: Connection, on: date, *, now: datetime) -> Stored:
    """Return the version that will be in force on a local date, today's or a later one."""
    planned = [row for row in waiting(tx, now=now) if row.starts_on <= on]
    return of_row(planned[-1]) if planned else current(tx, now=now)


def waiting(tx: Connection, *, now: datetime) -> list[Row[Any]]:
    """Return the rows of versions that are still to begin, in their order."""
    return [row for row in store.load_waiting(tx) if row.starts_at > now]


def known(tx: Connection, version_id: int, key: str) -> Stored:
    """Return a version in force, which each connection reads once.

    The id of a version that was rolled back is given again: the key tells them apart.
    """
    versions: dict[tuple[int, str], Stored] = tx.info.setdefault(_KNOWN, {})
    found = versions.get((version_id, key))
    if found is None:
        row = store.load_version(tx, version_id)
        assert row is not None  # noqa: S101  # it is in force
        found = versions[version_id, key] = _with_past(tx, row)
    return found


def _with_past(tx: Connection, row: Row[Any]) -> Stored:
    """Let a version that began by its date know the rules before it.

    Nobody was settled when it began. Whoever saves one without a date settles first.
    """
    stored = of_row(row)
    if row.starts_at is None:
        return stored
    earlier = store.load_previous(tx, row.starts_at, row.id)
    assert earlier is not None  # noqa: S101  # the first version has no date
    before = _with_past(tx, earlier).program
    return replace(stored, program=replace(stored.program, before=before))


def version(tx: Connection, version_id: int) -> Stored:
    """Return one version, as an old receipt needs it; raise UnknownVersion."""
    row = store.load_version(tx, version_id)
    if row is None:
        raise UnknownVersion(version=version_id)
    return of_row(row)


def of_row(row: Row[Any]) -> Stored:
    return _stored(row.id, row.number, row.document, row.created_at, row.starts_on)


# The text is part of the key: two databases in one process have different versions 1.
@lru_cache(maxsize=32)
def _stored(
    version_id: int, number: int, document: str, saved_at: datetime, starts_on: date | None
) -> Stored:
    parsed = document_from_json(document)
    program = build(parsed)
    program = replace(program, since=starts_on or local_day(program, saved_at))
    return Stored(version_id=version_id, number=number, program=program, document=parsed)


def local_day(program: Program, now: datetime) -> date:
    """Return the shop's local date of an instant."""
    return now.astimezone(ZoneInfo(program.timezone)).date()


def was_saved(tx: Connection, key: str) -> bool:
    """Whether an operation with this key has saved a version."""
    return store.load_by_key(tx, key) is not None


def changes_to(changes: tuple[Change, ...]) -> dict[str, Any]:
    """Write changes as JSON, beside the version that made them."""
    return {"changes": [_change_json(change) for change in changes]}


def changes_from(stored: Mapping[str, Any]) -> tuple[Change, ...]:
    return tuple(
        Change(**{**line, "kind": ChangeKind(line["kind"])}) for line in stored["changes"]
    )


def _change_json(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "table": change.table,
        "id": change.id,
        "key": change.key,
        "before": change.before,
        "after": change.after,
    }
