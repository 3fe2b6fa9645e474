"""What stands under a receipt: the card, and "this is an error" (C10)."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup

from handlers.desk import Desk
from handlers.member.menu import Card
from handlers.texts import Texts
from handlers.ui import button, rows
from services import shop

router = Router(name="member.receipt")


class Wrong(CallbackData, prefix="m-wrong"):
    """This receipt is not mine, or not right."""

    purchase_id: int


def receipt_buttons(texts: Texts, *, purchase_id: int) -> InlineKeyboardMarkup:
    """Draw the keyboard under a receipt."""
    return rows(
        [
            button(texts.plain("receipt-card"), Card()),
            button(texts.plain("receipt-wrong"), Wrong(purchase_id=purchase_id)),
        ]
    )


@router.callback_query(Wrong.filter())
async def wrong(_: CallbackQuery, desk: Desk) -> None:
    """Say whom to ask; the receipt itself stays as it is."""
    view = await desk.db.read(shop.shop)
    if view.contact:
        await desk.chat.say(desk.texts("receipt-contact", contact=view.contact))
    else:
        await desk.chat.say(desk.texts("receipt-ask-staff"))
