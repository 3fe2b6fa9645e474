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
from tests.leaks import pytest_configure, pytest_runtest_teardown

__all__ = [
    "database",
    "database_url",
    "empty_postgresql_url",
    "keys",
    "postgresql_server",
    "postgresql_template",
    "postgresql_url",
    "pytest_configure",
    "pytest_runtest_teardown",
    "sqlite_database",
    "sqlite_template",
    "sqlite_url",
]

# The gate tries the same examples every day: a change turns red by its own fault only.
# HYPOTHESIS_PROFILE=chance looks for new ones.
settings.register_profile("gate", derandomize=True, database=None, deadline=None)
settings.register_profile("chance", deadline=None)
# For planted bugs: the first failure is enough, nobody reads the story.
settings.register_profile(
    "mutants", max_examples=25, database=None, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))
