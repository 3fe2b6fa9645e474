"""Files: pictures made smaller as Telegram makes them, identifiers, contents to download."""

import hashlib
import io
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from sandbox.texts import PHOTO_BROKEN, PHOTO_DIMENSIONS, bad

DOWNLOAD_BYTES_MAX = 20 * 1024 * 1024
PHOTO_BYTES_MAX = 10 * 1024 * 1024
_SIDES_PX = (90, 320, 800, 1280)
_QUALITY = 87
_SIDE_SUM_MAX_PX = 10_000
_SIDE_RATIO_MAX = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it came: with a form, or from a person."""

    data: bytes
    filename: str | None = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A file Telegram keeps for one bot; `facts` are the fields of its object."""

    file_id: str
    file_unique_id: str
    kind: str
    path: str
    data: bytes
    facts: dict[str, Any]

    def wire(self) -> dict[str, Any]:
        """Return the Bot API's object for this file."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.file_unique_id,
            "file_size": len(self.data),
            **self.facts,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One size of a photo: JPEG bytes and its sides in pixels."""

    data: bytes
    width: int
    height: int


def shrink(data: bytes) -> list[Picture]:
    """Recompress a picture into Telegram's sizes, smallest first.

    Raises `Refused` 400 for what is no picture, and for sides Telegram does not take. Runs
    long enough (10-50 ms) to be worth a thread.
    """
    try:
        image = Image.open(io.BytesIO(data))
        width, height = image.size
        if width + height > _SIDE_SUM_MAX_PX or max(width, height) > _SIDE_RATIO_MAX * min(
            width, height
        ):
            raise bad(PHOTO_DIMENSIONS)
        flat = _flat(ImageOps.exif_transpose(image))
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, ValueError) as error:
        raise bad(PHOTO_BROKEN) from error
    longest = max(flat.size)
    sides = [side for side in _SIDES_PX if side < longest]
    return [_scaled(flat, side) for side in [*sides[:3], min(longest, _SIDES_PX[-1])]]


def _flat(image: Image.Image) -> Image.Image:
    """Put a transparent picture on white: a photo has no transparency."""
    if image.mode in {"RGBA", "LA", "P"}:
        layer = image.convert("RGBA")
        flat = Image.new("RGB", layer.size, "white")
        flat.paste(layer, mask=layer.getchannel("A"))
        return flat
    return image.convert("RGB")


def _scaled(image: Image.Image, side: int) -> Picture:
    copy = image
    if max(image.size) > side:
        copy = image.copy()
        copy.thumbnail((side, side), Image.Resampling.BILINEAR)
    out = io.BytesIO()
    copy.save(out, "JPEG", quality=_QUALITY)
    return Picture(data=out.getvalue(), width=copy.width, height=copy.height)


class Files:
    """All files one bot knows, by file_id and by download path."""

    def __init__(self, bot_id: int) -> None:
        self._bot_id = bot_id
        self.by_id: dict[str, Stored] = {}
        self.by_path: dict[str, Stored] = {}
        self._photos: dict[str, list[Stored]] = {}
        self._count = 0

    def keep(self, kind: str, data: bytes, extension: str, **facts: Any) -> Stored:
        """Store contents; the same contents get another file_id and the same unique id."""
        self._count += 1
        unique = _letters(b"u" + data + repr(sorted(facts.items())).encode())[:16]
        secret = f"{self._bot_id}:{self._count}:{unique}".encode()
        path = f"{kind}s/file_{self._count}{extension}"
        stored = Stored(
            file_id="AgACAgIAAxkBAAI" + _letters(secret),
            file_unique_id=unique,
            kind=kind,
            path=path,
            data=data,
            facts={name: value for name, value in facts.items() if value is not None},
        )
        self.by_id[stored.file_id] = stored
        self.by_path[path] = stored
        return stored

    def keep_photo(self, pictures: list[Picture]) -> list[dict[str, Any]]:
        """Store a photo's sizes and return its PhotoSizes; each file_id stands for all."""
        sizes = [
            self.keep("photo", p.data, ".jpg", width=p.width, height=p.height) for p in pictures
        ]
        for size in sizes:
            self._photos[size.file_id] = sizes
        return [size.wire() for size in sizes]

    def photo(self, file_id: str) -> list[dict[str, Any]] | None:
        """Return the PhotoSizes of a stored photo, or None if it is no photo."""
        sizes = self._photos.get(file_id)
        return [size.wire() for size in sizes] if sizes else None


def _letters(data: bytes) -> str:
    return urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
