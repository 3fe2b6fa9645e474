"""Points from a friend: the link that brings them, and the tap that takes them (C12)."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from handlers.desk import Desk
from handlers.filters import Start
from handlers.member.card import show_card
from handlers.member.menu import Card
from handlers.member.transfers import gone
from handlers.texts import Texts
from handlers.ui import Screen, back, button, rows
from services import transfer_links
from services.domain.errors import Refusal
from services.facts import Fact, Points
from services.transfer_links import Found

link_router = Router(name="member.received_link")
router = Router(name="member.received")


class Take(CallbackData, prefix="m-take"):
    """Take the gift; `right` is the link's, or empty on the card it was kept for."""

    gift_id: int
    right: str = ""


def found_screen(texts: Texts, found: Found) -> Screen:
    """From whom and how many; a new card reads when it may take them."""
    facts: dict[str, Fact] = {"name": found.name, "points": Points(found.points)}
    if found.ready_at is not None:
        text = texts("transfer-found-later", **facts, at=found.ready_at)
        return Screen(text=text, keyboard=rows([back(texts, Card())]))
    take = Take(gift_id=found.transfer_id, right=found.payload)
    return Screen(
        text=texts("transfer-found", **facts, until=found.expires_at),
        keyboard=rows(
            [button(texts.plain("transfer-take"), take, style="success")], [back(texts, Card())]
        ),
    )


def ready_buttons(texts: Texts, *, transfer_id: int) -> InlineKeyboardMarkup:
    """Draw the keyboard under "your gift waits"."""
    take = Take(gift_id=transfer_id)
    return rows([button(texts.plain("transfer-take"), take, style="success")])


def card_buttons(texts: Texts) -> InlineKeyboardMarkup:
    """Draw the keyboard under a message whose only way on is the card."""
    return rows([button(texts.plain("receipt-card"), Card())])


@link_router.message(Start(transfer_links.PREFIX))
async def open_gift(_: Message, payload: str, desk: Desk) -> None:
    """A member opens a friend's link; strangers join first, and are shown it then."""
    if not transfer_links.is_payload(payload):
        raise SkipHandler
    try:
        found = await desk.db.write(transfer_links.find, payload, desk.member_id, now=desk.now)
    except Refusal as why:
        await gone(desk, why)
        return
    await desk.chat.show(found_screen(desk.texts, found))


async def show_waiting(desk: Desk) -> None:
    """Tell a new member of the gift whose link brought him here."""
    found = await desk.db.write(transfer_links.find_waiting, desk.member_id, now=desk.now)
    if found is not None:
        screen = found_screen(desk.texts, found)
        await desk.chat.say(screen.text, screen.keyboard)


@router.callback_query(Take.filter())
async def take(_: CallbackQuery, callback_data: Take, desk: Desk) -> None:
    try:
        taken = await desk.db.write(
            transfer_links.take,
            callback_data.gift_id,
            desk.member_id,
            payload=callback_data.right,
            now=desk.now,
        )
    except Refusal as why:
        await gone(desk, why)
        return
    await desk.chat.toast(desk.texts.plain("transfer-taken", points=Points(taken.points)))
    await show_card(desk)
