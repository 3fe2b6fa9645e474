"""The week on one picture: four figures, a bar for each day, the guests by tier, one tip."""

import io
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image, ImageDraw

from handlers.pictures.lettering import cut, drawable, fitted, width_of, write
from handlers.pictures.shapes import box, gradient, ring
from handlers.pictures.themes import PALETTES, WHITE, Colour, Theme

SIZE = (1080, 1350)

_QUALITY = 88
_LEFT, _RIGHT = 48, 1032
_TILE_ROOM, _LEAST_VALUE = 426, 34
_PAGE: Colour = (243, 245, 250)
_INK: Colour = (15, 23, 42)
_LABEL: Colour = (100, 116, 139)
_TEXT: Colour = (51, 65, 85)
_LINE: Colour = (232, 236, 243)
_THIS: Colour = (15, 118, 110)
_BEFORE: Colour = (191, 227, 221)
_AMBER: Colour = (217, 119, 6)
_AMBER_INK: Colour = (180, 83, 9)
_TIP: Colour = (254, 243, 199)
_TIP_INK: Colour = (120, 53, 15)
_TIP_TEXT: Colour = (146, 64, 14)
_TIP_ROOM = 120
_TIERS: tuple[Colour, ...] = (
    (148, 163, 184),
    (199, 125, 68),
    (234, 179, 8),
    (124, 58, 237),
    (225, 29, 72),
    (37, 99, 235),
)
MOST_TIERS = len(_TIERS)
"""A legend has room for so many tiers; whoever makes the face adds up the rest."""


