"""`kopilka backup`: an encrypted copy beside a running bot, opened and audited."""

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
    if settings.key.parent.resolve() == folder.resolve():
        sys.stderr.write(f"The key file lies in {folder}: choose another folder for copies.\n")
        return Exit.FAILED
    try:
        made = backups.backup(settings.database, opening.keys_for(settings), folder, now=now)
    except backups.BackupTrouble as error:
        sys.stderr.write(f"{error}\n")
        return Exit.FAILED
    except OSError as error:
        sys.stderr.write(f"No copy was made in {folder}: {error.strerror}.\n")
        return Exit.FAILED
    found = made.audit
    sys.stdout.write(
        f"{made.path}: {found.members} members, {found.entries} entries, audited and encrypted\n"
    )
    return Exit.OK
