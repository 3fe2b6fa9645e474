"""An audience on its way: conditions by buttons, the count live, a name if one is typed (O7)."""

from dataclasses import asdict
from typing import Any

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from pydantic import TypeAdapter, ValidationError

from handlers.desk import Desk
from handlers.filters import Has, RoleIs
from handlers.offers import short
from handlers.owner.audience_fields import Field, Option, fields_of, is_single, options
from handlers.owner.audience_words import audience_name, conditions
from handlers.owner.audiences import Edit, show_audience
from handlers.owner.menu import Audience as Open
from handlers.owner.menu import Guests
from handlers.owner.segments import NewAudience
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from services import audiences
from services.actors import Role
from services.audiences import Choices
from services.domain.groups import Audience
from services.facts import Localized

router = Router(name="owner.audience_draft")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))

IN_A_ROW = 2
LABEL_LETTERS = 36
_adapter: TypeAdapter[Audience] = TypeAdapter(Audience)
_EMPTY = Audience(id="new")


class Drafting(StatesGroup):
    """Data: audience, its fields; ref, of the one that is edited, or ""; name, if typed."""

    audience = State()


class Show(CallbackData, prefix="o-audd"):
    """The draft as it is."""


class Ask(CallbackData, prefix="o-audq"):
    """The values of one condition."""

    question: Field


class Put(CallbackData, prefix="o-audp"):
    """Take a value, or take it back; the option is found again by `option`."""

    question: Field
    option: str


class Save(CallbackData, prefix="o-audok"):
    """Save the draft."""


class Draft:
    """What the step has kept; anything unreadable is an empty draft."""

    def __init__(self, data: dict[str, Any]) -> None:
        try:
            self.audience = _adapter.validate_python(data.get("audience"), strict=False)
        except ValidationError:
            self.audience = _EMPTY
        self.ref = str(data.get("ref") or "")
        self.name = str(data.get("name") or "") if "audience" in data else ""


def field_button(texts: Texts, field: Field, draft: Audience, choices: Choices) -> Button:
    """Return the condition with what it asks now."""
    alone = Audience(id=draft.id, **{name: getattr(draft, name) for name in _KEYS[field]})
    words = " · ".join(conditions(texts, alone, choices.tiers))
    name = texts.plain(f"audience-field-{field}")
    return button(f"● {short(words, LABEL_LETTERS)}" if words else name, Ask(question=field))


_KEYS = {
    field: {
        Field.ABSENT: ("absent_min", "absent_max"),
        Field.VISITS: ("visits_min", "visits_max"),
        Field.SPEND: ("spend_min_minor", "spend_max_minor"),
        Field.NOT_BOUGHT: ("not_bought",),
        Field.BIRTHDAY: ("birthday_months",),
    }.get(field, (field.value,))
    for field in Field
}


def draft_screen(texts: Texts, draft: Draft, choices: Choices, guests: int) -> Screen:
    asked = conditions(texts, draft.audience, choices.tiers)
    name = {texts.language: draft.name} if draft.name else {}
    title = audience_name(texts, name, draft.audience) if asked else ""
    lines = [
        texts("audience-title", name=title) if title else texts("audience-new"),
        texts("audience-guests", guests=guests) if asked else texts("audience-everybody"),
        texts("audience-name-hint") if asked else texts("audience-hint"),
    ]
    fields = [field_button(texts, one, draft.audience, choices) for one in fields_of(choices)]
    pairs = [fields[at : at + IN_A_ROW] for at in range(0, len(fields), IN_A_ROW)]
    leave = Open(ref=draft.ref) if draft.ref else Guests()
    return Screen(
        text="\n".join(lines),
        keyboard=rows(
            *pairs,
            [button(texts.plain("audience-save"), Save(), style="success")] if asked else [],
            [back(texts, leave)],
        ),
    )


def field_screen(texts: Texts, field: Field, found: list[Option], guests: int) -> Screen:
    choices = [
        button(
            f"● {short(one.label, LABEL_LETTERS)}"
            if one.chosen
            else short(one.label, LABEL_LETTERS),
            Put(question=field, option=one.value),
        )
        for one in found
    ]
    pairs = [choices[at : at + IN_A_ROW] for at in range(0, len(choices), IN_A_ROW)]
    return Screen(
        text="\n".join([texts(f"audience-ask-{field}"), texts("audience-guests", guests=guests)]),
        keyboard=rows(*pairs, [back(texts, Show())]),
    )


async def load(desk: Desk) -> Draft:
    return Draft(await desk.state.get_data())


async def keep(desk: Desk, draft: Draft) -> None:
    await desk.state.set_state(Drafting.audience)
    await desk.state.set_data(
        {"audience": asdict(draft.audience), "ref": draft.ref, "name": draft.name}
    )


async def show_draft(desk: Desk, draft: Draft) -> None:
    await keep(desk, draft)
    choices = await desk.db.read(audiences.choices, now=desk.now)
    guests = await desk.db.read(audiences.count, draft.audience, now=desk.now)
    await desk.chat.show(draft_screen(desk.texts, draft, choices, guests))


async def values(desk: Desk, field: Field, draft: Draft) -> list[Option]:
    choices = await desk.db.read(audiences.choices, now=desk.now)
    return options(
        desk.texts,
        field,
        draft.audience,
        choices,
        currency=desk.who.currency,
        unit=10**desk.who.digits,
    )


async def show_field(desk: Desk, field: Field, draft: Draft) -> None:
    await keep(desk, draft)
    guests = await desk.db.read(audiences.count, draft.audience, now=desk.now)
    found = await values(desk, field, draft)
    await desk.chat.show(field_screen(desk.texts, field, found, guests))


@router.callback_query(NewAudience.filter())
async def begin(_: CallbackQuery, desk: Desk) -> None:
    await show_draft(desk, Draft({}))


@router.callback_query(Edit.filter())
async def edit(_: CallbackQuery, callback_data: Edit, desk: Desk) -> None:
    view = await desk.db.read(audiences.audience, callback_data.ref, now=desk.now)
    name = desk.texts.name(Localized(view.name)) if view.name else ""
    data = {"audience": asdict(view.asked), "ref": view.ref, "name": name}
    await show_draft(desk, Draft(data))


@router.callback_query(Show.filter())
async def show(_: CallbackQuery, desk: Desk) -> None:
    await show_draft(desk, await load(desk))


@router.callback_query(Ask.filter())
async def ask(_: CallbackQuery, callback_data: Ask, desk: Desk) -> None:
    await show_field(desk, callback_data.question, await load(desk))


@router.callback_query(Put.filter())
async def put(_: CallbackQuery, callback_data: Put, desk: Desk) -> None:
    """Change the draft; a value that is not there any more changes nothing."""
    draft, field = await load(desk), callback_data.question
    for one in await values(desk, field, draft):
        if one.value == callback_data.option:
            draft.audience = one.then
    if is_single(field):
        await show_draft(desk, draft)
    else:
        await show_field(desk, field, draft)


@router.message(StateFilter(Drafting.audience), Has("text"))
async def type_name(message: Message, desk: Desk) -> None:
    draft = await load(desk)
    draft.name = (message.text or "").strip()
    await show_draft(desk, draft)


@router.callback_query(Save.filter())
async def save(_: CallbackQuery, desk: Desk) -> None:
    draft = await load(desk)
    ref = await desk.db.write(
        audiences.save,
        draft.audience,
        {desk.texts.language: draft.name} if draft.name else {},
        ref=draft.ref or None,
        actor=desk.actor,
        key=f"audience:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("audience-saved"))
    await show_audience(desk, ref)
