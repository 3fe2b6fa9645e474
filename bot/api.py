"""The Bot API client: raw updates, a base address of one's own, types built once."""

from http import HTTPStatus
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramServerError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import CallbackQuery, LinkPreviewOptions, Message
from aiohttp import ClientConnectorError, ClientTimeout, ConnectionTimeoutError

from bot.wire import LeanSession

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


CONNECT_S = 10.0
"""Who has no connection after so long sent nothing; afterwards nobody knows."""


class Session(LeanSession):
    """Calls whose failures say whether Telegram can have done what was asked."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  # the name is aiogram's
    ) -> TelegramType:
        seconds = self.timeout if timeout is None else timeout
        limits: Any = ClientTimeout(total=seconds, sock_connect=CONNECT_S)
        return await super().make_request(bot, method, timeout=limits)

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """Return the answer; what is none is a failing server's page, or an answer lost.

        What the page says may be anything and stays out of the log.
        """
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError:
            if status_code < HTTPStatus.BAD_REQUEST:
                message = "the answer cannot be read"
                raise TelegramNetworkError(method=method, message=message) from None
        message = f"a page with status {status_code} instead of an answer"
        raise TelegramServerError(method=method, message=message)


def never_left(error: TelegramNetworkError) -> bool:
    """Tell whether there was no connection to Telegram, so that surely nothing was done."""
    return isinstance(error.__cause__, ClientConnectorError | ConnectionTimeoutError)


def make_bot(token: str, base: str) -> Bot:
    """Return the client; texts are HTML, links show no previews."""
    return Bot(
        token=token,
        session=Session(api=TelegramAPIServer.from_base(base)),
        default=DefaultBotProperties(
            parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True)
        ),
    )
