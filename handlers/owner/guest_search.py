"""Finding a guest by card, phone or name; the owner's and the managers' way to a card (O7)."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.desk import Desk
from handlers.filters import Has, RoleIs
from handlers.offers import short
from handlers.owner.guest_card import show_guest
from handlers.owner.menu import FindGuest, Guest, Guests, Home
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from services import guest_search, shop
from services.actors import CHIEFS, Role
from services.guest_search import FoundGuest

router = Router(name="owner.guest_search")
router.callback_query.filter(RoleIs(*CHIEFS))
router.message.filter(RoleIs(*CHIEFS))

NAME_LETTERS = 24


class Finding(StatesGroup):
    guest = State()


def way_back(desk: Desk) -> Button:
    """Return to the guests, which are the owner's alone; a manager goes home."""
    return back(desk.texts, Guests() if desk.who.role is Role.OWNER else Home())


def found_line(texts: Texts, guest: FoundGuest) -> str:
    """Return "Анна Кузнецова · •• 45 67"."""
    name = short(guest.name, NAME_LETTERS) or texts.plain("guestcard-nameless")
    return texts.plain("guest-choice", name=name, phone=guest.masked_phone or "")


@router.callback_query(FindGuest.filter())
async def ask(_: CallbackQuery, desk: Desk) -> None:
    await desk.state.set_state(Finding.guest)
    await desk.state.set_data({})
    text = desk.texts("guestcard-find")
    await desk.chat.show(Screen(text=text, keyboard=rows([way_back(desk)])))


@router.message(StateFilter(Finding.guest), Has("text"))
async def typed(message: Message, desk: Desk) -> None:
    """One guest is shown at once; of several one is chosen."""
    region = (await desk.db.read(shop.shop)).default_region
    found = await desk.db.report(guest_search.find, message.text or "", region)
    guests = await desk.db.write(guest_search.show, found, actor=desk.actor, now=desk.now)
    if len(guests) == 1:
        await show_guest(desk, guests[0].member_id)
        return
    lines = [
        [button(found_line(desk.texts, one), Guest(member_id=one.member_id))] for one in guests
    ]
    text = desk.texts("guestcard-many" if found.more else "guestcard-found")
    await desk.chat.show(Screen(text=text, keyboard=rows(*lines, [way_back(desk)])))
