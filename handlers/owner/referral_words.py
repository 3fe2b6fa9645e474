"""The words a guest sends a friend with the link, typed by the owner for each language (O3)."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.desk import Desk
from handlers.filters import Has, RoleIs
from handlers.owner.menu import Referrals
from handlers.owner.messages import language_name, spoken
from handlers.owner.referrals import Invitation
from handlers.texts import Texts
from handlers.ui import Screen, back, button, rows
from services import referral_words
from services.actors import Role
from services.referral_words import InvitationView
from services.units import LANGUAGES

router = Router(name="owner.referral_words")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))


class Inviting(StatesGroup):
    words = State()  # data: language, based_on


class Reset(CallbackData, prefix="o-refrst"):
    """Back to the built-in words of this language."""

    language: str
    based_on: int


def words_screen(
    texts: Texts, view: InvitationView, language: str, *, saved: bool = False
) -> Screen:
    """What a friend reads, the same to copy and change, and the other languages."""
    spoken_here = texts.other(language)
    text = texts(
        "referrals-words-ask",
        saved=saved,
        language=language_name(texts, language),
        said=spoken_here.plain("referral-words", said=view.said),
        words=spoken_here.plain("referral-words", said=view.template),
        allowed=" ".join(view.placeholders),
    )
    others = [one for one in LANGUAGES if one != language]
    reset = Reset(language=language, based_on=view.version_id)
    return Screen(
        text=text,
        keyboard=rows(
            [button(texts.plain(f"language-{one}"), Invitation(language=one)) for one in others],
            [button(texts.plain("trigger-reset"), reset)] if view.own else [],
            [back(texts, Referrals())],
        ),
    )


async def show_words(desk: Desk, language: str, *, saved: bool = False) -> None:
    """Show the words, and take new ones until the owner goes elsewhere."""
    language = spoken(desk.texts, language)
    view = await desk.db.read(referral_words.view, language, now=desk.now)
    await desk.state.set_state(Inviting.words)
    await desk.state.set_data({"language": language, "based_on": view.version_id})
    await desk.chat.show(words_screen(desk.texts, view, language, saved=saved))


@router.callback_query(Invitation.filter())
async def ask_words(_: CallbackQuery, callback_data: Invitation, desk: Desk) -> None:
    await show_words(desk, callback_data.language)


@router.message(StateFilter(Inviting.words), Has("text"))
async def type_words(message: Message, desk: Desk) -> None:
    """Save the words and show them as a friend will read them; a refusal keeps the step."""
    data = await desk.state.get_data()
    await desk.db.write(
        referral_words.set_words,
        data["language"],
        message.text or "",
        based_on=data["based_on"],
        actor=desk.actor,
        key=f"invitation:{desk.op_key}",
        now=desk.now,
    )
    await show_words(desk, data["language"], saved=True)


@router.callback_query(Reset.filter())
async def reset(_: CallbackQuery, callback_data: Reset, desk: Desk) -> None:
    language = spoken(desk.texts, callback_data.language)
    await desk.db.write(
        referral_words.reset_words,
        language,
        based_on=callback_data.based_on,
        actor=desk.actor,
        key=f"invitation:{desk.op_key}",
        now=desk.now,
    )
    await show_words(desk, language, saved=True)
