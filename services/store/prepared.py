"""Statements that are compiled once and handed to the driver as they are.

SQLAlchemy's machinery around a statement costs several times what SQLite takes to run it, and as
much as a round trip to a server near by (docs/performance.md). A `Prepared` is the same Core
statement with the same column types; only the way to the driver is shorter
(services/store/drivers.py).
"""

from collections import namedtuple
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ReturnsRows, UpdateBase
from sqlalchemy.types import TypeDecorator

from services.store.drivers import WAYS, Way

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Plan:
    """The text of a statement, and how values go in and rows come out."""

    sql: str
    way: Way
    bound: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    row: Callable[[tuple[Any, ...]], Any]


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
        plan = self._plan(tx, values)
        if plan is None:
            return tx.execute(self.statement, dict(values)).all()
        found = plan.way(tx, plan.sql, plan.bound(values)).fetchall()
        return [plan.row(one) for one in found]

    def first(self, tx: Connection, values: Mapping[str, Any]) -> Any | None:
        """Return the only row, or None; two rows are a bug and raise."""
        found = self.all(tx, values)
        if len(found) > 1:
            raise RuntimeError("one row at most was expected")
        return found[0] if found else None

    def run(self, tx: Connection, values: Mapping[str, Any]) -> int:
        """Carry it out and return how many rows it touched."""
        plan = self._plan(tx, values)
        if plan is None:
            return tx.execute(self.statement, dict(values)).rowcount
        touched: int = plan.way(tx, plan.sql, plan.bound(values)).rowcount
        return touched

    def new_row(self, tx: Connection, values: Mapping[str, Any]) -> int | None:
        """Insert and return the id, None if only RETURNING can tell: nothing is done then.

        SQLite takes twice as long to insert and return as to insert.
        """
        if not _in_a_file(tx):
            return None
        plan = self._plan(tx, values)
        assert plan is not None  # noqa: S101  # SQLite has a short way
        key: int = plan.way(tx, plan.sql, plan.bound(values)).lastrowid
        return key

    def run_each(self, tx: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Carry it out for each of the rows, which all have the same names."""
        rows = list(rows)
        plan = self._plan(tx, rows[0])
        if plan is None or (len(rows) > 1 and not _in_a_file(tx)):
            # All of them in one round trip.
            tx.execute(self.statement, [dict(row) for row in rows])
            return
        for row in rows:
            plan.way(tx, plan.sql, plan.bound(row))

    def _plan(self, tx: Connection, values: Mapping[str, Any]) -> _Plan | None:
        dialect = tx.dialect
        known = dialect.driver, *values
        plan = self._plans.get(known)
        if plan is None and dialect.driver in WAYS:
            plan = self._plans[known] = _compiled(self.statement, tuple(values), dialect)
        return plan


def _in_a_file(tx: Connection) -> bool:
    return tx.dialect.driver == "pysqlite"


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
        way=WAYS[dialect.driver],
        bound=_binder([(name, binds[name]) for name in order], set(names), dialect),
        row=_maker(columns.keys(), [_reader(one.type, dialect) for one in columns.values()]),
    )


def _binder(
    order: Sequence[tuple[str, Any]], given: Collection[str], dialect: Dialect
) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Return what takes values by name and returns them as the driver wants them."""
    known: dict[str, Any] = {}
    taken = []
    for at, (name, bind) in enumerate(order):
        convert = _writer(bind.type, dialect)
        if name in given:
            taken.append(_converted(f"values[{name!r}]", at, convert, known))
        else:
            # A value of the statement itself is the same every time.
            value = bind.value
            known[f"fixed_{at}"] = value if value is None or convert is None else convert(value)
            taken.append(f"fixed_{at}")
    return _function("values", _tuple(taken), known)


def _maker(names: Iterable[str], reads: Sequence[Convert | None]) -> Callable[..., Any]:
    """Return what makes a named row of a driver's row."""
    tuple_of: Any = namedtuple  # noqa: PYI024  # its columns are known only now
    known: dict[str, Any] = {"Row": tuple_of("Row", list(names), rename=True)}
    known["new"] = tuple.__new__
    if not any(reads):
        return _function("found", "new(Row, found)", known)
    taken = [_converted(f"found[{at}]", at, read, known) for at, read in enumerate(reads)]
    return _function("found", f"new(Row, {_tuple(taken)})", known)


def _converted(value: str, at: int, convert: Convert | None, known: dict[str, Any]) -> str:
    """Return the text that converts a value unless it is None."""
    if convert is None:
        return value
    known[f"convert_{at}"] = convert
    return f"None if (one := {value}) is None else convert_{at}(one)"


def _tuple(values: Iterable[str]) -> str:
    return f"({''.join(f'{value}, ' for value in values)})"


def _function(argument: str, body: str, known: dict[str, Any]) -> Callable[..., Any]:
    """Return a function of our own making: a loop over the columns takes three times as long."""
    made: Callable[..., Any] = eval(f"lambda {argument}: {body}", known)  # noqa: S307  # names of our own columns
    return made


def _writer(kind: Any, dialect: Dialect) -> Convert | None:
    in_a_file = dialect.name == "sqlite"
    if in_a_file and (short := getattr(kind, "to_sqlite", None)) is not None:
        way: Convert = short
        return way
    found: Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    if in_a_file and isinstance(kind, TypeDecorator) and found is not None:
        # Our own column types hand over what the driver takes: nothing comes after them.
        return partial(kind.process_bind_param, dialect=dialect)
    return found


def _reader(kind: Any, dialect: Dialect) -> Convert | None:
    in_a_file = dialect.name == "sqlite"
    if in_a_file and (short := getattr(kind, "from_sqlite", None)) is not None:
        way: Convert = short
        return way
    found: Convert | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    if in_a_file and isinstance(kind, TypeDecorator) and found is not None:
        return partial(kind.process_result_value, dialect=dialect)
    return found
