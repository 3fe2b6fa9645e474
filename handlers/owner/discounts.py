"""What comes off a bill: the tiers' percents, those of rules, and the birthday's (O3, O4)."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.desk import Desk
from handlers.filters import Has, RoleIs
from handlers.offers import short
from handlers.owner.menu import Discounts, Program
from handlers.owner.rule_words import typed_value
from handlers.texts import Texts
from handlers.ui import Screen, back, button, rows
from services import discount_changes
from services.actors import Role
from services.discount_changes import DiscountPreview, DiscountsView, DiscountView, Source
from services.facts import Localized, Money, Percent

router = Router(name="owner.discounts")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))

PRESETS = ("0", "3", "5", "10", "15", "20")
IN_A_ROW = 3


class Typing(StatesGroup):
    percent = State()  # data: ref


class Choose(CallbackData, prefix="o-disc"):
    """Show values for this discount, and take a typed one."""

    ref: str


class See(CallbackData, prefix="o-discv"):
    """See the effect of this value."""

    ref: str
    value: str


class Save(CallbackData, prefix="o-discs"):
    ref: str
    value: str
    based_on: int


def called(texts: Texts, one: DiscountView) -> str:
    """Return what takes money off: the tier, the rule, the birthday; plain text."""
    if one.source is Source.BIRTHDAY:
        return texts.plain("discounts-birthday")
    return short(texts.name(Localized(one.title)))


def percent_words(texts: Texts, percent: str) -> str:
    if percent == "0":
        return texts.plain("program-none")
    return texts.plain("program-percent", percent=Percent(percent))


def list_screen(texts: Texts, view: DiscountsView) -> Screen:
    """Each button says whose discount it is, and how much."""
    lines = [
        [
            button(
                texts.plain(
                    "discounts-line",
                    name=called(texts, one),
                    value=percent_words(texts, one.percent),
                ),
                Choose(ref=one.ref),
            )
        ]
        for one in view.discounts
    ]
    return Screen(text=texts("discounts-title"), keyboard=rows(*lines, [back(texts, Program())]))


def values_screen(texts: Texts, one: DiscountView) -> Screen:
    values = [
        button(percent_words(texts, value), See(ref=one.ref, value=value)) for value in PRESETS
    ]
    return Screen(
        text=texts("discounts-ask", name=called(texts, one)),
        keyboard=rows(values[:IN_A_ROW], values[IN_A_ROW:], [back(texts, Discounts())]),
    )


def effect_screen(texts: Texts, preview: DiscountPreview) -> Screen:
    """What becomes of a bill, before it is saved."""
    one = preview.discount
    save = Save(ref=one.ref, value=preview.after, based_on=preview.version_id)
    text = "\n".join(
        [
            texts(
                "program-was-becomes",
                before=percent_words(texts, one.percent),
                after=percent_words(texts, preview.after),
            ),
            texts(
                "discounts-effect",
                amount=Money(preview.example_minor),
                before=Money(preview.before_minor),
                after=Money(preview.after_minor),
            ),
            texts("program-from-now"),
        ]
    )
    return Screen(
        text=text,
        keyboard=rows(
            [
                button(texts.plain("program-save"), save, style="success"),
                button(texts.plain("program-cancel"), Discounts()),
            ]
        ),
    )


async def show_list(desk: Desk) -> None:
    await desk.state.clear()
    view = await desk.db.read(discount_changes.discounts, now=desk.now)
    await desk.chat.show(list_screen(desk.texts, view))


async def show_effect(desk: Desk, ref: str, value: str) -> None:
    preview = await desk.db.read(discount_changes.preview, ref, value, now=desk.now)
    await desk.chat.show(effect_screen(desk.texts, preview))


@router.callback_query(Discounts.filter())
async def open_list(_: CallbackQuery, desk: Desk) -> None:
    await show_list(desk)


@router.callback_query(Choose.filter())
async def choose(_: CallbackQuery, callback_data: Choose, desk: Desk) -> None:
    view = await desk.db.read(discount_changes.discounts, now=desk.now)
    one = next((one for one in view.discounts if one.ref == callback_data.ref), None)
    if one is None:
        raise discount_changes.UnknownDiscount
    await desk.state.set_state(Typing.percent)
    await desk.state.set_data({"ref": one.ref})
    await desk.chat.show(values_screen(desk.texts, one))


@router.callback_query(See.filter())
async def see(_: CallbackQuery, callback_data: See, desk: Desk) -> None:
    await show_effect(desk, callback_data.ref, callback_data.value)


@router.message(StateFilter(Typing.percent), Has("text"))
async def typed(message: Message, desk: Desk) -> None:
    ref = (await desk.state.get_data())["ref"]
    await show_effect(desk, ref, typed_value(message.text or ""))


@router.callback_query(Save.filter())
async def save(_: CallbackQuery, callback_data: Save, desk: Desk) -> None:
    await desk.db.write(
        discount_changes.change,
        callback_data.ref,
        callback_data.value,
        based_on=callback_data.based_on,
        actor=desk.actor,
        key=f"discount:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("program-saved"))
    await show_list(desk)
