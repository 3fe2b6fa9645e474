"""Gifts between guests: the switch, the limits, and who may give and get (O3)."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.desk import Desk
from handlers.filters import Has, RoleIs
from handlers.owner.menu import Program
from handlers.owner.menu import Transfers as Open
from handlers.owner.rule_words import NumberExpected
from handlers.texts import Texts
from handlers.ui import Screen, back, button, rows
from services import transfer_rules
from services.actors import Role
from services.domain.typed import whole_number
from services.facts import Fact, Key, Points
from services.transfer_rules import Field, TransferView

router = Router(name="owner.transfers")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))

DIGITS_MAX = 9


class Typing(StatesGroup):
    number = State()  # data: field, based_on


class Switch(CallbackData, prefix="o-gifton"):
    on: bool
    based_on: int


class Buyers(CallbackData, prefix="o-giftby"):
    """Whether only those who have bought may give."""

    on: bool
    based_on: int


class Choose(CallbackData, prefix="o-giftf"):
    """Show values for this number, and take a typed one."""

    field: Field


class Number(CallbackData, prefix="o-giftv"):
    """Set it; nothing lifts the limit."""

    field: Field
    number: int | None = None
    based_on: int


def shown(field: Field, value: int | None) -> Fact:
    if value is None:
        return Key("limits-none")
    if field is Field.NEWCOMER_DAYS:
        return Key("transfers-days", {"days": value})
    return Points(value)


def line(texts: Texts, field: Field, value: int | None) -> str:
    """Return "No more a day: 500 points"."""
    return texts.plain(_key(field), value=shown(field, value))


def _key(field: Field) -> str:
    return f"transfers-{field}".replace("_", "-")


def rules_screen(texts: Texts, view: TransferView) -> Screen:
    """The switch first; the numbers matter only where gifts are on."""
    switch = button(
        texts.plain("transfers-on" if view.on else "transfers-off"),
        Switch(on=not view.on, based_on=view.version_id),
        style=None if view.on else "primary",
    )
    if not view.on:
        text = texts("transfers-about-off")
        return Screen(text=text, keyboard=rows([switch], [back(texts, Program())]))
    numbers = [
        [button(line(texts, field, value), Choose(field=field))]
        for field, value in view.values.items()
    ]
    buyers = button(
        texts.plain("transfers-buyers" if view.buyers_only else "transfers-anybody"),
        Buyers(on=not view.buyers_only, based_on=view.version_id),
    )
    return Screen(
        text=texts("transfers-about"),
        keyboard=rows([switch], *numbers, [buyers], [back(texts, Program())]),
    )


def choose_screen(texts: Texts, view: TransferView, field: Field) -> Screen:
    values = [
        button(
            texts.plain("transfers-value", value=shown(field, number)),
            Number(field=field, number=number, based_on=view.version_id),
        )
        for number in view.choices[field]
    ]
    none = button(texts.plain("limits-none"), Number(field=field, based_on=view.version_id))
    return Screen(
        text=texts("transfers-choose", line=line(texts, field, view.values[field])),
        keyboard=rows(
            values[:2], values[2:], [none] if field.may_be_none else [], [back(texts, Open())]
        ),
    )


async def show_rules(desk: Desk) -> None:
    await desk.state.clear()
    view = await desk.db.read(transfer_rules.view, now=desk.now)
    await desk.chat.show(rules_screen(desk.texts, view))


async def save(desk: Desk, field: Field, number: int | None, based_on: int) -> None:
    await desk.db.write(
        transfer_rules.set_value,
        field,
        number,
        based_on=based_on,
        actor=desk.actor,
        key=f"transfers:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("program-saved"))
    await show_rules(desk)


@router.callback_query(Open.filter())
async def open_rules(_: CallbackQuery, desk: Desk) -> None:
    await show_rules(desk)


@router.callback_query(Switch.filter())
async def switch(_: CallbackQuery, callback_data: Switch, desk: Desk) -> None:
    await desk.db.write(
        transfer_rules.switch,
        callback_data.on,
        based_on=callback_data.based_on,
        actor=desk.actor,
        key=f"transfers:{desk.op_key}",
        now=desk.now,
    )
    await show_rules(desk)


@router.callback_query(Buyers.filter())
async def switch_buyers(_: CallbackQuery, callback_data: Buyers, desk: Desk) -> None:
    await desk.db.write(
        transfer_rules.set_buyers_only,
        callback_data.on,
        based_on=callback_data.based_on,
        actor=desk.actor,
        key=f"transfers:{desk.op_key}",
        now=desk.now,
    )
    await show_rules(desk)


@router.callback_query(Choose.filter())
async def choose(_: CallbackQuery, callback_data: Choose, desk: Desk) -> None:
    view = await desk.db.read(transfer_rules.view, now=desk.now)
    await desk.state.set_state(Typing.number)
    await desk.state.set_data({"field": callback_data.field, "based_on": view.version_id})
    await desk.chat.show(choose_screen(desk.texts, view, callback_data.field))


@router.callback_query(Number.filter())
async def choose_number(_: CallbackQuery, callback_data: Number, desk: Desk) -> None:
    data = callback_data
    await save(desk, data.field, data.number, data.based_on)


@router.message(StateFilter(Typing.number), Has("text"))
async def type_number(message: Message, desk: Desk) -> None:
    data = await desk.state.get_data()
    number = whole_number(message.text or "", DIGITS_MAX)
    if number is None:
        raise NumberExpected
    await save(desk, Field(data["field"]), number, data["based_on"])
