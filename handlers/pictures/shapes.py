"""Rounded boxes, rings, discs, stars and gradients, drawn large and reduced so they are smooth."""

from functools import lru_cache
from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFilter

from handlers.pictures.themes import Colour, Palette

_SMOOTH = 4


@lru_cache(maxsize=128)
def box(width: int, height: int, radius: int, opacity: int = 255) -> Image.Image:
    """Give the coverage of a box with round corners; `opacity` is 0 to 255."""
    large = Image.new("L", (width * _SMOOTH, height * _SMOOTH))
    ImageDraw.Draw(large).rounded_rectangle(
        (0, 0, large.width - 1, large.height - 1), radius * _SMOOTH, fill=opacity
    )
    return large.reduce(_SMOOTH)


@lru_cache(maxsize=16)
def star(size: int) -> Image.Image:
    """Give the coverage of a five-pointed star that fills a square of `size` pixels."""
    large = Image.new("L", (size * _SMOOTH, size * _SMOOTH))
    middle = size * _SMOOTH / 2
    points = []
    for corner in range(10):
        reach = middle * (0.46 if corner % 2 else 1.0)
        angle = pi * corner / 5 - pi / 2
        points.append((middle + reach * cos(angle), middle * 1.06 + reach * sin(angle)))
    ImageDraw.Draw(large).polygon(points, fill=255)
    return large.reduce(_SMOOTH)


@lru_cache(maxsize=64)
def circle(radius: int, thickness: int = 0, opacity: int = 255) -> Image.Image:
    """Give the coverage of a disc, or of a ring of this thickness inside its edge."""
    side = radius * 2 * _SMOOTH
    large = Image.new("L", (side, side))
    draw = ImageDraw.Draw(large)
    draw.ellipse((0, 0, side - 1, side - 1), fill=opacity)
    if thickness:
        edge = thickness * _SMOOTH
        draw.ellipse((edge, edge, side - 1 - edge, side - 1 - edge), fill=0)
    return large.reduce(_SMOOTH)


@lru_cache(maxsize=16)
def gift(size: int) -> Image.Image:
    """Give the coverage of a box with a ribbon and a bow, in a square of `size` pixels."""
    unit = size * _SMOOTH / 20
    large = Image.new("L", (size * _SMOOTH, size * _SMOOTH))
    draw = ImageDraw.Draw(large)

    def part(corners: tuple[float, float, float, float], fill: int = 255) -> None:
        draw.rounded_rectangle([edge * unit for edge in corners], unit, fill=fill)

    for left, right in ((4.5, 10.0), (10.0, 15.5)):
        loop = [edge * unit for edge in (left, 0.8, right, 6.2)]
        draw.ellipse(loop, outline=255, width=round(1.7 * unit))
    part((1.0, 5.6, 19.0, 9.6))
    part((2.4, 10.8, 17.6, 19.4))
    part((9.1, 5.6, 10.9, 9.6), 0)
    part((9.1, 10.8, 10.9, 19.4), 0)
    return large.reduce(_SMOOTH)


def gradient(size: tuple[int, int], palette: Palette) -> Image.Image:
    """Fill a picture from the upper left to the lower right corner, without bands."""
    half = 48
    ramp = [_blend(palette.start, palette.middle, step / half) for step in range(half)]
    ramp += [_blend(palette.middle, palette.end, step / half) for step in range(half + 1)]
    small = Image.new("RGB", (half + 1, half + 1))
    small.putdata([ramp[x + y] for y in range(half + 1) for x in range(half + 1)])
    return small.resize(size, Image.Resampling.BICUBIC)


def _blend(low: Colour, high: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(low, high, strict=True))
    return red, green, blue


def ring(
    picture: Image.Image,
    centre: tuple[int, int],
    *,
    radius: int,
    thickness: int,
    colour: Colour,
    opacity: int,
) -> None:
    """Lay a thin transparent ring over the picture; a disc if it is as thick as its radius."""
    mask = Image.new("L", picture.size)
    x, y = centre
    draw = ImageDraw.Draw(mask)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=opacity)
    inner = radius - thickness
    if inner > 0:
        draw.ellipse((x - inner, y - inner, x + inner, y + inner), fill=0)
    picture.paste(colour, (0, 0), mask)


def shadow(
    picture: Image.Image, area: tuple[int, int, int, int], *, radius: int, blur: int, opacity: int
) -> None:
    """Darken the picture softly under a box with round corners."""
    mask = Image.new("L", picture.size)
    ImageDraw.Draw(mask).rounded_rectangle(area, radius, fill=opacity)
    picture.paste((0, 0, 0), (0, 0), mask.filter(ImageFilter.GaussianBlur(blur)))
