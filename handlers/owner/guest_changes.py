"""Points and levels by hand: asked for, shown once more, done, and told to the guest (O7)."""

from typing import Any

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.desk import Desk
from handlers.filters import Has, RoleIs
from handlers.owner.guest_card import called, read_card, show_guest
from handlers.owner.menu import AdjustPoints, GiveLevel, Guest
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from services import guest_cards, levels
from services.actors import CHIEFS
from services.domain.typed import plain, whole_number
from services.facts import Localized, Points
from services.guest_cards import MOST_POINTS, GuestCard, LevelChoice, NoPoints

router = Router(name="owner.guest_changes")
router.callback_query.filter(RoleIs(*CHIEFS))
router.message.filter(RoleIs(*CHIEFS))

PRESETS = (50, 100, 200, -50)
REASONS = ("sorry", "mistake", "present")
DIGITS_MAX = 9


class Adjusting(StatesGroup):
    points = State()  # data: member_id
    reason = State()  # data: member_id, points
    sure = State()  # data: member_id, points, reason


class Amount(CallbackData, prefix="o-adjby"):
    """So many points, up or down."""

    points: int


class Reason(CallbackData, prefix="o-adjwhy"):
    """One of the usual reasons."""

    which: int


class Adjust(CallbackData, prefix="o-adjok"):
    """Do what is on the screen."""


class LevelFor(CallbackData, prefix="o-glv"):
    """This level; for how long is asked next."""

    member_id: int
    ref: str


class LevelUntil(CallbackData, prefix="o-glvok"):
    """Give it for so many months, 0: until changed."""

    member_id: int
    ref: str
    months: int


class EndLevel(CallbackData, prefix="o-glvend"):
    """Take back the level given by hand."""

    member_id: int


def signed(texts: Texts, points: int) -> str:
    return texts.plain(
        "guestcard-plus" if points > 0 else "guestcard-minus", points=Points(abs(points))
    )


def points_screen(texts: Texts, card: GuestCard) -> Screen:
    values = [button(signed(texts, points), Amount(points=points)) for points in PRESETS]
    text = texts("guestcard-ask-points", name=called(texts, card), balance=Points(card.balance))
    to = Guest(member_id=card.member_id)
    return Screen(text=text, keyboard=rows(values[:2], values[2:], [back(texts, to)]))


def reason_screen(texts: Texts, card: GuestCard, points: int) -> Screen:
    """The usual reasons in the guest's own language; any other is typed."""
    theirs = texts.other(card.language)
    values = [
        [button(theirs.plain(f"guestcard-why-{which}"), Reason(which=n))]
        for n, which in enumerate(REASONS)
    ]
    text = texts("guestcard-ask-reason", name=called(texts, card), points=signed(texts, points))
    return Screen(
        text=text, keyboard=rows(*values, [back(texts, Guest(member_id=card.member_id))])
    )


def sure_screen(texts: Texts, card: GuestCard, points: int, reason: str) -> Screen:
    text = texts(
        "guestcard-sure", name=called(texts, card), points=signed(texts, points), reason=reason
    )
    yes = button(texts.plain("guestcard-yes"), Adjust(), style="success")
    return Screen(text=text, keyboard=rows([yes, back(texts, Guest(member_id=card.member_id))]))


def levels_screen(texts: Texts, card: GuestCard) -> Screen:
    """The levels above the guest's own one, and the way back from one given before."""
    given = [
        [button(texts.plain("levels-one", name=Localized(one.name)), _level_for(card, one))]
        for one in card.choices
    ]
    end: list[Button] = []
    if card.by_hand:
        label = texts.plain("guestcard-end-level")
        end = [button(label, EndLevel(member_id=card.member_id), style="danger")]
    text = texts("guestcard-ask-level", name=called(texts, card))
    to = Guest(member_id=card.member_id)
    return Screen(text=text, keyboard=rows(*given, end, [back(texts, to)]))


def _level_for(card: GuestCard, choice: LevelChoice) -> LevelFor:
    return LevelFor(member_id=card.member_id, ref=choice.ref)


def until_screen(texts: Texts, asked: LevelFor) -> Screen:
    values = [
        button(
            texts.plain("guestcard-months", months=months),
            LevelUntil(member_id=asked.member_id, ref=asked.ref, months=months),
        )
        for months in (*guest_cards.MONTHS, 0)
    ]
    text = texts("guestcard-ask-until")
    to = GiveLevel(member_id=asked.member_id)
    keyboard = rows(values[:2], values[2:4], values[4:], [back(texts, to)])
    return Screen(text=text, keyboard=keyboard)


