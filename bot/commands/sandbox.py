"""`kopilka sandbox`: the local Telegram alone, for any bot."""

import argparse
import asyncio
import contextlib
import sys
from pathlib import Path

from bot.exits import Exit
from sandbox.cli import serve

EXAMPLES = (
    "kopilka sandbox --port 8081",
    "KOPILKA_BOT_API_BASE=http://127.0.0.1:8081 kopilka run",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--token", help="the token of the bot that the page shows")
    parser.add_argument("--clock", type=Path, help="the file that carries a moved clock")


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C; everything is in memory."""
    with contextlib.suppress(KeyboardInterrupt):
        try:
            asyncio.run(serve(port=options.port, token=options.token, clock=options.clock))
        except (OSError, ValueError) as error:
            sys.stderr.write(f"{error}\n")
            return Exit.FAILED
    return Exit.OK
