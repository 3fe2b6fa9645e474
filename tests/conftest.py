"""Fixtures that any test may ask for."""

from tests.databases import (
    database,
    database_url,
    empty_postgresql_url,
    keys,
    postgresql_server,
    postgresql_template,
    postgresql_url,
    sqlite_database,
    sqlite_template,
    sqlite_url,
)

__all__ = [
    "database",
    "database_url",
    "empty_postgresql_url",
    "keys",
    "postgresql_server",
    "postgresql_template",
    "postgresql_url",
    "sqlite_database",
    "sqlite_template",
    "sqlite_url",
]
