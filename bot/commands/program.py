"""`kopilka program`: the rules as a file."""

import argparse
import asyncio
import json
import sys
from pathlib import Path
from uuid import uuid4

from bot import opening
from bot.clock import Clock
from bot.commands.telling import plainly
from bot.exits import Exit
from bot.settings import load_settings
from services import actors, programs
from services.program import ProgramRefused, export, json_schema, load_document

EXAMPLES = (
    "kopilka program export > program.toml",
    "kopilka program check program.toml",
    "kopilka program apply program.toml",
    "kopilka program schema > program.schema.json",
)


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("export", help="print the program in force")
    actions.add_parser("schema", help="print the JSON Schema of a program file, with defaults")
    for name, sentence in (
        ("check", "check a file and change nothing"),
        ("apply", "put a file in force; old receipts keep the version they were made under"),
    ):
        action = actions.add_parser(name, help=sentence)
        action.add_argument("file", type=Path)


@plainly
def run(options: argparse.Namespace) -> int:
    """Exit 1 with one line per problem if the file is refused."""
    try:
        match options.action:
            case "schema":
                sys.stdout.write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
            case "check":
                load_document(_text(options.file))
                sys.stdout.write(f"{options.file} is a good program.\n")
            case "export":
                asyncio.run(_export())
            case _:
                asyncio.run(_apply(_text(options.file)))
    except ProgramRefused as refused:
        for problem in refused.problems:
            sys.stderr.write(f"{problem}\n")
        return Exit.FAILED
    except programs.ProgramNotLaunched:
        sys.stderr.write("There is no program yet: launch the shop in the chat first.\n")
        return Exit.FAILED
    except OSError as error:
        sys.stderr.write(f"{error.filename} cannot be read ({error.strerror}).\n")
        return Exit.FAILED
    return Exit.OK


def _text(path: Path) -> str:
    return path.read_text("utf-8")


async def _export() -> None:
    async with opening.database(load_settings()) as db:
        stored = await db.read(programs.current)
    sys.stdout.write(export(stored.document))


async def _apply(text: str) -> None:
    settings = load_settings()
    async with opening.database(settings) as db:
        applied = await db.write(
            programs.apply,
            text,
            actor=actors.system("cli"),
            key=f"cli:{uuid4()}",
            now=Clock(settings.test_clock).now(),
        )
    for change in applied.changes:
        sys.stdout.write(f"{change}\n")
    sys.stdout.write(f"Version {applied.number} is in force.\n")
