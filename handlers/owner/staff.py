"""Locations and people: invited by a link, switched off with a tap (O8)."""

import secrets
from urllib.parse import quote

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from handlers.commands import Commands
from handlers.desk import Desk
from handlers.filters import Has
from handlers.owner.menu import Home, Staff
from handlers.texts import Texts
from handlers.ui import Screen, back, button, rows
from services import shop, staff
from services.actors import Role
from services.facts import Key

router = Router(name="owner.staff")

TOKEN_BYTES = 16


class People(StatesGroup):
    location = State()  # A name of a new location is typed.


class Invite(CallbackData, prefix="o-inv"):
    """A link for this role; the location is asked when there are several."""

    role: Role
    location_id: int = 0


class Person(CallbackData, prefix="o-pers"):
    staff_id: int


class Off(CallbackData, prefix="o-off"):
    """Switch the person off; asked about first."""

    staff_id: int
    sure: bool = False


class On(CallbackData, prefix="o-on"):
    staff_id: int


class Admit(CallbackData, prefix="o-admit"):
    """Let the waiting manager in."""

    staff_id: int


class AddLocation(CallbackData, prefix="o-place"):
    """Type the name of a new location."""


def role_key(role: Role) -> Key:
    return Key(f"staff-role-{role}")


def staff_screen(texts: Texts, people: tuple[staff.StaffView, ...]) -> Screen:
    """Everybody who serves, with a mark for those who wait or are off."""
    lines = [
        [
            button(
                texts.plain(
                    "staff-line",
                    state="waiting" if view.waiting else "on" if view.active else "off",
                    name=view.name,
                    role=role_key(view.role),
                ),
                Person(staff_id=view.id),
            )
        ]
        for view in people
    ]
    return Screen(
        text=texts("staff-title"),
        keyboard=rows(
            *lines,
            [button(texts.plain("staff-add-cashier"), Invite(role=Role.CASHIER), style="primary")],
            [
                button(texts.plain("staff-add-manager"), Invite(role=Role.MANAGER)),
                button(texts.plain("staff-add-location"), AddLocation()),
            ],
            [back(texts, Home())],
        ),
    )


def person_screen(texts: Texts, view: staff.StaffView) -> Screen:
    text = texts(
        "staff-person",
        name=view.name,
        role=role_key(view.role),
        location=view.location_name or "",
        bills=view.bills_30d,
        undone=view.undone_30d,
    )
    buttons = []
    if view.waiting:
        buttons.append(
            [button(texts.plain("staff-admit"), Admit(staff_id=view.id), style="success")]
        )
    if view.role is Role.OWNER:
        # The only owner cannot be switched off; the bot is handed over by a new claim.
        return Screen(text=text, keyboard=rows([back(texts, Staff())]))
    if view.active or view.waiting:
        buttons.append([button(texts.plain("staff-off"), Off(staff_id=view.id), style="danger")])
    else:
        buttons.append([button(texts.plain("staff-switch-on"), On(staff_id=view.id))])
    return Screen(text=text, keyboard=rows(*buttons, [back(texts, Staff())]))


def off_screen(texts: Texts, view: staff.StaffView) -> Screen:
    sure = Off(staff_id=view.id, sure=True)
    return Screen(
        text=texts("staff-off-ask", name=view.name),
        keyboard=rows(
            [button(texts.plain("staff-off-yes"), sure, style="danger")],
            [back(texts, Person(staff_id=view.id))],
        ),
    )


def staff_buttons(texts: Texts, *, staff_id: int) -> InlineKeyboardMarkup:
    """Draw the keyboard under "a cashier joined"."""
    return rows([button(texts.plain("staff-off"), Off(staff_id=staff_id), style="danger")])


def manager_buttons(texts: Texts, *, staff_id: int) -> InlineKeyboardMarkup:
    """Draw the keyboard under "a manager waits"."""
    return rows(
        [
            button(texts.plain("staff-admit"), Admit(staff_id=staff_id), style="success"),
            button(texts.plain("staff-refuse"), Off(staff_id=staff_id, sure=True), style="danger"),
        ]
    )


