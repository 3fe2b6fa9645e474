"""Text on pictures: the Onest font at any weight, fitted into the width there is."""

import io
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import ceil, floor

from PIL import Image, ImageDraw, ImageFont

from handlers.pictures.themes import Colour

SCALE = 2
"""Letters are drawn this many times larger and reduced, so that their spacing is even."""

_FONT = files("fontpkg_onest") / "files" / "Onest[wght].ttf"


@lru_cache(maxsize=256)
def font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Load Onest at `size` pixels and a `weight` of 100 to 900."""
    loaded = ImageFont.truetype(io.BytesIO(_FONT.read_bytes()), size)
    loaded.set_variation_by_axes([weight])
    return loaded


def drawable(text: str) -> str:
    """Keep what the font can draw: no emoji, no stacked marks, no other scripts, one line."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return " ".join("".join(filter(_has_glyph, composed)).split())


@lru_cache(maxsize=2048)
def _has_glyph(character: str) -> bool:
    if unicodedata.category(character)[0] in "CM":
        return False
    if character.isspace():
        return True
    small = font(24, 400)
    return bytes(small.getmask(character)) != bytes(small.getmask("\uffff"))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word or a single figure, drawn large: its coverage, where that lies, how far it goes."""

    coverage: Image.Image
    left: int
    top: int
    advance: float


# Figures change with every purchase, words do not: drawn apart, nearly all of a line is ready.
_PIECES = re.compile(r"[0-9]|\s|[^0-9\s]+")


@lru_cache(maxsize=2048)
def _piece(text: str, size: int, weight: int, *, tabular: bool) -> _Piece:
    face = font(size * SCALE, weight)
    features = ["tnum"] if tabular else None
    left, top, right, bottom = face.getbbox(text, anchor="ls", features=features)
    left, top = floor(left), floor(top)
    coverage = Image.new("L", (max(1, ceil(right) - left), max(1, ceil(bottom) - top)))
    ImageDraw.Draw(coverage).text(
        (-left, -top), text, fill=255, font=face, anchor="ls", features=features
    )
    advance = face.getlength(text, features=features)
    return _Piece(coverage, left, top, advance)


def _pieces(text: str, size: int, weight: int, *, tabular: bool) -> list[_Piece]:
    return [_piece(part, size, weight, tabular=tabular) for part in _PIECES.findall(text)]


def width_of(text: str, size: int, weight: int, *, tabular: bool = False) -> float:
    """Measure the text in pixels of the finished picture; tabular figures are of one width."""
    return sum(p.advance for p in _pieces(text, size, weight, tabular=tabular)) / SCALE


def fitted(
    text: str, *, size: int, least: int, weight: int, width: float, tabular: bool = False
) -> tuple[str, int]:
    """Shrink the text until it fits; at the `least` size cut it and put "…" behind."""
    for smaller in range(size, least, -1):
        if width_of(text, smaller, weight, tabular=tabular) <= width:
            return text, smaller
    return cut(text, size=least, weight=weight, width=width), least


def cut(text: str, *, size: int, weight: int, width: float) -> str:
    """Cut the text to the width, with "…" where something is missing."""
    if width_of(text, size, weight) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip() + "…", size, weight) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip(" ,.·-–—«(") + "…"


def wrapped(text: str, *, size: int, weight: int, width: float, lines: int) -> list[str]:
    """Break the text at spaces into at most so many lines of about the same length.

    What does not fit into them is cut.
    """
    best = _broken(text, size=size, weight=weight, width=width, lines=lines)
    for share in range(95, 45, -5):
        narrower = _broken(text, size=size, weight=weight, width=width * share / 100, lines=99)
        if len(narrower) > len(best) or any("…" in line for line in narrower):
            break
        best = narrower
    return best


def _broken(text: str, *, size: int, weight: int, width: float, lines: int) -> list[str]:
    words = text.split()
    result: list[str] = []
    while words:
        count = len(words)
        while (
            len(result) < lines - 1
            and count > 1
            and (width_of(" ".join(words[:count]), size, weight) > width)
        ):
            count -= 1
        result.append(cut(" ".join(words[:count]), size=size, weight=weight, width=width))
        words = words[count:]
    return result


def _line(pieces: list[_Piece], start: float) -> tuple[Image.Image, int, int]:
    """Put pieces together from `start`; give their coverage and where its corner lies."""
    top = floor(min(piece.top for piece in pieces) / SCALE)
    bottom = ceil(max(piece.top + piece.coverage.height for piece in pieces) / SCALE)
    left = floor(start + min(0, pieces[0].left / SCALE)) - 1
    right = ceil(start + sum(piece.advance for piece in pieces) / SCALE) + 2
    large = Image.new("L", ((right - left) * SCALE, (bottom - top) * SCALE))
    pen = (start - left) * SCALE
    for piece in pieces:
        corner = (round(pen) + piece.left, piece.top - top * SCALE)
        large.paste(255, corner, piece.coverage)
        pen += piece.advance
    return large.reduce(SCALE), left, top


def write(
    picture: Image.Image,
    at: tuple[float, float],
    text: str,
    *,
    size: int,
    weight: int,
    colour: Colour,
    anchor: str = "left",
    tabular: bool = False,
) -> None:
    """Write one line; `at` is the left end, middle or right end of its baseline, in pixels."""
    if not text:
        return
    pieces = _pieces(text, size, weight, tabular=tabular)
    x, y = at
    if anchor != "left":
        x -= sum(piece.advance for piece in pieces) / SCALE / (2 if anchor == "middle" else 1)
    mask, left, top = _line(pieces, x)
    picture.paste(colour, (left, round(y) + top), mask)
