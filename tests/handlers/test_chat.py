"""The screen message against a Telegram that behaves like the real one."""

import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest_asyncio
from aiogram import Bot
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from PIL import Image

from bot.api import RawGetUpdates, make_bot
from handlers.chat import Chat, Screen
from handlers.ui import button, key, keys, rows
from sandbox import Person, Sandbox
from services import conversations
from services.database import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TOKEN = "7200000000:a-token-for-tests-that-opens-nothing-2"


class Tap(CallbackData, prefix="t"):
    n: int = 0


class Stage:
    """One person, one bot, and the chat object of each update he causes."""

    def __init__(self, sandbox: Sandbox, bot: Bot, database: Database) -> None:
        self.sandbox = sandbox
        self.bot = bot
        self.database = database
        self.anna: Person = sandbox.person("Anna")
        self._offset = 0

    async def chat(self) -> Chat:
        """Return the chat of the newest update."""
        raw = (await self.bot(RawGetUpdates(offset=self._offset, timeout=0)))[-1]
        self._offset = raw["update_id"] + 1
        context = {"bot": self.bot}
        event: Message | CallbackQuery
        if "message" in raw:
            event = Message.model_validate(raw["message"], context=context)
        else:
            event = CallbackQuery.model_validate(raw["callback_query"], context=context)
        talk = await self.database.read(conversations.load, self.anna.id)
        return Chat(
            bot=self.bot, chat_id=self.anna.id, event=event, talk=talk, db=self.database, now=NOW
        )

    async def said(self, text: str = "hello") -> Chat:
        self.sandbox.send(self.anna, text)
        return await self.chat()

    async def tapped(self, label: str = "go") -> Chat:
        self.sandbox.press(self.anna, label)
        return await self.chat()

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.sandbox.chat(self.anna).said]

    @property
    def buttons(self) -> list[list[list[str]]]:
        return [message.buttons for message in self.sandbox.chat(self.anna).said]


@pytest_asyncio.fixture
async def stage(sqlite_database: Database) -> AsyncIterator[Stage]:
    async with Sandbox(token=TOKEN) as sandbox:
        bot = make_bot(TOKEN, sandbox.url)
        stage = Stage(sandbox, bot, sqlite_database)
        sandbox.start(stage.anna)
        await stage.chat()
        try:
            yield stage
        finally:
            await bot.session.close()
            assert sandbox.lints == []


def go(label: str = "go") -> InlineKeyboardMarkup:
    return rows([button(label, Tap())])


def a_picture(shade: int = 100) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (160, 100), (shade, 0, 0)).save(made, "JPEG")
    return made.getvalue()


async def test_a_tap_on_the_screen_edits_it_in_place(stage: Stage) -> None:
    first = await (await stage.said()).show(Screen(text="one", keyboard=go()))
    second = await (await stage.tapped()).show(Screen(text="two", keyboard=go()))
    assert stage.texts == ["two"]
    assert first.message_id == second.message_id


async def test_a_typed_message_gets_a_new_screen_and_the_old_one_loses_its_buttons(
    stage: Stage,
) -> None:
    await (await stage.said()).show(Screen(text="one", keyboard=go()))
    await (await stage.said()).show(Screen(text="two", keyboard=go()))
    assert stage.texts == ["one", "two"]
    assert stage.buttons == [[], [["go"]]]


async def test_a_tap_under_a_receipt_opens_a_screen_and_leaves_the_receipt(stage: Stage) -> None:
    chat = await stage.said()
    await chat.show(Screen(text="screen", keyboard=go("old")))
    await chat.say("receipt", go())
    await (await stage.tapped()).show(Screen(text="two", keyboard=go("new")))
    assert stage.texts == ["screen", "receipt", "two"]
    assert stage.buttons == [[], [["go"]], [["new"]]]


async def test_the_same_screen_again_is_no_error(stage: Stage) -> None:
    screen = Screen(text="one", keyboard=go())
    await (await stage.said()).show(screen)
    await (await stage.tapped()).show(screen)
    assert stage.texts == ["one"]


async def test_a_text_becomes_a_picture_in_place(stage: Stage) -> None:
    await (await stage.said()).show(Screen(text="one", keyboard=go()))
    shown = await (await stage.tapped()).show(Screen(text="two", keyboard=go(), photo=a_picture()))
    assert stage.texts == ["two"]
    assert shown.file_id
    await (await stage.tapped()).show(Screen(text="three", keyboard=go(), photo=shown.file_id))
    assert stage.texts == ["three"]


