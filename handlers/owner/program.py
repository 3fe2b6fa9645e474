"""The rules from the chat: each with its value, each change with its effect first (O3)."""

from dataclasses import dataclass

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.desk import Desk
from handlers.filters import Has, RoleIs
from handlers.owner.menu import (
    Discounts,
    FavouriteRules,
    Home,
    Levels,
    Program,
    Referrals,
    Transfers,
    Version,
    Versions,
)
from handlers.owner.rule_words import (
    effect,
    is_generous,
    presets,
    typed_value,
    value_text,
)
from handlers.owner.starts import Starts, start_rows, starting
from handlers.owner.what_if import count_on_screen
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from handlers.what_ifs import Counting, WhatIfs
from services import programs, shop, units
from services.actors import Role
from services.domain.errors import Refusal
from services.programs import Rule, RuleChange
from services.rule_values import UnknownRounding
from services.what_if import WhatIf

router = Router(name="owner.program")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))

LINES = (
    (Rule.PERCENT, Rule.MAX_PERCENT),
    (Rule.EXPIRY, Rule.HOLD),
    (Rule.VALUE, Rule.MIN_POINTS),
    (Rule.ROUNDING,),
)
"""The rules as they stand on the screen, two to a line where the words are short."""


class Rules(StatesGroup):
    value = State()  # data: rule
    seen = State()  # the effect is on the screen; data: rule, value, based_on, starts, asked
    again = State()  # data: as above


class Change(CallbackData, prefix="o-rule"):
    """Open the presets of one rule."""

    rule: Rule


class Value(CallbackData, prefix="o-val"):
    """See the effect of this value, from a day or at once."""

    rule: Rule
    value: str
    starts: Starts = 0


class Save(CallbackData, prefix="o-save"):
    rule: Rule
    value: str
    based_on: int
    starts: Starts = 0


class FastTill(CallbackData, prefix="o-fast"):
    """Whether the till records a bill without asking."""

    on: bool


class Unit(CallbackData, prefix="o-unit"):
    """The name of the points; empty opens the list."""

    preset: str = ""


class File(CallbackData, prefix="o-file"):
    """The whole program as a file."""


@dataclass(kw_only=True, unsafe_hash=True)
class NotTheSameNumber(Refusal):
    """A generous value must be typed twice, and the second was another."""


def rule_button(texts: Texts, rule: Rule, rules: programs.Rules) -> Button:
    value = rules.values[rule]
    if rule is Rule.PERCENT and rules.percent is None:
        words = texts.plain("program-none")
    else:
        words = value_text(texts, rule, value)
    return button(texts.plain(f"program-rule-{rule}", value=words), Change(rule=rule))


def rules_screen(texts: Texts, rules: programs.Rules, view: shop.ShopView) -> Screen:
    """Each button says the rule and its value."""
    pairs = [[rule_button(texts, rule, rules) for rule in line] for line in LINES]
    fast = texts.plain("program-fast-on" if view.fast_till else "program-fast-off")
    unit = view.points_unit.form(texts.language, "one")
    return Screen(
        text=texts("program-title", shop=view.name),
        keyboard=rows(
            *pairs,
            [button(fast, FastTill(on=not view.fast_till))],
            [button(texts.plain("program-unit", unit=unit), Unit())],
            [
                button(texts.plain("levels-open"), Levels()),
                button(texts.plain("transfers-open"), Transfers()),
            ],
            [
                button(texts.plain("discounts-open"), Discounts()),
                button(texts.plain("favouring-open"), FavouriteRules()),
            ],
            [button(texts.plain("referrals-open"), Referrals())],
            *(
                [
                    button(
                        texts.plain("plan-waits", on=one.starts_on),
                        Version(version_id=one.version_id),
                    )
                ]
                for one in rules.planned
            ),
            [
                button(texts.plain("program-versions"), Versions()),
                button(texts.plain("program-file"), File()),
            ],
            [back(texts, Home())],
        ),
    )


def presets_screen(texts: Texts, rule: Rule) -> Screen:
    values = [
        button(value_text(texts, rule, value), Value(rule=rule, value=value))
        for value in presets(rule, texts.locality.digits)
    ]
    return Screen(
        text=texts(f"program-ask-{rule}"),
        keyboard=rows(values[:2], values[2:], [back(texts, Program())]),
    )


async def show_rules(desk: Desk) -> None:
    await desk.state.clear()
    rules = await desk.db.read(programs.rules, now=desk.now)
    view = await desk.db.read(shop.shop)
    await desk.chat.show(rules_screen(desk.texts, rules, view))


