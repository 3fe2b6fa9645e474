"""A small real aiogram bot, over HTTP, from registration to an edited photo."""

import asyncio
import io
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher, F, types
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from PIL import Image

from sandbox import Sandbox
from tests.sandbox.telegram import TOKEN, picture


def dispatcher() -> Dispatcher:
    dp = Dispatcher()
    known: dict[str, str] = {}

    @dp.message(CommandStart())
    async def start(message: types.Message) -> None:
        key = types.KeyboardButton(text="Share phone", request_contact=True)
        await message.answer(
            f"Hello <b>{message.text}</b>",
            reply_markup=types.ReplyKeyboardMarkup(keyboard=[[key]], one_time_keyboard=True),
        )

    @dp.message(F.contact)
    async def contact(message: types.Message) -> None:
        assert message.contact is not None
        assert message.from_user is not None
        assert message.contact.user_id == message.from_user.id
        await message.answer("Welcome", reply_markup=types.ReplyKeyboardRemove())
        button = types.InlineKeyboardButton(text="My card", callback_data="card")
        await message.answer(
            "Menu", reply_markup=types.InlineKeyboardMarkup(inline_keyboard=[[button]])
        )

    @dp.callback_query(F.data == "card")
    async def card(query: types.CallbackQuery) -> None:
        photo = known.get("photo") or types.BufferedInputFile(picture(), "card.png")
        assert isinstance(query.message, types.Message)
        sent = await query.message.answer_photo(photo, caption="Your card")
        assert sent.photo is not None
        known["photo"] = sent.photo[-1].file_id
        await query.message.edit_text("Menu, card shown")
        await query.answer("Here it is", show_alert=True)

    @dp.message(F.photo)
    async def photo(message: types.Message, bot: Bot) -> None:
        assert message.photo is not None
        data = io.BytesIO()
        await bot.download(message.photo[-1], data)
        image = Image.open(data)
        await message.answer(f"{image.format} {image.width}x{image.height}")

    return dp


@asynccontextmanager
async def running_bot(sandbox: Sandbox):
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
    bot = Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    dp = dispatcher()
    polling = asyncio.create_task(dp.start_polling(bot, handle_signals=False, polling_timeout=5))
    try:
        yield bot
    finally:
        await dp.stop_polling()
        await polling
        await session.close()


async def test_a_real_bot_registers_a_member_by_contact_and_shows_and_edits_a_card():
    async with Sandbox(token=TOKEN) as sandbox, running_bot(sandbox):
        anna = sandbox.person("Anna", phone="79001234567")
        chat = sandbox.chat(anna)
        sandbox.start(anna, "ref_42")
        hello = await sandbox.hears(anna, "Hello /start ref_42")
        assert hello.wire["entities"][0]["type"] == "bold"
        assert chat.keyboard == [["Share phone"]]

        sandbox.key(anna, "Share phone")
        await sandbox.hears(anna, "Menu")
        assert chat.keyboard == []

        sandbox.press(anna, "My card")
        await sandbox.wait_for(lambda: chat.toast == "Here it is")
        assert chat.find("Menu, card shown")
        first = await sandbox.hears(anna, "Your card")
        assert [size["width"] for size in first.wire["photo"]] == [90, 320, 640]

        sandbox.photo(anna, picture(3000, 2000))
        await sandbox.hears(anna, "JPEG 1280x853")
        assert sandbox.lints == []
        assert sandbox.bot.online


async def test_a_photo_is_uploaded_once_and_sent_again_by_its_file_id():
    async with Sandbox(token=TOKEN) as sandbox, running_bot(sandbox) as bot:
        boris = sandbox.person("Boris")
        sandbox.start(boris)
        await sandbox.hears(boris, "Hello")
        first = await bot.send_photo(boris.id, types.BufferedInputFile(picture(), "c.png"))
        again = await bot.send_photo(boris.id, first.photo[-1].file_id)
        assert again.photo == first.photo
