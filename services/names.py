"""People's names as they come from Telegram: cleaned once, shown short to staff."""

import unicodedata

LIMIT = 64
_MARKS_PER_LETTER = 3


def clean_name(name: str) -> str:
    """Return the name without control, bidi and invisible characters, at most 64 letters.

    A letter keeps at most three combining marks. The result may be empty.
    """
    letters: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", " ".join(name.split())):
        category = unicodedata.category(character)
        if category.startswith("M"):
            marks += 1
            if letters and marks <= _MARKS_PER_LETTER:
                letters[-1] += character
        elif not category.startswith("C"):
            marks = 0
            letters.append(character)
    return "".join(letters[:LIMIT]).strip()


def short_name(name: str | None, card_number: str) -> str:
    """Return "Анна К." for "Анна Кузнецова"; "№ 4820 1337" for a person without a name."""
    words = (name or "").split()
    if not words:
        half = len(card_number) // 2
        return f"№ {card_number[:half]} {card_number[half:]}"
    if len(words) == 1:
        return words[0]
    return f"{words[0]} {words[-1][0].upper()}."
