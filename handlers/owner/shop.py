"""What `/privacy` and the guests need to know of the shop: contact, legal name; and one limit."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.desk import Desk
from handlers.filters import Has
from handlers.owner.menu import Home, Limits, Shop
from handlers.texts import Texts
from handlers.ui import Screen, back, button, rows
from services import shop
from services.actors import Role
from services.domain.amounts import Amount, read_amount
from services.facts import Money

router = Router(name="owner.shop")


class Typing(StatesGroup):
    contact = State()
    legal = State()
    limit = State()


class Edit(CallbackData, prefix="o-edit"):
    """Type a new value of this line."""

    line: str


STEPS = {"contact": Typing.contact, "legal": Typing.legal, "limit": Typing.limit}


def shop_screen(texts: Texts, view: shop.ShopView, *, owns: bool) -> Screen:
    text = texts(
        "shop-title",
        shop=view.name,
        contact=view.contact or "—",
        legal=view.legal_name or "—",
        limit=Money(view.bill_limit_minor),
    )
    return Screen(
        text=text,
        keyboard=rows(
            [
                button(texts.plain("shop-contact"), Edit(line="contact")),
                button(texts.plain("shop-legal"), Edit(line="legal")),
            ],
            [button(texts.plain("shop-limit"), Edit(line="limit"))],
            [button(texts.plain("limits-open"), Limits())] if owns else [],
            [back(texts, Home())],
        ),
    )


async def show_shop(desk: Desk) -> None:
    await desk.state.clear()
    owns = desk.who.role is Role.OWNER
    await desk.chat.show(shop_screen(desk.texts, await desk.db.read(shop.shop), owns=owns))


@router.callback_query(Shop.filter())
async def open_shop(_: CallbackQuery, desk: Desk) -> None:
    await show_shop(desk)


@router.callback_query(Edit.filter())
async def edit(_: CallbackQuery, callback_data: Edit, desk: Desk) -> None:
    if callback_data.line not in STEPS:
        await show_shop(desk)
        return
    await desk.state.set_state(STEPS[callback_data.line])
    text = desk.texts(f"shop-ask-{callback_data.line}")
    await desk.chat.show(Screen(text=text, keyboard=rows([back(desk.texts, Shop())])))


@router.message(StateFilter(Typing.contact), Has("text"))
async def typed_contact(message: Message, desk: Desk) -> None:
    await desk.db.write(shop.set_contact, message.text or "", actor=desk.actor, now=desk.now)
    await show_shop(desk)


@router.message(StateFilter(Typing.legal), Has("text"))
async def typed_legal(message: Message, desk: Desk) -> None:
    await desk.db.write(shop.set_legal_name, message.text or "", actor=desk.actor, now=desk.now)
    await show_shop(desk)


@router.message(StateFilter(Typing.limit), Has("text"))
async def typed_limit(message: Message, desk: Desk) -> None:
    """Bills above this amount wait for the owner's tap."""
    reading = read_amount(message.text or "", currency=desk.who.currency, digits=desk.who.digits)
    minor = reading.amount_minor if isinstance(reading, Amount) else reading.thousands_minor
    await desk.db.write(shop.set_bill_limit, minor, actor=desk.actor, now=desk.now)
    await show_shop(desk)