async def show_staff(desk: Desk) -> None:
    await desk.state.clear()
    people = await desk.db.read(staff.members_of_staff, now=desk.now)
    await desk.chat.show(staff_screen(desk.texts, people))


@router.callback_query(Staff.filter())
async def open_staff(_: CallbackQuery, desk: Desk) -> None:
    await show_staff(desk)


@router.callback_query(Person.filter())
async def open_person(_: CallbackQuery, callback_data: Person, desk: Desk) -> None:
    view = await desk.db.read(staff.person_of_staff, callback_data.staff_id, now=desk.now)
    await desk.chat.show(person_screen(desk.texts, view))


@router.callback_query(Invite.filter())
async def invite(_: CallbackQuery, callback_data: Invite, desk: Desk) -> None:
    """Make the link, or ask first at which location the person will serve."""
    places = [place for place in await desk.db.read(shop.locations) if place.active]
    if not callback_data.location_id and len(places) > 1:
        lines = [
            [button(place.name, Invite(role=callback_data.role, location_id=place.id))]
            for place in places
        ]
        text = desk.texts("staff-where")
        keyboard = rows(*lines, [back(desk.texts, Staff())])
        await desk.chat.show(Screen(text=text, keyboard=keyboard))
        return
    location_id = callback_data.location_id or (places[0].id if places else None)
    await send_link(desk, callback_data.role, location_id)


async def send_link(desk: Desk, role: Role, location_id: int | None) -> None:
    """Send the one-time link as a message of its own, ready to be passed on."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    made = await desk.db.write(
        staff.invite,
        role,
        location_id,
        staff.token_hash(token),
        actor=desk.actor,
        now=desk.now,
    )
    link = f"https://t.me/{desk.bot_info.username}?start=i_{token}"
    share = f"https://t.me/share/url?url={quote(link, safe='')}"
    text = desk.texts(
        "staff-link", role=role_key(made.role), location=made.location_name or "", link=link
    )
    keyboard = rows(
        [
            button(desk.texts.plain("staff-share"), url=share),
            button(desk.texts.plain("staff-copy"), copy=link),
        ]
    )
    await desk.chat.say(text, keyboard)


@router.callback_query(Off.filter())
async def switch_off(_: CallbackQuery, callback_data: Off, desk: Desk, commands: Commands) -> None:
    """Works on the person's next tap: rights are read for every update."""
    staff_id = callback_data.staff_id
    if not callback_data.sure:
        view = await desk.db.read(staff.person_of_staff, staff_id, now=desk.now)
        await desk.chat.show(off_screen(desk.texts, view))
        return
    view = await desk.db.write(staff.switch_off, staff_id, actor=desk.actor, now=desk.now)
    await commands.refresh_staff(staff_id)
    await desk.chat.toast(desk.texts.plain("staff-is-off", name=view.name))
    await show_staff(desk)


@router.callback_query(On.filter())
async def switch_on(_: CallbackQuery, callback_data: On, desk: Desk, commands: Commands) -> None:
    await desk.db.write(staff.switch_on, callback_data.staff_id, actor=desk.actor, now=desk.now)
    await commands.refresh_staff(callback_data.staff_id)
    await show_staff(desk)


@router.callback_query(Admit.filter())
async def admit(_: CallbackQuery, callback_data: Admit, desk: Desk, commands: Commands) -> None:
    view = await desk.db.write(
        staff.approve_manager, callback_data.staff_id, actor=desk.actor, now=desk.now
    )
    await commands.refresh_staff(callback_data.staff_id)
    await desk.chat.edit(desk.texts("staff-admitted", name=view.name), None)


@router.callback_query(AddLocation.filter())
async def ask_location(_: CallbackQuery, desk: Desk) -> None:
    await desk.state.set_state(People.location)
    text = desk.texts("staff-location-ask")
    await desk.chat.show(Screen(text=text, keyboard=rows([back(desk.texts, Staff())])))


@router.message(StateFilter(People.location), Has("text"))
async def typed_location(message: Message, desk: Desk) -> None:
    await desk.db.write(shop.add_location, message.text or "", actor=desk.actor, now=desk.now)
    await show_staff(desk)
