"""Stamp cards on the card: a circle for each stamp, filled or open, and the last one a gift."""

from dataclasses import dataclass
from math import ceil

from PIL import Image

from handlers.pictures.lettering import drawable, fitted, width_of, write
from handlers.pictures.shapes import box, circle, gift, star
from handlers.pictures.themes import INK, PALETTES, WHITE, Theme

MOST_ROWS = 3
"""So many cards are drawn; the caption names them all."""

_MOST_CIRCLES = 30
_IN_ONE_ROW = 12
_LARGEST, _SMALLEST = 26, 11
_GAP = 12
_FULL_ROW = 4  # shorter ones do not reach from edge to edge
_LABEL = 34  # from the top of a block to the top of its circles


@dataclass(frozen=True, kw_only=True, slots=True)
class StampRow:
    """One stamp card: its name, "7 of 10", and both figures."""

    title: str
    label: str
    count: int
    needed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Grid:
    """Circles of one radius in rows; `across` and `down` are from centre to centre."""

    columns: int
    radius: int
    across: float
    down: int


def draw_stamps(
    picture: Image.Image,
    area: tuple[int, int, int, int],
    rows: tuple[StampRow, ...],
    theme: Theme,
) -> None:
    """Draw the cards below each other into the area: left, top, right, bottom."""
    left, top, right, bottom = area
    shown = rows[:MOST_ROWS]
    height = (bottom - top) // len(shown)
    for place, row in enumerate(shown):
        block = (left, top + place * height, right, top + (place + 1) * height)
        _draw_row(picture, block, row, theme, single=len(shown) == 1)


def _draw_row(
    picture: Image.Image,
    block: tuple[int, int, int, int],
    row: StampRow,
    theme: Theme,
    *,
    single: bool,
) -> None:
    left, top, right, bottom = block
    size = 22 if single else 18
    _draw_label(picture, (left, top + size), row, right - left, size)
    begins = top + _LABEL if single else top + size + 9
    most = _MOST_CIRCLES if single else _IN_ONE_ROW
    if row.needed > most:
        _draw_bar(picture, (left, begins + 4), row, right - left, theme)
        return
    grid = _grid(row.needed, right - left, bottom - begins, single=single)
    for place in range(row.needed):
        line, column = divmod(place, grid.columns)
        centre = (
            round(left + grid.radius + column * grid.across),
            begins + grid.radius + line * grid.down,
        )
        _draw_circle(picture, centre, grid.radius, row, place=place, theme=theme)


def _draw_label(
    picture: Image.Image, at: tuple[int, int], row: StampRow, width: int, size: int
) -> None:
    label, title = drawable(row.label), drawable(row.title)
    room = width - width_of(label, size, 650) - 16
    title, title_size = fitted(title, size=size, least=15, weight=650, width=room)
    write(picture, at, title, size=title_size, weight=650, colour=WHITE)
    end = (at[0] + width, at[1])
    write(picture, end, label, size=size, weight=650, colour=WHITE, anchor="right")


def _grid(needed: int, width: int, height: int, *, single: bool) -> _Grid:
    """Lay the circles out in rows of the same length, as large as the area allows."""
    lines = 1 if not single or needed <= 6 else 2 if needed <= _IN_ONE_ROW else 3  # noqa: PLR2004 - a row of six is full
    columns = ceil(needed / lines)
    widest = (width - _GAP * (columns - 1)) // (2 * columns) if columns > 1 else _LARGEST
    narrow = (width - 4 * (columns - 1)) // (2 * columns)
    highest = (height - _GAP * lines) // (2 * lines)
    radius = max(_SMALLEST, min(_LARGEST, max(widest, min(narrow, 16)), highest))
    most = (width - 2 * radius) / (columns - 1) if columns > 1 else 0.0
    across = most if columns >= _FULL_ROW else min(most, 4.0 * radius)
    return _Grid(columns=columns, radius=radius, across=across, down=2 * radius + _GAP)


def _draw_circle(
    picture: Image.Image,
    centre: tuple[int, int],
    radius: int,
    row: StampRow,
    *,
    place: int,
    theme: Theme,
) -> None:
    """Fill a circle that was collected; an open one says its number, the last shows a gift."""
    x, y = centre
    corner = (x - radius, y - radius)
    filled, last = place < row.count, place == row.needed - 1
    if filled:
        picture.paste(PALETTES[theme].accent, corner, circle(radius))
    else:
        picture.paste(WHITE, corner, circle(radius, opacity=26))
        picture.paste(WHITE, corner, circle(radius, thickness=2, opacity=150))
    if last:
        sign = gift(round(radius * 1.1))
        colour = INK if filled else PALETTES[theme].accent
        picture.paste(colour, (x - sign.width // 2, y - sign.height // 2), sign)
    elif filled:
        sign = star(round(radius * 1.15))
        picture.paste(INK, (x - sign.width // 2, y - sign.height // 2), sign)
    elif radius > _SMALLEST + 1:
        size = max(11, round(radius * 0.72))
        baseline = (x, y + round(size * 0.36))
        number = str(place + 1)
        write(picture, baseline, number, size=size, weight=600, colour=WHITE, anchor="middle")


def _draw_bar(
    picture: Image.Image, at: tuple[int, int], row: StampRow, width: int, theme: Theme
) -> None:
    """Draw a bar in place of more circles than anybody counts."""
    picture.paste((0, 0, 0), at, box(width, 14, 7, 77))
    filled = width * row.count // row.needed
    if filled:
        picture.paste(PALETTES[theme].accent, at, box(max(14, filled), 14, 7))
