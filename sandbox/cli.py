"""Starts the sandbox from the command line."""

import argparse
import asyncio
import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sandbox.sandbox import Sandbox

PEOPLE: tuple[dict[str, Any], ...] = (
    {"first_name": "Anna", "last_name": "Karimova", "username": "anna_k", "title": "Anna"},
    {"first_name": "Boris", "last_name": "Orlov", "username": "boris_o", "title": "Boris"},
)


async def serve(
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    token: str | None = None,
    tokens: set[str] | None = None,
    clock: Path | None = None,
    people: Sequence[dict[str, Any]] = PEOPLE,
    title: str = "Sandbox bot",
    username: str | None = None,
    limits: bool = False,
) -> None:
    """Run until cancelled and print the address first.

    `people` are the facts of `Person`; those with a `title` get a pane on the page.
    """
    sandbox = Sandbox(
        host=host,
        port=port,
        token=token,
        tokens=tokens,
        clock=clock,
        title=title,
        username=username,
        limits=limits,
    )
    for facts in people:
        sandbox.person(**facts)
    async with sandbox:
        sys.stdout.write(
            f"The sandbox is open at {sandbox.url}/\n"
            f"Point a bot at it: Bot API base {sandbox.url}, any token of the usual shape.\n"
        )
        sys.stdout.flush()
        await asyncio.Event().wait()


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and serve until Ctrl+C."""
    parser = argparse.ArgumentParser(
        prog="python -m sandbox", description="A local Telegram Bot API server for any bot."
    )
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", help="the bot's token; by default the first that calls")
    parser.add_argument("--only", action="store_true", help="let no other token in")
    parser.add_argument("--clock", type=Path, help="file that carries the moved clock to the bot")
    parser.add_argument("--title", default="Sandbox bot", help="the bot's name")
    parser.add_argument("--username", help="the bot's username")
    parser.add_argument(
        "--limits", action="store_true", help="refuse what is too fast for Telegram"
    )
    options = parser.parse_args(arguments)
    tokens = {options.token} if options.only and options.token else None
    with contextlib.suppress(KeyboardInterrupt):
        try:
            asyncio.run(
                serve(
                    options.host,
                    options.port,
                    token=options.token,
                    tokens=tokens,
                    clock=options.clock,
                    title=options.title,
                    username=options.username,
                    limits=options.limits,
                )
            )
        except (ValueError, OSError) as error:
            sys.stderr.write(f"{error}\n")
            return 1
    return 0
