"""Listens to every log of the run at DEBUG: a token or a phone in it fails the test it came from.

What is read is what the program would print: each record goes through its own formatter.
The bots that tests start as processes are listened to by their output (`watch`).
"""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.redaction import RedactingFormatter

_TOKEN = re.compile(r"\d{6,12}:[\w-]{30,}")
# Every phone of the tests begins so; between its digits may stand whatever people put there.
_PHONE = re.compile(r"(?<![\d.:])\+?7[ ().-]{0,3}9(?:[ ().-]{0,3}\d){9}(?!\d)")
_FORMATTER = RedactingFormatter("%(levelname)s %(name)s %(message)s")


def secrets_in(text: str) -> list[str]:
    """Return the tokens and phones that stand in a text."""
    return [*_TOKEN.findall(text), *_PHONE.findall(text)]


class Listener(logging.Handler):
    """Keeps what should never have been said."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # Redacting costs much more than looking, and few records hold anything at all.
        said = record.getMessage()
        if record.exc_info or secrets_in(said):
            shown = _FORMATTER.format(record)
            if secrets_in(shown):
                self.heard.append(shown)


class Output:
    """What a process prints into a file, read once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = 0

    def fresh(self) -> str:
        if not self._path.exists():
            return ""
        with self._path.open("rb") as file:
            file.seek(self._read)
            new = file.read()
        self._read += len(new)
        return new.decode("utf-8", "replace")


_LISTENER = Listener()
_OUTPUTS: list[Output] = []


def watch(path: Path) -> None:
    """Listen to the output that a process writes into this file."""
    _OUTPUTS.append(Output(path))


def overheard() -> list[str]:
    """Return every secret said since the last call, with the line it stood in."""
    lines = [line for one in _OUTPUTS for line in one.fresh().splitlines() if secrets_in(line)]
    said, _LISTENER.heard = _LISTENER.heard, []
    return [*said, *lines]


def pytest_configure() -> None:
    """Listen from the very beginning, in every worker."""
    root = logging.getLogger()
    root.setLevel(logging.DEBUG)
    if _LISTENER not in root.handlers:
        root.addHandler(_LISTENER)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Fail the test during which a secret was said; the last one answers for the end."""
    try:
        yield
    finally:
        said = overheard()
        if said:
            pytest.fail("a secret stands in the log:\n" + "\n".join(said[:5]), pytrace=False)
