"""The short way to a driver: a statement's text and its values, past SQLAlchemy's machinery.

SQLite's own connection and asyncpg's have one; on the asynchronous connection of SQLite's reports
SQLAlchemy runs everything. Errors are those SQLAlchemy would have raised, without the values.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, EmulatedDBAPIException

Way: TypeAlias = Callable[[Connection, str, Sequence[Any]], Any]
"""Carries a statement out and returns the driver's cursor."""

_ANYTHING = text("SELECT 1")


def _in_a_file(tx: Connection, sql: str, values: Sequence[Any]) -> Any:
    driver: Any = tx.connection.dbapi_connection
    try:
        return driver.execute(sql, values)
    except sqlite3.Error as error:
        raise _told(sql, error, sqlite3.Error) from error


def _on_a_server(tx: Connection, sql: str, values: Sequence[Any]) -> Any:
    driver: Any = tx.connection.dbapi_connection
    cursor = driver.cursor()
    try:
        cursor.execute(sql, values)
    except EmulatedDBAPIException as error:
        lost: Any = error
        if tx.dialect.is_disconnect(lost, driver, cursor):
            # SQLAlchemy meets the closed connection itself, and lets go of all of the pool.
            tx.execute(_ANYTHING)
        raise _told(sql, error, EmulatedDBAPIException) from error
    except Exception:
        raise
    except BaseException as error:
        # Whoever waited was cancelled in the middle of an answer: nobody may read on from there.
        tx.invalidate(error)
        raise
    return cursor


WAYS: Mapping[str, Way] = {"pysqlite": _in_a_file, "asyncpg": _on_a_server}
"""By the name SQLAlchemy has for the driver."""


def _told(sql: str, error: Exception, base: type[Exception]) -> Exception:
    told = DBAPIError.instance(sql, None, error, base, hide_parameters=True)
    assert isinstance(told, Exception)  # noqa: S101  # as the driver's error is one
    return told
