"""The card: one picture that tells who, how much, how far, and carries the code for the till."""

import hashlib
import io
from dataclasses import astuple, dataclass
from functools import lru_cache

from PIL import Image

from handlers.pictures.codes import LOW, MEDIUM, qr
from handlers.pictures.lettering import cut, drawable, fitted, width_of, wrapped, write
from handlers.pictures.shapes import box, gradient, ring, shadow, star
from handlers.pictures.stamps import StampRow, draw_stamps
from handlers.pictures.themes import INK, PALETTES, SLATE, WHITE, Theme, theme_for

__all__ = ["CardFace", "Progress", "Theme", "card_jpeg", "draw_card", "face_key", "theme_for"]

DRAWING_VERSION = 1
"""Goes into every cache key: change it with the drawing, or old pictures stay."""

SIZE = (800, 500)
MOST_BYTES = 60_000

_QUALITY, _LEAST_QUALITY = 88, 75

_LEFT, _RIGHT = 36, 408
_COLUMN = _RIGHT - _LEFT
_STAMPS_END, _STAMPS_HEIGHT = 416, 190
_PANEL = (438, 30, 770, 470)
_PANEL_MIDDLE = (_PANEL[0] + _PANEL[2]) // 2
_QR_SIDE = 268
_QR_MIDDLE = 196
# Version 4 has 33 modules: eight pixels each, upon the grid of eight by which JPEG works. Any
# other size takes twice the bytes. It holds 62 characters, and the longest link at a lower level.
_QR_VERSION = 4
_MEDIUM_CHARACTERS = 62


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """The way to the next tier: two labels over a bar filled to `permille` of 1000."""

    label: str
    left: str
    permille: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CardFace:
    """Everything visible on a card, in words and figures ready to be shown.

    `note` is a sentence in place of the bar: a deficit, points that wait, the top tier.
    `link` is what the QR says, `number` how it is printed under it: "4820 1337". With `stamps`
    their circles stand in place of the bar and the large balance; a shop that has no points
    shows none.
    """

    theme: Theme
    shop: str
    caption: str
    tier: str | None
    balance: str
    unit: str
    worth: str
    progress: Progress | None
    note: str | None
    name: str
    link: str
    hint: str
    number: str
    stamps: tuple[StampRow, ...] = ()
    has_points: bool = True


def face_key(face: CardFace) -> str:
    """Name the picture by what is visible on it; equal faces have equal keys."""
    visible = repr((DRAWING_VERSION, astuple(face)))
    return hashlib.blake2b(visible.encode(errors="replace"), digest_size=16).hexdigest()


def card_jpeg(face: CardFace) -> bytes:
    """Draw the card, 800 by 500 pixels, as a JPEG of at most `MOST_BYTES`."""
    picture = draw_card(face)
    encoded = _encoded(picture, _QUALITY)
    return encoded if len(encoded) <= MOST_BYTES else _encoded(picture, _LEAST_QUALITY)


