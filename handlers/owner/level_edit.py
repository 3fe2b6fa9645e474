"""A level's values: chosen or typed, shown with their effect, and saved as the owner says (O4)."""

from dataclasses import asdict
from typing import Any

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from handlers.desk import Desk, one_time
from handlers.filters import Has, RoleIs
from handlers.owner.level_words import rule_value, word
from handlers.owner.levels import (
    Change,
    Counting,
    Level,
    New,
    show_counting,
    show_level,
    show_levels,
)
from handlers.owner.menu import Levels
from handlers.owner.what_if import DAYS, what_if_words
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from handlers.what_ifs import Counting as Running
from handlers.what_ifs import WhatIfs
from services import conversations, levels
from services.actors import Role
from services.domain.kinds import TierBasis
from services.domain.program import Threshold
from services.domain.typed import plain
from services.facts import Key, Localized, Percent
from services.level_needs import need_fact
from services.levels import LADDER_RULES, MONEY, LevelChange, LevelPreview, LevelRule, LevelsView
from services.units import LANGUAGES
from services.what_if import WhatIf

router = Router(name="owner.level_edit")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))

COUNTS = {LevelRule.PURCHASES: ("5", "10", "20", "50"), LevelRule.VISITS: ("5", "10", "20", "40")}
PERCENTS = ("3", "5", "7", "10")
WORDS = (LevelRule.NAME, LevelRule.PERKS)


class Editing(StatesGroup):
    value = State()  # data: level_rule, ref, language, and category of money spent in one
    new = State()  # data: name, then spend; a level is made of three answers
    seen = State()  # the effect is on the screen; data: change, based_on, asked


class Value(CallbackData, prefix="o-lvval"):
    """See the effect of this value; empty: none."""

    level_rule: LevelRule
    ref: str = ""
    value: str = ""


class NewValue(CallbackData, prefix="o-lvadd"):
    """The next answer about a new level."""

    value: str


class Save(CallbackData, prefix="o-lvsave"):
    """Save what is on the screen; `anew`: count everybody's level by it at once."""

    anew: bool
    based_on: int


def value_words(texts: Texts, desk: Desk, rule: LevelRule, value: str, category: str = "") -> str:
    """Return a value as its button says it."""
    if rule in LADDER_RULES:
        return rule_value(texts, rule, value)
    if not value:
        return texts.plain("levels-base-rate" if rule is LevelRule.PERCENT else "levels-without")
    if rule is LevelRule.PERCENT:
        return texts.plain("program-percent", percent=Percent(value))
    need = int(value) * (10**desk.who.digits if rule in MONEY else 1)
    asked = Threshold(basis=TierBasis(rule.value), need=need, category=category)
    return texts.plain("levels-need", need=need_fact(asked))


def presets(view: LevelsView, rule: LevelRule) -> tuple[str, ...]:
    match rule:
        case LevelRule.SPEND | LevelRule.SPEND_IN:
            return tuple(map(str, view.spends))
        case LevelRule.POINTS:
            return tuple(map(str, view.points))
        case LevelRule.PERCENT:
            return PERCENTS
        case _:
            return COUNTS.get(rule) or LADDER_RULES.get(rule, ())


def ask_screen(desk: Desk, view: LevelsView, asked: Change, category: str = "") -> Screen:
    """The values worth a button; any other is typed. A `category` is named in the question."""
    texts, rule = desk.texts, asked.level_rule
    said = LevelRule.SPEND if rule is LevelRule.SPEND_IN else rule
    values = [
        button(
            value_words(texts, desk, said, value),
            Value(level_rule=rule, ref=asked.ref, value=value),
        )
        for value in presets(view, rule)
    ]
    none: list[Button] = []
    if rule not in LADDER_RULES:
        label = value_words(texts, desk, rule, "")
        none = [button(label, Value(level_rule=rule, ref=asked.ref))]
    to = Level(ref=asked.ref) if asked.ref else Counting()
    text = texts(f"levels-ask-{word(rule)}", category=category)
    keyboard = rows(values[:2], values[2:4], values[4:], none, [back(texts, to)])
    return Screen(text=text, keyboard=keyboard)


def words_screen(desk: Desk, asked: Change, now: str) -> Screen:
    """Ask for words in one language; the others are a tap away."""
    texts, rule = desk.texts, asked.level_rule
    others = [
        button(
            texts.plain("levels-language", language=language.upper()),
            Change(level_rule=rule, ref=asked.ref, language=language),
            style="primary" if language == asked.language else None,
        )
        for language in LANGUAGES
    ]
    none: list[Button] = []
    if rule is LevelRule.PERKS and now:
        none = [button(texts.plain("levels-without"), Value(level_rule=rule, ref=asked.ref))]
    text = texts(
        f"levels-ask-{rule}", language=asked.language.upper(), now=now or Key("levels-none")
    )
    return Screen(text=text, keyboard=rows(others, none, [back(texts, Level(ref=asked.ref))]))


