"""What a tier gives besides its rate, in words: for everybody, or by language."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Discriminator, Field, Tag

from services.program.values import Language, Text

MOST_PERKS = 20

# The names of the two writings; Pydantic puts them into the path of a problem.
LIST, TABLE = "list", "table"

Words = Annotated[tuple[Text, ...], Field(strict=False, max_length=MOST_PERKS)]
ByLanguage = Annotated[dict[Language, Words], Field(max_length=MOST_PERKS)]


def _writing(value: object) -> str:
    return TABLE if isinstance(value, Mapping) else LIST


Perks = Annotated[
    Annotated[Words, Tag(LIST)] | Annotated[ByLanguage, Tag(TABLE)], Discriminator(_writing)
]
EVERYBODY = ""
"""The language of words written for everybody."""


def by_language(
    perks: tuple[str, ...] | Mapping[str, tuple[str, ...]],
) -> dict[str, tuple[str, ...]]:
    """Return the words by language; a plain list is for everybody."""
    if not isinstance(perks, Mapping):
        return {EVERYBODY: perks} if perks else {}
    return {language: words for language, words in perks.items() if words}
