"""`kopilka restore`: put a backup in the place of the database; the old file is kept."""

import argparse
import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

from bot import opening
from bot.clock import Clock
from bot.commands.telling import plainly
from bot.exits import Exit
from bot.settings import Settings, load_settings
from services import backups, receipts
from services.keys import Keys

EXAMPLES = ("kopilka restore data/backups/kopilka-2026-11-23T09-00-00Z.db",)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("copy", type=Path, help="the backup to put back")


@plainly
def run(options: argparse.Namespace) -> int:
    """Print what is in use now and where the old file went; the bot must be stopped."""
    settings = load_settings()
    now = Clock(settings.test_clock).now()
    try:
        keys = _known_keys(settings)
        done = asyncio.run(backups.restore(settings.database, keys, options.copy, now=now))
    except backups.BackupTrouble as error:
        sys.stderr.write(f"{error}\n")
        return Exit.FAILED
    sys.stdout.write("".join(f"{line}\n" for line in _told(done)))
    return Exit.OK


def _known_keys(settings: Settings) -> Keys:
    """Return the key; a new one would open nothing, so none is made here."""
    if not settings.key.is_file():
        raise backups.BackupTrouble(
            f"There is no key file at {settings.key}: bring the one the backup was made with."
        )
    return opening.keys_for(settings)


def _told(done: backups.Restored) -> Iterator[str]:
    found, lost = done.audit, done.lost
    yield (
        f"restored: {found.members} members, {found.entries} entries, "
        f"{found.purchases} purchases, audited"
    )
    if done.erased_again:
        yield f"{done.erased_again} people erased again"
    if lost.bills:
        first, last = (receipts.number(one or 0) for one in (lost.first_id, lost.last_id))
        yield f"not in this copy: {lost.bills} bills, receipts {first} to {last}"
    if done.replaced:
        yield f"the old file is {done.replaced}"
