"""`kopilka program`: the rules as a file."""

import argparse
import asyncio
import json
import sys
from datetime import date
from pathlib import Path
from uuid import uuid4

from bot import opening
from bot.clock import Clock
from bot.commands import plans
from bot.commands.telling import plainly
from bot.exits import Exit
from bot.settings import Settings, load_settings
from bot.texts import TextLibrary
from handlers.changes import change_words
from handlers.formats import Locality
from handlers.texts import Texts, unmarked
from services import actors, programs
from services.domain.errors import Refusal
from services.program import ProgramRefused, export, json_schema, load_document
from services.units import LANGUAGES

EXAMPLES = (
    "kopilka program export > program.toml",
    "kopilka program check program.toml",
    "kopilka program apply program.toml",
    "kopilka program apply --from 2026-12-01 --yes program.toml",
    "kopilka program plans",
    "kopilka program cancel 7",
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
        if name == "apply":
            action.add_argument(
                "--from",
                dest="starts_on",
                type=date.fromisoformat,
                metavar="DATE",
                help="take effect at the midnight that begins this local day; left out: at once",
            )
            _speaking(action, asks=True)
    _speaking(actions.add_parser("plans", help="list the versions that are still to begin"))
    action = actions.add_parser("cancel", help="withdraw a version that is still to begin")
    action.add_argument("number", type=int, metavar="NUMBER", help="as plans shows it")
    _speaking(action, asks=True)


def _speaking(action: argparse.ArgumentParser, *, asks: bool = False) -> None:
    if asks:
        action.add_argument("--yes", action="store_true", help="do not ask")
    action.add_argument("--language", choices=LANGUAGES, help="of the words; left out: the shop's")


@plainly
def run(options: argparse.Namespace) -> int:
    """Exit 1 with one line per problem if the file is refused."""
    try:
        return _act(options)
    except ProgramRefused as refused:
        for problem in refused.problems:
            sys.stderr.write(f"{problem}\n")
    except programs.ProgramNotLaunched:
        sys.stderr.write("There is no program yet: launch the shop in the chat first.\n")
    except OSError as error:
        sys.stderr.write(f"{error.filename} cannot be read ({error.strerror}).\n")
    return Exit.FAILED


def _act(options: argparse.Namespace) -> int:
    match options.action:
        case "schema":
            sys.stdout.write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
        case "check":
            load_document(_text(options.file))
            sys.stdout.write(f"{options.file} is a good program.\n")
        case "export":
            asyncio.run(_export())
        case "plans":
            return asyncio.run(plans.show(options))
        case "cancel":
            return asyncio.run(plans.cancel(options, _agreed))
        case _:
            return asyncio.run(_apply(options, _text(options.file)))
    return Exit.OK


def _text(path: Path) -> str:
    return path.read_text("utf-8")


async def _export() -> None:
    settings = load_settings()
    now = Clock(settings.test_clock).now()
    async with opening.database(settings) as db:
        stored = await db.read(programs.current, now=now)
    sys.stdout.write(export(stored.document))


async def _apply(options: argparse.Namespace, text: str) -> int:
    """Show what would change, ask, and save exactly that."""
    settings = load_settings()
    now = Clock(settings.test_clock).now()
    async with opening.database(settings) as db:
        try:
            found = await db.read(programs.compare, text, now=now, starts_on=options.starts_on)
            texts = _texts(settings, options.language or found.language)
            _show(texts, options.file.name, found)
            if not found.changes:
                return Exit.OK
            if not (options.yes or _agreed(texts, "apply-ask")):
                sys.stderr.write(f"{texts.plain('apply-not')}\n")
                return Exit.FAILED
            applied = await db.write(
                programs.apply,
                text,
                actor=actors.system("cli"),
                key=f"cli:{uuid4()}",
                now=now,
                based_on=found.based_on,
                starts_on=options.starts_on,
            )
        except (programs.ProgramNotLaunched, ProgramRefused):
            raise
        except Refusal as refusal:
            texts = _texts(settings, options.language or "en")
            sys.stderr.write(f"{texts.refusal_plain(refusal)}\n")
            return Exit.FAILED
    if applied.starts_on is None:
        said = texts.plain("apply-done", number=applied.number)
    else:
        said = texts.plain("apply-planned", number=applied.number, on=applied.starts_on)
    sys.stdout.write(f"{said}\n")
    return Exit.OK


def _texts(settings: Settings, language: str) -> Texts:
    return TextLibrary(settings.data_dir).speak(language, Locality())


def _show(texts: Texts, name: str, found: programs.Comparison) -> None:
    if not found.changes:
        said = texts.plain("apply-same")
    elif found.starts_on is None:
        said = texts.plain("apply-now", file=name)
    else:
        said = texts.plain("apply-from", file=name, on=found.starts_on)
    lines = [said, *(f"  {unmarked(change_words(texts, one))}" for one in found.changes)]
    sys.stdout.write("\n".join(lines) + "\n")


def _agreed(texts: Texts, question: str) -> bool:
    """Ask whoever sits at a terminal; nobody else says yes without having been asked."""
    if not sys.stdin.isatty():
        return False
    return input(f"{texts.plain(question)} ").strip().lower() in {"y", "yes"}
