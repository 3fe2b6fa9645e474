"""Undo at the till: two taps, and the guest is told (K7)."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.cashier.purchase import Undo, undo_keys
from handlers.desk import Desk, one_time
from handlers.texts import Texts
from handlers.ui import Screen, button, rows
from services import purchases
from services.facts import Money, Points

router = Router(name="cashier.undo")


class Undone(CallbackData, prefix="k-undone"):
    """Yes, take the bill back."""

    purchase_id: int
    op: str


class Keep(CallbackData, prefix="k-keep"):
    """No, leave the bill as it is."""

    purchase_id: int


def ask_screen(texts: Texts, bill: purchases.PurchaseView) -> Screen:
    yes = Undone(purchase_id=bill.purchase_id, op=one_time())
    text = texts(
        "undo-ask" if bill.with_points else "undo-ask-plain",
        amount=Money(bill.amount_minor),
        name=bill.name,
        earned=Points(bill.earned),
        spent=bill.applied,
    )
    return Screen(
        text=text,
        keyboard=rows(
            [
                button(texts.plain("undo-yes"), yes, style="danger"),
                button(texts.plain("undo-no"), Keep(purchase_id=bill.purchase_id)),
            ]
        ),
    )


@router.callback_query(Undo.filter())
async def ask(_: CallbackQuery, callback_data: Undo, desk: Desk) -> None:
    number = callback_data.purchase_id
    bill = await desk.db.read(purchases.purchase, number, reader=desk.actor)
    screen = ask_screen(desk.texts, bill)
    await desk.chat.edit(screen.text, screen.keyboard)


@router.callback_query(Undone.filter())
async def undo(_: CallbackQuery, callback_data: Undone, desk: Desk) -> None:
    undone = await desk.db.write(
        purchases.undo,
        callback_data.purchase_id,
        actor=desk.actor,
        key=f"undo:{callback_data.op}",
        now=desk.now,
    )
    text = desk.texts(
        "undo-done",
        name=undone.name,
        amount=Money(undone.amount_minor),
        back=Money(undone.to_return_minor),
        restored=undone.restored,
    )
    await desk.chat.edit(text, None)


@router.callback_query(Keep.filter())
async def keep(_: CallbackQuery, callback_data: Keep, desk: Desk) -> None:
    number = callback_data.purchase_id
    bill = await desk.db.read(purchases.purchase, number, reader=desk.actor)
    text = desk.texts(
        "undo-kept" if bill.with_points else "undo-kept-plain",
        name=bill.name,
        amount=Money(bill.amount_minor),
        earned=Points(bill.earned),
    )
    await desk.chat.edit(text, undo_keys(desk.texts, purchase_id=bill.purchase_id))
