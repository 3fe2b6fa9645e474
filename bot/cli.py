"""The command line; only the command that is asked for is loaded."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.metadata import version

COMMANDS: Mapping[str, str] = {
    "run": "run the bot until Ctrl-C or SIGTERM",
    "demo": "open a coffee shop to play with: no token, no internet",
    "sandbox": "run the local Telegram alone, for any bot",
    "check": "check token, database, key, clock and disk, and change nothing",
    "health": "ask the running bot on this machine whether it is well",
    "claim": "print the link that makes its opener the owner",
    "audit": "recompute every balance and every mark of the ledger",
    "backup": "write a consistent copy of the database",
    "restore": "put a backup in the place of the database",
    "replay": "run a program over a file of events, without a database",
    "program": "export, check, apply, plan or describe the program file",
    "what-if": "try other rules on the shop's own last days, and change nothing",
    "config": "print the settings in use, secrets masked",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (bot.exits)."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    chosen = next((word for word in words if not word.startswith("-")), None)
    options = _parser(chosen).parse_args(words)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough; Python's own last flush must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    """Return the parser; only the chosen command knows its own options."""
    parser = argparse.ArgumentParser(
        prog="kopilka",
        description="A loyalty card that lives in Telegram.",
        epilog="Begin with `kopilka demo`. Each command explains itself: `kopilka run --help`.",
    )
    parser.add_argument("--version", action="version", version=f"kopilka {version('kopilka')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, sentence in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=sentence,
            description=f"{sentence[0].upper()}{sentence[1:]}.",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name == chosen:
            _complete(command, name)
    return parser


def _complete(parser: argparse.ArgumentParser, name: str) -> None:
    """Give a parser what its module offers: EXAMPLES, configure(parser), run(options)."""
    module = import_module(f"bot.commands.{name.replace('-', '_')}")
    parser.epilog = "examples:\n" + "\n".join(f"  {line}" for line in module.EXAMPLES)
    module.configure(parser)
    parser.set_defaults(run=module.run)


if __name__ == "__main__":
    sys.exit(main())
