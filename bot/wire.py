"""What goes over the wire to Telegram and back, without what nobody reads.

aiogram dumps every empty field of a method, encodes a form, and builds the whole message that
Telegram answers, keyboard and all, only for its number to be read. That is most of what an
answer costs (docs/performance.md).
"""

import json
from typing import Any

from aiogram import Bot
from aiogram.client.default import Default
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import TelegramMethod
from aiogram.types import TelegramObject
from aiohttp.payload import BytesPayload

_KNOWN_ALREADY = ("from", "text", "caption", "entities", "caption_entities", "reply_markup")
"""What Telegram repeats of a message that we have just sent or changed ourselves."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class LeanSession(AiohttpSession):
    """The session of aiogram; methods without files go as JSON, answers come without echoes."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(json_loads=read_answer, **settings)

    def build_form_data(self, bot: Bot, method: TelegramMethod[Any]) -> Any:
        """Return the body of a request: JSON, or a form if a file or the like is in it."""
        fields = method.model_dump(warnings=False, exclude_none=True)
        try:
            body = _plain(fields, bot)
        except _NotPlain:
            return super().build_form_data(bot, method)
        return BytesPayload(_encode(body).encode(), content_type="application/json")


class _NotPlain(Exception):
    """There is something in a method that JSON does not have."""


def _plain(value: Any, bot: Bot) -> Any:
    """Return what JSON says of a value; what is None is left out of objects."""
    if isinstance(value, dict):
        found = ((name, _plain(item, bot)) for name, item in value.items())
        return {name: item for name, item in found if item is not None}
    if isinstance(value, list):
        return [_plain(item, bot) for item in value]
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Default):
        return _plain(bot.default[value.name], bot)
    if isinstance(value, TelegramObject):
        return _plain(value.model_dump(warnings=False, exclude_none=True), bot)
    raise _NotPlain


def read_answer(content: str) -> Any:
    """Read an answer of Telegram; of a message of ours only what we did not know."""
    answer = json.loads(content)
    result = answer.get("result") if isinstance(answer, dict) else None
    if isinstance(result, dict) and "message_id" in result:
        for name in _KNOWN_ALREADY:
            result.pop(name, None)
    return answer
