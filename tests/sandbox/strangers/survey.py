"""A survey in plain aiogram, as its users write one: a dispatcher, a form of three steps."""

import asyncio
import logging
import sys
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from aiogram.utils.keyboard import InlineKeyboardBuilder

router = Router()


class Survey(StatesGroup):
    name = State()
    cat_or_dog = State()
    sure = State()


@router.message(CommandStart())
async def begin(message: Message, state: FSMContext) -> None:
    await state.set_state(Survey.name)
    await message.answer("What is your name?", reply_markup=ReplyKeyboardRemove())


@router.message(Command("stop"))
async def stop(message: Message, state: FSMContext) -> None:
    await state.clear()
    await message.reply("Stopped.")


@router.message(Survey.name, F.text)
async def named(message: Message, state: FSMContext) -> None:
    await state.update_data(name=message.text)
    await state.set_state(Survey.cat_or_dog)
    keys = [[KeyboardButton(text="Cat"), KeyboardButton(text="Dog")]]
    await message.answer(
        f"<b>{message.text}</b>, cat or dog?",
        parse_mode="HTML",
        reply_markup=ReplyKeyboardMarkup(keyboard=keys, resize_keyboard=True),
    )


@router.message(Survey.cat_or_dog, F.text.in_({"Cat", "Dog"}))
async def chosen(message: Message, state: FSMContext) -> None:
    data = await state.update_data(animal=message.text)
    await state.set_state(Survey.sure)
    builder = InlineKeyboardBuilder()
    builder.add(InlineKeyboardButton(text="Yes", callback_data="sure:yes"))
    builder.add(InlineKeyboardButton(text="No", callback_data="sure:no"))
    await message.answer(_summary(data), reply_markup=builder.as_markup())


@router.message(Survey.cat_or_dog)
async def neither(message: Message) -> None:
    await message.answer("Please press a key.")


@router.callback_query(Survey.sure, F.data.startswith("sure:"))
async def answered(query: CallbackQuery, state: FSMContext) -> None:
    data = await state.get_data()
    await state.clear()
    await query.answer("Thank you" if query.data == "sure:yes" else "As you like")
    if isinstance(query.message, Message):
        await query.message.edit_text(f"{_summary(data)} Done.")


def _summary(data: dict[str, Any]) -> str:
    return f"{data['name']} likes a {str(data['animal']).lower()}."


async def main(token: str, base: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(base))
    bot = Bot(token, session=session)
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.include_router(router)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(main(*sys.argv[1:]))
