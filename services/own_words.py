"""A text typed by the owner: not empty, not too long, with placeholders that can be filled."""

from collections.abc import Collection
from dataclasses import dataclass

from services.domain.errors import Refusal
from services.placeholders import strange, written
from services.shop import TextTooLong


@dataclass(kw_only=True, unsafe_hash=True)
class UnknownPlaceholder(Refusal):
    """The text has a placeholder that this message cannot fill; `allowed` are those it can."""

    placeholder: str
    allowed: str


@dataclass(kw_only=True, unsafe_hash=True)
class TextEmpty(Refusal):
    """There is nothing to send."""


def own_words(text: str, language: str, *, may_insert: Collection[str], most: int) -> str:
    """Return the text without blank ends.

    `may_insert` are the meanings of its placeholders, `most` is its length in characters. Raises
    TextEmpty, TextTooLong and UnknownPlaceholder, which names them as the language writes them.
    """
    text = text.strip()
    if not text:
        raise TextEmpty
    if len(text) > most:
        raise TextTooLong(limit=most)
    if (unknown := strange(may_insert, text)) is not None:
        names = ", ".join(written(may_insert, language))
        raise UnknownPlaceholder(placeholder=unknown, allowed=names)
    return text