async def test_a_sub_page_changes_the_caption_and_leaves_the_picture(stage: Stage) -> None:
    await (await stage.said()).show(Screen(text="card", keyboard=go(), photo=a_picture()))
    await (await stage.tapped()).show(Screen(text="history", keyboard=go(), keep_photo=True))
    (message,) = stage.sandbox.chat(stage.anna).said
    assert message.text == "history"
    assert message.photo


async def test_a_picture_that_must_become_a_text_is_replaced(stage: Stage) -> None:
    await (await stage.said()).show(Screen(text="card", keyboard=go(), photo=a_picture()))
    await (await stage.tapped()).show(Screen(text="settings", keyboard=go()))
    (message,) = stage.sandbox.chat(stage.anna).said
    assert message.text == "settings"
    assert not message.photo


async def test_a_sub_page_too_long_for_a_caption_becomes_a_text(stage: Stage) -> None:
    await (await stage.said()).show(Screen(text="card", keyboard=go(), photo=a_picture()))
    await (await stage.tapped()).show(Screen(text="x" * 1100, keyboard=go(), keep_photo=True))
    assert stage.texts == ["x" * 1100]


async def test_a_screen_the_person_deleted_is_sent_anew(stage: Stage) -> None:
    shown = await (await stage.said()).show(Screen(text="one", keyboard=go()))
    chat = await stage.tapped()
    await stage.bot.delete_message(stage.anna.id, shown.message_id)
    await chat.show(Screen(text="two", keyboard=go()))
    assert stage.texts == ["two"]


async def test_a_second_look_in_one_update_changes_the_same_message(stage: Stage) -> None:
    chat = await stage.said()
    await chat.show(Screen(text="text first", keyboard=go()))
    await chat.show(Screen(text="and its picture", keyboard=go(), photo=a_picture()))
    assert stage.texts == ["and its picture"]


async def test_the_screen_is_remembered_across_restarts(stage: Stage) -> None:
    shown = await (await stage.said()).show(Screen(text="one", photo=a_picture(), keyboard=go()))
    talk = await stage.database.read(conversations.load, stage.anna.id)
    assert (talk.screen_id, talk.screen_has_photo) == (shown.message_id, True)


async def test_a_tap_is_answered_even_if_no_handler_thinks_of_it(stage: Stage) -> None:
    await (await stage.said()).show(Screen(text="one", keyboard=go()))
    chat = await stage.tapped()
    assert not chat.answered
    await chat.close()
    assert len(stage.sandbox.calls("answerCallbackQuery")) == 1
    await chat.toast("late")
    assert len(stage.sandbox.calls("answerCallbackQuery")) == 1


async def test_a_toast_is_cut_to_what_telegram_takes(stage: Stage) -> None:
    await (await stage.said()).show(Screen(text="one", keyboard=go()))
    await (await stage.tapped()).toast("x" * 300, alert=True)
    toast = stage.sandbox.chat(stage.anna).toast
    assert toast is not None
    assert len(toast) == 200


async def test_a_confirmed_request_is_changed_where_it_stands(stage: Stage) -> None:
    chat = await stage.said()
    await chat.say("spend 225?", go())
    await (await stage.tapped()).edit("spent")
    assert stage.texts == ["spent"]
    assert stage.buttons == [[]]


async def test_a_message_with_a_reply_keyboard_is_never_the_screen(stage: Stage) -> None:
    chat = await stage.said()
    await chat.say("menu", keys([key("card")]))
    await chat.show(Screen(text="one", keyboard=go()))
    await chat.show(Screen(text="two", keyboard=go()))
    assert stage.texts == ["menu", "two"]


async def test_a_press_on_the_reply_keyboard_is_tidied_away(stage: Stage) -> None:
    chat = await stage.said("card")
    await chat.tidy()
    assert all(message.text != "card" for message in stage.sandbox.chat(stage.anna).messages)


async def test_telegrams_wish_to_wait_is_obeyed(stage: Stage) -> None:
    stage.sandbox.fault("429", method="sendMessage", retry_after=1, times=1)
    await (await stage.said()).say("patience")
    assert stage.texts == ["patience"]


async def test_a_file_goes_out_under_its_name(stage: Stage) -> None:
    await (await stage.said()).say("data", document=(b"{}", "data.json"))
    assert stage.sandbox.calls("sendDocument")[-1].ok
