"""What a cashier may do without asking the owner: caps with their values on buttons."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.desk import Desk
from handlers.filters import Has, RoleIs
from handlers.owner.menu import Limits as Open
from handlers.owner.menu import Shop
from handlers.texts import Texts
from handlers.ui import Screen, back, button, rows
from services import limits
from services.actors import Role
from services.domain.typed import whole_number
from services.facts import Fact, Key, Points
from services.limits import Limit, Limits

router = Router(name="owner.limits")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))

DIGITS_MAX = 9


class Typing(StatesGroup):
    most = State()


class Choose(CallbackData, prefix="o-cap"):
    """Show values for this cap, and take a typed one."""

    limit: Limit


class Cap(CallbackData, prefix="o-caps"):
    """Set the cap; 0 lifts it."""

    limit: Limit
    most: int


def line(limit: Limit, most: int | None) -> Key:
    """Return "Bills of one card a day: 10"."""
    return Key(f"limits-{limit}", {"most": shown(limit, most)})


def shown(limit: Limit, most: int | None) -> Fact:
    if most is None:
        return Key("limits-none")
    return Points(most) if limit is Limit.CARD_DAY_POINTS else most


def limits_screen(texts: Texts, view: Limits) -> Screen:
    """Every cap with its value on a button."""
    lines = [
        [button(texts.plain("limits-line", line=line(limit, most)), Choose(limit=limit))]
        for limit, most in view.most.items()
    ]
    return Screen(text=texts("limits-title"), keyboard=rows(*lines, [back(texts, Shop())]))


def choose_screen(texts: Texts, view: Limits, limit: Limit) -> Screen:
    values = [
        button(texts.plain("limits-value", most=shown(limit, most)), Cap(limit=limit, most=most))
        for most in view.choices(limit)
    ]
    none = button(texts.plain("limits-none"), Cap(limit=limit, most=0))
    return Screen(
        text=texts("limits-choose", line=line(limit, view.most[limit])),
        keyboard=rows(values[:2], values[2:], [none], [back(texts, Open())]),
    )


async def show_limits(desk: Desk) -> None:
    await desk.state.clear()
    view = await desk.db.read(limits.limits)
    await desk.chat.show(limits_screen(desk.texts, view))


async def save(desk: Desk, limit: Limit, most: int | None) -> None:
    await desk.db.write(limits.set_limit, limit, most, actor=desk.actor, now=desk.now)
    await show_limits(desk)


@router.callback_query(Open.filter())
async def open_limits(_: CallbackQuery, desk: Desk) -> None:
    await show_limits(desk)


@router.callback_query(Choose.filter())
async def choose(_: CallbackQuery, callback_data: Choose, desk: Desk) -> None:
    await desk.state.set_state(Typing.most)
    await desk.state.set_data({"limit": str(callback_data.limit)})
    view = await desk.db.read(limits.limits)
    await desk.chat.show(choose_screen(desk.texts, view, callback_data.limit))


@router.callback_query(Cap.filter())
async def tapped(_: CallbackQuery, callback_data: Cap, desk: Desk) -> None:
    most = callback_data.most
    if 0 <= most < 10**DIGITS_MAX:
        await save(desk, callback_data.limit, most or None)
    else:
        await show_limits(desk)


@router.message(StateFilter(Typing.most), Has("text"))
async def typed(message: Message, desk: Desk) -> None:
    limit = Limit((await desk.state.get_data())["limit"])
    most = whole_number(message.text or "", DIGITS_MAX)
    if not most:
        keyboard = rows([back(desk.texts, Open())])
        await desk.chat.show(Screen(text=desk.texts("limits-wrong"), keyboard=keyboard))
        return
    await save(desk, limit, most)
