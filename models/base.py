"""The declarative base and the column types that mean the same on SQLite and PostgreSQL.

Every table is STRICT on SQLite, so each type names one of SQLite's five storage
classes; PostgreSQL gets its native type. Instants are aware and in UTC, always.

`to_sqlite` and `from_sqlite` of a type do what it does for SQLite, to values that are there:
the short way of statements that go straight to the driver (services/store/prepared.py).
"""

import json
from datetime import UTC, date, datetime
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Dialect,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    event,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.schema import Table
from sqlalchemy.sql.type_api import TypeEngine
from sqlalchemy.types import TypeDecorator

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# A Telegram id or a sum in minor units needs more than 32 bits; SQLite's INTEGER has 64.
Int = BigInteger().with_variant(Integer(), "sqlite")
Bytes = LargeBinary()


# Making an encoder takes longer than using it.
_to_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING_CONVENTION)


@event.listens_for(Table, "after_parent_attach")
def _make_strict(table: Table, _metadata: MetaData) -> None:
    """Refuse values of another type on SQLite, which otherwise takes 'abc' for a number."""
    if table.metadata is not Base.metadata:
        return  # Alembic's own table has a VARCHAR, which STRICT would refuse
    table.dialect_options["sqlite"]["strict"] = True


# One transaction writes the same moment into many columns.
@lru_cache(maxsize=256)
def _instant_text(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("an instant needs an offset")
    moment = value if value.tzinfo is UTC else value.astimezone(UTC)
    return moment.isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


class Flag(TypeDecorator[bool]):
    """A truth value: BOOLEAN on PostgreSQL, INTEGER 0 or 1 on SQLite."""

    impl = Boolean
    cache_ok = True
    to_sqlite = int
    from_sqlite = bool

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        truth: TypeEngine[Any] = Boolean() if dialect.name == "postgresql" else Integer()
        return dialect.type_descriptor(truth)

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        del dialect
        return None if value is None else bool(value)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: TIMESTAMPTZ on PostgreSQL, fixed-width ISO text on SQLite.

    The text has six decimals and ends in "Z", so that it sorts as time does.
    A value without an offset is refused: nobody could say which moment it is.
    """

    impl = Text
    cache_ok = True
    to_sqlite = staticmethod(_instant_text)
    from_sqlite = datetime.fromisoformat

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        timestamp: TypeEngine[Any] = DateTime(timezone=True)
        return dialect.type_descriptor(timestamp if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if dialect.name != "postgresql":
            return _instant_text(value)
        if value.tzinfo is None:
            raise ValueError("an instant needs an offset")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "postgresql":
            moment: datetime = value.astimezone(UTC)
            return moment
        return datetime.fromisoformat(value)


class Day(TypeDecorator[date]):
    """A local calendar date: DATE on PostgreSQL, ISO text on SQLite."""

    impl = Text
    cache_ok = True
    to_sqlite = staticmethod(date.isoformat)
    from_sqlite = date.fromisoformat

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        day: TypeEngine[Any] = Date()
        return dialect.type_descriptor(day if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        if value is None or dialect.name == "postgresql":
            return value  # type: ignore[no-any-return]  # asyncpg hands out dates already
        return date.fromisoformat(value)


class JsonText(TypeDecorator[Any]):
    """Any JSON value, as text with sorted keys, so that equal values are equal bytes."""

    impl = Text
    cache_ok = True
    to_sqlite = staticmethod(_to_json)
    from_sqlite = staticmethod(json.loads)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else _to_json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        del dialect
        return None if value is None else json.loads(value)


class FractionText(TypeDecorator[Fraction]):
    """An exact rational number as text: "45/2"."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Fraction | None:
        del dialect
        return None if value is None else Fraction(value)


class Choice(TypeDecorator[StrEnum]):
    """A member of a closed set, stored as its text."""

    impl = Text
    cache_ok = True

    def __init__(self, choices: type[StrEnum]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        del dialect
        if value is None:
            return None
        return str(value if type(value) is self.choices else self.choices(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:
        del dialect
        return None if value is None else self.choices(value)


def listed(choices: type[StrEnum]) -> str:
    """Return the values of a closed set as SQL literals, for a CHECK constraint."""
    return ", ".join(f"'{choice.value}'" for choice in choices)
