"""Points for a friend: how many, to whom, the figures, and then the giver's own yes (C12)."""

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Contact, InlineKeyboardMarkup, Message

from handlers.desk import Desk
from handlers.errors import TOAST_IS_ENOUGH
from handlers.filters import Has
from handlers.member.card import show_card
from handlers.member.menu import Card, Give
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from services import transfer_links, transfers
from services.domain.cards import find_card, printed
from services.domain.errors import Refusal
from services.domain.typed import whole_number
from services.facts import Points
from services.phones import contact_phone
from services.transfers import Asked, Giving, Missed

router = Router(name="member.transfers")

DIGITS_MAX = 9


class Gift(StatesGroup):
    points = State()
    taker = State()  # data: points


class Amount(CallbackData, prefix="m-much"):
    """So many; next: to whom."""

    points: int


class ByLink(CallbackData, prefix="m-bylink"):
    """To whoever opens a link."""

    points: int


class Confirm(CallbackData, prefix="m-give"):
    """Yes, give it. The gift itself is the operation: a second tap repeats its answer."""

    gift_id: int


class MakeLink(CallbackData, prefix="m-link"):
    """Make the link, or show it once more."""

    gift_id: int


class Withdraw(CallbackData, prefix="m-unlink"):
    gift_id: int


@dataclass(kw_only=True, unsafe_hash=True)
class PointsExpected(Refusal):
    """A whole number of points was asked for, and something else was typed."""


@dataclass(kw_only=True, unsafe_hash=True)
class CardNumberExpected(Refusal):
    """The friend's card number or contact was asked for, and something else came."""


def amount_of(text: str) -> int:
    """Read a typed number of points; raise PointsExpected."""
    points = whole_number(text, DIGITS_MAX)
    if not points:
        raise PointsExpected
    return points


def amounts_screen(texts: Texts, view: Giving) -> Screen:
    """How much may be given now; links that wait can be shown again or taken back."""
    lines = [texts("transfer-title", balance=Points(view.balance))]
    if view.most:
        lines.append(texts("transfer-how-many", least=Points(view.least), most=Points(view.most)))
    else:
        lines.append(texts(_why_nothing(view), least=Points(view.least)))
    lines += [
        texts("transfer-waiting", points=Points(link.points), until=link.expires_at)
        for link in view.links
    ]
    choices = [
        button(texts.plain("transfer-choice", points=Points(points)), Amount(points=points))
        for points in view.choices
    ]
    links = [
        [
            button(
                texts.plain("transfer-link-again", points=Points(link.points)),
                MakeLink(gift_id=link.transfer_id),
            ),
            button(texts.plain("transfer-link-withdraw"), Withdraw(gift_id=link.transfer_id)),
        ]
        for link in view.links
    ]
    return Screen(
        text="\n".join(lines),
        keep_photo=True,
        keyboard=rows(choices[:2], choices[2:], *links, [back(texts, Card())]),
    )


def _why_nothing(view: Giving) -> str:
    short = view.balance < view.least
    return "transfer-nothing-balance" if short else "transfer-nothing-limit"


def taker_screen(texts: Texts, points: int) -> Screen:
    link = button(texts.plain("transfer-by-link"), ByLink(points=points))
    return Screen(
        text=texts("transfer-to-whom", points=Points(points)),
        keep_photo=True,
        keyboard=rows([link], [back(texts, Give())]),
    )


def figures(texts: Texts, asked: Asked) -> list[str]:
    """Say what is left, until when the points live, and that there is no way back."""
    end = (
        texts("transfer-ends-never")
        if asked.first_end is None
        else texts("transfer-ends", on=asked.first_end)
    )
    return [texts("transfer-left", left=Points(asked.left)), end]


def confirm_screen(texts: Texts, asked: Asked) -> Screen:
    """Everything the giver has to know, and the yes."""
    points = Points(asked.points)
    if asked.name is None:
        lines = [texts("transfer-ask-link", points=points), *figures(texts, asked)]
        lines.append(texts("transfer-no-undo-link"))
        label, data = texts.plain("transfer-make-link"), MakeLink(gift_id=asked.transfer_id)
        return _asking(texts, lines, button(label, data, style="success"))
    number = printed(asked.card_number or "")
    lines = [texts("transfer-ask", points=points, name=asked.name, number=number)]
    lines += [*figures(texts, asked), texts("transfer-no-undo")]
    label, yes = texts.plain("transfer-yes", points=points), Confirm(gift_id=asked.transfer_id)
    return _asking(texts, lines, button(label, yes, style="success"))


def _asking(texts: Texts, lines: list[str], yes: Button) -> Screen:
    return Screen(
        text="\n".join(lines), keep_photo=True, keyboard=rows([yes], [back(texts, Give())])
    )


def link_buttons(texts: Texts, address: str, points: int) -> InlineKeyboardMarkup:
    """Draw what passes a link on: Telegram's own choice of a chat, and a copy."""
    words = texts.plain("transfer-share-words", points=Points(points))
    share = f"https://t.me/share/url?url={quote(address, safe='')}&text={quote(words, safe='')}"
    return rows(
        [
            button(texts.plain("transfer-share"), url=share),
            button(texts.plain("transfer-copy"), copy=address),
        ]
    )