async def show_effect(desk: Desk, change: RuleChange, what_ifs: WhatIfs, starts: int = 0) -> None:
    """Show the effect; what it would have cost follows on the same screen as soon as it is known.

    A generous percent is saved only when it is typed again.
    """
    starts_on = starting(starts)
    preview = await desk.db.read(programs.preview, change, now=desk.now, starts_on=starts_on)
    based_on = preview.version_id
    cancel = button(desk.texts.plain("program-cancel"), Program())
    save = Save(rule=change.rule, value=change.value, based_on=based_on, starts=starts)
    yes = button(desk.texts.plain("program-save"), save, style="success")
    later = start_rows(
        desk.texts,
        preview.today,
        starts_on,
        lambda day: Value(rule=change.rule, value=change.value, starts=day),
    )
    keyboard = rows(*later, [cancel] if is_generous(change) else [yes, cancel])
    await desk.state.set_state(Rules.again if is_generous(change) else Rules.seen)
    await desk.state.set_data(
        {"rule": change.rule, "value": change.value, "based_on": based_on, "starts": starts}
    )

    def draw(told: Counting | WhatIf | None) -> Screen:
        text = effect(desk.texts, change, preview, told, starts_on)
        return Screen(text=text, keyboard=keyboard)

    await count_on_screen(desk, what_ifs, preview.text, draw)


async def save(desk: Desk, change: RuleChange, based_on: int, starts: int) -> None:
    saved = await desk.db.write(
        programs.change_rule,
        change,
        based_on=based_on,
        actor=desk.actor,
        key=f"rule:{desk.op_key}",
        now=desk.now,
        starts_on=starting(starts),
    )
    await desk.chat.toast(
        desk.texts.plain("plan-is-saved" if saved.starts_on else "program-saved")
    )
    await show_rules(desk)


@router.callback_query(Program.filter())
async def open_rules(_: CallbackQuery, desk: Desk) -> None:
    await show_rules(desk)


@router.callback_query(Change.filter())
async def open_presets(_: CallbackQuery, callback_data: Change, desk: Desk) -> None:
    await desk.state.set_state(Rules.value)
    await desk.state.set_data({"rule": callback_data.rule})
    await desk.chat.show(presets_screen(desk.texts, callback_data.rule))


@router.callback_query(Value.filter())
async def choose_value(
    _: CallbackQuery, callback_data: Value, desk: Desk, what_ifs: WhatIfs
) -> None:
    change = RuleChange(rule=callback_data.rule, value=callback_data.value)
    await show_effect(desk, change, what_ifs, callback_data.starts)


@router.message(StateFilter(Rules.value), Has("text"))
async def type_value(message: Message, desk: Desk, what_ifs: WhatIfs) -> None:
    rule = Rule((await desk.state.get_data())["rule"])
    if rule is Rule.ROUNDING:
        raise UnknownRounding
    change = RuleChange(rule=rule, value=typed_value(message.text or ""))
    await show_effect(desk, change, what_ifs)


@router.message(StateFilter(Rules.again), Has("text"))
async def type_again(message: Message, desk: Desk) -> None:
    data = await desk.state.get_data()
    if typed_value(message.text or "") != data["value"]:
        raise NotTheSameNumber
    change = RuleChange(rule=Rule(data["rule"]), value=data["value"])
    await save(desk, change, data["based_on"], data["starts"])


@router.callback_query(Save.filter())
async def save_value(_: CallbackQuery, callback_data: Save, desk: Desk) -> None:
    data = callback_data
    change = RuleChange(rule=data.rule, value=data.value)
    await save(desk, change, data.based_on, data.starts)


@router.callback_query(FastTill.filter())
async def switch_fast_till(_: CallbackQuery, callback_data: FastTill, desk: Desk) -> None:
    await desk.db.write(shop.set_fast_till, callback_data.on, actor=desk.actor, now=desk.now)
    await show_rules(desk)


@router.callback_query(Unit.filter())
async def choose_unit(_: CallbackQuery, callback_data: Unit, desk: Desk) -> None:
    if callback_data.preset in units.PRESETS:
        await desk.db.write(
            shop.set_points_unit,
            callback_data.preset,
            actor=desk.actor,
            key=f"unit:{desk.op_key}",
            now=desk.now,
        )
        await show_rules(desk)
        return
    lines = [
        [button(unit.form(desk.texts.language, "one"), Unit(preset=preset))]
        for preset, unit in units.PRESETS.items()
    ]
    text = desk.texts("program-ask-unit")
    await desk.chat.show(Screen(text=text, keyboard=rows(*lines, [back(desk.texts, Program())])))


@router.callback_query(File.filter())
async def send_file(_: CallbackQuery, desk: Desk) -> None:
    stored = await desk.db.read(programs.current, now=desk.now)
    document = (stored.text.encode(), "program.toml")
    await desk.chat.say(desk.texts("program-file-caption"), document=document)
