"""The owner's own sentences: placeholders filled, and an empty name gone with its comma."""

import re
from collections.abc import Mapping

from services.placeholders import Placeholder, pieces

NAME = "name"
_AFTER_NAME = re.compile(r"^\s*,\s*")
_AFTER_FIRST_NAME = re.compile(r"^\s*[,.!:…–—-]*\s*")
_BEFORE_NAME = re.compile(r"\s*,?\s*$")
_BEGINNING = re.compile(r"(?:^|[\n.!?…])[^\w\n.!?…]*$")


def filled(text: str, shown: Mapping[str, str]) -> str:
    """Put what is `shown` into the places of a text; what cannot be filled stays as written."""
    parts = list(pieces(text))
    if not shown.get(NAME):
        parts = _without_name(parts)
    return "".join(
        part if isinstance(part, str) else shown.get(part.meaning or "", part.written)
        for part in parts
    )


def _without_name(parts: list[str | Placeholder]) -> list[str | Placeholder]:
    kept: list[str | Placeholder] = []
    gone = False
    for part in parts:
        if isinstance(part, Placeholder):
            gone = part.meaning == NAME
            if not gone:
                kept.append(part)
        else:
            kept.append(_joined(kept, part) if gone else part)
            gone = False
    if gone:
        kept.append(_joined(kept, ""))
    return kept


def _joined(kept: list[str | Placeholder], after: str) -> str:
    """Return what follows a name that is not there; the comma before it may go instead."""
    if _BEGINNING.search("".join(part if isinstance(part, str) else "x" for part in kept)):
        rest = _AFTER_FIRST_NAME.sub("", after)
        return rest[:1].upper() + rest[1:]
    rest = _AFTER_NAME.sub(" ", after)
    before = kept[-1]
    if rest == after and isinstance(before, str):
        kept[-1] = _BEFORE_NAME.sub("", before)
    elif isinstance(before, str):
        kept[-1] = before.rstrip()
    return rest
