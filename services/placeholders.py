"""The {placeholders} in the owner's own words: their names, where they stand, what is allowed.

A placeholder has one meaning and a name in each language; any language's name is understood in
any text, so that a text moved from one language to another still holds.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from services.domain.kinds import Occasion

_NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "name": {"ru": ("имя",), "en": ("name",), "uz": ("ism",)},
    "points": {"ru": ("баллы",), "en": ("points",), "uz": ("ball", "ballar")},
    "gift": {"ru": ("подарок",), "en": ("gift",), "uz": ("sovgʻa",)},
    "balance": {"ru": ("баланс",), "en": ("balance",), "uz": ("balans",)},
    "date": {"ru": ("дата", "дату", "даты"), "en": ("date",), "uz": ("sana",)},
    "amount": {"ru": ("сумма", "сумму"), "en": ("amount",), "uz": ("summa",)},
    "discount": {"ru": ("скидка", "скидку", "скидки"), "en": ("discount",), "uz": ("chegirma",)},
    "shop": {"ru": ("магазин",), "en": ("shop",), "uz": ("doʻkon",)},
}
ALLOWED: Mapping[Occasion, tuple[str, ...]] = {
    Occasion.WELCOME: ("name", "points", "amount", "shop"),
    Occasion.BIRTHDAY: ("name", "points", "amount", "date", "discount", "balance", "shop"),
    Occasion.DORMANCY: ("name", "gift", "date", "points", "amount", "shop"),
    Occasion.EXPIRY: ("name", "points", "amount", "date", "balance", "shop"),
}
"""What may stand in each message, by meaning.

`points` are the points the message is about: the gift, what expires, or, to somebody who has not
come for long, the balance; `amount` is what they pay for; `discount` is the percent off bills.
"""

INVITATION = ("points", "shop")
"""What may stand in the words a guest shares: `points` are those for the friend."""

_MARK = re.compile(r"\{\s*([^{}\n]{0,64}?)\s*\}")
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʻʼ`´", ""))


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place to fill: its meaning, or the unknown word as the owner wrote it."""

    meaning: str | None
    written: str


def _plain(word: str) -> str:
    return word.casefold().translate(_APOSTROPHES)


_MEANINGS = {
    _plain(word): meaning
    for meaning, languages in _NAMES.items()
    for words in languages.values()
    for word in words
}


def pieces(text: str) -> Iterator[str | Placeholder]:
    """Yield the text between placeholders, and the placeholders, in order."""
    end = 0
    for mark in _MARK.finditer(text):
        if mark.start() > end:
            yield text[end : mark.start()]
        yield Placeholder(_MEANINGS.get(_plain(mark[1])), mark[0])
        end = mark.end()
    if end < len(text):
        yield text[end:]


def unknown(occasion: Occasion, text: str) -> str | None:
    """Return the first placeholder that this message cannot fill, as it was written."""
    return strange(ALLOWED[occasion], text)


def strange(meanings: Collection[str], text: str) -> str | None:
    """Return the first placeholder of another meaning than these, as it was written."""
    for piece in pieces(text):
        if isinstance(piece, Placeholder) and piece.meaning not in meanings:
            return piece.written
    return None


def without(meanings: Collection[str], texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts, by language, that ask for none of these meanings."""
    return {
        language: text
        for language, text in texts.items()
        if not any(
            isinstance(piece, Placeholder) and piece.meaning in meanings for piece in pieces(text)
        )
    }


def placeholder(meaning: str, language: str) -> str:
    """Return a placeholder as a language writes it: "{имя}"."""
    names = _NAMES[meaning]
    return f"{{{names.get(language, names['en'])[0]}}}"


def allowed(occasion: Occasion, language: str) -> tuple[str, ...]:
    """Return what may stand in a message, as a language writes it."""
    return written(ALLOWED[occasion], language)


def written(meanings: Iterable[str], language: str) -> tuple[str, ...]:
    """Return placeholders as a language writes them."""
    return tuple(placeholder(meaning, language) for meaning in meanings)
