"""`kopilka restore`: put a backup in the place of the database; the old file is kept."""

import argparse
import asyncio
import sys
from pathlib import Path

from bot import opening
from bot.clock import Clock
from bot.commands.telling import plainly
from bot.exits import Exit
from bot.settings import load_settings
from services import backups

EXAMPLES = ("kopilka restore data/backups/kopilka-2026-11-23T09-00-00Z.db",)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("copy", type=Path, help="the backup to put back")


@plainly
def run(options: argparse.Namespace) -> int:
    """Print what is in use now and where the old file went; the bot must be stopped."""
    settings = load_settings()
    now = Clock(settings.test_clock).now()
    keys = opening.keys_for(settings)
    try:
        done = asyncio.run(backups.restore(settings.database, keys, options.copy, now=now))
    except backups.BackupTrouble as error:
        sys.stderr.write(f"{error}\n")
        return Exit.FAILED
    old = f"; the old file is {done.replaced}" if done.replaced else ""
    again = f"; {done.erased_again} people erased again" if done.erased_again else ""
    sys.stdout.write(f"restored: {done.audit.members} members, audited{again}{old}\n")
    return Exit.OK
