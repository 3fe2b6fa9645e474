"""The words of a message, typed by the owner for each language (O6)."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery
from aiogram.types import Message as Typed

from handlers.desk import Desk
from handlers.filters import Has, RoleIs
from handlers.owner.menu import Message
from handlers.owner.messages import Words, language_name, language_row, name_of, show_view, spoken
from handlers.texts import Texts, escaped, unmarked
from handlers.ui import Screen, back, button, rows
from services import triggers
from services.actors import Role
from services.domain.kinds import Occasion
from services.triggers import TriggerView

router = Router(name="owner.message_words")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))


class Writing(StatesGroup):
    words = State()  # data: trigger, language, based_on


class Reset(CallbackData, prefix="o-mreset"):
    """Back to the built-in words of this language."""

    trigger: Occasion
    language: str
    based_on: int


def words_screen(texts: Texts, view: TriggerView, language: str, words: str) -> Screen:
    """The present words, what may be inserted, and the other languages."""
    text = texts(
        "trigger-text-ask",
        name=name_of(texts, view.trigger),
        language=language_name(texts, language),
        words=escaped(words),
        allowed=" ".join(triggers.allowed(view.trigger, language)),
    )
    reset = Reset(trigger=view.trigger, language=language, based_on=view.version_id)
    own = language in view.texts
    return Screen(
        text=text,
        keyboard=rows(
            language_row(texts, view.trigger, Words, language),
            [button(texts.plain("trigger-reset"), reset)] if own else [],
            [back(texts, Message(trigger=view.trigger))],
        ),
    )


@router.callback_query(Words.filter())
async def ask_words(_: CallbackQuery, callback_data: Words, desk: Desk) -> None:
    language = spoken(desk.texts, callback_data.language)
    view = await desk.db.read(triggers.trigger, callback_data.trigger, now=desk.now)
    now_said = await desk.db.read(triggers.template, view.trigger, language, now=desk.now)
    words = unmarked(desk.texts.other(language)(now_said.text, **now_said.facts))
    await desk.state.set_state(Writing.words)
    await desk.state.set_data(
        {"trigger": view.trigger, "language": language, "based_on": view.version_id}
    )
    await desk.chat.show(words_screen(desk.texts, view, language, words))


@router.message(StateFilter(Writing.words), Has("text"))
async def type_words(message: Typed, desk: Desk) -> None:
    """Save the words and show them as a guest will read them; a refusal keeps the step."""
    data = await desk.state.get_data()
    trigger = Occasion(data["trigger"])
    await desk.db.write(
        triggers.set_text,
        trigger,
        data["language"],
        message.text or "",
        based_on=data["based_on"],
        actor=desk.actor,
        key=f"words:{desk.op_key}",
        now=desk.now,
    )
    await desk.state.clear()
    await show_view(desk, trigger, data["language"], saved=True)


@router.callback_query(Reset.filter())
async def reset(_: CallbackQuery, callback_data: Reset, desk: Desk) -> None:
    data = callback_data
    await desk.db.write(
        triggers.reset_text,
        data.trigger,
        spoken(desk.texts, data.language),
        based_on=data.based_on,
        actor=desk.actor,
        key=f"reset:{desk.op_key}",
        now=desk.now,
    )
    await desk.state.clear()
    await show_view(desk, data.trigger, data.language, saved=True)
