"""The ladder of levels: what each asks for and gives, and who stands on it (O4)."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.filters import RoleIs
from handlers.owner.level_words import field_value, level_line, rule_value, word
from handlers.owner.menu import Levels, Program
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from services import levels
from services.actors import Role
from services.facts import Localized
from services.levels import THRESHOLDS, LevelRule, LevelsView, LevelView

router = Router(name="owner.levels")
router.callback_query.filter(RoleIs(Role.OWNER))


class Level(CallbackData, prefix="o-level"):
    """One level with all that can be changed about it."""

    ref: str


class Counting(CallbackData, prefix="o-lvhow"):
    """How levels are counted, for all of them."""


class Change(CallbackData, prefix="o-lvask"):
    """Show values for this, and take a typed one; `language` is that of words."""

    level_rule: LevelRule
    ref: str = ""
    language: str = ""


class InCategory(CallbackData, prefix="o-lvin"):
    """Ask which category of goods counts for the level, and then how much of it."""

    ref: str


class New(CallbackData, prefix="o-lvnew"):
    """Begin a level."""


def levels_screen(texts: Texts, view: LevelsView) -> Screen:
    """Each level in a line, highest last; a button for each."""
    lines = [level_line(texts, one) for one in view.levels] or [texts("levels-nothing")]
    chosen = [
        [button(texts.plain("levels-one", name=Localized(one.name)), Level(ref=one.ref))]
        for one in view.levels
    ]
    new = button(texts.plain("levels-new"), New(), style=None if view.levels else "primary")
    how = button(texts.plain("levels-how"), Counting())
    return Screen(
        text="\n".join([texts("levels-title"), *lines]),
        keyboard=rows(
            *chosen,
            [] if view.full else [new],
            [how] if view.levels else [],
            [back(texts, Program())],
        ),
    )


def level_screen(texts: Texts, level: LevelView, *, alone: bool) -> Screen:
    """Everything of a level; the first one asks for nothing, and stays while there are others."""
    given = texts.name(Localized(level.perks)) if level.perks else texts.plain("levels-none")
    numbers = (*(THRESHOLDS if level.rank else ()), LevelRule.PERCENT)
    fields = [
        button(
            texts.plain(f"levels-set-{word(rule)}", value=field_value(level, rule)),
            InCategory(ref=level.ref)
            if rule is LevelRule.SPEND_IN
            else Change(level_rule=rule, ref=level.ref),
        )
        for rule in numbers
    ]
    words = [
        button(texts.plain(f"levels-set-{rule}"), Change(level_rule=rule, ref=level.ref))
        for rule in (LevelRule.NAME, LevelRule.PERKS)
    ]
    last: list[Button] = []
    if level.rank or alone:
        remove = Change(level_rule=LevelRule.REMOVE, ref=level.ref)
        last = [button(texts.plain("levels-remove"), remove, style="danger")]
    text = f"{level_line(texts, level)}\n{texts('levels-gives', perks=given)}"
    keyboard = rows(
        words, fields[:2], fields[2:4], fields[4:-1], fields[-1:], last, [back(texts, Levels())]
    )
    return Screen(text=text, keyboard=keyboard)


def counting_screen(texts: Texts, view: LevelsView) -> Screen:
    """What counts, whether one threshold is enough, and what becomes of a level that ends."""
    lines = [
        [
            button(
                texts.plain(f"levels-rule-{word(rule)}", value=rule_value(texts, rule, value)),
                Change(level_rule=rule),
            )
        ]
        for rule, value in view.rules.items()
    ]
    return Screen(text=texts("levels-how-title"), keyboard=rows(*lines, [back(texts, Levels())]))


async def show_levels(desk: Desk) -> None:
    await desk.state.clear()
    view = await desk.db.read(levels.levels, now=desk.now)
    await desk.chat.show(levels_screen(desk.texts, view))


async def show_level(desk: Desk, ref: str) -> None:
    await desk.state.clear()
    view = await desk.db.read(levels.levels, now=desk.now)
    found = [one for one in view.levels if one.ref == ref]
    if not found:
        raise levels.UnknownLevel
    alone = len(view.levels) == 1
    await desk.chat.show(level_screen(desk.texts, found[0], alone=alone))


async def show_counting(desk: Desk) -> None:
    await desk.state.clear()
    view = await desk.db.read(levels.levels, now=desk.now)
    await desk.chat.show(counting_screen(desk.texts, view))


@router.callback_query(Levels.filter())
async def open_levels(_: CallbackQuery, desk: Desk) -> None:
    await show_levels(desk)


@router.callback_query(Level.filter())
async def open_level(_: CallbackQuery, callback_data: Level, desk: Desk) -> None:
    await show_level(desk, callback_data.ref)


@router.callback_query(Counting.filter())
async def open_counting(_: CallbackQuery, desk: Desk) -> None:
    await show_counting(desk)
