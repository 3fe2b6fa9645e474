"""What a message brings and when it goes out: presets, or a typed number (O6)."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery
from aiogram.types import Message as Typed

from handlers.desk import Desk
from handlers.filters import Has, RoleIs
from handlers.owner.menu import Message
from handlers.owner.messages import Days, Gift, name_of, show_trigger, tail_of
from handlers.owner.rule_words import NumberExpected
from handlers.texts import Texts
from handlers.ui import Screen, back, button, rows
from services import triggers
from services.actors import Role
from services.domain.kinds import Occasion
from services.facts import Points
from services.program import sized
from services.triggers import TriggerView

router = Router(name="owner.message_values")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))

GIFTS = (0, 50, 100, 200, 300, 500)
IN_A_ROW = 3
DAYS: dict[Occasion, tuple[tuple[int, ...], ...]] = {
    Occasion.BIRTHDAY: ((0,), (1,), (3,), (7,)),
    Occasion.DORMANCY: ((21,), (30,), (45,), (60,), (90,)),
    Occasion.EXPIRY: ((1,), (3,), (7, 1), (14, 3)),
}
NUMBER_DIGITS = 6
NUMBERS_MAX = 3


class Values(StatesGroup):
    gift = State()  # data: trigger, based_on
    days = State()  # data: trigger, based_on


class SetGift(CallbackData, prefix="o-msg"):
    trigger: Occasion
    points: int
    based_on: int


class SetDays(CallbackData, prefix="o-msd"):
    """These days, joined by commas."""

    trigger: Occasion
    days: str
    based_on: int


def numbers(text: str) -> tuple[int, ...]:
    """Read one number or several: "7", "7 1", "7, 1"; raise NumberExpected."""
    words = text.replace(",", " ").split()
    fits = 0 < len(words) <= NUMBERS_MAX and all(
        word.isascii() and word.isdigit() and len(word) <= NUMBER_DIGITS for word in words
    )
    if not fits:
        raise NumberExpected
    return tuple(map(int, words))


def gift_screen(texts: Texts, view: TriggerView, currency: str) -> Screen:
    presets = sorted({sized(points, currency) for points in GIFTS})
    choices = [
        button(
            texts.plain("trigger-gift-choice", points=Points(points)),
            SetGift(trigger=view.trigger, points=points, based_on=view.version_id),
        )
        for points in presets
    ]
    return Screen(
        text=texts("trigger-gift-ask", name=name_of(texts, view.trigger)),
        keyboard=rows(
            choices[:IN_A_ROW], choices[IN_A_ROW:], [back(texts, Message(trigger=view.trigger))]
        ),
    )


def days_screen(texts: Texts, view: TriggerView) -> Screen:
    choices = [
        button(
            texts.plain("trigger-days-choice", days=", ".join(map(str, days))),
            SetDays(
                trigger=view.trigger,
                days=",".join(map(str, days)),
                based_on=view.version_id,
            ),
        )
        for days in DAYS.get(view.trigger, ())
    ]
    return Screen(
        text=texts(f"trigger-days-ask-{tail_of(view.trigger)}"),
        keyboard=rows(choices, [back(texts, Message(trigger=view.trigger))]),
    )


async def save_gift(desk: Desk, trigger: Occasion, points: int, based_on: int) -> None:
    await desk.db.write(
        triggers.set_gift,
        trigger,
        points,
        based_on=based_on,
        actor=desk.actor,
        key=f"gift:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("trigger-saved"))
    await show_trigger(desk, trigger)


async def save_days(desk: Desk, trigger: Occasion, days: tuple[int, ...], based_on: int) -> None:
    """Save the days; of a birthday only those before are chosen here, those after stay."""
    if trigger is Occasion.BIRTHDAY and len(days) == 1:
        view = await desk.db.read(triggers.trigger, trigger, now=desk.now)
        days = (days[0], *view.days[1:])
    await desk.db.write(
        triggers.set_days,
        trigger,
        days,
        based_on=based_on,
        actor=desk.actor,
        key=f"days:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("trigger-saved"))
    await show_trigger(desk, trigger)


@router.callback_query(Gift.filter())
async def ask_gift(_: CallbackQuery, callback_data: Gift, desk: Desk) -> None:
    view = await desk.db.read(triggers.trigger, callback_data.trigger, now=desk.now)
    await desk.state.set_state(Values.gift)
    await desk.state.set_data({"trigger": view.trigger, "based_on": view.version_id})
    await desk.chat.show(gift_screen(desk.texts, view, desk.who.currency))


@router.callback_query(SetGift.filter())
async def choose_gift(_: CallbackQuery, callback_data: SetGift, desk: Desk) -> None:
    data = callback_data
    await save_gift(desk, data.trigger, data.points, data.based_on)


@router.message(StateFilter(Values.gift), Has("text"))
async def type_gift(message: Typed, desk: Desk) -> None:
    data = await desk.state.get_data()
    (points, *_) = numbers(message.text or "")
    await save_gift(desk, Occasion(data["trigger"]), points, data["based_on"])


@router.callback_query(Days.filter())
async def ask_days(_: CallbackQuery, callback_data: Days, desk: Desk) -> None:
    view = await desk.db.read(triggers.trigger, callback_data.trigger, now=desk.now)
    if not view.days:
        await show_trigger(desk, view.trigger)
        return
    await desk.state.set_state(Values.days)
    await desk.state.set_data({"trigger": view.trigger, "based_on": view.version_id})
    await desk.chat.show(days_screen(desk.texts, view))


@router.callback_query(SetDays.filter())
async def choose_days(_: CallbackQuery, callback_data: SetDays, desk: Desk) -> None:
    data = callback_data
    await save_days(desk, data.trigger, numbers(data.days), data.based_on)


@router.message(StateFilter(Values.days), Has("text"))
async def type_days(message: Typed, desk: Desk) -> None:
    data = await desk.state.get_data()
    days = numbers(message.text or "")
    await save_days(desk, Occasion(data["trigger"]), days, data["based_on"])
