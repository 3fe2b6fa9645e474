"""A bill above the limit waits for one tap of the owner."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup

from handlers.desk import Desk
from handlers.texts import Texts
from handlers.ui import button, rows
from services import approvals
from services.facts import Money, Points

router = Router(name="owner.approvals")


class Decide(CallbackData, prefix="o-appr"):
    approval_id: int
    yes: bool


def approval_buttons(texts: Texts, *, approval_id: int) -> InlineKeyboardMarkup:
    """Draw the keyboard under "a big bill waits"."""
    yes = Decide(approval_id=approval_id, yes=True)
    no = Decide(approval_id=approval_id, yes=False)
    return rows(
        [
            button(texts.plain("approval-yes"), yes, style="success"),
            button(texts.plain("approval-no"), no, style="danger"),
        ]
    )


@router.callback_query(Decide.filter())
async def decide(_: CallbackQuery, callback_data: Decide, desk: Desk) -> None:
    """Record the bill or leave it; the cashier is told by a message of its own."""
    key = f"approval:{callback_data.approval_id}"
    if not callback_data.yes:
        await desk.db.write(
            approvals.reject, callback_data.approval_id, actor=desk.actor, key=key, now=desk.now
        )
        await desk.chat.edit(desk.texts("approval-rejected"), None)
        return
    recorded = await desk.db.write(
        approvals.approve, callback_data.approval_id, actor=desk.actor, key=key, now=desk.now
    )
    text = desk.texts(
        "approval-done",
        name=recorded.name,
        amount=Money(recorded.amount_minor),
        earned=Points(recorded.earned),
    )
    await desk.chat.edit(text, None)
