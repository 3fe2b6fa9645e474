"""Fixtures of the threats: a shop of the test's own, and one that nobody may change."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from services.keys import Keys
from tests.threats.town import People, Town, furnish, opened


@pytest.fixture(scope="session")
def furnished(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, keys: Keys
) -> tuple[Path, People]:
    """Return a file with a shop to copy, and who is in it."""
    path = tmp_path_factory.mktemp("town") / "kopilka.db"
    shutil.copy(sqlite_template, path)
    return path, asyncio.run(furnish(path, keys))


@pytest_asyncio.fixture
async def town(furnished: tuple[Path, People], tmp_path: Path, keys: Keys) -> AsyncIterator[Town]:
    """Return a shop of the test's own."""
    template, people = furnished
    path = tmp_path / "kopilka.db"
    shutil.copy(template, path)
    async with opened(path, people, keys) as made:
        yield made


@pytest.fixture(autouse=True)
def no_error_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """An error in the log is an exception that nobody handled."""
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    errors = [record for record in records if record.levelno >= logging.ERROR]
    assert errors == [], [record.getMessage() for record in errors]
