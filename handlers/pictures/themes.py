"""The colours a card or a poster may wear."""

from dataclasses import dataclass
from enum import StrEnum

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
INK: Colour = (11, 18, 32)
SLATE: Colour = (71, 85, 105)


class Theme(StrEnum):
    """A name for a set of colours; white text is readable on every one of them."""

    BASE = "base"
    BRONZE = "bronze"
    SILVER = "silver"
    GOLD = "gold"
    PLATINUM = "platinum"
    RUBY = "ruby"
    OCEAN = "ocean"


@dataclass(frozen=True, kw_only=True, slots=True)
class Palette:
    """A gradient from the upper left corner to the lower right, and the colour that shines."""

    start: Colour
    middle: Colour
    end: Colour
    accent: Colour


def _palette(colours: str) -> Palette:
    start, middle, end, accent = (
        (int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)) for code in colours.split()
    )
    return Palette(start=start, middle=middle, end=end, accent=accent)


PALETTES = {
    Theme.BASE: _palette("12756B 0D5F5D 0A3A47 5EEAD4"),
    Theme.BRONZE: _palette("A35E2C 854720 4F260E FFD3A3"),
    Theme.SILVER: _palette("65758C 4B5B72 283446 E8EEF6"),
    Theme.GOLD: _palette("4A3B1C 2C2413 14110B F6C84C"),
    Theme.PLATINUM: _palette("6D3BE0 4A21A6 22104F CDBBFF"),
    Theme.RUBY: _palette("B4234A 8C1539 4A0A22 FFC2D1"),
    Theme.OCEAN: _palette("1D5FD1 17489F 0B2454 9CC9FF"),
}

# The ladder of a program from its lowest tier; the highest tier always wears the last.
_LADDERS = {
    1: (Theme.BASE,),
    2: (Theme.BASE, Theme.GOLD),
    3: (Theme.BASE, Theme.SILVER, Theme.GOLD),
    4: (Theme.BASE, Theme.SILVER, Theme.GOLD, Theme.PLATINUM),
    5: (Theme.BASE, Theme.BRONZE, Theme.SILVER, Theme.GOLD, Theme.PLATINUM),
}


def theme_for(step: int, steps: int) -> Theme:
    """Choose the theme of the tier at place `step` (0 is the lowest) of `steps` in its ladder.

    Ladders longer than five keep the five themes and share the one in the middle.
    """
    ladder = _LADDERS[max(1, min(steps, 5))]
    place = max(0, min(step, steps - 1))
    from_top = steps - 1 - place
    if from_top < len(ladder) // 2:
        return ladder[-1 - from_top]
    return ladder[min(place, len(ladder) // 2)]
