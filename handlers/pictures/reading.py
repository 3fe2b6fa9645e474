"""Photos of cards: the texts of the QR codes on them, and a refusal before any costly step.

Limits first (docs/architecture.md, Cards and codes): bytes, kind by its header, pixels by what
the header says; only then a decoder runs. Half the size is tried first: it is nearly always
enough and costs a third.
"""

import io
from dataclasses import dataclass

import zxingcpp
from PIL import Image, ImageFilter

from services.domain.errors import Refusal

MOST_BYTES = 5 * 1024 * 1024
MOST_MEGAPIXELS = 25

_PIXELS_IN_MEGAPIXEL = 1_000_000
_ENLARGED_UP_TO = 4 * _PIXELS_IN_MEGAPIXEL
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(kw_only=True, unsafe_hash=True)
class PhotoTooHeavy(Refusal):
    """The file is larger than the limit in bytes, or its size is not known."""

    limit_bytes: int


@dataclass(kw_only=True, unsafe_hash=True)
class PhotoNotPicture(Refusal):
    """The file is no JPEG, PNG or WEBP, or it is broken."""


@dataclass(kw_only=True, unsafe_hash=True)
class PhotoTooLarge(Refusal):
    """The picture has more pixels than the limit, in megapixels."""

    limit_megapixels: int


@dataclass(kw_only=True, unsafe_hash=True)
class PhotoWithoutCode(Refusal):
    """No QR code was found, or it could not be read."""


def check_photo_size(file_size: int | None) -> None:
    """Refuse a file by the size its sender states, before it is fetched.

    Raises:
        PhotoTooHeavy: it is over `MOST_BYTES`, or nobody knows.

    """
    if file_size is None or file_size > MOST_BYTES:
        raise PhotoTooHeavy(limit_bytes=MOST_BYTES)


def read_codes(photo: bytes) -> tuple[str, ...]:
    """Give the texts of all QR codes on a photo, each once.

    Raises:
        PhotoTooHeavy, PhotoNotPicture, PhotoTooLarge: before anything is decoded, unless the
            file turns out broken on the way.
        PhotoWithoutCode: nothing was found.

    """
    check_photo_size(len(photo))
    if not _is_picture(photo):
        raise PhotoNotPicture
    try:
        texts = _texts(photo)
    except (OSError, SyntaxError, ValueError) as error:
        # What Pillow raises on broken files, whichever part of them is broken.
        raise PhotoNotPicture from error
    if not texts:
        raise PhotoWithoutCode
    return texts


def _is_picture(photo: bytes) -> bool:
    is_webp = photo.startswith(b"RIFF") and photo[8:12] == b"WEBP"
    return is_webp or photo.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def _texts(photo: bytes) -> tuple[str, ...]:
    """Read a JPEG at half its size; then, or another file, whole; then sharpened and enlarged."""
    picture = _opened(photo)
    width, height = picture.size
    if picture.draft("L", (width // 2, height // 2)) and picture.size != (width, height):
        if texts := _decoded(picture.convert("L"), thorough=False):
            return texts
        picture = _opened(photo)
        picture.draft("L", picture.size)
    grey = picture.convert("L")
    return _decoded(grey, thorough=True) or _decoded(_sharpened(grey), thorough=False)


def _sharpened(grey: Image.Image) -> Image.Image:
    """Give small shaken codes edges again; three of a hundred hard photos need it."""
    sharp = grey.filter(ImageFilter.UnsharpMask(3, 250, 0))
    if grey.width * grey.height > _ENLARGED_UP_TO:
        return sharp
    return sharp.resize((grey.width * 2, grey.height * 2), Image.Resampling.BILINEAR)


def _opened(photo: bytes) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(photo), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PhotoTooLarge(limit_megapixels=MOST_MEGAPIXELS) from None
    width, height = picture.size
    if width * height > MOST_MEGAPIXELS * _PIXELS_IN_MEGAPIXEL:
        raise PhotoTooLarge(limit_megapixels=MOST_MEGAPIXELS)
    return picture


def _decoded(grey: Image.Image, *, thorough: bool) -> tuple[str, ...]:
    """Read the codes; `thorough` looks at smaller copies and for light codes on dark, too."""
    found = zxingcpp.read_barcodes(grey, formats=_QR, try_downscale=thorough, try_invert=thorough)
    return tuple(dict.fromkeys(code.text for code in found if code.text))
