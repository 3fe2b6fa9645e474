"""The way up and the way to stay: what is missing, by when (C5)."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.levels import level_text
from handlers.member.menu import Card, Level
from handlers.ui import Screen, back, rows
from services import members

router = Router(name="member.level")


@router.callback_query(Level.filter())
async def open_level(_: CallbackQuery, desk: Desk) -> None:
    view = await desk.db.read(members.card, desk.member_id, now=desk.now)
    text = level_text(desk.texts, view.tier) if view.tier else desk.texts("level-none")
    keyboard = rows([back(desk.texts, Card())])
    await desk.chat.show(Screen(text=text, keep_photo=True, keyboard=keyboard))