class Trend(StrEnum):
    """How a figure moved: what it means, not only where to."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


_TRENDS: dict[Trend, tuple[Colour, Colour]] = {
    Trend.UP: ((220, 252, 231), (21, 128, 61)),
    Trend.DOWN: ((254, 226, 226), (185, 28, 28)),
    Trend.SAME: ((226, 232, 240), (71, 85, 105)),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One tile; `change` is without a sign, since the trend is drawn; "" for no comparison."""

    label: str
    value: str
    change: str = ""
    trend: Trend = Trend.SAME


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One day: both heights in 0..1000 of the chart; `quiet` stands out."""

    label: str
    value: str
    permille: int
    before_permille: int
    quiet: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """A tier in the split bar with its weight and its printed number."""

    label: str
    value: str
    weight: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A name and a figure at the two ends of a line."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryFace:
    """Everything visible on the picture, in words and figures ready to be shown.

    Four `figures`; up to twelve `bars`; up to `MOST_TIERS` `tiers`, or none: then the tile of
    `lines` (up to three) takes the whole width. Without a `tip` the chart takes its room.
    """

    shop: str
    title: str
    subtitle: str
    figures: tuple[Figure, Figure, Figure, Figure]
    chart: str
    legend: tuple[str, str]
    bars: tuple[Bar, ...]
    tiers_title: str
    tiers: tuple[Share, ...]
    lines_title: str
    lines: tuple[Line, ...]
    tip: tuple[str, str] | None


def summary_jpeg(face: SummaryFace) -> bytes:
    """Draw the summary, 1080 by 1350 pixels, as a JPEG."""
    file = io.BytesIO()
    draw_summary(face).save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def draw_summary(face: SummaryFace) -> Image.Image:
    """Draw the page from its header down to the tip."""
    picture = Image.new("RGB", SIZE, _PAGE)
    _draw_header(picture, face)
    corners = ((48, 226), (550, 226), (48, 394), (550, 394))
    for figure, corner in zip(face.figures, corners, strict=True):
        _draw_figure(picture, figure, corner)
    lower = 0 if face.tip else _TIP_ROOM
    _draw_chart(picture, face, height=398 + lower)
    top = 980 + lower
    if face.tiers:
        _draw_tiers(picture, face, top)
        _draw_lines(picture, face, (518, top))
    else:
        _draw_lines(picture, face, (_LEFT, top))
    if face.tip:
        _draw_tip(picture, face.tip)
    return picture


def _draw_header(picture: Image.Image, face: SummaryFace) -> None:
    header = gradient((SIZE[0], 250), PALETTES[Theme.BASE])
    ring(header, (980, 250), radius=260, thickness=22, colour=WHITE, opacity=20)
    ring(header, (980, 250), radius=190, thickness=22, colour=WHITE, opacity=20)
    picture.paste(header, (0, 0))
    room = _RIGHT - _LEFT
    shop, size = fitted(drawable(face.shop), size=30, least=22, weight=600, width=room)
    write(picture, (_LEFT, 84), shop, size=size, weight=600, colour=WHITE)
    title, size = fitted(drawable(face.title), size=60, least=36, weight=750, width=room)
    write(picture, (_LEFT - 1, 150), title, size=size, weight=750, colour=WHITE)
    subtitle, size = fitted(drawable(face.subtitle), size=25, least=20, weight=450, width=room)
    write(picture, (_LEFT, 194), subtitle, size=size, weight=450, colour=WHITE)


def _tile(picture: Image.Image, area: tuple[int, int, int, int], colour: Colour = WHITE) -> None:
    left, top, right, bottom = area
    picture.paste(colour, (left, top), box(right - left, bottom - top, 26))


def _draw_figure(picture: Image.Image, figure: Figure, corner: tuple[int, int]) -> None:
    left, top = corner
    right = left + 482
    _tile(picture, (left, top, right, top + 148))
    inner = left + 28
    value = drawable(figure.value)
    pill = _pill_width(figure)
    # A long sum keeps the whole line, and the pill goes up to the label.
    beside = width_of(value, _LEAST_VALUE, 750) + pill + 16 <= _TILE_ROOM
    if pill:
        _draw_change(picture, figure, (right - 28 - pill, top + (78 if beside else 18)), pill)
    taken = pill + 16 if pill else 0
    room = _TILE_ROOM - (0 if beside else taken)
    label, size = fitted(drawable(figure.label), size=24, least=18, weight=450, width=room)
    write(picture, (inner, top + 46), label, size=size, weight=450, colour=_LABEL)
    room = _TILE_ROOM - (taken if beside else 0)
    value, size = fitted(value, size=54, least=22, weight=750, width=room)
    write(picture, (inner - 2, top + 113), value, size=size, weight=750, colour=_INK)


def _pill_width(figure: Figure) -> int:
    if not figure.change:
        return 0
    arrow = 0 if figure.trend is Trend.SAME else 24
    return round(min(width_of(drawable(figure.change), 23, 600), 200)) + 28 + arrow


def _draw_change(
    picture: Image.Image, figure: Figure, corner: tuple[int, int], width: int
) -> None:
    left, top = corner
    ground, ink = _TRENDS[figure.trend]
    picture.paste(ground, (left, top), box(width, 42, 18))
    if figure.trend is not Trend.SAME:
        picture.paste(ink, (left + 13, top + 14), _triangle(up=figure.trend is Trend.UP))
    text = cut(drawable(figure.change), size=23, weight=600, width=200)
    at = (left + width - 14, top + 29)
    write(picture, at, text, size=23, weight=600, colour=ink, anchor="right")


def _triangle(*, up: bool) -> Image.Image:
    large = Image.new("L", (72, 60))
    corners = ((0, 59), (36, 0), (71, 59)) if up else ((0, 0), (36, 59), (71, 0))
    ImageDraw.Draw(large).polygon(corners, fill=255)
    return large.reduce(4)


def _draw_chart(picture: Image.Image, face: SummaryFace, *, height: int) -> None:
    _tile(picture, (_LEFT, 562, _RIGHT, 562 + height))
    bottom, full = 562 + height - 62, height - 174
    room = _draw_legend(picture, face.legend)
    title, size = fitted(drawable(face.chart), size=28, least=20, weight=600, width=room - 76)
    write(picture, (76, 613), title, size=size, weight=600, colour=_INK)
    for share in (0, 1, 2):
        y = bottom - full * share // 2
        picture.paste(_LINE, (76, y, 1004, y + 1))
    slot = 928 / max(1, len(face.bars))
    for number, bar in enumerate(face.bars):
        _draw_bar(picture, bar, (round(76 + slot * (number + 0.5)), bottom), full, slot)


def _draw_legend(picture: Image.Image, legend: tuple[str, str]) -> int:
    """Draw the two names from the right; return where they begin."""
    right = 1004
    for text, colour in ((legend[1], _BEFORE), (legend[0], _THIS)):
        shown = cut(drawable(text), size=22, weight=450, width=190)
        write(picture, (right, 613), shown, size=22, weight=450, colour=_LABEL, anchor="right")
        right -= round(width_of(shown, 22, 450)) + 30
        picture.paste(colour, (right, 596), box(19, 19, 6))
        right -= 26
    return right


def _draw_bar(
    picture: Image.Image, bar: Bar, foot: tuple[int, int], full: int, slot: float
) -> None:
    """Draw both columns of a day around `foot`, the middle of its bottom line."""
    middle, bottom = foot
    wide, thin = min(52, int(slot * 0.4)), min(36, int(slot * 0.27))
    left = middle - (wide + thin + 4) // 2
    before, height = full * bar.before_permille // 1000, full * bar.permille // 1000
    _draw_column(picture, (left, bottom), (thin, before), _BEFORE)
    left += thin + 4
    _draw_column(picture, (left, bottom), (wide, height), _AMBER if bar.quiet else _THIS)
    value, size = fitted(drawable(bar.value), size=24, least=15, weight=650, width=slot - 34)
    ink = _AMBER_INK if bar.quiet else _INK
    clear = max(height, before if width_of(value, size, 650) > wide else 0)
    at = (left + wide // 2, bottom - clear - 12)
    write(picture, at, value, size=size, weight=650, colour=ink, anchor="middle")
    label, size = fitted(drawable(bar.label), size=24, least=15, weight=450, width=slot - 8)
    at = (middle, bottom + 38)
    write(picture, at, label, size=size, weight=450, colour=_LABEL, anchor="middle")


def _draw_column(
    picture: Image.Image, foot: tuple[int, int], size: tuple[int, int], colour: Colour
) -> None:
    """Draw a column of (width, height) upon `foot`, its lower left corner."""
    (left, bottom), (width, height) = foot, size
    if height > 0:
        radius = min(12, width // 2, max(1, height // 2))
        picture.paste(colour, (left, bottom - height), box(width, height, radius))


def _draw_tiers(picture: Image.Image, face: SummaryFace, top: int) -> None:
    _tile(picture, (_LEFT, top, 498, top + 214))
    title, size = fitted(drawable(face.tiers_title), size=26, least=20, weight=600, width=394)
    write(picture, (76, top + 48), title, size=size, weight=600, colour=_INK)
    _draw_split(picture, face.tiers, (76, top + 70))
    many = len(face.tiers) > 4  # noqa: PLR2004  # two rows of two, or three of them
    step, size = (34, 20) if many else (42, 22)
    for number, share in enumerate(face.tiers):
        left, y = 76 + 204 * (number % 2), top + 126 + (-4 if many else 4) + step * (number // 2)
        _draw_share(picture, share, _TIERS[number], (left, y), size)


def _draw_split(picture: Image.Image, tiers: tuple[Share, ...], corner: tuple[int, int]) -> None:
    left, top = corner
    total = sum(share.weight for share in tiers)
    present = [(s.weight, colour) for s, colour in zip(tiers, _TIERS, strict=False) if s.weight]
    split = Image.new("RGB", (394, 22), WHITE if total else _LINE)
    # Nobody's part is too thin to see: each gets some pixels before the rest is divided.
    room = 394 - 6 * len(present)
    x = 0.0
    for weight, colour in present:
        width = 6 + room * weight / total
        split.paste(colour, (round(x), 0, max(round(x) + 3, round(x + width) - 2), 22))
        x += width
    picture.paste(split, (left, top), box(394, 22, 6))


def _draw_share(
    picture: Image.Image, share: Share, colour: Colour, at: tuple[int, int], size: int
) -> None:
    left, baseline = at
    picture.paste(colour, (left, baseline - 15), box(16, 16, 8))
    value, fits = fitted(
        drawable(share.value), size=size, least=14, weight=650, width=90, tabular=True
    )
    write(
        picture,
        (left + 186, baseline),
        value,
        size=fits,
        weight=650,
        colour=_INK,
        anchor="right",
        tabular=True,
    )
    room = 186 - 26 - 12 - width_of(value, fits, 650, tabular=True)
    label, fits = fitted(drawable(share.label), size=size, least=16, weight=450, width=room)
    write(picture, (left + 26, baseline), label, size=fits, weight=450, colour=_TEXT)


def _draw_lines(picture: Image.Image, face: SummaryFace, corner: tuple[int, int]) -> None:
    left, top = corner
    _tile(picture, (left, top, _RIGHT, top + 214))
    room = _RIGHT - left - 56
    title, size = fitted(drawable(face.lines_title), size=26, least=20, weight=600, width=room)
    write(picture, (left + 28, top + 48), title, size=size, weight=600, colour=_INK)
    for number, line in enumerate(face.lines):
        y = top + 98 + 42 * number
        value, size = fitted(
            drawable(line.value), size=23, least=16, weight=650, width=room * 0.66
        )
        write(picture, (_RIGHT - 28, y), value, size=size, weight=650, colour=_INK, anchor="right")
        rest = room - width_of(value, size, 650) - 16
        label, size = fitted(drawable(line.label), size=22, least=16, weight=450, width=rest)
        write(picture, (left + 28, y), label, size=size, weight=450, colour=_TEXT)


def _draw_tip(picture: Image.Image, tip: tuple[str, str]) -> None:
    _tile(picture, (_LEFT, 1214, _RIGHT, 1314), _TIP)
    picture.paste((245, 158, 11), (72, 1240), box(48, 48, 24))
    write(picture, (96, 1274), "!", size=30, weight=750, colour=WHITE, anchor="middle")
    title, size = fitted(drawable(tip[0]), size=25, least=18, weight=650, width=866)
    write(picture, (140, 1253), title, size=size, weight=650, colour=_TIP_INK)
    text, size = fitted(drawable(tip[1]), size=22, least=17, weight=450, width=866)
    write(picture, (140, 1292), text, size=size, weight=450, colour=_TIP_TEXT)
