"""The member's own tap decides about spending; nobody else's does (C11)."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup

from handlers.desk import Desk
from handlers.texts import Texts
from handlers.ui import button, rows
from services import redemptions
from services.facts import Money, Points

router = Router(name="member.redemption")


class Confirm(CallbackData, prefix="m-yes"):
    request_id: int


class Decline(CallbackData, prefix="m-no"):
    request_id: int


class NotMe(CallbackData, prefix="m-notme"):
    """I am not at the till: somebody else shows my card."""

    request_id: int


def spend_buttons(texts: Texts, *, request_id: int) -> InlineKeyboardMarkup:
    """Draw the keyboard under the request."""
    return rows(
        [
            button(texts.plain("spend-yes"), Confirm(request_id=request_id), style="success"),
            button(texts.plain("spend-no"), Decline(request_id=request_id)),
        ],
        [button(texts.plain("spend-not-me"), NotMe(request_id=request_id))],
    )


@router.callback_query(Confirm.filter())
async def confirm(_: CallbackQuery, callback_data: Confirm, desk: Desk) -> None:
    done = await desk.db.write(
        redemptions.confirm,
        callback_data.request_id,
        desk.member_id,
        key=f"confirm:{callback_data.request_id}",
        now=desk.now,
    )
    recorded = done.recorded
    text = desk.texts(
        "spend-done",
        points=Points(recorded.applied),
        to_pay=Money(recorded.to_pay_minor),
        balance=Points(recorded.balance),
    )
    await desk.chat.edit(text, None)


@router.callback_query(Decline.filter())
async def decline(_: CallbackQuery, callback_data: Decline, desk: Desk) -> None:
    await desk.db.write(
        redemptions.decline, callback_data.request_id, desk.member_id, now=desk.now
    )
    await desk.chat.edit(desk.texts("spend-kept"), None)


@router.callback_query(NotMe.filter())
async def not_me(_: CallbackQuery, callback_data: NotMe, desk: Desk) -> None:
    """Stop the request, keep this cashier away from the card today, tell the owner."""
    await desk.db.write(redemptions.not_me, callback_data.request_id, desk.member_id, now=desk.now)
    await desk.chat.edit(desk.texts("spend-stopped"), None)
