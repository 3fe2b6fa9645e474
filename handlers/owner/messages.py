"""Messages that go out by themselves: on and off, what they bring, how they look (O6)."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.filters import RoleIs
from handlers.owner.menu import Home, Message, Messages
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from services import triggers
from services.actors import Role
from services.domain.kinds import Occasion
from services.facts import Points
from services.triggers import TriggerView
from services.units import LANGUAGES

router = Router(name="owner.messages")
router.callback_query.filter(RoleIs(Role.OWNER))


class Switch(CallbackData, prefix="o-msw"):
    """Let the message go out, or keep it back."""

    trigger: Occasion
    on: bool
    based_on: int


class Words(CallbackData, prefix="o-mtext"):
    """Type the message anew in this language; empty is the owner's own."""

    trigger: Occasion
    language: str = ""


class Gift(CallbackData, prefix="o-mgift"):
    """Choose what comes with the message."""

    trigger: Occasion


class Days(CallbackData, prefix="o-mdays"):
    """Choose when the message goes out."""

    trigger: Occasion


class View(CallbackData, prefix="o-mview"):
    """The message as a guest reads it, in this language; empty is the owner's own."""

    trigger: Occasion
    language: str = ""


class SendToMe(CallbackData, prefix="o-msend"):
    """The message itself, into this chat."""

    trigger: Occasion


def tail_of(trigger: Occasion) -> str:
    """Return how the keys of a message's own sentences end."""
    return trigger.replace("_", "-")


def name_of(texts: Texts, trigger: Occasion) -> str:
    return texts.plain(f"trigger-name-{tail_of(trigger)}")


def list_screen(texts: Texts, items: tuple[TriggerView, ...]) -> Screen:
    """Each with its switch and how many went out."""
    lines = [
        [
            button(
                texts.plain(
                    "trigger-row",
                    mark="✅" if view.on else "⏸",
                    name=name_of(texts, view.trigger),
                    sent=view.sent,
                ),
                Message(trigger=view.trigger),
            )
        ]
        for view in items
    ]
    return Screen(text=texts("triggers-title"), keyboard=rows(*lines, [back(texts, Home())]))


def days_text(view: TriggerView) -> str:
    """Return the days as digits: "7, 1"; of a birthday only how long before."""
    days = view.days[:1] if view.trigger is Occasion.BIRTHDAY else view.days
    return ", ".join(map(str, days))


def when_line(texts: Texts, view: TriggerView) -> str:
    """Return to whom the message goes, and when."""
    key = f"trigger-when-{tail_of(view.trigger)}"
    match view.trigger:
        case Occasion.WELCOME:
            return texts(key)
        case Occasion.BIRTHDAY:
            return texts(key, before=view.days[0])
        case Occasion.DORMANCY:
            return texts(key, days=view.days[0])
        case Occasion.EXPIRY:
            return texts(key, days=days_text(view))


def gift_line(texts: Texts, view: TriggerView) -> str:
    if not view.points:
        return ""
    gift = Points(view.points)
    if view.expires_days is None:
        return texts("trigger-gift", points=gift)
    return texts("trigger-gift-lives", points=gift, days=view.expires_days)


def value_buttons(texts: Texts, view: TriggerView) -> list[list[Button]]:
    """Return a button for everything that can be changed; each says its value."""
    own = "own" if view.texts else "built-in"
    first = [button(texts.plain(f"trigger-text-{own}"), Words(trigger=view.trigger))]
    if view.days:
        label = texts.plain("trigger-days-button", days=days_text(view))
        first.append(button(label, Days(trigger=view.trigger)))
    if view.points is None:
        return [first]
    label = texts.plain("trigger-gift-button", points=Points(view.points))
    return [first, [button(label, Gift(trigger=view.trigger))]]


