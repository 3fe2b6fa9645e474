"""Opens what every command needs: the data folder, the key, the schema and the database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.clock import Clock
from bot.settings import Settings, SettingsWrong
from services import schema
from services.database import AlreadyRunning, Database, DoorError, open_database
from services.database.url import UnknownUrl
from services.keys import KeyFileUnusable, Keys, WrongKey, open_keys

PLAIN_TROUBLE = (
    AlreadyRunning,
    DoorError,
    KeyFileUnusable,
    SettingsWrong,
    UnknownUrl,
    WrongKey,
    schema.SchemaTrouble,
)
"""What a command tells in one sentence, without a traceback."""


def keys_for(settings: Settings) -> Keys:
    """Return the key of personal data; the first run makes it."""
    for folder in (settings.data_dir, settings.key.parent):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsWrong(
                f"The folder {folder} cannot be made ({error.strerror}). "
                "Example: KOPILKA_DATA_DIR=./data"
            ) from None
    try:
        return open_keys(settings.key)
    except OSError as error:
        raise SettingsWrong(
            f"The key file {settings.key} cannot be written ({error.strerror}). "
            "Example: KOPILKA_KEY_FILE=./data/kopilka.key"
        ) from None


@asynccontextmanager
async def database(settings: Settings, *, alone: bool = False) -> AsyncIterator[Database]:
    """Open the database at the newest schema; `alone` refuses a second running bot."""
    keys = keys_for(settings)
    clock = Clock(settings.test_clock)
    await schema.prepare(settings.database, keys, now=clock.now())
    db = await open_database(settings.database, keys, alone=alone)
    try:
        yield db
    finally:
        await db.close()
