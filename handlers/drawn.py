"""What is drawn when a promised message is sent: the picture, its caption, its buttons."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from aiogram.types import InlineKeyboardMarkup


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """A message ready to go; without a picture the caption is its whole text, as HTML."""

    caption: str
    jpeg: bytes | None = None
    keyboard: InlineKeyboardMarkup | None = None


Pictures: TypeAlias = Mapping[str, Callable[..., Awaitable[Drawn]]]
"""Kind of picture -> coroutine function (db, texts, now, **args) that reads and draws it."""
