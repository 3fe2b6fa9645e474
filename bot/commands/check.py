"""`kopilka check`: everything a first start needs, looked at without changing anything."""

import argparse
import asyncio
import os
import shutil
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from sqlalchemy import Connection, text

from bot.commands.telling import plainly
from bot.exits import Exit
from bot.opening import PLAIN_TROUBLE
from bot.settings import Settings, SettingsWrong, load_settings
from bot.telegram import TelegramSilent, who_am_i
from services.database import open_database
from services.database import url as urls
from services.keys import read_keys

EXAMPLES = ("kopilka check", "kopilka check && systemctl start kopilka")
FREE_BYTES = 500 * 1024 * 1024
DRIFT_S = 60

Check = Callable[[Settings], Awaitable[str]]


class Bad(Exception):
    """A check failed; the text says what and what to do."""


def configure(parser: argparse.ArgumentParser) -> None:
    del parser


@plainly
def run(options: argparse.Namespace) -> int:
    """Print one line per check; exit 1 if any failed."""
    del options
    return asyncio.run(_check_all(load_settings()))


async def _check_all(settings: Settings) -> int:
    failed = False
    for name, check in CHECKS:
        try:
            line = f"ok    {name}: {await check(settings)}"
        except (Bad, TelegramSilent, *PLAIN_TROUBLE) as error:
            failed = True
            line = f"FAIL  {name}: {error}"
        sys.stdout.write(f"{line}\n")
    return Exit.FAILED if failed else Exit.OK


async def _token(settings: Settings) -> str:
    me = await who_am_i(settings)
    if me.date is not None:
        drift = abs((parsedate_to_datetime(me.date) - datetime.now(UTC)).total_seconds())
        if drift > DRIFT_S:
            raise Bad(f"this machine's clock is {drift:.0f} s off; set up time synchronisation.")
    return f"@{me.username}, and the clocks agree"


async def _folder(settings: Settings) -> str:
    folder = settings.data_dir
    if not folder.exists():
        return f"{folder} will be made at the first start"
    if not os.access(folder, os.W_OK):
        raise Bad(f"{folder} cannot be written by this user.")
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES:
        raise Bad(f"only {free // 2**20} MB are free at {folder}; make room.")
    return f"{folder}, {free // 2**20} MB free"


async def _database(settings: Settings) -> str:
    parsed = urls.parse(settings.database)
    if parsed.drivername == urls.SQLITE and not urls.sqlite_path(parsed).exists():
        return "will be made at the first start"
    if not settings.key.exists():
        raise SettingsWrong(f"the key file {settings.key} is missing; put it back.")
    db = await open_database(settings.database, read_keys(settings.key))
    try:
        await db.read(_answer)
    finally:
        await db.close()
    return parsed.render_as_string(hide_password=True)


def _answer(tx: Connection) -> None:
    tx.execute(text("SELECT 1"))


CHECKS: tuple[tuple[str, Check], ...] = (
    ("token", _token),
    ("data folder", _folder),
    ("database", _database),
)