def _encoded(picture: Image.Image, quality: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return file.getvalue()


def draw_card(face: CardFace) -> Image.Image:
    """Draw the card over the background of its theme."""
    picture = _background(face.theme).copy()
    _draw_shop(picture, face)
    _draw_tier(picture, face)
    if face.stamps:
        _draw_stamps(picture, face)
    else:
        _draw_balance(picture, face)
        _draw_way(picture, face)
    name, size = fitted(drawable(face.name), size=22, least=17, weight=600, width=_COLUMN)
    write(picture, (_LEFT, 452), name, size=size, weight=600, colour=WHITE)
    _draw_code(picture, face)
    return picture


@lru_cache(maxsize=len(Theme))
def _background(theme: Theme) -> Image.Image:
    """Draw what all cards of a theme share, at twice the size, and reduce it."""
    palette = PALETTES[theme]
    large = gradient((SIZE[0] * 2, SIZE[1] * 2), palette)
    for radius, opacity in ((330, 24), (250, 28), (170, 31)):
        ring(
            large,
            (80, 1080),
            radius=radius * 2,
            thickness=56,
            colour=palette.accent,
            opacity=opacity,
        )
    ring(large, (1520, -40), radius=280, thickness=280, colour=palette.accent, opacity=22)
    left, top, right, bottom = (2 * edge for edge in _PANEL)
    shadow(large, (left, top + 16, right, bottom + 16), radius=60, blur=24, opacity=90)
    large.paste(WHITE, (left, top), box(right - left, bottom - top, 60))
    picture = large.resize(SIZE, Image.Resampling.LANCZOS)
    picture.paste(WHITE, (_LEFT, 38), box(60, 60, 30, 240))
    return picture


def _draw_shop(picture: Image.Image, face: CardFace) -> None:
    shop = drawable(face.shop)
    initial = next((character for character in shop if character.isalnum()), "")
    write(picture, (66, 79), initial.upper(), size=30, weight=700, colour=INK, anchor="middle")
    room = _RIGHT - 110
    if width_of(shop, 20, 700) > room:
        lines = wrapped(shop, size=20, weight=700, width=room, lines=2)
        for line, baseline in zip(lines, (63, 88), strict=False):
            write(picture, (110, baseline), line, size=20, weight=700, colour=WHITE)
        return
    shop, size = fitted(shop, size=27, least=20, weight=700, width=room)
    write(picture, (110, 66), shop, size=size, weight=700, colour=WHITE)
    caption = cut(drawable(face.caption), size=17, weight=450, width=room)
    write(picture, (110, 92), caption, size=17, weight=450, colour=WHITE)


def _draw_tier(picture: Image.Image, face: CardFace) -> None:
    if not face.tier:
        return
    tier = cut(drawable(face.tier), size=18, weight=600, width=_COLUMN - 60)
    width = round(width_of(tier, 18, 600)) + 58
    picture.paste(WHITE, (_LEFT, 122), box(width, 36, 18, 41))
    picture.paste(PALETTES[face.theme].accent, (_LEFT + 12, 130), star(19))
    write(picture, (_LEFT + 38, 146), tier, size=18, weight=600, colour=WHITE)


def _draw_balance(picture: Image.Image, face: CardFace) -> None:
    balance, unit = drawable(face.balance), drawable(face.unit)
    unit_width = width_of(unit, 26, 550) + 18
    shown, size = fitted(balance, size=84, least=62, weight=750, width=_COLUMN - unit_width)
    if shown != balance:
        unit = ""
        shown, size = fitted(balance, size=84, least=40, weight=750, width=_COLUMN)
    write(picture, (_LEFT - size // 28, 258), shown, size=size, weight=750, colour=WHITE)
    beside = _LEFT + width_of(shown, size, 750) + 16
    write(picture, (beside, 258), unit, size=26, weight=550, colour=WHITE)
    worth, size = fitted(drawable(face.worth), size=19, least=15, weight=450, width=_COLUMN)
    write(picture, (_LEFT, 295), worth, size=size, weight=450, colour=WHITE)


def _draw_way(picture: Image.Image, face: CardFace) -> None:
    if face.progress:
        _draw_progress(picture, face.progress, face.theme)
    elif face.note:
        _draw_note(picture, face.note)


def _draw_stamps(picture: Image.Image, face: CardFace) -> None:
    """Draw the circles, over them the tier and the balance in one line each, if there are any."""
    top = 172 if face.tier else 128
    if face.has_points:
        points = f"{drawable(face.balance)} {drawable(face.unit)}"
        points, size = fitted(points, size=32, least=18, weight=700, width=_COLUMN)
        write(picture, (_LEFT, top + 26), points, size=size, weight=700, colour=WHITE)
        top += 46
    free = _STAMPS_END - top
    if len(face.stamps) == 1 and free > _STAMPS_HEIGHT:
        top += (free - _STAMPS_HEIGHT) // 2
    draw_stamps(picture, (_LEFT, top, _RIGHT, _STAMPS_END), face.stamps, face.theme)


def _draw_progress(picture: Image.Image, progress: Progress, theme: Theme) -> None:
    left, left_size = fitted(
        drawable(progress.left), size=18, least=14, weight=450, width=_COLUMN * 0.6
    )
    room = _COLUMN - width_of(left, left_size, 450) - 16
    label, size = fitted(drawable(progress.label), size=18, least=14, weight=600, width=room)
    write(picture, (_LEFT, 356), label, size=size, weight=600, colour=WHITE)
    write(picture, (_RIGHT, 356), left, size=left_size, weight=450, colour=WHITE, anchor="right")
    picture.paste((0, 0, 0), (_LEFT, 370), box(_COLUMN, 14, 7, 77))
    filled = _COLUMN * max(0, min(progress.permille, 1000)) // 1000
    if filled:
        picture.paste(PALETTES[theme].accent, (_LEFT, 370), box(max(14, filled), 14, 7))


def _draw_note(picture: Image.Image, note: str) -> None:
    lines = wrapped(drawable(note), size=18, weight=500, width=_COLUMN, lines=2)
    for index, line in enumerate(lines):
        write(picture, (_LEFT, 356 + 26 * index), line, size=18, weight=500, colour=WHITE)


def _draw_code(picture: Image.Image, face: CardFace) -> None:
    correction = MEDIUM if len(face.link) <= _MEDIUM_CHARACTERS else LOW
    code = qr(face.link, side=_QR_SIDE, correction=correction, version=_QR_VERSION)
    corner = (_PANEL_MIDDLE - code.width // 2, _QR_MIDDLE - code.height // 2)
    picture.paste(code, corner)
    hint, size = fitted(drawable(face.hint), size=18, least=14, weight=500, width=290)
    write(
        picture, (_PANEL_MIDDLE, 378), hint, size=size, weight=500, colour=SLATE, anchor="middle"
    )
    number, size = fitted(
        drawable(face.number), size=44, least=24, weight=750, width=290, tabular=True
    )
    write(
        picture,
        (_PANEL_MIDDLE, 431),
        number,
        size=size,
        weight=750,
        colour=INK,
        anchor="middle",
        tabular=True,
    )
