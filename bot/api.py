"""The Bot API client: raw updates, a base address of one's own, types built once."""

from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.methods import Response, TelegramMethod
from aiogram.types import CallbackQuery, LinkPreviewOptions, Message

# aiogram decodes a whole batch at once, so that one update of a newer Bot API would stop
# them all; plain dictionaries always decode, and each is then judged alone.
RawUpdates = list[dict[str, Any]]


class RawGetUpdates(TelegramMethod[RawUpdates]):
    """getUpdates whose answer is left as it came."""

    __returning__ = RawUpdates
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


# What every update needs is built before the first one comes.
for _type in (Message, CallbackQuery):
    _type.model_rebuild()

# pydantic holds generic classes weakly: without these names each answer would build its
# class anew, which costs as much as the request.
KEPT = (
    Response[Message],
    Response[bool],
    Response[Message | bool],
    Response[RawUpdates],
)

ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]
"""Edited messages are not even asked for: a confirmed amount stays what it was."""


def make_bot(token: str, base: str) -> Bot:
    """Return the client; texts are HTML, links show no previews."""
    return Bot(
        token=token,
        session=AiohttpSession(api=TelegramAPIServer.from_base(base)),
        default=DefaultBotProperties(
            parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True)
        ),
    )