async def show_amounts(desk: Desk) -> None:
    """Ask how many; whoever may not give reads why and sees the card again."""
    try:
        view = await desk.db.read(transfers.giving, desk.member_id, now=desk.now)
    except Refusal as why:
        await gone(desk, why)
        return
    if view.most:
        await desk.state.set_state(Gift.points)
    else:
        await desk.state.clear()
    await desk.chat.show(amounts_screen(desk.texts, view))


async def gone(desk: Desk, why: Refusal) -> None:
    """Say the no and draw the card as it is now."""
    await desk.state.clear()
    shown = desk.texts.refusal_plain(why)
    if desk.chat.answered:
        await desk.chat.say(desk.texts.refusal(why))
    await desk.chat.toast(shown, alert=len(shown) > TOAST_IS_ENOUGH)
    await show_card(desk)


async def ask_taker(desk: Desk, points: int) -> None:
    await desk.state.set_state(Gift.taker)
    await desk.state.set_data({"points": points})
    await desk.chat.show(taker_screen(desk.texts, points))


async def found(desk: Desk, answer: Asked | Missed, points: int) -> None:
    """Show the figures, or say that nobody here has such a card."""
    if isinstance(answer, Missed):
        link = button(desk.texts.plain("transfer-by-link"), ByLink(points=points))
        text = desk.texts("transfer-unknown", left=answer.tries_left)
        await desk.chat.show(Screen(text=text, keyboard=rows([link], [back(desk.texts, Give())])))
        return
    await desk.state.clear()
    await desk.chat.show(confirm_screen(desk.texts, answer))


@router.callback_query(Give.filter())
async def open_giving(_: CallbackQuery, desk: Desk) -> None:
    await show_amounts(desk)


@router.callback_query(Amount.filter())
async def choose_amount(_: CallbackQuery, callback_data: Amount, desk: Desk) -> None:
    await ask_taker(desk, callback_data.points)


@router.message(StateFilter(Gift.points), Has("text"))
async def type_amount(message: Message, desk: Desk) -> None:
    await ask_taker(desk, amount_of(message.text or ""))


@router.message(StateFilter(Gift.taker), Has("text"))
async def type_card(message: Message, desk: Desk) -> None:
    cards = find_card(message.text or "", desk.bot_info.username)
    if not cards:
        raise CardNumberExpected
    points = int((await desk.state.get_data())["points"])
    answer = await desk.db.write(transfers.ask, desk.member_id, points, cards=cards, now=desk.now)
    await found(desk, answer, points)


@router.message(StateFilter(Gift.taker), Has("contact"))
async def share_contact(message: Message, desk: Desk) -> None:
    """A friend out of the phone's own book: whoever has a card here is found."""
    contact = message.contact
    if contact is None:
        raise CardNumberExpected
    points = int((await desk.state.get_data())["points"])
    answer = await desk.db.write(
        transfers.ask,
        desk.member_id,
        points,
        phone_e164=phone_of(contact),
        telegram_id=contact.user_id,
        now=desk.now,
    )
    await found(desk, answer, points)


def phone_of(contact: Contact) -> str | None:
    """Return the phone if it is written as an international one; Telegram's id may do as well."""
    with suppress(Refusal):
        return contact_phone(contact.phone_number).e164
    return None


@router.callback_query(ByLink.filter())
async def ask_link(_: CallbackQuery, callback_data: ByLink, desk: Desk) -> None:
    asked = await desk.db.write(
        transfer_links.ask_link, desk.member_id, callback_data.points, now=desk.now
    )
    await desk.state.clear()
    await desk.chat.show(confirm_screen(desk.texts, asked))


@router.callback_query(Confirm.filter())
async def confirm(_: CallbackQuery, callback_data: Confirm, desk: Desk) -> None:
    """Give the points; both receipts come as messages of their own."""
    try:
        sent = await desk.db.write(
            transfers.confirm, callback_data.gift_id, desk.member_id, now=desk.now
        )
    except Refusal as why:
        await gone(desk, why)
        return
    await desk.chat.toast(desk.texts.plain("transfer-done", points=Points(sent.points)))
    await show_card(desk)


@router.callback_query(MakeLink.filter())
async def make_link(_: CallbackQuery, callback_data: MakeLink, desk: Desk) -> None:
    """Send the link as a message of its own, ready to be passed on."""
    try:
        link = await desk.db.write(
            transfer_links.make, callback_data.gift_id, desk.member_id, now=desk.now
        )
    except Refusal as why:
        await gone(desk, why)
        return
    address = f"https://t.me/{desk.bot_info.username}?start={link.payload}"
    text = desk.texts("transfer-link", points=Points(link.points), until=link.expires_at)
    await desk.chat.say(text, link_buttons(desk.texts, address, link.points))
    await show_amounts(desk)


@router.callback_query(Withdraw.filter())
async def withdraw(_: CallbackQuery, callback_data: Withdraw, desk: Desk) -> None:
    try:
        await desk.db.write(
            transfer_links.withdraw, callback_data.gift_id, desk.member_id, now=desk.now
        )
    except Refusal as why:
        await gone(desk, why)
        return
    await desk.chat.toast(desk.texts.plain("transfer-withdrawn"))
    await show_amounts(desk)
