"""Fixtures that any test may ask for."""

import os

from hypothesis import Phase, settings

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

# For planted bugs: the first failure is enough, nobody reads the story.
settings.register_profile(
    "mutants", max_examples=25, database=None, phases=[Phase.explicit, Phase.generate]
)
if chosen := os.environ.get("HYPOTHESIS_PROFILE"):
    settings.load_profile(chosen)
