"""Favourite categories: the switch, the list, how many, the percent, and what came of it (O3)."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.desk import Desk
from handlers.filters import Has, RoleIs
from handlers.offers import short
from handlers.owner.favourite_words import about, category, effect, line
from handlers.owner.menu import FavouriteRules as Open
from handlers.owner.menu import Program
from handlers.owner.rule_words import typed_value
from handlers.owner.what_if import count_on_screen, stop_counting
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from handlers.what_ifs import Counting, WhatIfs
from services import favourite_rules
from services.actors import Role
from services.categories import category_ref, cleaned_category
from services.facts import Percent
from services.favourite_rules import (
    FavouriteChange,
    FavouritesNeedCategories,
    Field,
    OwnerFavourites,
)
from services.what_if import WhatIf

router = Router(name="owner.favourites")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))

COUNTS = (1, 2, 3, 4, 5)
PERCENTS = ("7", "10", "15", "20")
PER_ROW = 2


class Favouring(StatesGroup):
    listing = State()  # data: of, the categories marked so far. Another one is typed.
    number = State()  # data: favourite_field
    seen = State()  # the effect is on the screen; data: of, asked


class Choose(CallbackData, prefix="o-favf"):
    """Show values for this, and take a typed one."""

    favourite_field: Field


class Mark(CallbackData, prefix="o-favm"):
    """Put the category behind the reference on the list, or take it off."""

    ref: str


class See(CallbackData, prefix="o-favv"):
    """See the effect; the list of categories stays in the step."""

    favourite_field: Field
    value: str


class Save(CallbackData, prefix="o-favok"):
    """Save it; of a list the value is its reference, the names stay in the step."""

    favourite_field: Field
    value: str
    based_on: int


def rules_screen(texts: Texts, view: OwnerFavourites) -> Screen:
    """What it is and what it brought; the switch first, then what can be set."""
    settings = view.settings
    switch = button(
        texts.plain("favouring-on" if settings.on else "favouring-off"),
        See(favourite_field=Field.ON, value="0" if settings.on else "1")
        if settings.of
        else Choose(favourite_field=Field.OF),
        style=None if settings.on else "primary",
    )
    fields = [
        [button(line(texts, settings, one), Choose(favourite_field=one))]
        for one in (Field.OF, Field.CHOOSE, Field.PERCENT)
    ]
    return Screen(
        text=about(texts, view), keyboard=rows([switch], *fields, [back(texts, Program())])
    )


def list_screen(texts: Texts, view: OwnerFavourites, of: list[str]) -> Screen:
    """Each category the program or the till knows, with its mark; another one is typed."""
    names = dict.fromkeys([*view.known, *of])
    marks = [
        button(
            texts.plain(
                "favourites-on" if name in of else "favourites-off-mark",
                name=short(category(texts, view.settings, name)),
            ),
            Mark(ref=category_ref(name)),
        )
        for name in names
    ]
    lines = [marks[at : at + PER_ROW] for at in range(0, len(marks), PER_ROW)]
    go_on = button(
        texts.plain("favouring-go-on"), See(favourite_field=Field.OF, value=""), style="primary"
    )
    return Screen(
        text=texts("favouring-ask-of" if names else "favouring-ask-first"),
        keyboard=rows(*lines, [go_on] if names else [], [back(texts, Open())]),
    )


def values_screen(texts: Texts, view: OwnerFavourites, field: Field) -> Screen:
    """Usual values; any other one is typed."""
    if field is Field.CHOOSE:
        most = len(view.settings.of) or len(COUNTS)
        values = [(str(one), str(one)) for one in COUNTS if one <= most]
    else:
        values = [(one, texts.plain("program-percent", percent=Percent(one))) for one in PERCENTS]
    buttons: list[Button] = [
        button(label, See(favourite_field=field, value=value)) for value, label in values
    ]
    return Screen(
        text=texts(f"favouring-ask-{field}"),
        keyboard=rows(buttons[:3], buttons[3:], [back(texts, Open())]),
    )


async def show_rules(desk: Desk) -> None:
    await desk.state.clear()
    view = await desk.db.read(favourite_rules.view, now=desk.now)
    await desk.chat.show(rules_screen(desk.texts, view))


async def show_list(desk: Desk, of: list[str]) -> None:
    """Show the list with these on it; they stay in the step."""
    view = await desk.db.read(favourite_rules.view, now=desk.now)
    await desk.state.set_state(Favouring.listing)
    await desk.state.set_data({"of": of})
    await desk.chat.show(list_screen(desk.texts, view, of))


async def marked(desk: Desk) -> list[str]:
    """Return the categories marked so far; those of the file if the step forgot them."""
    data = await desk.state.get_data()
    view = await desk.db.read(favourite_rules.view, now=desk.now)
    return list(data.get("of", view.settings.of))


async def show_effect(desk: Desk, change: FavouriteChange, what_ifs: WhatIfs) -> None:
    """Show what the change does; what it would have cost follows, where anybody has picked."""
    preview = await desk.db.read(favourite_rules.preview, change, now=desk.now)
    await desk.state.set_state(Favouring.seen)
    await desk.state.set_data({"of": list(change.of)} if change.field is Field.OF else {})
    keyboard = rows(
        [
            button(
                desk.texts.plain("program-save"),
                Save(
                    favourite_field=change.field, value=change.value, based_on=preview.version_id
                ),
                style="success",
            ),
            button(desk.texts.plain("program-cancel"), Open()),
        ]
    )

    def draw(told: Counting | WhatIf | None) -> Screen:
        return Screen(text=effect(desk.texts, change.field, preview, told), keyboard=keyboard)

    if preview.picked:
        await count_on_screen(desk, what_ifs, preview.text, draw)
    else:
        await desk.chat.show(draw(None))


@router.callback_query(Open.filter())
async def open_rules(_: CallbackQuery, desk: Desk) -> None:
    await show_rules(desk)


@router.callback_query(Choose.filter())
async def choose(_: CallbackQuery, callback_data: Choose, desk: Desk) -> None:
    field = callback_data.favourite_field
    view = await desk.db.read(favourite_rules.view, now=desk.now)
    if field is Field.OF:
        await show_list(desk, list(view.settings.of))
        return
    if field is Field.ON:
        await show_rules(desk)
        return
    await desk.state.set_state(Favouring.number)
    await desk.state.set_data({"favourite_field": field})
    await desk.chat.show(values_screen(desk.texts, view, field))


@router.callback_query(Mark.filter())
async def mark(_: CallbackQuery, callback_data: Mark, desk: Desk) -> None:
    of = await marked(desk)
    view = await desk.db.read(favourite_rules.view, now=desk.now)
    for name in dict.fromkeys([*view.known, *of]):
        if category_ref(name) == callback_data.ref:
            of = [one for one in of if one != name] if name in of else [*of, name]
    await show_list(desk, of)


@router.message(StateFilter(Favouring.listing), Has("text"))
async def type_category(message: Message, desk: Desk) -> None:
    """Put a typed category on the list: the till gets a button of this name."""
    of, name = await marked(desk), cleaned_category(message.text or "")
    if not name:
        raise FavouritesNeedCategories
    await show_list(desk, list(dict.fromkeys([*of, name])))


@router.callback_query(See.filter())
async def see(_: CallbackQuery, callback_data: See, desk: Desk, what_ifs: WhatIfs) -> None:
    field = callback_data.favourite_field
    change = FavouriteChange(field=field, value=callback_data.value)
    if field is Field.OF:
        of = tuple(await marked(desk))
        change = FavouriteChange(field=field, value=favourite_rules.list_ref(of), of=of)
    await show_effect(desk, change, what_ifs)


@router.message(StateFilter(Favouring.number), Has("text"))
async def type_number(message: Message, desk: Desk, what_ifs: WhatIfs) -> None:
    field = Field((await desk.state.get_data())["favourite_field"])
    value = typed_value(message.text or "")
    await show_effect(desk, FavouriteChange(field=field, value=value), what_ifs)


@router.callback_query(Save.filter())
async def save(_: CallbackQuery, callback_data: Save, desk: Desk) -> None:
    """Save what was seen; of a list that is not the one in the step nothing is."""
    data = callback_data
    kept = (await desk.state.get_data()).get("of", ())
    if data.favourite_field is Field.OF and favourite_rules.list_ref(kept) != data.value:
        await show_rules(desk)
        return
    await stop_counting(desk)
    await desk.db.write(
        favourite_rules.apply,
        FavouriteChange(field=data.favourite_field, value=data.value, of=tuple(kept)),
        based_on=data.based_on,
        actor=desk.actor,
        key=f"favourites-rule:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("program-saved"))
    await show_rules(desk)
