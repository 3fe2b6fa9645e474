"""A program over a file of events: what each of them did, with no database and no Telegram.

The contract is in docs/semantics.md, "Replay". Nothing here imports the database or the messenger.
"""

import gc
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from pydantic_core import PydanticSerializationError, to_json

from services.domain.program import Program
from services.domain.replay import Shop
from services.program.building import load_program
from services.program.problems import ProgramRefused
from services.replay.fields import WrongShape
from services.replay.reading import parse, read

WRONG_INPUT = 2
_BYTE_ORDER_MARK = "\ufeff"


class _Unreadable(Exception):
    """A program file that cannot be opened or does not load."""


class Writer(Protocol):
    """What answers and complaints are written to: a text stream, or less."""

    def write(self, text: str, /) -> object: ...

    def flush(self) -> None: ...


def replay(
    program_path: str | Path, events: str | Path | Iterable[str], out: Writer, err: Writer
) -> int:
    """Run the program over JSON Lines events and write one JSON line per event to `out`.

    `events` is a path, or lines, or a stream that nothing has been read from yet. Returns the exit
    code: 0, or 2 with one line on `err` naming line and field; lines before it are written.
    Memory grows with the members and purchases known, not with the events read.
    """
    path = Path(program_path)
    with ExitStack() as files:
        try:
            with _no_cycles():
                _answer(path, events, files, out)
        except (_Unreadable, _WrongLine) as wrong:
            out.flush()
            err.write(" ".join(str(wrong).split()) + "\n")
            return WRONG_INPUT
        out.flush()
    return 0


def _answer(path: Path, events: str | Path | Iterable[str], files: ExitStack, out: Writer) -> None:
    # The shop ends with this call, before the collector comes back and would walk all of it.
    shop = Shop(_program(path))
    for answer in _answers(shop, path, _opened(events, files)):
        _write(answer, out)


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Let reference counts alone free memory meanwhile.

    Events leave no cycles behind, and a collector that walks a million remembered purchases
    again and again would make long replays slower line by line.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


class _WrongLine(Exception):
    """An event that cannot be read; the sentence begins with its line."""


def _opened(events: str | Path | Iterable[str], files: ExitStack) -> Iterable[str]:
    # Bytes that are not UTF-8 come through as surrogates, so that the line they stand in is
    # refused by number after the lines before it were answered.
    if isinstance(events, str | Path):
        try:
            opened = Path(events).open(encoding="utf-8", errors="surrogateescape")  # noqa: SIM115
        except OSError as error:
            raise _Unreadable(f"{events}: {error.strerror}") from None
        return files.enter_context(opened)
    if isinstance(events, io.TextIOWrapper):
        events.reconfigure(encoding="utf-8", errors="surrogateescape")
    return events


def _answers(shop: Shop, path: Path, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    def rules(name: str, at: datetime) -> Program:
        return _next_program(path.parent / name, at, shop.program)

    last_at: datetime | None = None
    for number, line in enumerate(lines, 1):
        text = line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line
        if text.isspace() or not text:
            continue
        try:
            event = read(parse(text), shop.program.digits, last_at, rules)
            if last_at is None:
                _refuse_passed(path, event.at, shop.program)
        except WrongShape as wrong:
            raise _WrongLine(f"line {number}: {wrong}") from None
        last_at = event.at
        yield from shop.apply(event)


def _program(path: Path, at: datetime | None = None) -> Program:
    """Load the rules; `at` an instant, what has passed by then refuses."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        program = load_program(text)
        if at is None:
            return program
        return load_program(text, today=at.astimezone(ZoneInfo(program.timezone)).date())
    except OSError as error:
        raise _Unreadable(f"{path}: {error.strerror}") from None
    except ValueError:
        raise _Unreadable(f"{path}: must be a text file in UTF-8") from None
    except ProgramRefused as refused:
        raise _Unreadable(f"{path}: {refused}") from None


def _refuse_passed(path: Path, at: datetime, program: Program) -> None:
    """Judge a fixed expiry by the first event: a replay has no other clock."""
    if program.points.expiry.on is not None:
        _program(path, at)


def _next_program(path: Path, at: datetime, before: Program) -> Program:
    try:
        program = _program(path, at)
    except _Unreadable as unreadable:
        raise WrongShape("program", f"does not load: {unreadable}") from None
    if (program.currency, program.digits) != (before.currency, before.digits):
        raise WrongShape("program", "changes the currency, and points were earned in another")
    return program


def _write(answer: dict[str, Any], out: Writer) -> None:
    try:
        out.write(to_json(answer).decode() + "\n")
    except (UnicodeEncodeError, PydanticSerializationError):
        # A terminal of another alphabet, or half a character in an id.
        out.write(json.dumps(answer) + "\n")
