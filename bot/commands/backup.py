"""`kopilka backup`: a consistent copy beside a running bot, opened and audited."""

import argparse
import sys
from pathlib import Path

from bot import opening
from bot.clock import Clock
from bot.commands.telling import plainly
from bot.exits import Exit
from bot.settings import load_settings
from services import backups

EXAMPLES = ("kopilka backup", "kopilka backup /mnt/elsewhere")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        help="where to write the copy (default: backups in the data folder)",
    )


@plainly
def run(options: argparse.Namespace) -> int:
    """Print the name of the copy; exit 1 if the books in it are not in order."""
    settings = load_settings()
    folder = options.folder or settings.data_dir / "backups"
    now = Clock(settings.test_clock).now()
    try:
        made = backups.backup(settings.database, opening.keys_for(settings), folder, now=now)
    except backups.BackupTrouble as error:
        sys.stderr.write(f"{error}\n")
        return Exit.FAILED
    sys.stdout.write(f"{made.path}: {made.audit.members} members, audited\n")
    return Exit.OK
