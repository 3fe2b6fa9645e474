"""Screens and keyboards as data, and the facts of a conversation that every screen needs."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    WebAppInfo,
)

from handlers.chat import Chat, Photo, Screen, Shown
from handlers.texts import Texts
from services.actors import Actor, Role
from services.people import Who

__all__ = [
    "BotInfo",
    "Button",
    "Chat",
    "Home",
    "Key",
    "Photo",
    "Screen",
    "Shown",
    "actor_of",
    "back",
    "button",
    "key",
    "keys",
    "no_keys",
    "rows",
]

Button: TypeAlias = InlineKeyboardButton
Key: TypeAlias = KeyboardButton
Style: TypeAlias = Literal["primary", "success", "danger"]
Home: TypeAlias = Callable[[], Awaitable[None]]
"""Draws the home screen of the speaker's strongest role."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BotInfo:
    """Who the bot is, as Telegram told at start.

    `scanner`: the address of the page that the till's scanner key opens, if there is one.
    """

    id: int
    username: str
    name: str
    scanner: str | None = None


def button(
    label: str,
    data: CallbackData | None = None,
    *,
    style: Style | None = None,
    url: str | None = None,
    copy: str | None = None,
    web_app: str | None = None,
) -> Button:
    """Return one inline button; its label is plain text and shows the current value."""
    return InlineKeyboardButton(
        text=label,
        callback_data=data.pack() if data else None,
        style=style,
        url=url,
        copy_text=CopyTextButton(text=copy) if copy else None,
        web_app=WebAppInfo(url=web_app) if web_app else None,
    )


def rows(*lines: Sequence[Button]) -> InlineKeyboardMarkup:
    """Return an inline keyboard; empty lines are left out."""
    return InlineKeyboardMarkup(inline_keyboard=[list(line) for line in lines if line])


def back(texts: Texts, data: CallbackData) -> Button:
    """Return the button that every screen but the first ends with."""
    return button(texts.plain("back"), data)


def key(
    label: str,
    *,
    contact: bool = False,
    web_app: str | None = None,
    style: Style | None = None,
) -> Key:
    """Return one button of the reply keyboard; `contact` asks for the person's number."""
    return KeyboardButton(
        text=label,
        request_contact=contact or None,
        web_app=WebAppInfo(url=web_app) if web_app else None,
        style=style,
    )


def keys(*lines: Sequence[Key], one_time: bool = False) -> ReplyKeyboardMarkup:
    """Return a reply keyboard. A message that carries one can never be edited."""
    return ReplyKeyboardMarkup(
        keyboard=[list(line) for line in lines if line],
        resize_keyboard=True,
        one_time_keyboard=one_time,
        is_persistent=not one_time,
    )


def no_keys() -> ReplyKeyboardRemove:
    """Return what takes the reply keyboard away."""
    return ReplyKeyboardRemove()


def actor_of(who: Who, source: str, *, as_member: bool = False) -> Actor:
    """Return who acts: the staff role of the speaker, or the member he also is."""
    if as_member or who.role is None:
        return Actor(role=Role.MEMBER, member_id=who.member_id, source=source)
    return Actor(role=who.role, staff_id=who.staff_id, location_id=who.location_id, source=source)
