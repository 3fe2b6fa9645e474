"""Codes people type: drawn without look-alikes, and read whatever keyboard typed them."""

from collections.abc import Callable

from services.domain.typed import plain

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 and O, no 1, I and L: 31 signs that are told apart on any paper."""

LENGTH = 8
_HALF = LENGTH // 2
_DIGITS_IN_A_RUN = 3
_CYRILLIC = str.maketrans("АВЕКМНОРСТУХЁ", "ABEKMHOPCTYXE")
"""Letters that look the same in both alphabets, whichever of them was meant."""

_TAKEN_FOR_ANOTHER = str.maketrans("OIL", "011")


def new_code(draw: Callable[[int], int]) -> str:
    """Make a code; `draw(n)` gives a random whole number from 0 up to n, without n.

    It begins with a letter and has a digit, but never four in a row: so no code is an amount,
    a card or a phone as well.
    """
    while True:
        code = "".join(ALPHABET[draw(len(ALPHABET))] for _ in range(LENGTH))
        if is_code(code):
            return code


def is_code(text: str) -> bool:
    """Tell whether a folded or freshly drawn text could be the code of a coupon."""
    return (
        len(text) == LENGTH
        and set(text) <= set(ALPHABET)
        and text[0].isalpha()
        and any(sign.isdigit() for sign in text)
        and not _has_long_run(text)
    )


def printed_code(code: str) -> str:
    """Write a code in two groups, as a guest reads it aloud: K7MD-R9T3."""
    return f"{code[:_HALF]}-{code[_HALF:]}"


def coupon_code(text: str) -> str | None:
    """Return the code in what a cashier typed; None if it is no code at all."""
    code = _bare(text)
    return code if is_code(code) else None


def folded(text: str) -> str:
    """Return a code as it is compared: without case, spaces, hyphens and look-alikes."""
    return _bare(text).translate(_TAKEN_FOR_ANOTHER)


def _bare(text: str) -> str:
    upper = plain(text[:64]).upper().translate(_CYRILLIC)
    return "".join(sign for sign in upper if sign.isalnum())


def _has_long_run(text: str) -> bool:
    run = 0
    for sign in text:
        run = run + 1 if sign.isdigit() else 0
        if run > _DIGITS_IN_A_RUN:
            return True
    return False
