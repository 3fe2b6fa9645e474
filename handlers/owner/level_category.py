"""A level for money spent in one category: which one, chosen or typed, and then how much (O4)."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.desk import Desk
from handlers.filters import Has, RoleIs
from handlers.offers import short
from handlers.owner.level_edit import Editing, Value, ask_screen
from handlers.owner.levels import Change, InCategory, Level
from handlers.texts import Texts
from handlers.ui import Screen, back, button, rows
from services import levels
from services.actors import Role
from services.categories import category_ref, cleaned_category
from services.levels import CategoryNameless, LevelRule, LevelsView, LevelView

router = Router(name="owner.level_category")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))

PER_ROW = 2


class Choosing(StatesGroup):
    category = State()  # data: ref. One that nobody has bought yet is typed.


class Of(CallbackData, prefix="o-lvcat"):
    """Ask how much of the category behind the second reference the level needs."""

    ref: str
    category_ref: str


def categories_screen(texts: Texts, view: LevelsView, level: LevelView) -> Screen:
    """The categories that the program or the till knows, two in a row."""
    known = [
        button(short(name), Of(ref=level.ref, category_ref=category_ref(name)))
        for name in view.categories
    ]
    lines = [known[at : at + PER_ROW] for at in range(0, len(known), PER_ROW)]
    none = button(
        texts.plain("levels-without"), Value(level_rule=LevelRule.SPEND_IN, ref=level.ref)
    )
    return Screen(
        text=texts("levels-ask-category" if known else "levels-ask-first-category"),
        keyboard=rows(
            *lines,
            [none] if level.need(LevelRule.SPEND_IN) else [],
            [back(texts, Level(ref=level.ref))],
        ),
    )


async def ask_amount(desk: Desk, ref: str, category: str) -> None:
    """Ask for the money; the category stays in the step."""
    asked = Change(level_rule=LevelRule.SPEND_IN, ref=ref, language=desk.texts.language)
    view = await desk.db.read(levels.levels, now=desk.now)
    await desk.state.set_state(Editing.value)
    await desk.state.set_data({**asked.model_dump(mode="json"), "category": category})
    await desk.chat.show(ask_screen(desk, view, asked, category))


@router.callback_query(InCategory.filter())
async def ask_category(_: CallbackQuery, callback_data: InCategory, desk: Desk) -> None:
    level = await desk.db.read(levels.level, callback_data.ref, now=desk.now)
    view = await desk.db.read(levels.levels, now=desk.now)
    await desk.state.set_state(Choosing.category)
    await desk.state.set_data({"ref": level.ref})
    await desk.chat.show(categories_screen(desk.texts, view, level))


@router.callback_query(Of.filter())
async def choose_category(_: CallbackQuery, callback_data: Of, desk: Desk) -> None:
    view = await desk.db.read(levels.levels, now=desk.now)
    found = [one for one in view.categories if category_ref(one) == callback_data.category_ref]
    if not found:
        raise CategoryNameless
    await ask_amount(desk, callback_data.ref, found[0])


@router.message(StateFilter(Choosing.category), Has("text"))
async def type_category(message: Message, desk: Desk) -> None:
    """Take any name: the till gets a button for it once the level is saved."""
    name = cleaned_category(message.text or "")
    if not name:
        raise CategoryNameless
    await ask_amount(desk, str((await desk.state.get_data())["ref"]), name)
