"""`kopilka demo`: a coffee shop to play with."""

import argparse
import asyncio

from bot.commands.telling import plainly
from bot.demo import demo

EXAMPLES = ("kopilka demo", "kopilka demo --port 8099 --no-browser", "kopilka demo --empty")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=0, help="of the page; a free one by default")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.add_argument(
        "--empty", action="store_true", help="a shop on its first day, without guests"
    )


@plainly
def run(options: argparse.Namespace) -> int:
    return asyncio.run(
        demo(port=options.port, browser=not options.no_browser, empty=options.empty)
    )
