"""Statements that are compiled once and, on SQLite, handed to the driver as they are.

SQLAlchemy's machinery around a statement costs several times what SQLite takes to run it
(docs/performance.md). A `Prepared` is the same Core statement with the same column types;
only the way to the driver is shorter. On every other driver SQLAlchemy runs it.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ReturnsRows, UpdateBase
from sqlalchemy.types import TypeDecorator

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Plan:
    """The text of a statement, and how values go in and rows come out."""

    sql: str
    pick: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    writes: tuple[tuple[int, Convert], ...]
    literals: Mapping[str, Any]
    reads: tuple[tuple[int, Convert], ...]
    make: Convert

    def bound(self, values: Mapping[str, Any]) -> Sequence[Any]:
        picked = self.pick({**self.literals, **values} if self.literals else values)
        if not self.writes:
            return picked
        bound = list(picked)
        for at, convert in self.writes:
            if bound[at] is not None:
                bound[at] = convert(bound[at])
        return bound

    def row(self, found: Sequence[Any]) -> Any:
        if self.reads:
            found = list(found)
            for at, convert in self.reads:
                if found[at] is not None:
                    found[at] = convert(found[at])
        return self.make(found)


class Prepared:
    """One Core statement without IN lists; every value it needs is a named parameter.

    The columns an INSERT or UPDATE sets are those of the first values it is given.
    """

    __slots__ = ("_plans", "statement")

    def __init__(self, statement: Executable) -> None:
        self.statement = statement
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def all(self, tx: Connection, values: Mapping[str, Any]) -> Sequence[Any]:
        """Return the rows; their columns are attributes."""
        driver = _sqlite(tx)
        if driver is None:
            return tx.execute(self.statement, dict(values)).all()
        plan = self._plan(tx, values)
        try:
            found = driver.execute(plan.sql, plan.bound(values)).fetchall()
        except sqlite3.Error as error:
            raise _told(plan, error) from error
        return [plan.row(one) for one in found]

    def first(self, tx: Connection, values: Mapping[str, Any]) -> Any | None:
        """Return the only row, or None; two rows are a bug and raise."""
        found = self.all(tx, values)
        if len(found) > 1:
            raise RuntimeError("one row at most was expected")
        return found[0] if found else None

    def run(self, tx: Connection, values: Mapping[str, Any]) -> int:
        """Carry it out and return how many rows it touched."""
        driver = _sqlite(tx)
        if driver is None:
            return tx.execute(self.statement, dict(values)).rowcount
        plan = self._plan(tx, values)
        try:
            return driver.execute(plan.sql, plan.bound(values)).rowcount
        except sqlite3.Error as error:
            raise _told(plan, error) from error

    def run_each(self, tx: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Carry it out for each of the rows, which all have the same names."""
        rows = list(rows)
        driver = _sqlite(tx)
        if driver is None:
            tx.execute(self.statement, [dict(row) for row in rows])
            return
        plan = self._plan(tx, rows[0])
        try:
            for row in rows:
                driver.execute(plan.sql, plan.bound(row))
        except sqlite3.Error as error:
            raise _told(plan, error) from error

    def _plan(self, tx: Connection, values: Mapping[str, Any]) -> _Plan:
        names = tuple(values)
        plan = self._plans.get(names)
        if plan is None:
            plan = self._plans[names] = _compiled(self.statement, names, tx.dialect)
        return plan


def _sqlite(tx: Connection) -> sqlite3.Connection | None:
    """Return SQLite's own connection; None for the asynchronous one and other databases."""
    driver: Any = tx.connection.dbapi_connection
    return driver if type(driver) is sqlite3.Connection else None


def _compiled(statement: Executable, names: Sequence[str], dialect: Dialect) -> _Plan:
    sets = list(names) if isinstance(statement, UpdateBase) else None
    compiled = statement.compile(dialect=dialect, column_keys=sets)  # type: ignore[attr-defined]  # every statement is a ClauseElement
    assert isinstance(compiled, SQLCompiler)  # noqa: S101  # as all dialects compile statements
    if compiled.insert_prefetch or compiled.update_prefetch:
        raise ValueError("values that SQLAlchemy would compute are not prepared")
    order = compiled.positiontup or ()
    binds = compiled.binds
    missing = [name for name in order if binds[name].required and name not in names]
    if missing:
        raise KeyError(f"no value for {missing[0]!r}")
    columns: Any = statement.exported_columns if isinstance(statement, ReturnsRows) else {}
    return _Plan(
        sql=compiled.string,
        pick=_picker(order),
        writes=tuple(
            (at, convert)
            for at, name in enumerate(order)
            if (convert := _writer(binds[name].type, dialect)) is not None
        ),
        literals={name: binds[name].value for name in order if name not in set(names)},
        reads=tuple(
            (at, convert)
            for at, column in enumerate(columns.values())
            if (convert := _reader(column.type, dialect)) is not None
        ),
        make=_maker(columns.keys()),
    )


def _picker(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Return what takes these values in order; `itemgetter` gives a tuple from two on."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple(values[name] for name in names)


def _maker(names: Iterable[str]) -> Convert:
    tuple_of: Any = namedtuple  # noqa: PYI024  # its columns are known only now
    make: Convert = tuple_of("Row", list(names), rename=True)._make
    return make


def _writer(kind: Any, dialect: Dialect) -> Convert | None:
    found: Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    if isinstance(kind, TypeDecorator) and found is not None:
        # Our own column types hand over what the driver takes: nothing comes after them.
        return partial(kind.process_bind_param, dialect=dialect)
    return found


def _reader(kind: Any, dialect: Dialect) -> Convert | None:
    found: Convert | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    if isinstance(kind, TypeDecorator) and found is not None:
        return partial(kind.process_result_value, dialect=dialect)
    return found


def _told(plan: _Plan, error: sqlite3.Error) -> Exception:
    """Return what SQLAlchemy would have raised, without the values."""
    told = DBAPIError.instance(plan.sql, None, error, sqlite3.Error, hide_parameters=True)
    assert isinstance(told, Exception)  # noqa: S101  # as the driver's error is one
    return told