async def take_points(desk: Desk, points: int) -> None:
    """Ask why; nothing has happened yet."""
    if not 0 < abs(points) <= MOST_POINTS:
        raise NoPoints(most=MOST_POINTS)
    data = await desk.state.get_data()
    card = await read_card(desk, data["member_id"])
    await desk.state.set_state(Adjusting.reason)
    await desk.state.set_data({"member_id": card.member_id, "points": points})
    await desk.chat.show(reason_screen(desk.texts, card, points))


async def take_reason(desk: Desk, reason: str) -> None:
    """Show all of it once more."""
    data: dict[str, Any] = await desk.state.get_data()
    words = guest_cards.clean_reason(reason)
    card = await read_card(desk, data["member_id"])
    await desk.state.set_state(Adjusting.sure)
    await desk.state.set_data({**data, "reason": words})
    await desk.chat.show(sure_screen(desk.texts, card, data["points"], words))


async def stands(desk: Desk, step: State) -> bool:
    """Tell whether the conversation is where a button belongs; else the search begins anew."""
    return bool(await desk.state.get_state() == step.state)


def typed_points(text: str) -> int:
    """Read "100", "+100", "−50"; 0 for what is no number."""
    line = plain(text).replace("−", "-").replace("–", "-")
    points = whole_number(line.removeprefix("+").removeprefix("-"), DIGITS_MAX) or 0
    return -points if line.startswith("-") else points


@router.callback_query(AdjustPoints.filter())
async def ask_points(_: CallbackQuery, callback_data: AdjustPoints, desk: Desk) -> None:
    card = await read_card(desk, callback_data.member_id)
    await desk.state.set_state(Adjusting.points)
    await desk.state.set_data({"member_id": card.member_id})
    await desk.chat.show(points_screen(desk.texts, card))


@router.callback_query(Amount.filter())
async def choose_points(_: CallbackQuery, callback_data: Amount, desk: Desk) -> None:
    if await stands(desk, Adjusting.points):
        await take_points(desk, callback_data.points)
    else:
        await desk.chat.toast(desk.texts.plain("guestcard-again"))


@router.message(StateFilter(Adjusting.points), Has("text"))
async def type_points(message: Message, desk: Desk) -> None:
    await take_points(desk, typed_points(message.text or ""))


@router.callback_query(Reason.filter())
async def choose_reason(_: CallbackQuery, callback_data: Reason, desk: Desk) -> None:
    if not await stands(desk, Adjusting.reason) or not 0 <= callback_data.which < len(REASONS):
        await desk.chat.toast(desk.texts.plain("guestcard-again"))
        return
    data = await desk.state.get_data()
    card = await read_card(desk, data["member_id"])
    which = REASONS[callback_data.which]
    await take_reason(desk, desk.texts.other(card.language).plain(f"guestcard-why-{which}"))


@router.message(StateFilter(Adjusting.reason), Has("text"))
async def type_reason(message: Message, desk: Desk) -> None:
    await take_reason(desk, message.text or "")


@router.callback_query(Adjust.filter())
async def do_adjust(_: CallbackQuery, desk: Desk) -> None:
    if not await stands(desk, Adjusting.sure):
        await desk.chat.toast(desk.texts.plain("guestcard-again"))
        return
    data = await desk.state.get_data()
    await desk.db.write(
        guest_cards.adjust,
        data["member_id"],
        data["points"],
        data["reason"],
        actor=desk.actor,
        key=f"adjust:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("guestcard-done"))
    await show_guest(desk, data["member_id"])


@router.callback_query(GiveLevel.filter())
async def ask_level(_: CallbackQuery, callback_data: GiveLevel, desk: Desk) -> None:
    await desk.state.clear()
    card = await read_card(desk, callback_data.member_id)
    await desk.chat.show(levels_screen(desk.texts, card))


@router.callback_query(LevelFor.filter())
async def ask_until(_: CallbackQuery, callback_data: LevelFor, desk: Desk) -> None:
    await desk.db.read(levels.level, callback_data.ref, now=desk.now)
    await desk.chat.show(until_screen(desk.texts, callback_data))


@router.callback_query(LevelUntil.filter())
async def give_level(_: CallbackQuery, callback_data: LevelUntil, desk: Desk) -> None:
    data = callback_data
    await desk.db.write(
        guest_cards.give_level,
        data.member_id,
        data.ref,
        data.months,
        actor=desk.actor,
        key=f"level:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("guestcard-done"))
    await show_guest(desk, data.member_id)


@router.callback_query(EndLevel.filter())
async def end_level(_: CallbackQuery, callback_data: EndLevel, desk: Desk) -> None:
    await desk.db.write(
        guest_cards.end_level,
        callback_data.member_id,
        actor=desk.actor,
        key=f"level:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("guestcard-done"))
    await show_guest(desk, callback_data.member_id)
