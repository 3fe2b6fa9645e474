"""Bring a friend: the switch, the numbers, what came of it, and rewards that wait (O3, O5)."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from handlers.desk import Desk
from handlers.filters import Has, RoleIs
from handlers.owner.menu import Program
from handlers.owner.menu import Referrals as Open
from handlers.owner.rule_words import NumberExpected
from handlers.texts import Texts
from handlers.ui import Screen, back, button, rows
from services import referral_decisions, referral_rules
from services.actors import Role
from services.domain.typed import whole_number
from services.facts import Fact, Key, Money, Points
from services.referral_decisions import Held
from services.referral_rules import Field, ReferralView

router = Router(name="owner.referrals")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))

DIGITS_MAX = 9


class FriendsNumber(StatesGroup):
    number = State()  # data: referral_field, based_on


class Switch(CallbackData, prefix="o-refon"):
    on: bool
    based_on: int


class Choose(CallbackData, prefix="o-reff"):
    """Show values for this number, and take a typed one."""

    referral_field: Field


class Number(CallbackData, prefix="o-refv"):
    referral_field: Field
    number: int
    based_on: int


class Invitation(CallbackData, prefix="o-refin"):
    """The words a guest shares in this language; empty is the owner's own."""

    language: str = ""


class Waiting(CallbackData, prefix="o-refw"):
    """The rewards that wait for a yes."""


class Decide(CallbackData, prefix="o-refd"):
    """Give what was held, or not; the reward itself is the operation."""

    friend_id: int
    yes: bool


def reward_buttons(texts: Texts, *, friend_id: int) -> InlineKeyboardMarkup:
    """Draw the keyboard under "somebody brings more friends than the limit"."""
    return rows(
        [
            button(
                texts.plain("referral-give"),
                Decide(friend_id=friend_id, yes=True),
                style="success",
            ),
            button(
                texts.plain("referral-decline"),
                Decide(friend_id=friend_id, yes=False),
                style="danger",
            ),
        ]
    )


def shown(field: Field, value: int, minor: int | None) -> Fact:
    """Return a value in words; `minor` is one whole unit of money."""
    match field:
        case Field.MIN_AMOUNT:
            return Money(value * minor) if value and minor else Key("referrals-any")
        case Field.WITHIN_DAYS:
            return Key("referrals-days", {"days": value})
        case Field.PER_MONTH:
            return Key("referrals-friends", {"count": value})
        case _:
            return Points(value) if value else Key("referrals-nothing")


def line(texts: Texts, view: ReferralView, field: Field, unit: int) -> str:
    """Return "For the friend: 200 points"."""
    value: Fact = shown(field, view.values[field], unit)
    if field is Field.MIN_AMOUNT and view.min_minor is not None:
        value = Money(view.min_minor)
    return texts.plain(f"referrals-{field}".replace("_", "-"), value=value)


def results(texts: Texts, view: ReferralView) -> str:
    counts = view.counts
    if not counts.came:
        return texts("referrals-results-none")
    return texts(
        "referrals-results",
        came=counts.came,
        bought=counts.bought,
        referrers=Points(counts.referrer_points),
        invitees=Points(counts.invitee_points),
    )


def rules_screen(texts: Texts, view: ReferralView, unit: int) -> Screen:
    """The switch first, then the numbers and what came of it."""
    switch = button(
        texts.plain("referrals-on" if view.on else "referrals-off"),
        Switch(on=not view.on, based_on=view.version_id),
        style=None if view.on else "primary",
    )
    numbers = [
        [button(line(texts, view, field, unit), Choose(referral_field=field))] for field in Field
    ]
    waiting = []
    if view.counts.held:
        waiting = [
            button(
                texts.plain("referrals-held", count=view.counts.held), Waiting(), style="primary"
            )
        ]
    about = texts("referrals-about" if view.on else "referrals-about-off")
    text = f"{about}\n\n{results(texts, view)}" if view.on or view.counts.came else about
    words = [button(texts.plain("referrals-words"), Invitation())]
    shown_numbers = [*numbers, words] if view.on else []
    return Screen(
        text=text, keyboard=rows([switch], waiting, *shown_numbers, [back(texts, Program())])
    )


