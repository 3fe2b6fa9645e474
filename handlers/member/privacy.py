"""What the shop keeps about a guest, who keeps it, and how to have it deleted."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from handlers.desk import Desk
from services import shop

router = Router(name="member.privacy")


@router.message(Command("privacy"))
async def privacy(_: Message, desk: Desk) -> None:
    view = await desk.db.read(shop.shop)
    text = desk.texts(
        "privacy-text",
        shop=view.name or desk.bot_info.name,
        legal=view.legal_name or view.name or desk.bot_info.name,
        contact=view.contact or "—",
    )
    await desk.chat.say(text)
