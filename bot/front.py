"""What happens to one update: who speaks, in which words, which handler, and what if it fails."""

import asyncio
import base64
import logging
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from aiogram import Bot
from aiogram.dispatcher.event.handler import CallableObject
from aiogram.exceptions import TelegramForbiddenError
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import StorageKey
from aiogram.types import CallbackQuery, Message
from sqlalchemy import Connection

from bot.clock import Clock
from bot.steps import TalkStorage
from bot.switchboard import Switchboard
from handlers import errors
from handlers.chat import Chat
from handlers.commands import Commands
from handlers.desk import Desk
from handlers.formats import Locality
from handlers.texts import Library, Texts
from handlers.ui import BotInfo
from handlers.what_ifs import WhatIfs
from services import conversations, inbox, people
from services.actors import Role
from services.conversations import Step, Talk
from services.database import Database, Unavailable
from services.domain.errors import Refusal
from services.inbox import Pending
from services.keys import Keys, keys_of
from services.people import Who

log = logging.getLogger(__name__)

STALE = timedelta(minutes=10)
"""Older than this, a message about money is asked again and never executed."""

ANSWER_WITHIN_S = 0.8


@dataclass(frozen=True, kw_only=True, slots=True)
class Tools:
    """What the running program has one of."""

    db: Database
    bot: Bot
    bot_info: BotInfo
    clock: Clock
    library: Library
    switchboard: Switchboard
    commands: Commands
    what_ifs: WhatIfs
    homes: Mapping[Role | None, CallableObject]


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """Everything read before an update is handled, in one go."""

    who: Who
    talk: Talk
    op_key: str


def opening(tx: Connection, telegram_id: int, moment: str) -> Opening:
    return Opening(
        who=people.who(tx, telegram_id),
        talk=conversations.load(tx, telegram_id),
        op_key=operation_key(keys_of(tx), moment),
    )


def ending(tx: Connection, row_id: int, telegram_id: int, step: Step, *, now: datetime) -> None:
    """Note in one commit that an update is handled and which step it has led to.

    In two, a program that dies between them handles the update again in the wrong step:
    the amount of a recorded bill would wait for the next guest's card.
    """
    conversations.save_step(tx, telegram_id, step, now=now)
    inbox.finish(tx, row_id, now=now)