def effect(texts: Texts, view: LevelPreview, what: str, told: Running | WhatIf | None) -> str:
    """Return what the change does to people and money, before it is saved."""
    lines = [what]
    if view.guests is not None:
        lines.append(texts("levels-guests", guests=view.guests))
    if view.asks:
        lines.append(texts("levels-moves", falls=view.falls, rises=view.rises))
        if view.below is None:
            lines.append(texts("levels-choice"))
        else:
            lines.append(texts("levels-choice-below", name=Localized(view.below)))
    elif view.below is not None:
        lines.append(texts("levels-below", name=Localized(view.below)))
    if view.unseen is not None:
        lines.append(texts("program-no-button", names=view.unseen))
    lines.append(what_if_words(texts, told))
    return "\n".join(lines)


def effect_buttons(texts: Texts, view: LevelPreview) -> InlineKeyboardMarkup:
    leave = Save(anew=False, based_on=view.version_id)
    cancel = button(texts.plain("program-cancel"), Levels())
    if not view.asks:
        return rows([button(texts.plain("program-save"), leave, style="success"), cancel])
    kept = (
        texts.plain("levels-leave")
        if view.below is None
        else texts.plain("levels-leave-below", name=Localized(view.below))
    )
    return rows(
        [button(kept, leave, style="success")],
        [button(texts.plain("levels-anew"), Save(anew=True, based_on=view.version_id))],
        [cancel],
    )


def what_changes(desk: Desk, view: LevelPreview) -> str:
    """Return the change in a line: the level's name, and its new value."""
    texts, change = desk.texts, view.change
    name = Localized(view.name)
    if change.rule is LevelRule.REMOVE:
        return texts("levels-change-remove", name=name)
    if change.rule is LevelRule.ADD:
        spend = value_words(texts, desk, LevelRule.SPEND, change.spend)
        percent = value_words(texts, desk, LevelRule.PERCENT, change.percent)
        return texts("levels-change-add", name=name, spend=spend, percent=percent)
    value = value_words(texts, desk, change.rule, change.value, change.category)
    if change.rule in LADDER_RULES:
        return texts(f"levels-rule-{word(change.rule)}", value=value)
    what = texts.plain(f"levels-set-{word(change.rule)}", value=value)
    return texts("levels-change", name=name, what=what)


async def show_effect(desk: Desk, change: LevelChange, what_ifs: WhatIfs) -> None:
    """Show what the change does; what it would have cost follows on the same screen."""
    view = await desk.db.report(levels.preview, change, now=desk.now)
    asked = one_time()
    await desk.state.set_state(Editing.seen)
    data = {"change": asdict(change), "based_on": view.version_id, "asked": asked}
    await desk.state.set_data(data)
    what, keyboard = what_changes(desk, view), effect_buttons(desk.texts, view)

    def screen(told: Running | WhatIf | None) -> Screen:
        return Screen(text=effect(desk.texts, view, what, told), keyboard=keyboard)

    shown = await desk.chat.show(screen(Running(done=0, of=0)))

    async def tell(told: Running | WhatIf | None) -> bool:
        talk = await desk.db.read(conversations.load, desk.who.telegram_id)
        if talk.data.get("asked") != asked:
            return False
        await desk.chat.freshen(shown, screen(told))
        return True

    what_ifs.ask(desk.who.telegram_id, view.text, days=DAYS, tell=tell)


