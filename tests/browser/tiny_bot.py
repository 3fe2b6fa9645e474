"""A bot of one screen that speaks plain HTTP: enough to drive every part of the chat page."""

import asyncio
import contextlib
import io
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import qrcode

from sandbox import Sandbox

Json = dict[str, Any]
SHARE = {"text": "Share my number", "request_contact": True}
KEYBOARD = {"keyboard": [[{"text": "Card"}, {"text": "Offers"}], [SHARE]], "resize_keyboard": True}
BUTTONS = {
    "inline_keyboard": [
        [
            {"text": "Thanks", "callback_data": "toast", "style": "primary"},
            {"text": "Important", "callback_data": "alert", "style": "danger"},
        ],
        [
            {"text": "Count", "callback_data": "count"},
            {"text": "Copy the code", "copy_text": {"text": "842913"}},
        ],
    ]
}


def qr(link: str) -> bytes:
    """Return a PNG of a QR code, large enough to survive the messenger's shrinking."""
    picture = io.BytesIO()
    qrcode.make(link, box_size=10).save(picture)
    return picture.getvalue()


class TinyBot:
    """Polls a sandbox: a card for a contact, a toast for a tap, an echo for the rest."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._base = f"{sandbox.url}/bot{sandbox.bot.token}"
        self._name = sandbox.bot.username
        self._taps = 0

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with aiohttp.ClientSession() as self._session, asyncio.TaskGroup() as group:
            polling = group.create_task(self._poll())
            yield
            polling.cancel()

    async def _call(self, method: str, **arguments: Any) -> Any:
        form = aiohttp.FormData()
        for name, value in arguments.items():
            if isinstance(value, bytes):
                form.add_field(name, value, filename="card.png")
            else:
                form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        async with self._session.post(f"{self._base}/{method}", data=form) as response:
            return (await response.json(content_type=None))["result"]

    async def _poll(self) -> None:
        offset = 0
        while True:
            try:
                updates = await self._call("getUpdates", offset=offset, timeout=20)
            except (aiohttp.ClientError, KeyError, json.JSONDecodeError):
                await asyncio.sleep(0.2)
                continue
            for update in updates:
                offset = update["update_id"] + 1
                with contextlib.suppress(aiohttp.ClientError, KeyError, json.JSONDecodeError):
                    await self._answer(update)

    async def _answer(self, update: Json) -> None:
        if "callback_query" in update:
            await self._tapped(update["callback_query"])
        elif "message" in update:
            await self._heard(update["message"])

    async def _heard(self, message: Json) -> None:
        chat = message["chat"]["id"]
        text = message.get("text", "")
        if text.startswith("/start card_"):
            await self._say(chat, f"Scanned the card {text.removeprefix('/start card_')}")
        elif text.startswith("/start"):
            await self._say(chat, "Welcome to <b>Tiny Coffee</b>, see /help", KEYBOARD)
        elif "contact" in message:
            await self._card(chat)
        elif "photo" in message:
            await self._say(chat, "A nice picture")
        else:
            await self._say(chat, f"You said: {text}")

    async def _say(self, chat: int, text: str, markup: Json | None = None) -> None:
        facts = {"reply_markup": markup} if markup else {}
        await self._call("sendMessage", chat_id=chat, text=text, parse_mode="HTML", **facts)

    async def _card(self, chat: int) -> None:
        picture = qr(f"https://t.me/{self._name}?start=card_{chat}")
        caption = "Your card: <b>0 points</b>"
        await self._call(
            "sendPhoto",
            chat_id=chat,
            photo=picture,
            caption=caption,
            parse_mode="HTML",
            reply_markup=BUTTONS,
        )

    async def _tapped(self, query: Json) -> None:
        tap = {"callback_query_id": query["id"]}
        match query["data"]:
            case "toast":
                await self._call("answerCallbackQuery", **tap, text="You are welcome")
            case "alert":
                text = "Points expire tomorrow"
                await self._call("answerCallbackQuery", **tap, text=text, show_alert=True)
            case _:
                self._taps += 1
                place = query["message"]
                await self._call(
                    "editMessageCaption",
                    chat_id=place["chat"]["id"],
                    message_id=place["message_id"],
                    caption=f"Taps: {self._taps}",
                    reply_markup=BUTTONS,
                )
                await self._call("answerCallbackQuery", **tap)
