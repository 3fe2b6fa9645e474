"""One private chat during one update: its screen, event messages and the answer to a tap."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, TypeVar

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    ForceReply,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from handlers.calling import PASSING, patiently, swallow
from services import conversations
from services.conversations import Talk
from services.database import Database

T = TypeVar("T")

Photo: TypeAlias = str | bytes
"""A file id that Telegram gave, or the bytes of a JPEG."""

Keyboard: TypeAlias = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply

CAPTION_LIMIT = 1024
TOAST_LIMIT = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Screen:
    """What the person's screen message should look like; the text is HTML.

    `keep_photo`: a sub-page of the card, which changes the caption under the picture and
    leaves the picture. `pin`: pin the message when it is sent anew.
    """

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    photo: Photo | None = None
    keep_photo: bool = False
    pin: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The message that shows it now, and the picture's file id for the next time."""

    message_id: int
    file_id: str | None = None


class Chat:
    """Speaks to one person while one of his updates is handled.

    Telegram lets a text become a picture in place but never a picture a text, lets
    nobody edit a message that carries a reply keyboard, and forgets messages that the
    person deleted; `show` knows all that.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        chat_id: int,
        event: Message | CallbackQuery | None,
        talk: Talk,
        db: Database,
        now: datetime,
    ) -> None:
        self._bot = bot
        self._chat_id = chat_id
        self._event = event
        self._db = db
        self._now = now
        self._screen_id = talk.screen_id
        self._has_photo = talk.screen_has_photo
        self._tapped = self._tapped_message()
        self._editable = self.tapped_is_screen
        self._late: asyncio.Future[None] | None = None
        self.answered = not isinstance(event, CallbackQuery)

    @property
    def tapped_is_screen(self) -> bool:
        """Whether the tapped button stands under the screen message."""
        query = self._event
        if not isinstance(query, CallbackQuery) or query.message is None:
            return False
        return query.message.message_id == self._screen_id

    async def show(self, screen: Screen) -> Shown:
        """Make the screen message look like this; a repeated call changes the same message."""
        if self._editable and self._screen_id is not None:
            shown = await self._change(self._screen_id, screen)
            if shown is not None:
                return shown
        return await self._send_screen(screen)

    async def freshen(self, shown: Shown, screen: Screen) -> None:
        """Change a text screen shown before, if it is still there; nothing is sent anew."""
        await self._edit_text(shown.message_id, screen.text, screen.keyboard, caption=False)

    async def say(
        self,
        text: str,
        keyboard: Keyboard | None = None,
        *,
        photo: Photo | None = None,
        document: tuple[bytes, str] | None = None,
        silent: bool = False,
    ) -> Shown:
        """Send an event message (a receipt, a file, a reply keyboard); it stays what it is."""
        quiet = silent or None
        if document is not None:
            file = BufferedInputFile(document[0], document[1])
            return _shown(
                await patiently(
                    lambda: self._bot.send_document(
                        self._chat_id,
                        file,
                        caption=text or None,
                        reply_markup=keyboard,
                        disable_notification=quiet,
                    )
                )
            )
        return _shown(await self._send(text, keyboard, photo, silent=silent))

    async def edit(self, text: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
        """Change the tapped event message itself: a request that was confirmed, for one."""
        tapped = self._tapped
        if tapped is None or not await self._edit_text(
            tapped.message_id, text, keyboard, caption=bool(tapped.photo)
        ):
            await self.say(text, keyboard)

    async def finish(self, text: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
        """End the work of the screen with an event message that stays, such as a receipt.

        A tapped screen turns into that message; otherwise the screen only loses its buttons.
        """
        screen_id, had_photo = self._screen_id, self._has_photo
        if self._screen_id is not None:
            self._screen_id, self._has_photo = None, False
            await self._db.write(
                conversations.set_screen, self._chat_id, None, has_photo=False, now=self._now
            )
        if self._editable and screen_id is not None and not had_photo:
            self._editable = False
            if await self._edit_text(screen_id, text, keyboard, caption=False):
                return
        elif screen_id is not None:
            await swallow(
                self._bot.edit_message_reply_markup(chat_id=self._chat_id, message_id=screen_id)
            )
        await self.say(text, keyboard)

    async def vanish(self) -> None:
        """Delete the screen message, such as the card of somebody who leaves."""
        if self._screen_id is not None:
            await swallow(self._bot.delete_message(self._chat_id, self._screen_id))
            self._screen_id, self._has_photo, self._editable = None, False, False

    async def toast(self, text: str = "", *, alert: bool = False) -> None:
        """Answer the tap with a plain sentence over the chat; a second answer is swallowed."""
        query = self._event
        if self.answered or not isinstance(query, CallbackQuery):
            return
        self.answered = True
        shown = text if len(text) <= TOAST_LIMIT else text[: TOAST_LIMIT - 1] + "…"
        try:
            await self._bot.answer_callback_query(
                query.id, shown or None, show_alert=alert or None
            )
        except PASSING:
            # Too old or already answered: nobody waits for this answer any more.
            return

    async def busy(self) -> None:
        """Show that the bot is at work on something long."""
        await swallow(self._bot.send_chat_action(self._chat_id, "typing"))

    async def tidy(self) -> None:
        """Delete the person's own message, such as a press on the reply keyboard."""
        if isinstance(self._event, Message):
            await swallow(self._bot.delete_message(self._chat_id, self._event.message_id))

    def answer_soon(self) -> None:
        """Answer a tap whose work takes long: the spinning clock on the button must end."""
        if not self.answered:
            self._late = asyncio.ensure_future(self._answer_late())

    async def close(self) -> None:
        """Answer the tap if no handler did."""
        if self._late is not None:
            await self._late
        await self.toast()

    async def _answer_late(self) -> None:
        await self.toast()
        await self.busy()

    def _tapped_message(self) -> Message | None:
        query = self._event
        if isinstance(query, CallbackQuery) and isinstance(query.message, Message):
            return query.message
        return None

    async def _change(self, message_id: int, screen: Screen) -> Shown | None:
        """Edit the screen in place; None if it must be sent anew."""
        had_photo = self._has_photo
        keep = screen.keep_photo and had_photo and len(screen.text) <= CAPTION_LIMIT
        if screen.photo is None and had_photo and not keep:
            # A picture older than two days cannot be deleted; then it only loses its buttons.
            if await swallow(self._bot.delete_message(self._chat_id, message_id)):
                self._screen_id = None
            return None
        if screen.photo is None:
            done = await self._edit_text(message_id, screen.text, screen.keyboard, caption=keep)
            return Shown(message_id=message_id) if done else None
        return await self._edit_photo(message_id, screen, screen.photo)

    async def _edit_text(
        self,
        message_id: int,
        text: str,
        keyboard: InlineKeyboardMarkup | None,
        *,
        caption: bool,
    ) -> bool:
        async def edit() -> object:
            if caption:
                return await self._bot.edit_message_caption(
                    chat_id=self._chat_id,
                    message_id=message_id,
                    caption=text,
                    reply_markup=keyboard,
                )
            return await self._bot.edit_message_text(
                text, chat_id=self._chat_id, message_id=message_id, reply_markup=keyboard
            )

        return await self._edited(edit) is not None

    async def _edit_photo(self, message_id: int, screen: Screen, photo: Photo) -> Shown | None:
        media = InputMediaPhoto(media=_file(photo), caption=screen.text)
        result = await self._edited(
            lambda: self._bot.edit_message_media(
                media,
                chat_id=self._chat_id,
                message_id=message_id,
                reply_markup=screen.keyboard,
            )
        )
        if result is None:
            return None
        await self._remember_screen(message_id, has_photo=True)
        return _shown(result) if isinstance(result, Message) else Shown(message_id=message_id)

    async def _edited(self, edit: Callable[[], Awaitable[T]]) -> T | bool | None:
        """Return what Telegram answered, True if nothing had to change, None if it is gone."""
        try:
            return await patiently(edit, again=True)
        except TelegramBadRequest as error:
            return True if "message is not modified" in error.message else None

    async def _send_screen(self, screen: Screen) -> Shown:
        old = self._screen_id
        sent = await self._send(screen.text, screen.keyboard, screen.photo, silent=False)
        await self._remember_screen(sent.message_id, has_photo=screen.photo is not None)
        self._editable = True
        if screen.pin:
            await swallow(
                self._bot.pin_chat_message(
                    self._chat_id, sent.message_id, disable_notification=True
                )
            )
        if old is not None:
            await swallow(
                self._bot.edit_message_reply_markup(chat_id=self._chat_id, message_id=old)
            )
        return _shown(sent)

    async def _send(
        self, text: str, keyboard: Keyboard | None, photo: Photo | None, *, silent: bool
    ) -> Message:
        quiet = silent or None
        if photo is None:
            return await patiently(
                lambda: self._bot.send_message(
                    self._chat_id, text, reply_markup=keyboard, disable_notification=quiet
                )
            )
        return await patiently(
            lambda: self._bot.send_photo(
                self._chat_id,
                _file(photo),
                caption=text,
                reply_markup=keyboard,
                disable_notification=quiet,
            )
        )

    async def _remember_screen(self, message_id: int, *, has_photo: bool) -> None:
        if (self._screen_id, self._has_photo) == (message_id, has_photo):
            return
        self._screen_id, self._has_photo = message_id, has_photo
        await self._db.write(
            conversations.set_screen,
            self._chat_id,
            message_id,
            has_photo=has_photo,
            now=self._now,
        )


def _file(photo: Photo) -> str | BufferedInputFile:
    return photo if isinstance(photo, str) else BufferedInputFile(photo, "card.jpg")


def _shown(message: Message) -> Shown:
    file_id = message.photo[-1].file_id if message.photo else None
    return Shown(message_id=message.message_id, file_id=file_id)