def trigger_screen(texts: Texts, view: TriggerView) -> Screen:
    state = "on" if view.on else "off"
    lines = [
        texts(f"trigger-state-{state}", name=name_of(texts, view.trigger)),
        when_line(texts, view),
        gift_line(texts, view),
        texts("trigger-result", sent=view.sent, came=view.came),
    ]
    switch = Switch(trigger=view.trigger, on=not view.on, based_on=view.version_id)
    label = texts.plain("trigger-switch-off" if view.on else "trigger-switch-on")
    return Screen(
        text="\n".join(line for line in lines if line),
        keyboard=rows(
            *value_buttons(texts, view),
            [button(texts.plain("trigger-view"), View(trigger=view.trigger))],
            [
                button(label, switch, style=None if view.on else "success"),
                button(texts.plain("trigger-send"), SendToMe(trigger=view.trigger)),
            ],
            [back(texts, Messages())],
        ),
    )


def language_row(
    texts: Texts, trigger: Occasion, kind: type[Words | View], now: str
) -> list[Button]:
    """Return the way to the other languages of a message."""
    return [
        button(texts.plain(f"language-{one}"), kind(trigger=trigger, language=one))
        for one in LANGUAGES
        if one != now
    ]


def view_screen(texts: Texts, trigger: Occasion, language: str, said: str, head: str) -> Screen:
    """The message under a line that says what it is; `said` is HTML."""
    return Screen(
        text=f"{head}\n\n{said}",
        keyboard=rows(
            language_row(texts, trigger, View, language),
            [button(texts.plain("trigger-send"), SendToMe(trigger=trigger))],
            [back(texts, Message(trigger=trigger))],
        ),
    )


def language_name(texts: Texts, language: str) -> str:
    """Return what a language calls itself, without the sign of its button."""
    return texts.plain(f"language-{language}").removeprefix("🌐 ")


def spoken(texts: Texts, language: str) -> str:
    """Return a language we speak: the wanted one, else the reader's."""
    return language if language in LANGUAGES else texts.language


async def show_view(desk: Desk, trigger: Occasion, language: str, *, saved: bool = False) -> None:
    language = spoken(desk.texts, language)
    sample = await desk.db.read(triggers.sample, trigger, now=desk.now)
    said = desk.texts.other(language)(sample.text, **sample.facts)
    key = "trigger-saved-head" if saved else "trigger-view-head"
    head = desk.texts(key, language=language_name(desk.texts, language))
    await desk.chat.show(view_screen(desk.texts, trigger, language, said, head))


async def show_trigger(desk: Desk, trigger: Occasion) -> None:
    await desk.state.clear()
    view = await desk.db.read(triggers.trigger, trigger, now=desk.now)
    await desk.chat.show(trigger_screen(desk.texts, view))


@router.callback_query(Messages.filter())
async def open_list(_: CallbackQuery, desk: Desk) -> None:
    await desk.state.clear()
    found = await desk.db.read(triggers.triggers, now=desk.now)
    await desk.chat.show(list_screen(desk.texts, found.items))


@router.callback_query(Message.filter())
async def open_trigger(_: CallbackQuery, callback_data: Message, desk: Desk) -> None:
    await show_trigger(desk, callback_data.trigger)


@router.callback_query(Switch.filter())
async def switch(_: CallbackQuery, callback_data: Switch, desk: Desk) -> None:
    data = callback_data
    await desk.db.write(
        triggers.switch,
        data.trigger,
        data.on,
        based_on=data.based_on,
        actor=desk.actor,
        key=f"trigger:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("trigger-is-on" if data.on else "trigger-is-off"))
    await show_trigger(desk, data.trigger)


@router.callback_query(View.filter())
async def open_view(_: CallbackQuery, callback_data: View, desk: Desk) -> None:
    await show_view(desk, callback_data.trigger, callback_data.language)


@router.callback_query(SendToMe.filter())
async def send_to_me(_: CallbackQuery, callback_data: SendToMe, desk: Desk) -> None:
    """Send exactly what a guest would get, in the owner's own language."""
    await desk.db.write(
        triggers.send_to_me,
        callback_data.trigger,
        desk.who.telegram_id,
        key=f"sample:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("trigger-sent"))