class Front:
    """Handles stored updates one at a time per chat; the caller keeps that order."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def handle(self, pending: Pending) -> None:
        """Handle one update; raise what a repetition may cure or a person must look at."""
        payload = pending.payload
        if "my_chat_member" in payload:
            await self._membership(payload["my_chat_member"])
        elif "message" in payload:
            await self._message(payload["message"], pending)
        elif "callback_query" in payload:
            await self._tap(payload["callback_query"], pending)

    async def apologize(self, pending: Pending, code: str) -> None:
        """Tell the person that something of ours broke; failing at that is only logged."""
        event = self._event_of(pending.payload)
        if event is None or event.from_user is None:
            return
        chat = self._chat(event, event.from_user.id, Talk())
        texts = self._tools.library.speak(event.from_user.language_code, Locality())
        await errors.apologize(chat, texts, code)

    async def _membership(self, raw: Mapping[str, Any]) -> None:
        if raw["chat"]["type"] != "private":
            return
        reachable = raw["new_chat_member"]["status"] not in {"kicked", "left"}
        await self._tools.db.write(
            people.set_reachable,
            raw["chat"]["id"],
            reachable,
            now=self._tools.clock.now(),
        )

    async def _message(self, raw: Mapping[str, Any], pending: Pending) -> None:
        speaker = raw.get("from")
        if speaker is None or speaker.get("is_bot") or self._for_another_bot(raw):
            return
        if raw["chat"]["type"] != "private":
            await self._in_a_group(raw)
            return
        message = Message.model_validate(raw, context={"bot": self._tools.bot})
        await self._serve(message, speaker["id"], pending, self._too_old(pending, message.date))

    async def _tap(self, raw: Mapping[str, Any], pending: Pending) -> None:
        query = CallbackQuery.model_validate(raw, context={"bot": self._tools.bot})
        if query.from_user.is_bot:
            return
        place = query.message
        if place is not None and place.chat.type != "private":
            texts = self._tools.library.speak(query.from_user.language_code, Locality())
            await self._chat(query, query.from_user.id, Talk()).toast(texts.plain("only-private"))
            return
        await self._serve(query, query.from_user.id, pending, self._too_old(pending, None))

    async def _serve(
        self, event: Message | CallbackQuery, person: int, pending: Pending, stale: bool
    ) -> None:
        async with self._tools.what_ifs.turn(person):
            await self._serve_in_turn(event, person, pending, stale)

    async def _serve_in_turn(
        self, event: Message | CallbackQuery, person: int, pending: Pending, stale: bool
    ) -> None:
        tools = self._tools
        read = await tools.db.read(opening, person, _moment(event))
        texts = self._texts(event, read.who, read.talk.data)
        chat = self._chat(event, person, read.talk)
        data = self._data(event, pending, read, texts=texts, chat=chat, stale=stale)
        waiting = asyncio.get_running_loop().call_later(ANSWER_WITHIN_S, chat.answer_soon)
        try:
            await self._answer(event, data)
        finally:
            waiting.cancel()
            await chat.close()
        storage: TalkStorage = data["state"].storage
        if storage.changed is not None:
            await tools.db.write(
                ending, pending.id, person, storage.changed, now=tools.clock.now()
            )

    async def _answer(self, event: Message | CallbackQuery, data: dict[str, Any]) -> None:
        chat: Chat = data["chat"]
        texts: Texts = data["texts"]
        try:
            await self._tools.switchboard.dispatch(event, data)
        except Refusal as refusal:
            await errors.refuse(chat, texts, refusal)
        except Unavailable:
            log.warning("The database did not answer in time")
            await errors.busy(chat, texts)
        except TelegramForbiddenError:
            await self._tools.db.write(
                people.set_reachable, data["who"].telegram_id, False, now=data["now"]
            )

    def _data(
        self,
        event: Message | CallbackQuery,
        pending: Pending,
        read: Opening,
        *,
        texts: Texts,
        chat: Chat,
        stale: bool,
    ) -> dict[str, Any]:
        tools = self._tools
        storage = TalkStorage(read.talk)
        person = read.who.telegram_id
        place = StorageKey(bot_id=tools.bot_info.id, chat_id=person, user_id=person)
        data: dict[str, Any] = {
            "bot": tools.bot,
            "bot_info": tools.bot_info,
            "chat": chat,
            "clock": tools.clock,
            "commands": tools.commands,
            "db": tools.db,
            "event_from_user": event.from_user,
            "now": tools.clock.now(),
            "op_key": read.op_key,
            "raw_state": read.talk.state,
            "source": f"update:{pending.update_id}",
            "stale": stale,
            "state": FSMContext(storage=storage, key=place),
            "texts": texts,
            "what_ifs": tools.what_ifs,
            "who": read.who,
        }
        data["home"] = lambda: self._go_home(event, data)
        data["desk"] = laid(data)
        return data

    async def _go_home(self, event: Message | CallbackQuery, data: dict[str, Any]) -> None:
        """Draw the strongest screen of the speaker as he is now, not as he was at the tap."""
        who = await self._tools.db.read(people.who, data["who"].telegram_id)
        step = await data["state"].get_data()
        fresh = data | {"who": who, "texts": self._texts(event, who, step)}
        fresh["desk"] = laid(fresh)
        home = self._tools.homes.get(who.role, self._tools.homes[None])
        await home.call(**fresh)

    def _texts(self, event: Message | CallbackQuery, who: Who, step: Mapping[str, Any]) -> Texts:
        """Speak what the person chose; a stranger's choice stands in the step's data."""
        told = event.from_user.language_code if event.from_user else None
        language = who.language or step.get("language") or told
        return self._tools.library.speak(language, locality_of(who))

    def _chat(self, event: Message | CallbackQuery, person: int, talk: Talk) -> Chat:
        return Chat(
            bot=self._tools.bot,
            chat_id=person,
            event=event,
            talk=talk,
            db=self._tools.db,
            now=self._tools.clock.now(),
        )

    def _event_of(self, payload: Mapping[str, Any]) -> Message | CallbackQuery | None:
        context = {"bot": self._tools.bot}
        try:
            if "message" in payload:
                return Message.model_validate(payload["message"], context=context)
            if "callback_query" in payload:
                return CallbackQuery.model_validate(payload["callback_query"], context=context)
        except ValueError:
            # A newer Telegram sent what this library cannot read; nobody can be answered.
            return None
        return None

    def _too_old(self, pending: Pending, sent_at: datetime | None) -> bool:
        """Return whether the update waited too long, at Telegram's or in our inbox."""
        since = pending.received_at if sent_at is None else min(sent_at, pending.received_at)
        return self._tools.clock.now() - since > STALE

    def _for_another_bot(self, raw: Mapping[str, Any]) -> bool:
        word, at, mention = str(raw.get("text") or "").partition(" ")[0].partition("@")
        own = self._tools.bot_info.username.lower()
        return bool(at) and word.startswith("/") and mention.lower() != own

    async def _in_a_group(self, raw: Mapping[str, Any]) -> None:
        """Say one line to a command; a group never sees anything of a card."""
        if not str(raw.get("text") or "").startswith("/"):
            return
        texts = self._tools.library.speak(raw["from"].get("language_code"), Locality())
        await self._tools.bot.send_message(raw["chat"]["id"], texts("only-private"))


def laid(data: Mapping[str, Any]) -> Desk:
    """Return the desk of these facts: one object instead of ten parameters."""
    return Desk(**{field.name: data[field.name] for field in fields(Desk)})


def locality_of(who: Who) -> Locality:
    return Locality(
        currency=who.currency,
        digits=who.digits,
        timezone=who.timezone,
        unit=who.points_unit,
    )


def operation_key(keys: Keys, moment: str) -> str:
    """Return the key of what a message or a tap asks for.

    It goes into the ledger, which nobody can erase, and a chat's number is a person's; so
    is the upper half of a tap's. Hence a digest: 72 bits, which also fit into a button.
    """
    return base64.urlsafe_b64encode(keys.digest("operation", moment)[:9]).decode()


def _moment(event: Message | CallbackQuery) -> str:
    """Return what stays the same however often Telegram delivers this.

    Not the update's number: that starts anew at random after a silent week.
    """
    if isinstance(event, CallbackQuery):
        return f"tap {event.id}"
    return f"message {event.chat.id} {event.message_id}"