def choose_screen(texts: Texts, view: ReferralView, field: Field, unit: int) -> Screen:
    values = [
        button(
            texts.plain("referrals-value", value=shown(field, number, unit)),
            Number(referral_field=field, number=number, based_on=view.version_id),
        )
        for number in view.choices[field]
    ]
    return Screen(
        text=texts("referrals-choose", line=line(texts, view, field, unit)),
        keyboard=rows(values[:2], values[2:], [back(texts, Open())]),
    )


def waiting_screen(texts: Texts, held: tuple[Held, ...]) -> Screen:
    """Each reward with its yes and its no."""
    lines = [
        texts(
            "referrals-held-line",
            name=one.name,
            friend=one.friend,
            points=Points(one.points),
            on=one.on,
        )
        for one in held
    ]
    buttons = [
        [
            button(
                texts.plain("referrals-held-give", name=one.name, points=Points(one.points)),
                Decide(friend_id=one.friend_id, yes=True),
            ),
            button(
                texts.plain("referrals-held-decline"), Decide(friend_id=one.friend_id, yes=False)
            ),
        ]
        for one in held
    ]
    title = texts("referrals-held-title")
    return Screen(
        text="\n".join([title, *(lines or [texts("referrals-held-empty")])]),
        keyboard=rows(*buttons, [back(texts, Open())]),
    )


def unit_of(desk: Desk) -> int:
    """Return one whole unit of the shop's money in minor ones."""
    return int(10**desk.who.digits)


async def show_rules(desk: Desk) -> None:
    await desk.state.clear()
    view = await desk.db.read(referral_rules.view, now=desk.now)
    await desk.chat.show(rules_screen(desk.texts, view, unit_of(desk)))


async def save(desk: Desk, field: Field, number: int, based_on: int) -> None:
    await desk.db.write(
        referral_rules.set_value,
        field,
        number,
        based_on=based_on,
        actor=desk.actor,
        key=f"referrals:{desk.op_key}",
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
        referral_rules.switch,
        callback_data.on,
        based_on=callback_data.based_on,
        actor=desk.actor,
        key=f"referrals:{desk.op_key}",
        now=desk.now,
    )
    await show_rules(desk)


@router.callback_query(Choose.filter())
async def choose(_: CallbackQuery, callback_data: Choose, desk: Desk) -> None:
    view = await desk.db.read(referral_rules.view, now=desk.now)
    field = callback_data.referral_field
    await desk.state.set_state(FriendsNumber.number)
    await desk.state.set_data({"referral_field": field, "based_on": view.version_id})
    await desk.chat.show(choose_screen(desk.texts, view, field, unit_of(desk)))


@router.callback_query(Number.filter())
async def choose_number(_: CallbackQuery, callback_data: Number, desk: Desk) -> None:
    data = callback_data
    await save(desk, data.referral_field, data.number, data.based_on)


@router.message(StateFilter(FriendsNumber.number), Has("text"))
async def type_number(message: Message, desk: Desk) -> None:
    data = await desk.state.get_data()
    number = whole_number(message.text or "", DIGITS_MAX)
    if number is None:
        raise NumberExpected
    await save(desk, Field(data["referral_field"]), number, data["based_on"])


@router.callback_query(Waiting.filter())
async def show_waiting(_: CallbackQuery, desk: Desk) -> None:
    held = await desk.db.read(referral_decisions.held)
    await desk.chat.show(waiting_screen(desk.texts, held))


@router.callback_query(Decide.filter())
async def decide(_: CallbackQuery, callback_data: Decide, desk: Desk) -> None:
    """Give it or not; the referrer is told by a message of its own."""
    use_case = referral_decisions.approve if callback_data.yes else referral_decisions.decline
    one = await desk.db.write(use_case, callback_data.friend_id, actor=desk.actor, now=desk.now)
    key = "referral-given" if callback_data.yes else "referral-declined"
    text = desk.texts(key, name=one.name, points=Points(one.points))
    if desk.chat.tapped_is_screen:
        await desk.chat.toast(desk.texts.plain(key, name=one.name, points=Points(one.points)))
        held = await desk.db.read(referral_decisions.held)
        await desk.chat.show(waiting_screen(desk.texts, held))
    else:
        await desk.chat.edit(text, None)
