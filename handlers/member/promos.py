"""A promo code: typed in the chat, or brought by a link (C4)."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.desk import Desk
from handlers.filters import Has, Start
from handlers.member.card import show_card
from handlers.member.menu import Offers, Promo
from handlers.member.offers import show_coupon
from handlers.texts import Texts
from handlers.ui import Screen, back, rows
from services import promos
from services.facts import Localized, Points
from services.promos import PromoAnswer

link_router = Router(name="member.promos_link")
router = Router(name="member.promos")


class Typing(StatesGroup):
    code = State()


def answer_text(texts: Texts, answer: PromoAnswer) -> str:
    """Say what the code gave; nothing tells a wrong code from one that is over."""
    if answer.tries_left is not None:
        return texts("promo-unknown", left=answer.tries_left)
    if answer.coupon is not None:
        return texts("promo-coupon", title=texts.name(Localized(answer.coupon.title)))
    return texts("promo-points", points=Points(answer.points), balance=Points(answer.balance))


async def use(desk: Desk, code: str) -> None:
    """Use the code, say what it gave, and show it: the coupon, or the card with the points."""
    answer = await desk.db.write(
        promos.redeem, desk.member_id, code, key=f"promo:{desk.op_key}", now=desk.now
    )
    if answer.tries_left is not None:
        keyboard = rows([back(desk.texts, Offers())])
        await desk.chat.show(Screen(text=answer_text(desk.texts, answer), keyboard=keyboard))
        return
    await desk.state.clear()
    await desk.chat.say(answer_text(desk.texts, answer))
    if answer.coupon is not None:
        await show_coupon(desk, answer.coupon)
    else:
        await show_card(desk)


async def use_waiting(desk: Desk) -> None:
    """Use the code whose link brought a new member here."""
    code = await desk.db.read(promos.waiting, desk.member_id)
    if code:
        await use(desk, code)


@router.callback_query(Promo.filter())
async def ask(_: CallbackQuery, desk: Desk) -> None:
    await desk.state.set_state(Typing.code)
    keyboard = rows([back(desk.texts, Offers())])
    await desk.chat.show(Screen(text=desk.texts("promo-ask"), keep_photo=True, keyboard=keyboard))


@router.message(StateFilter(Typing.code), Has("text"))
async def typed(message: Message, desk: Desk) -> None:
    await use(desk, message.text or "")


@link_router.message(Start(promos.PREFIX))
async def opened(_: Message, payload: str, desk: Desk) -> None:
    """A member opens the link of a code; strangers join first."""
    code = promos.code_of(payload)
    if not code or promos.payload_of(code) != payload:
        raise SkipHandler
    await use(desk, code)
