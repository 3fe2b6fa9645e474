"""Updates in through a webhook: the secret is checked, the update stored, and only then 200.

Nothing is ever answered into the webhook: nobody would learn whether it was done.
"""

import asyncio
import hmac
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import DeleteWebhook, SetWebhook, TelegramMethod
from aiohttp import web

from bot.api import ALLOWED_UPDATES
from bot.health import Pulse
from bot.inbox import Handling, TokenRevoked, chat_of
from bot.settings import Settings, SettingsWrong, host_and_port
from services.database import DoorError
from services.inbox import Arrival

log = logging.getLogger(__name__)

BODY_BYTES = 1024 * 1024
HEADER = "X-Telegram-Bot-Api-Secret-Token"
ID_LIMIT = 2**63
CLOSE_S = 5.0
RETRY_MAX_S = 30.0


class Webhook:
    """Takes updates that Telegram brings; the counterpart of `bot.inbox.Polling`."""

    def __init__(
        self,
        *,
        settings: Settings,
        bot: Bot,
        handling: Handling,
        pulse: Pulse,
    ) -> None:
        if settings.webhook_url is None or settings.webhook_secret is None:
            raise SettingsWrong("KOPILKA_WEBHOOK_URL and KOPILKA_WEBHOOK_SECRET are not set.")
        self._url = settings.webhook_url
        self._secret = settings.webhook_secret.get_secret_value()
        self._listen = settings.listen
        self._bot = bot
        self._handling = handling
        self._pulse = pulse

    async def run(self) -> None:
        """Serve until cancelled; Telegram is told the address once somebody listens there."""
        host, port = host_and_port(self._listen)
        async with serving(self.application(), host, port, setting="KOPILKA_LISTEN"):
            await self._announce()
            log.info("Telegram brings the updates to %s", self._url)
            await asyncio.Event().wait()

    def application(self) -> web.Application:
        """Return the server of one address: the path of the webhook's URL."""
        application = web.Application(client_max_size=BODY_BYTES)
        application.add_routes([web.post(urlsplit(self._url).path or "/", self.take)])
        return application

    async def take(self, request: web.Request) -> web.Response:
        """Store one update and answer 200; anything else makes Telegram bring it again."""
        if not self._knows(request.headers.get(HEADER, "")):
            return web.Response(status=401)
        raw = _update(await request.read())
        if raw is None:
            return web.Response(status=400)
        arrival = Arrival(update_id=raw["update_id"], chat_id=_chat(raw), payload=raw)
        try:
            await self._handling.store([arrival])
        except DoorError as error:
            log.warning("An update cannot be stored yet: %s", error)
            return web.Response(status=503)
        self._pulse.heard()
        return web.Response()

    def _knows(self, told: str) -> bool:
        """Compare in constant time; a header that is not ASCII is a wrong one like any other."""
        given = told.encode("utf-8", "surrogateescape")
        return hmac.compare_digest(given, self._secret.encode("ascii"))

    async def _announce(self) -> None:
        try:
            await insist(
                self._bot,
                SetWebhook(
                    url=self._url,
                    secret_token=self._secret,
                    allowed_updates=ALLOWED_UPDATES,
                ),
            )
        except TelegramBadRequest as error:
            raise SettingsWrong(
                f"KOPILKA_WEBHOOK_URL: Telegram refuses it ({error.message}). "
                "Example: KOPILKA_WEBHOOK_URL=https://bot.example.com/telegram"
            ) from None


async def leave_webhook(bot: Bot) -> None:
    """Take back the address an earlier run gave: while it stands, nobody may poll."""
    await insist(bot, DeleteWebhook())


async def insist(bot: Bot, method: TelegramMethod[bool]) -> None:
    """Ask until Telegram answers; raise what asking again cannot cure."""
    pause = 1.0
    while True:
        try:
            await bot(method)
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise TokenRevoked("Telegram does not know this token any more.") from error
        except TelegramBadRequest:
            raise
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)
        except TelegramAPIError as error:
            log.warning("Telegram does not answer yet: %s", error)
            await asyncio.sleep(pause)
            pause = min(RETRY_MAX_S, pause * 2)
        else:
            return


@asynccontextmanager
async def serving(
    application: web.Application, host: str, port: int, *, setting: str
) -> AsyncIterator[None]:
    """Serve while the block runs; a place that is taken is told in one sentence."""
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=CLOSE_S)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise SettingsWrong(
                f"{setting}: nobody can listen at {host}:{port} ({error.strerror}). "
                "Choose another port or end the program that has it."
            ) from None
        yield
    finally:
        await runner.cleanup()


def _update(body: bytes) -> dict[str, Any] | None:
    """Return the update, or None for what is no JSON object with a number of its own."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(raw, dict):
        return None
    number = raw.get("update_id")
    good = isinstance(number, int) and not isinstance(number, bool) and 0 <= number < ID_LIMIT
    return raw if good else None


def _chat(raw: dict[str, Any]) -> int:
    """Return the chat whose order the update keeps; an odd one keeps none and is put aside."""
    try:
        return chat_of(raw)
    except (KeyError, TypeError, ValueError):
        return 0
