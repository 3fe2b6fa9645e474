"""Looks at a picture the way a phone's camera does."""

import io
import re

import zxingcpp
from PIL import Image, UnidentifiedImageError

from sandbox.bots import Bot

_LINK = r"(?:https?://)?(?:t\.me|telegram\.me)/{}\?start=([A-Za-z0-9_-]{{1,64}})"


def read_code(data: bytes) -> str | None:
    """Return the text of the first bar code in a picture, or None."""
    try:
        image = Image.open(io.BytesIO(data)).convert("L")
    except (UnidentifiedImageError, OSError):
        return None
    found = zxingcpp.read_barcodes(image)
    return found[0].text if found else None


def payload_of(bot: Bot, link: str) -> str | None:
    """Return the start payload of a link to this bot, or None for any other text."""
    found = re.fullmatch(_LINK.format(re.escape(bot.username)), link.strip(), re.IGNORECASE)
    return found[1] if found else None
