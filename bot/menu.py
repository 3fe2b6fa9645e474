"""The bot's name, description, commands and menu button, per language and role."""

import logging
from collections.abc import Awaitable, Sequence

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from handlers.formats import Locality
from handlers.texts import Library
from services import people
from services.actors import Role
from services.database import Database
from services.store import people as store
from services.units import LANGUAGES

log = logging.getLogger(__name__)

MEMBER_COMMANDS = ("start", "card", "help", "privacy", "mydata", "deleteme")
STAFF_COMMANDS = ("start", "help", "cancel", "privacy")


class Menu:
    """Sets what Telegram shows beside the input line; failures only cost comfort."""

    def __init__(self, bot: Bot, db: Database, library: Library) -> None:
        self._bot = bot
        self._db = db
        self._library = library

    async def set_up(self, shop: str | None = None) -> None:
        """Set the commands of strangers and members and, with a shop, the bot's description."""
        for language in LANGUAGES:
            texts = self._library.speak(language, Locality())
            await self._try_set(MEMBER_COMMANDS, language, None)
            if shop is not None:
                about = texts.plain("bot-about", shop=shop)
                await self._try(self._bot.set_my_short_description(about, language_code=language))
                more = texts.plain("bot-description", shop=shop)
                await self._try(self._bot.set_my_description(more, language_code=language))

    async def refresh(self, telegram_id: int) -> None:
        """Set one person's commands after a change of role or language."""
        who = await self._db.read(people.who, telegram_id)
        names = MEMBER_COMMANDS if who.role in {None, Role.MEMBER} else STAFF_COMMANDS
        await self._try_set(names, who.language or "en", telegram_id)

    async def refresh_staff(self, staff_id: int) -> None:
        """Set the commands of somebody who serves, after a change of his role."""
        chat = await self._db.read(store.staff_chat, staff_id)
        if chat is not None:
            await self.refresh(chat.telegram_id)

    async def _try_set(self, names: Sequence[str], language: str, telegram_id: int | None) -> None:
        texts = self._library.speak(language, Locality())
        commands = [
            BotCommand(command=name, description=texts.plain(f"command-{name}")) for name in names
        ]
        if telegram_id is None:
            scope = BotCommandScopeAllPrivateChats()
            # English is what everybody without a language of his own here gets.
            code = None if texts.language == "en" else texts.language
            await self._try(self._bot.set_my_commands(commands, scope=scope, language_code=code))
        else:
            await self._try(
                self._bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id=telegram_id))
            )

    async def _try(self, call: Awaitable[object]) -> None:
        try:
            await call
        except TelegramAPIError as error:
            log.warning("Telegram did not take the menu: %s", error.message)
