"""What everybody may say at any time: help, cancel, and what nothing understood."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers.filters import AnyText, Start
from handlers.texts import Texts
from handlers.ui import Chat, Home
from services.actors import CHIEFS
from services.people import Who

router = Router(name="common")


@router.message(Start())
async def start(_: Message, home: Home) -> None:
    """Open the speaker's screen; a payload that means nothing is a plain start."""
    await home()


@router.message(Command("cancel"))
async def cancel(_: Message, raw_state: str | None, chat: Chat, texts: Texts, home: Home) -> None:
    if raw_state is None:
        await chat.say(texts("nothing-to-cancel"))
    await home()


@router.message(Command("help"))
async def explain(_: Message, chat: Chat, texts: Texts, who: Who) -> None:
    """Say what the speaker's role can do."""
    if who.role in CHIEFS:
        await chat.say(texts("help-owner"))
    else:
        await chat.say(texts("help-staff" if who.role else "help-member"))


@router.callback_query()
async def outdated_button(
    _: CallbackQuery, state: FSMContext, chat: Chat, texts: Texts, home: Home
) -> None:
    """Answer a button of another time, another role or nobody's making, and draw a fresh one."""
    await state.clear()
    await chat.toast(texts.plain("menu-refreshed"))
    await home()


@router.message(AnyText())
async def not_understood(_: Message, chat: Chat, texts: Texts) -> None:
    await chat.say(texts("not-understood"))


@router.message()
async def nothing_for_this(message: Message, chat: Chat, texts: Texts) -> None:
    unknown_command = message.text is not None
    await chat.say(texts("unknown-command" if unknown_command else "not-understood"))
