"""Text as a person, a scanner or a keyboard in the wrong layout typed it, made plain."""

import unicodedata

ECHO_CHARACTERS = 50
"""How much of a refused line is shown back, in characters."""

LINE_CHARACTERS = 64
"""How much of a line is read where one number is asked for, in characters."""

# Marks without a width or a picture of their own: chat programs add them to copied text.
_WITHOUT_WIDTH = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SPACES = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_PLAIN = dict.fromkeys(map(ord, _WITHOUT_WIDTH), "") | dict.fromkeys(map(ord, _SPACES), " ")
_EDGES = " \t\r\n"
_DECEPTIVE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})


def plain(text: str) -> str:
    """Take out marks without width, make every kind of space one, every script's digits 0-9."""
    if not text.isascii():
        text = "".join(map(_ascii_digit, text.translate(_PLAIN)))
    return text.strip(_EDGES)


def whole_number(text: str, digits: int) -> int | None:
    """Return "1 000" as 1000; None for what is no whole number of at most so many digits."""
    typed = "".join(plain(text[:LINE_CHARACTERS]).split())
    fits = typed.isascii() and typed.isdigit() and len(typed) <= digits
    return int(typed) if fits else None


def _ascii_digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def is_deceptive(text: str) -> bool:
    """Tell whether plain text hides something: controls, direction overrides, lone surrogates.

    Such text may look like another one on the screen, and databases refuse some of it.
    """
    return any(unicodedata.category(character) in _DECEPTIVE for character in text)


def echo(text: str) -> str:
    """Cut the text to `ECHO_CHARACTERS` and make it safe to show back to who typed it."""
    shown = "".join(c if c.isprintable() else "·" for c in text[: ECHO_CHARACTERS + 1])
    if len(shown) > ECHO_CHARACTERS:
        return shown[: ECHO_CHARACTERS - 1] + "…"
    return shown
