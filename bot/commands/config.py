"""`kopilka config`: the settings in use."""

import argparse
import sys

from bot.commands.telling import plainly
from bot.exits import Exit
from bot.settings import load_settings

EXAMPLES = ("kopilka config", "KOPILKA_DATA_DIR=/srv/kopilka kopilka config")


def configure(parser: argparse.ArgumentParser) -> None:
    del parser


@plainly
def run(options: argparse.Namespace) -> int:
    """Print NAME=value lines; every secret is masked."""
    del options
    for name, value in load_settings().effective().items():
        sys.stdout.write(f"{name}={value}\n")
    return Exit.OK
