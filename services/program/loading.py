"""From the text of a program file to a checked document, or to every reason against it."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date

from pydantic import ValidationError

from services.program.checks import check
from services.program.document import Document
from services.program.positions import Path, line_of, lines_of
from services.program.problems import Problem, ProgramRefused, found_by_pydantic, subject

# A program of a hundred rules is some twenty kilobytes; the file may come from a chat.
MOST_CHARACTERS = 256 * 1024


def load_document(text: str, *, today: date | None = None) -> Document:
    """Return the checked document of a TOML text.

    `today` is the shop's local date; with it a fixed expiry that has passed refuses to load.
    Raises ProgramRefused with every problem found; each names its line.
    """
    raw = _parsed(text)
    try:
        document = Document.model_validate(raw)
    except ValidationError as error:
        raise ProgramRefused(_placed(found_by_pydantic(error, raw), text)) from None
    _refuse_wrong(document, raw, text, today)
    return document


def checked(document: Document, *, today: date | None = None) -> Document:
    """Pass a document built or changed by code through every check.

    Raises ProgramRefused; there is no text, so the problems have no lines.
    """
    raw = document.model_dump(by_alias=True, mode="json")
    try:
        valid = Document.model_validate(document.model_dump(by_alias=True))
    except ValidationError as error:
        raise ProgramRefused(_placed(found_by_pydantic(error, raw), "")) from None
    _refuse_wrong(valid, raw, "", today)
    return valid


def document_from_json(text: str) -> Document:
    """Return the document behind `canonical_json`; it was checked when it was stored."""
    return Document.model_validate_json(text, strict=False)


def canonical_json(document: Document) -> str:
    """Write the one line that equal documents share: every key, defaults too.

    Stored with each version, so that a later default never changes what an old version meant.
    """
    return json.dumps(
        document.model_dump(mode="json", by_alias=True, exclude_none=True),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def _parsed(text: str) -> dict[str, object]:
    if len(text) > MOST_CHARACTERS:
        raise ProgramRefused([Problem(line=None, path=(), sentence="the file is too large")])
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ProgramRefused([_unreadable(text, "brackets are nested too deeply")]) from None
    except ValueError as error:
        raise ProgramRefused([_unreadable(text, str(error))]) from None


def _unreadable(text: str, reason: str) -> Problem:
    """Tomllib says where in brackets at the end of its message, or "at end of document"."""
    found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", reason)
    if found is None:
        return Problem(line=None, path=(), sentence=f"this is not TOML: {reason}")
    line = int(found[1]) if found[1] else text.count("\n") + 1
    return Problem(line=line, path=(), sentence=f"this is not TOML: {reason[: found.start()]}")


def _placed(found: Iterable[tuple[Path, str]], text: str) -> list[Problem]:
    lines = lines_of(text)
    return [
        Problem(line=line_of(lines, path), path=path, sentence=sentence)
        for path, sentence in found
    ]


def _refuse_wrong(
    document: Document, raw: Mapping[str, object], text: str, today: date | None
) -> None:
    wrong = [
        (path, f"{subject(path, raw)} {predicate}")
        for path, predicate in check(document, today=today)
    ]
    if wrong:
        raise ProgramRefused(_placed(wrong, text))
