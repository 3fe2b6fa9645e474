"""The poster: an A4 sheet for the wall with the code by which a guest gets a card."""

import io
from dataclasses import dataclass

from PIL import Image

from handlers.pictures.codes import QUARTER, qr
from handlers.pictures.lettering import drawable, fitted, width_of, wrapped, write
from handlers.pictures.shapes import box, gradient, ring, shadow
from handlers.pictures.themes import INK, PALETTES, SLATE, WHITE, Theme

DOTS_PER_INCH = 200
SIZE = (1654, 2339)
"""An A4 sheet at `DOTS_PER_INCH`, in pixels."""

_MIDDLE = SIZE[0] // 2
_MARGIN = 140
_COLUMN = SIZE[0] - 2 * _MARGIN
_HEAD = 1810
_PANEL_SIDE = 860
_PANEL_TOP = 770
_CAPTION = 110
_QR_SIDE = 700
_MOST_STEPS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class PosterFace:
    """What the poster says: `sentence` is the promise, `steps` how to get it, up to three.

    `link` is what the QR says, `bot` the bot's name for those who type it: "@zerno_bot".
    """

    theme: Theme
    shop: str
    sentence: str
    steps: tuple[str, ...]
    link: str
    bot: str


def poster_pdf(face: PosterFace) -> bytes:
    """Draw the poster as a PDF of one A4 page, ready for any printer."""
    file = io.BytesIO()
    draw_poster(face).save(
        file, "PDF", resolution=DOTS_PER_INCH, quality=92, title=drawable(face.shop)
    )
    return file.getvalue()


def poster_png(face: PosterFace) -> bytes:
    """Draw the poster as a PNG, to be looked at or shown on a screen by the till."""
    file = io.BytesIO()
    draw_poster(face).save(file, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return file.getvalue()


def draw_poster(face: PosterFace) -> Image.Image:
    """Draw the sheet: colours above with the code in the middle, white below with the steps."""
    picture = Image.new("RGB", SIZE, WHITE)
    picture.paste(_head(face.theme), (0, 0))
    _draw_promise(picture, face)
    _draw_code(picture, face)
    _draw_steps(picture, face)
    return picture


def _head(theme: Theme) -> Image.Image:
    palette = PALETTES[theme]
    head = gradient((SIZE[0], _HEAD), palette)
    for radius, opacity in ((1080, 20), (840, 24), (600, 28)):
        ring(
            head,
            (90, _HEAD),
            radius=radius,
            thickness=100,
            colour=palette.accent,
            opacity=opacity,
        )
    ring(head, (SIZE[0] - 60, 60), radius=460, thickness=460, colour=palette.accent, opacity=22)
    return head


def _draw_promise(picture: Image.Image, face: PosterFace) -> None:
    shop = drawable(face.shop)
    initial = next((character for character in shop if character.isalnum()), "")
    picture.paste(WHITE, (_MIDDLE - 70, 110), box(140, 140, 70, 240))
    at = (_MIDDLE, 206)
    write(picture, at, initial.upper(), size=74, weight=700, colour=INK, anchor="middle")
    _write_middle(picture, 372, shop, size=86, least=58, weight=750, lines=2)
    _write_middle(picture, 580, drawable(face.sentence), size=60, least=48, weight=500, lines=3)


def _write_middle(
    picture: Image.Image,
    baseline: int,
    text: str,
    *,
    size: int,
    least: int,
    weight: int,
    lines: int,
) -> None:
    """Write white text around a baseline: one large line, else several of the least size."""
    if width_of(text, size, weight) > _COLUMN * (lines - 1 or 1):
        size = least
    rows = wrapped(text, size=size, weight=weight, width=_COLUMN, lines=lines)
    step = size * 4 // 3
    first = baseline - step * (len(rows) - 1) // 2
    for index, row in enumerate(rows):
        at = (_MIDDLE, first + step * index)
        write(picture, at, row, size=size, weight=weight, colour=WHITE, anchor="middle")


def _draw_code(picture: Image.Image, face: PosterFace) -> None:
    left = _MIDDLE - _PANEL_SIDE // 2
    right, bottom = left + _PANEL_SIDE, _PANEL_TOP + _PANEL_SIDE + _CAPTION
    shadow(picture, (left, _PANEL_TOP + 24, right, bottom + 24), radius=72, blur=40, opacity=90)
    picture.paste(WHITE, (left, _PANEL_TOP), box(_PANEL_SIDE, _PANEL_SIDE + _CAPTION, 72))
    code = qr(face.link, side=_QR_SIDE, correction=QUARTER)
    corner = (_MIDDLE - code.width // 2, _PANEL_TOP + (_PANEL_SIDE - code.height) // 2)
    picture.paste(code, corner)
    bot, size = fitted(drawable(face.bot), size=58, least=34, weight=650, width=_QR_SIDE)
    at = (_MIDDLE, _PANEL_TOP + _PANEL_SIDE + 40)
    write(picture, at, bot, size=size, weight=650, colour=INK, anchor="middle")


def _draw_steps(picture: Image.Image, face: PosterFace) -> None:
    steps = face.steps[:_MOST_STEPS]
    palette = PALETTES[face.theme]
    for index, step in enumerate(steps):
        width = _COLUMN // len(steps)
        middle = _MARGIN + width * index + width // 2
        picture.paste(palette.middle, (middle - 48, _HEAD + 90), box(96, 96, 48))
        at = (middle, _HEAD + 156)
        figure = str(index + 1)
        write(picture, at, figure, size=52, weight=750, colour=WHITE, anchor="middle")
        for row, line in enumerate(
            wrapped(drawable(step), size=42, weight=550, width=width - 40, lines=3)
        ):
            at = (middle, _HEAD + 270 + 58 * row)
            write(picture, at, line, size=42, weight=550, colour=SLATE, anchor="middle")