async def save(desk: Desk, change: LevelChange, *, anew: bool, based_on: int) -> None:
    await desk.db.write(
        levels.save,
        change,
        anew=anew,
        based_on=based_on,
        actor=desk.actor,
        key=f"level:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("program-saved"))
    if change.rule in LADDER_RULES:
        await show_counting(desk)
    elif change.rule in {LevelRule.ADD, LevelRule.REMOVE}:
        await show_levels(desk)
    else:
        await show_level(desk, change.ref)


async def take(desk: Desk, change: LevelChange, what_ifs: WhatIfs) -> None:
    """Save words at once; show the effect of anything else first."""
    if change.rule not in WORDS:
        await show_effect(desk, change, what_ifs)
        return
    view = await desk.db.read(levels.levels, now=desk.now)
    await save(desk, change, anew=False, based_on=view.version_id)


def typed_number(text: str) -> str:
    """Return "7.5" for "7,5 %" and "25000" for "25 000 ₽"; what is no number stays as typed."""
    number = "".join(plain(text[:64]).split()).replace(",", ".").rstrip("%₽").rstrip(".")
    whole, dot, fraction = number.partition(".")
    if not (whole.isascii() and whole.isdigit()):
        return "?"
    return f"{int(whole)}{dot}{fraction}"


@router.callback_query(Change.filter())
async def ask(_: CallbackQuery, callback_data: Change, desk: Desk, what_ifs: WhatIfs) -> None:
    asked = callback_data
    if asked.level_rule is LevelRule.REMOVE:
        await show_effect(desk, LevelChange(rule=asked.level_rule, ref=asked.ref), what_ifs)
        return
    if asked.level_rule is LevelRule.ADD:
        await begin(desk)
        return
    view = await desk.db.read(levels.levels, now=desk.now)
    language = asked.language if asked.language in LANGUAGES else desk.texts.language
    asked = Change(level_rule=asked.level_rule, ref=asked.ref, language=language)
    await desk.state.set_state(Editing.value)
    await desk.state.set_data(
        {"level_rule": asked.level_rule, "ref": asked.ref, "language": language}
    )
    if asked.level_rule not in WORDS:
        await desk.chat.show(ask_screen(desk, view, asked))
        return
    level = await desk.db.read(levels.level, asked.ref, now=desk.now)
    said = level.name.get(language, "")
    if asked.level_rule is LevelRule.PERKS:
        said = "\n".join(level.lists.get(language, ()))
    await desk.chat.show(words_screen(desk, asked, said))


@router.callback_query(Value.filter())
async def choose(_: CallbackQuery, callback_data: Value, desk: Desk, what_ifs: WhatIfs) -> None:
    data = await desk.state.get_data()
    chosen, language = callback_data, str(data.get("language", desk.texts.language))
    change = LevelChange(
        rule=chosen.level_rule,
        ref=chosen.ref,
        value=chosen.value,
        language=language,
        category=str(data.get("category", "")),
    )
    await take(desk, change, what_ifs)


@router.message(StateFilter(Editing.value), Has("text"))
async def type_value(message: Message, desk: Desk, what_ifs: WhatIfs) -> None:
    data, text = await desk.state.get_data(), message.text or ""
    rule = LevelRule(data["level_rule"])
    change = LevelChange(
        rule=rule,
        ref=data["ref"],
        value=text if rule in WORDS else typed_number(text),
        language=data["language"],
        category=str(data.get("category", "")),
    )
    await take(desk, change, what_ifs)


@router.callback_query(New.filter())
async def open_new(_: CallbackQuery, desk: Desk) -> None:
    await begin(desk)


async def begin(desk: Desk) -> None:
    await desk.state.set_state(Editing.new)
    await desk.state.set_data({})
    text, keyboard = desk.texts("levels-new-name"), rows([back(desk.texts, Levels())])
    await desk.chat.show(Screen(text=text, keyboard=keyboard))


async def answer(desk: Desk, value: str, what_ifs: WhatIfs) -> None:
    """Take the name, then the money, then the share; then the effect is shown."""
    data: dict[str, Any] = await desk.state.get_data()
    if "name" not in data:
        data["name"] = value
    elif "spend" not in data:
        data["spend"] = typed_number(value)
    else:
        change = LevelChange(
            rule=LevelRule.ADD,
            value=data["name"],
            language=desk.texts.language,
            spend=data["spend"],
            percent=typed_number(value) if value else "",
        )
        await show_effect(desk, change, what_ifs)
        return
    await desk.state.set_data(data)
    await desk.chat.show(await next_screen(desk, data))


async def next_screen(desk: Desk, data: dict[str, Any]) -> Screen:
    """Ask for what a new level still lacks."""
    rule = LevelRule.PERCENT if "spend" in data else LevelRule.SPEND
    view = await desk.db.read(levels.levels, now=desk.now)
    values = [
        button(value_words(desk.texts, desk, rule, value), NewValue(value=value))
        for value in presets(view, rule)
    ]
    text = desk.texts(f"levels-new-{rule}", name=data["name"])
    keyboard = rows(values[:2], values[2:4], values[4:], [back(desk.texts, Levels())])
    return Screen(text=text, keyboard=keyboard)


@router.message(StateFilter(Editing.new), Has("text"))
async def type_new(message: Message, desk: Desk, what_ifs: WhatIfs) -> None:
    await answer(desk, (message.text or "")[:64], what_ifs)


@router.callback_query(NewValue.filter())
async def choose_new(
    _: CallbackQuery, callback_data: NewValue, desk: Desk, what_ifs: WhatIfs
) -> None:
    if await desk.state.get_state() != Editing.new.state:
        await show_levels(desk)
        return
    await answer(desk, callback_data.value, what_ifs)


@router.callback_query(Save.filter())
async def save_seen(_: CallbackQuery, callback_data: Save, desk: Desk) -> None:
    data = await desk.state.get_data()
    if await desk.state.get_state() != Editing.seen.state:
        await show_levels(desk)
        return
    kept = data["change"]
    change = LevelChange(**{**kept, "rule": LevelRule(kept["rule"])})
    await save(desk, change, anew=callback_data.anew, based_on=callback_data.based_on)
