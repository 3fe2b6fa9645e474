"""The edits an owner makes to segments and audiences from the chat; each is checked."""

from collections.abc import Iterable

from services.program.document import Document
from services.program.loading import checked
from services.program.offer_edits import slug
from services.program.segments import SEGMENTS, AudiencePart


def with_boundary(document: Document, key: str, value: object) -> Document:
    """Change a key of `[segments]`. Raises ProgramRefused, as the file would be."""
    segments = document.segments.model_copy(update={key: value})
    return checked(document.model_copy(update={"segments": segments}))


def with_audience(document: Document, audience: AudiencePart) -> Document:
    """Add an audience, or put it in the place of the one with its id.

    Raises ProgramRefused, as the file would be.
    """
    known = [one.id for one in document.audience]
    if audience.id not in known:
        return _with(document, [*document.audience, audience])
    return _with(
        document, [audience if one.id == audience.id else one for one in document.audience]
    )


def without_audience(document: Document, audience_id: str) -> Document:
    """Take an audience out. Raises ProgramRefused if a rule names it."""
    return _with(document, [one for one in document.audience if one.id != audience_id])


def new_audience_id(document: Document, names: Iterable[str]) -> str:
    """Return a short id that no audience has, of the first name that gives one."""
    stem = next((made for name in names if (made := slug(name))), "guests")
    taken = {one.id for one in document.audience} | SEGMENTS
    number, found = 1, stem
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found


def _with(document: Document, audiences: Iterable[AudiencePart]) -> Document:
    return checked(document.model_copy(update={"audience": tuple(audiences)}))
