"""One door to the database: `write`, `read`, `report`, whatever the engine behind it."""

import os
import signal
from collections.abc import Callable

from services.database import url as urls
from services.database.crew import Crew
from services.database.door import Database
from services.database.errors import (
    AlreadyRunning,
    Closed,
    DoorError,
    OutcomeUnknown,
    Unavailable,
)
from services.database.postgresql import PostgresqlDatabase
from services.database.sqlite import SqliteDatabase
from services.keys import Keys

__all__ = [
    "AlreadyRunning",
    "Closed",
    "Crew",
    "Database",
    "DoorError",
    "OutcomeUnknown",
    "Unavailable",
    "crew_of",
    "open_database",
]


def _end_the_process(_error: BaseException) -> None:
    """Ask this process to end as an operator would: in order, but now."""
    os.kill(os.getpid(), signal.SIGTERM)


async def open_database(
    url: str,
    keys: Keys,
    *,
    alone: bool = False,
    on_death: Callable[[BaseException], None] = _end_the_process,
) -> Database:
    """Open the door; to be used on the running event loop only.

    `alone` is for `kopilka run`: it refuses (`AlreadyRunning`) a second one on the same
    SQLite file. Other commands work beside it with short writes. `on_death` is called
    when the writer thread ends on an error nobody foresaw; every caller has been
    answered by then.
    """
    parsed = urls.parse(url)
    if parsed.drivername == urls.POSTGRESQL:
        return PostgresqlDatabase(parsed, keys)
    return SqliteDatabase(urls.sqlite_path(parsed), keys, alone=alone, on_death=on_death)


def crew_of(url: str) -> Crew:
    """Return the crew of this database, to be used on the running event loop only."""
    parsed = urls.parse(url)
    if parsed.drivername == urls.SQLITE:
        return Crew()
    # PostgreSQL's driver is loaded where it is needed.
    from services.database.postgresql_crew import PostgresqlCrew  # noqa: PLC0415

    return PostgresqlCrew(parsed)
