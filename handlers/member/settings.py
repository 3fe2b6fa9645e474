"""Language, messages, birthday, the person's data and the way out (C8, C9)."""

import json

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from handlers.desk import Desk
from handlers.member.menu import Card, Settings
from handlers.member.start import CONSENT_VERSION, Speak
from handlers.texts import Texts
from handlers.ui import Screen, back, button, no_keys, rows
from services import members
from services.facts import Fact, Key, Points
from services.members import BirthdayRules
from services.units import LANGUAGES

router = Router(name="member.settings")

DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MONTHS_PER_ROW = 3
DAYS_PER_ROW = 7


class Messages(CallbackData, prefix="m-msg"):
    """Switch offers and greetings."""

    on: bool


class Languages(CallbackData, prefix="m-langs"):
    """Choose the language."""


class Month(CallbackData, prefix="m-month"):
    """The month of birth; 0 opens the months."""

    month: int = 0


class Day(CallbackData, prefix="m-day"):
    month: int
    day: int


class Export(CallbackData, prefix="m-data"):
    """Everything about the person as a file."""


class Delete(CallbackData, prefix="m-del"):
    """Delete the card and the person; asked about first."""

    sure: bool = False


def settings_screen(texts: Texts, view: members.CardView) -> Screen:
    birthday = (
        texts.plain("settings-birthday", day=view.birthday[1], month=month_fact(view.birthday[0]))
        if view.birthday
        else texts.plain("settings-birthday-none")
    )
    offers = texts.plain("settings-offers-on" if view.marketing else "settings-offers-off")
    return Screen(
        text=texts("settings-title"),
        keep_photo=True,
        keyboard=rows(
            [button(offers, Messages(on=not view.marketing))],
            [button(birthday, Month())],
            [button(texts.plain(f"language-{texts.language}"), Languages())],
            [
                button(texts.plain("settings-data"), Export()),
                button(texts.plain("settings-delete"), Delete(), style="danger"),
            ],
            [back(texts, Card())],
        ),
    )


def month_fact(month: int) -> Key:
    return Key(f"month-{month}")


def birthday_ask(texts: Texts, rules: BirthdayRules | None, *, known: bool) -> str:
    """Return what is asked, what it brings, and that it is asked once a year."""
    lines = [texts("birthday-month")]
    if rules is not None and rules.points:
        gift = Points(rules.points)
        lines.append(
            texts("birthday-gift", points=gift, before=rules.before, known=rules.known_days)
        )
    if known:
        lines.append(texts("birthday-once"))
    return "\n".join(lines)


def months_screen(texts: Texts, ask: str) -> Screen:
    names = [
        button(texts.plain(f"month-name-{month}"), Month(month=month)) for month in range(1, 13)
    ]
    lines = [names[at : at + MONTHS_PER_ROW] for at in range(0, 12, MONTHS_PER_ROW)]
    return Screen(
        text=ask,
        keep_photo=True,
        keyboard=rows(*lines, [back(texts, Settings())]),
    )


def days_screen(texts: Texts, month: int) -> Screen:
    days = [button(str(day), Day(month=month, day=day)) for day in range(1, DAYS[month - 1] + 1)]
    lines = [days[at : at + DAYS_PER_ROW] for at in range(0, len(days), DAYS_PER_ROW)]
    return Screen(
        text=texts("birthday-day"),
        keep_photo=True,
        keyboard=rows(*lines, [back(texts, Month())]),
    )


def delete_screen(texts: Texts, balance: int) -> Screen:
    sure = button(texts.plain("settings-delete-sure"), Delete(sure=True), style="danger")
    return Screen(
        text=texts("settings-delete-ask", points=Points(balance)),
        keep_photo=True,
        keyboard=rows([button(texts.plain("settings-keep"), Settings()), sure]),
    )


async def show_settings(desk: Desk) -> None:
    view = await desk.db.read(members.card, desk.member_id, now=desk.now)
    await desk.chat.show(settings_screen(desk.texts, view))


@router.callback_query(Settings.filter())
async def open_settings(_: CallbackQuery, desk: Desk) -> None:
    await show_settings(desk)


@router.callback_query(Messages.filter())
async def switch_messages(_: CallbackQuery, callback_data: Messages, desk: Desk) -> None:
    await desk.db.write(
        members.set_marketing,
        desk.member_id,
        callback_data.on,
        text_version=CONSENT_VERSION,
        now=desk.now,
    )
    await show_settings(desk)


@router.callback_query(Languages.filter())
async def choose_language(_: CallbackQuery, desk: Desk) -> None:
    lines = [
        [button(desk.texts.plain(f"language-{language}"), Speak(language=language))]
        for language in LANGUAGES
    ]
    keyboard = rows(*lines, [back(desk.texts, Settings())])
    await desk.chat.show(
        Screen(text=desk.texts("settings-language"), keep_photo=True, keyboard=keyboard)
    )


@router.callback_query(Month.filter())
async def choose_month(_: CallbackQuery, callback_data: Month, desk: Desk) -> None:
    if callback_data.month in range(1, 13):
        await desk.chat.show(days_screen(desk.texts, callback_data.month))
        return
    rules = await desk.db.read(members.birthday_rules, now=desk.now)
    view = await desk.db.read(members.card, desk.member_id, now=desk.now)
    ask = birthday_ask(desk.texts, rules, known=view.birthday is not None)
    await desk.chat.show(months_screen(desk.texts, ask))


def noted(texts: Texts, chosen: members.BirthdaySet) -> str:
    """Return that the date is known, and from which day the gift may come."""
    facts: dict[str, Fact] = {"day": chosen.day, "month": month_fact(chosen.month)}
    if not chosen.gift or chosen.gift_from is None:
        return texts.plain("birthday-noted", **facts)
    return texts.plain(
        "birthday-noted-gift", **facts, points=Points(chosen.gift), on=chosen.gift_from
    )


@router.callback_query(Day.filter())
async def choose_day(_: CallbackQuery, callback_data: Day, desk: Desk) -> None:
    chosen = await desk.db.write(
        members.set_birthday,
        desk.member_id,
        callback_data.month,
        callback_data.day,
        key=f"birthday:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(noted(desk.texts, chosen))
    await show_settings(desk)


async def send_data(desk: Desk) -> None:
    data = await desk.db.report(members.export, desk.member_id, now=desk.now)
    text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
    await desk.chat.say(desk.texts("settings-data-caption"), document=(text.encode(), "card.json"))


@router.callback_query(Export.filter())
async def export(_: CallbackQuery, desk: Desk) -> None:
    await send_data(desk)


@router.message(Command("mydata"))
async def my_data(_: Message, desk: Desk) -> None:
    await send_data(desk)


async def ask_delete(desk: Desk) -> None:
    view = await desk.db.read(members.card, desk.member_id, now=desk.now)
    await desk.chat.show(delete_screen(desk.texts, view.balance))


@router.message(Command("deleteme"))
async def delete_me(_: Message, desk: Desk) -> None:
    await ask_delete(desk)


@router.callback_query(Delete.filter())
async def delete(_: CallbackQuery, callback_data: Delete, desk: Desk) -> None:
    """Erase the person; every total of the shop stays as it was."""
    if not callback_data.sure:
        await ask_delete(desk)
        return
    await desk.db.write(
        members.erase,
        desk.member_id,
        key=f"erase:{desk.op_key}",
        now=desk.now,
        actor=desk.as_member,
    )
    await desk.chat.vanish()
    await desk.chat.say(desk.texts("settings-deleted"), no_keys())
    await desk.db.scrub()
