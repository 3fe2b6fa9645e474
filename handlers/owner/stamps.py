"""Stamp cards: a few taps from a template to a card that runs, its numbers, what it gave (O5)."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.desk import Desk, one_time
from handlers.filters import Has, RoleIs
from handlers.offers import short
from handlers.owner.menu import Offers, StampCards
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from services import stamp_rules
from services.actors import Role
from services.facts import Fact, Key, Localized
from services.stamp_rules import (
    CHOICES,
    OwnerCard,
    OwnerCards,
    StampDraft,
    StampField,
    StampTemplate,
)

router = Router(name="owner.stamps")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))

NAME_ON_A_ROW = 34
IN_A_ROW = 4


class Stamping(StatesGroup):
    title = State()  # data: stamp_template. What the guest gets is typed.
    renaming = State()  # data: ref. A better name is typed.


class Template(CallbackData, prefix="o-sttmpl"):
    """Begin a card; its gift is named next."""

    stamp_template: StampTemplate


class Suggested(CallbackData, prefix="o-stname"):
    """Take the usual name of the gift."""

    stamp_template: StampTemplate


class Draft(CallbackData, prefix="o-stdrft"):
    """The draft with so many stamps; its name stays in the step."""

    stamp_template: StampTemplate
    needed: int


class Go(CallbackData, prefix="o-stgo"):
    """Launch it; the version says which rules it was made for."""

    stamp_template: StampTemplate
    needed: int
    based_on: int
    op: str


class One(CallbackData, prefix="o-stone"):
    """A card with its result."""

    ref: str


class Switch(CallbackData, prefix="o-ston"):
    ref: str
    on: bool
    based_on: int


class Choose(CallbackData, prefix="o-stfld"):
    """Show values for this number."""

    ref: str
    stamp_field: StampField


class Set(CallbackData, prefix="o-stset"):
    """Set it."""

    ref: str
    stamp_field: StampField
    number: int
    based_on: int


class Rename(CallbackData, prefix="o-stren"):
    ref: str


def row_of(texts: Texts, card: OwnerCard) -> Button:
    mark = "✅" if card.on else "⏸"
    label = texts.plain(
        "stamping-row",
        title=short(texts.name(Localized(card.title)), NAME_ON_A_ROW),
        needed=card.needed,
    )
    return button(f"{mark} {label}", One(ref=card.ref))


def cards_screen(texts: Texts, view: OwnerCards) -> Screen:
    templates = [
        [
            button(
                texts.plain(f"stamping-new-{one}", needed=stamp_rules.usual_number(one)),
                Template(stamp_template=one),
            )
        ]
        for one in StampTemplate
    ]
    return Screen(
        text=texts("stamping-title" if view.cards else "stamping-empty"),
        keyboard=rows(
            *[[row_of(texts, card)] for card in view.cards], *templates, [back(texts, Offers())]
        ),
    )


def title_screen(texts: Texts, template: StampTemplate) -> Screen:
    suggested = texts.plain(f"stamping-usual-{template}")
    return Screen(
        text=texts("stamping-ask-title"),
        keyboard=rows(
            [button(suggested, Suggested(stamp_template=template), style="primary")],
            [back(texts, StampCards())],
        ),
    )


def draft_screen(
    texts: Texts, template: StampTemplate, needed: int, title: str, based_on: int
) -> Screen:
    """Show the card as a guest will read it; a launch is the next tap."""
    numbers = [
        button(
            texts.plain(
                "stamping-number", number=number, chosen="yes" if number == needed else "no"
            ),
            Draft(stamp_template=template, needed=number),
        )
        for number in CHOICES[StampField.NEEDED]
    ]
    guest = texts("stamps-card", title=title, count=0, needed=needed, left=needed)
    each = texts(f"stamping-each-{stamp_rules.each_of(template)}")
    go = Go(stamp_template=template, needed=needed, based_on=based_on, op=one_time())
    return Screen(
        text="\n".join([texts("stamping-draft"), guest, each]),
        keyboard=rows(
            numbers[:IN_A_ROW],
            numbers[IN_A_ROW:],
            [button(texts.plain("offering-launch"), go, style="success")],
            [back(texts, StampCards())],
        ),
    )


def shown(texts: Texts, field: StampField, value: int | None) -> str:
    fact: Fact = value or 0
    if value is None or (field is StampField.GAP_MINUTES and not value):
        fact = Key(f"stamping-none-{field}".replace("_", "-"))
    elif field is not StampField.NEEDED:
        fact = Key(f"stamping-value-{field}".replace("_", "-"), {"number": value})
    return texts.plain(f"stamping-{field}".replace("_", "-"), value=fact)


def card_screen(texts: Texts, card: OwnerCard, based_on: int) -> Screen:
    result = card.result
    text = "\n".join(
        [
            texts("stamping-on" if card.on else "stamping-off"),
            texts(
                "stamping-line",
                title=Localized(card.title),
                reward=Localized(card.reward),
                needed=card.needed,
            ),
            texts(f"stamping-each-{card.each}"),
            texts(
                "stamping-result",
                completed=result.completed,
                handed=result.handed,
                waiting=result.waiting,
            ),
        ]
    )
    fields = [
        [button(shown(texts, field, value), Choose(ref=card.ref, stamp_field=field))]
        for field, value in card.values.items()
    ]
    switch = button(
        texts.plain("stamping-switch-off" if card.on else "stamping-switch-on"),
        Switch(ref=card.ref, on=not card.on, based_on=based_on),
        style=None if card.on else "success",
    )
    rename = button(texts.plain("stamping-rename"), Rename(ref=card.ref))
    return Screen(
        text=text, keyboard=rows(*fields, [rename], [switch], [back(texts, StampCards())])
    )


def choose_screen(texts: Texts, card: OwnerCard, field: StampField, based_on: int) -> Screen:
    values = [
        button(
            texts.plain(
                "stamping-number",
                number=number,
                chosen="yes" if number == card.values.get(field) else "no",
            ),
            Set(ref=card.ref, stamp_field=field, number=number, based_on=based_on),
        )
        for number in CHOICES[field]
    ]
    question = texts(f"stamping-choose-{field}".replace("_", "-"))
    return Screen(
        text=question,
        keyboard=rows(values[:IN_A_ROW], values[IN_A_ROW:], [back(texts, One(ref=card.ref))]),
    )


async def show_cards(desk: Desk) -> None:
    await desk.state.clear()
    view = await desk.db.read(stamp_rules.cards, now=desk.now)
    await desk.chat.show(cards_screen(desk.texts, view))


async def show_one(desk: Desk, ref: str) -> None:
    await desk.state.clear()
    card, based_on = await find(desk, ref)
    await desk.chat.show(card_screen(desk.texts, card, based_on))


async def find(desk: Desk, ref: str) -> tuple[OwnerCard, int]:
    """Return the card behind a button, and the version it was read from."""
    view = await desk.db.read(stamp_rules.cards, now=desk.now)
    for card in view.cards:
        if card.ref == ref:
            return card, view.version_id
    raise stamp_rules.UnknownStampCard


async def show_draft(desk: Desk, template: StampTemplate, needed: int, title: str) -> None:
    await desk.state.set_state(Stamping.title)
    await desk.state.set_data({"stamp_template": template, "title": title})
    view = await desk.db.read(stamp_rules.cards, now=desk.now)
    await desk.chat.show(draft_screen(desk.texts, template, needed, title, view.version_id))


@router.callback_query(StampCards.filter())
async def open_cards(_: CallbackQuery, desk: Desk) -> None:
    await show_cards(desk)


@router.callback_query(Template.filter())
async def begin(_: CallbackQuery, callback_data: Template, desk: Desk) -> None:
    template = callback_data.stamp_template
    await desk.state.set_state(Stamping.title)
    await desk.state.set_data({"stamp_template": template})
    await desk.chat.show(title_screen(desk.texts, template))


@router.callback_query(Suggested.filter())
async def take_suggested(_: CallbackQuery, callback_data: Suggested, desk: Desk) -> None:
    template = callback_data.stamp_template
    title = desk.texts.plain(f"stamping-usual-{template}")
    await show_draft(desk, template, stamp_rules.usual_number(template), title)


@router.message(StateFilter(Stamping.title), Has("text"))
async def type_title(message: Message, desk: Desk) -> None:
    template = StampTemplate((await desk.state.get_data())["stamp_template"])
    title = (message.text or "").strip()
    await show_draft(desk, template, stamp_rules.usual_number(template), title)


@router.callback_query(Draft.filter())
async def change(_: CallbackQuery, callback_data: Draft, desk: Desk) -> None:
    """Take another number; a name that is gone is asked for again."""
    template, title = callback_data.stamp_template, (await desk.state.get_data()).get("title")
    if not title:
        await desk.chat.show(title_screen(desk.texts, template))
        return
    await show_draft(desk, template, callback_data.needed, title)


@router.callback_query(Go.filter())
async def launch(_: CallbackQuery, callback_data: Go, desk: Desk) -> None:
    data = callback_data
    title: str = (await desk.state.get_data()).get("title") or ""
    draft = StampDraft(
        template=data.stamp_template,
        title=title,
        language=desk.texts.language,
        needed=data.needed,
    )
    card = await desk.db.write(
        stamp_rules.launch,
        draft,
        based_on=data.based_on,
        actor=desk.actor,
        key=f"stamps:{data.op}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("stamping-launched"))
    await show_one(desk, card.ref)


@router.callback_query(One.filter())
async def open_one(_: CallbackQuery, callback_data: One, desk: Desk) -> None:
    await show_one(desk, callback_data.ref)


@router.callback_query(Switch.filter())
async def switch(_: CallbackQuery, callback_data: Switch, desk: Desk) -> None:
    data = callback_data
    await desk.db.write(
        stamp_rules.switch,
        data.ref,
        data.on,
        based_on=data.based_on,
        actor=desk.actor,
        key=f"stamps:{desk.op_key}",
        now=desk.now,
    )
    await show_one(desk, data.ref)


@router.callback_query(Choose.filter())
async def choose(_: CallbackQuery, callback_data: Choose, desk: Desk) -> None:
    card, based_on = await find(desk, callback_data.ref)
    await desk.chat.show(choose_screen(desk.texts, card, callback_data.stamp_field, based_on))


@router.callback_query(Set.filter())
async def set_value(_: CallbackQuery, callback_data: Set, desk: Desk) -> None:
    data = callback_data
    await desk.db.write(
        stamp_rules.set_value,
        data.ref,
        data.stamp_field,
        data.number,
        based_on=data.based_on,
        actor=desk.actor,
        key=f"stamps:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("program-saved"))
    await show_one(desk, data.ref)


@router.callback_query(Rename.filter())
async def ask_name(_: CallbackQuery, callback_data: Rename, desk: Desk) -> None:
    await desk.state.set_state(Stamping.renaming)
    await desk.state.set_data({"ref": callback_data.ref})
    keyboard = rows([back(desk.texts, One(ref=callback_data.ref))])
    await desk.chat.show(Screen(text=desk.texts("stamping-ask-title"), keyboard=keyboard))


@router.message(StateFilter(Stamping.renaming), Has("text"))
async def type_name(message: Message, desk: Desk) -> None:
    ref = (await desk.state.get_data())["ref"]
    _, based_on = await find(desk, ref)
    await desk.db.write(
        stamp_rules.rename,
        ref,
        message.text or "",
        desk.texts.language,
        based_on=based_on,
        actor=desk.actor,
        key=f"stamps:{desk.op_key}",
        now=desk.now,
    )
    await show_one(desk, ref)
