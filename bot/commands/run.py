"""`kopilka run`: the bot itself."""

import argparse
import gc
from importlib import import_module

from bot.commands.telling import plainly
from bot.redaction import set_up_logging
from bot.settings import load_settings

EXAMPLES = (
    "BOT_TOKEN=123456789:AAE… kopilka run",
    "BOT_TOKEN_FILE=/run/secrets/token KOPILKA_DATA_DIR=/var/lib/kopilka kopilka run",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add nothing: everything is set in the environment and in the chat."""
    del parser


@plainly
def run(options: argparse.Namespace) -> int:
    del options
    settings = load_settings()
    _ = settings.token
    set_up_logging(settings.log_level)
    # aiogram takes seconds to load, and `run --help` should not. What is loaded stays, so
    # that looking for garbage in it, now or later, is time lost.
    gc.disable()
    import_module("bot.light").load_aiogram()
    running = import_module("bot.running")
    gc.freeze()
    gc.enable()
    try:
        code: int = running.main(settings)
    finally:
        # At the very end everything is looked at once: extensions complain of what stays.
        gc.unfreeze()
    return code
