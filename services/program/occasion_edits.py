"""The edits an owner makes to occasions from the chat; each gives a new, checked document."""

from typing import cast

from services.domain.kinds import Occasion
from services.program.document import Document
from services.program.loading import checked
from services.program.occasions import Table
from services.program.templates import sized

# What a table that was never written gets when it is switched on, in points worth roubles.
_FIRST_GIFTS = {Occasion.BIRTHDAY: 200, Occasion.DORMANCY: 50}
_FIRST_EXPIRES_DAYS = 14


def table_of(document: Document, occasion: Occasion) -> Table:
    """Return the part of the file that speaks of an occasion."""
    return cast("Table", getattr(document, occasion))


def with_occasion_on(document: Document, occasion: Occasion, *, on: bool) -> Document:
    """Switch an occasion; a gift that nobody ever wrote begins with a usual size."""
    update: dict[str, object] = {"on": on}
    untouched = table_of(document, occasion) == table_of(Document(), occasion)
    if on and untouched and occasion in _FIRST_GIFTS:
        update["points"] = sized(_FIRST_GIFTS[occasion], document.currency)
        update["expires_days"] = _FIRST_EXPIRES_DAYS
    return with_occasion(document, occasion, update)


def with_words(document: Document, occasion: Occasion, language: str, text: str) -> Document:
    """Say it in the owner's words. Raises ProgramRefused for a placeholder it cannot fill."""
    words = {**table_of(document, occasion).text, language: text}
    return with_occasion(document, occasion, {"text": words})


def without_words(document: Document, occasion: Occasion, language: str | None) -> Document:
    """Return to the built-in words, in one language or in all."""
    words = table_of(document, occasion).text
    kept = {name: text for name, text in words.items() if language not in {None, name}}
    return with_occasion(document, occasion, {"text": kept})


def with_occasion(document: Document, occasion: Occasion, update: dict[str, object]) -> Document:
    """Change keys of an occasion's table. Raises ProgramRefused, as the file would be."""
    table = table_of(document, occasion).model_copy(update=update)
    return checked(document.model_copy(update={occasion.value: table}))
