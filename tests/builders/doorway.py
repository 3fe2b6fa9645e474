"""The bot in this process behind a Telegram that only writes down what it is asked.

Everything is the program's own except the last step, the request; so thousands of updates
go through in seconds, and a test can look at every table between two of them.
"""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.base import BaseSession
from aiogram.dispatcher.event.handler import CallableObject
from aiogram.enums import ParseMode
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageText,
    GetFile,
    SendDocument,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.types import Chat, File, Message, PhotoSize

from bot.clock import Clock
from bot.front import Front, Tools
from bot.menu import Menu
from bot.switchboard import Switchboard
from bot.texts import TextLibrary
from handlers import screens
from handlers.ui import BotInfo
from handlers.what_ifs import Tell
from sandbox.html import parse_html
from services.database import Database
from services.inbox import Pending, legible
from tests.services.machine.outsider import Outsider

TOKEN = "7300000000:a-token-for-tests-that-opens-nothing-3"
INFO = BotInfo(id=7_300_000_000, username="zerno_bot", name="Зерно")
LIBRARY = TextLibrary(strict=True)
BOARD = Switchboard(screens.ROUTERS, LIBRARY)

OWN = frozenset({"conversations", "media"})
"""What any tap may write: where the person's own screen stands, and pictures sent before."""

_updates = count(1)
_messages = count(1_000)
_SHOWING = (SendMessage, SendPhoto, SendDocument, EditMessageText, EditMessageCaption)


class Still(Clock):
    """A clock that shows one moment until a test moves it."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at

    def now(self) -> datetime:
        return self.at


class Deaf(BaseSession):
    """Answers every call as Telegram does when all is well, and keeps the call.

    `file` is what every download brings.
    """

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[TelegramMethod[Any]] = []
        self.file = b""

    async def close(self) -> None:
        """Nothing is open."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109  # aiogram's own signature
    ) -> Any:
        del bot, timeout
        self.calls.append(method)
        if isinstance(method, GetFile):
            return File(file_id="f", file_unique_id="f", file_path="photos/1.jpg")
        if isinstance(method, (*_SHOWING, EditMessageMedia)):
            return _message(method)
        return True

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        yield self.file


class Uncounted:
    """Starts no process: what a what-if answers is read elsewhere."""

    def ask(self, person: int, program: str, *, days: int, tell: Tell) -> None:
        """Leave the screen as it is."""

    def turn(self, person: int) -> AbstractAsyncContextManager[None]:
        """Hold nothing back."""
        del person
        return nullcontext()


def _message(method: Any) -> Message:
    size = PhotoSize(file_id="p", file_unique_id="p", width=1, height=1)
    return Message(
        message_id=getattr(method, "message_id", None) or next(_messages),
        date=datetime.now(UTC),
        chat=Chat(id=int(method.chat_id), type="private"),
        photo=[size] if isinstance(method, SendPhoto | EditMessageMedia) else None,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What one update made the bot ask of Telegram."""

    calls: tuple[TelegramMethod[Any], ...] = field(repr=False)

    @property
    def answered(self) -> bool:
        return any(isinstance(call, AnswerCallbackQuery) for call in self.calls)

    @property
    def toast(self) -> str:
        answers = [call for call in self.calls if isinstance(call, AnswerCallbackQuery)]
        return (answers[0].text or "") if answers else ""

    @property
    def texts(self) -> list[str]:
        """Return every text shown, as a person reads it; a broken one is an error."""
        html = [shown_html(call) for call in self.calls]
        return [parse_html(text)[0] for text in html if text]


def shown_html(call: TelegramMethod[Any]) -> str:
    """Return the HTML that a call shows to the person, or nothing."""
    if isinstance(call, EditMessageMedia):
        return str(getattr(call.media, "caption", None) or "")
    if not isinstance(call, _SHOWING):
        return ""
    return str(getattr(call, "text", None) or getattr(call, "caption", None) or "")


class Doorway:
    """The front of the bot with one database behind it, and eyes on every table."""

    def __init__(self, database: Database, path: Path, now: datetime) -> None:
        self.database = database
        self.session = Deaf()
        self.clock = Still(now)
        default = DefaultBotProperties(parse_mode=ParseMode.HTML)
        self.bot = Bot(TOKEN, session=self.session, default=default)
        tools = Tools(
            db=database,
            bot=self.bot,
            bot_info=INFO,
            clock=self.clock,
            library=LIBRARY,
            switchboard=BOARD,
            commands=Menu(self.bot, database, LIBRARY),
            what_ifs=Uncounted(),
            homes={role: CallableObject(home) for role, home in screens.HOMES.items()},
        )
        self.front = Front(tools)
        self.outsider = Outsider(path)

    def close(self) -> None:
        self.outsider.close()

    def books(self) -> dict[str, Any]:
        """Return every row of every table but a person's own screen."""
        rows = self.outsider.everything()
        return {name: rows[name] for name in rows if name not in OWN}

    async def hears(self, payload: dict[str, Any], person: int) -> Heard:
        """Handle one update; return what it made the bot say."""
        number = next(_updates)
        pending = Pending(
            id=number,
            update_id=number,
            chat_id=person,
            received_at=self.clock.now(),
            tries=0,
            payload=legible(payload).payload,
        )
        before = len(self.session.calls)
        await self.front.handle(pending)
        heard = tuple(self.session.calls[before:])
        del self.session.calls[:]
        return Heard(calls=heard)

    async def taps(self, person: int, data: str, *, query: str | None = None) -> Heard:
        """Press a button that sends this, under a message of the bot."""
        message = {"message_id": 7, "date": self._date(), "chat": _chat(person), "text": "x"}
        tap = {
            "id": query or str(next(_updates)),
            "from": _user(person),
            "chat_instance": "1",
            "data": data,
            "message": message,
        }
        return await self.hears({"callback_query": tap}, person)

    async def says(self, person: int, text: str | None = None, **content: Any) -> Heard:
        """Send a text, or a message of another kind."""
        message = {
            "message_id": next(_messages),
            "date": self._date(),
            "chat": _chat(person),
            "from": _user(person),
            **content,
        }
        if text is not None:
            message["text"] = text
        return await self.hears({"message": message}, person)

    def _date(self) -> int:
        return int(self.clock.now().timestamp())


def _user(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": "Гость", "language_code": "ru"}


def _chat(person: int) -> dict[str, Any]:
    return {"id": person, "type": "private", "first_name": "Гость"}
