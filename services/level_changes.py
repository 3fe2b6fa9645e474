"""A change of the ladder from the chat, as a new document, or one clear sentence against it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from services.audiences import ref_of
from services.categories import cleaned_category
from services.domain.errors import Refusal
from services.domain.kinds import TierBasis
from services.domain.program import Threshold
from services.facts import Fact, Localized
from services.level_needs import need_fact
from services.names import clean_name
from services.program import ProgramRefused, digits
from services.program.document import Document, SpendIn, Tier
from services.program.perks import MOST_PERKS
from services.program.tier_edits import (
    new_tier_id,
    rules_that_name_tier,
    with_ladder_rule,
    with_new_tier,
    with_tier,
    without_tier,
)

MOST_LEVELS = 12
MOST_SPEND = 10**9  # In whole units of money.
_PERK_LETTERS = 200
_NUMBER = re.compile(r"[0-9]{1,10}(\.[0-9]{1,2})?", re.ASCII)


class LevelRule(StrEnum):
    """What an owner changes about a level, or about all of them."""

    NAME = "name"
    PERKS = "perks"
    SPEND = "spend"
    PURCHASES = "purchases"
    VISITS = "visits"
    POINTS = "points"
    SPEND_IN = "spend_in"
    PERCENT = "percent"
    MATCH = "match"
    WINDOW = "window"
    GRACE = "grace_days"
    DOWN = "down"
    WARN = "warn_days"
    ADD = "add"
    REMOVE = "remove"

    @property
    def regrades(self) -> bool:
        """Tell whether somebody may fit another level after it."""
        return self in _REGRADES


THRESHOLDS = (
    LevelRule.SPEND,
    LevelRule.PURCHASES,
    LevelRule.VISITS,
    LevelRule.POINTS,
    LevelRule.SPEND_IN,
)
MONEY = frozenset({LevelRule.SPEND, LevelRule.SPEND_IN})
LADDER_RULES: Mapping[LevelRule, tuple[str, ...]] = {
    LevelRule.MATCH: ("any", "all"),
    LevelRule.WINDOW: ("rolling", "calendar_year", "lifetime"),
    LevelRule.GRACE: ("0", "14", "30", "60"),
    LevelRule.DOWN: ("step", "fit", "never"),
    LevelRule.WARN: ("0", "7", "14", "30"),
}
_REGRADES = frozenset(
    {*THRESHOLDS, LevelRule.MATCH, LevelRule.WINDOW, LevelRule.ADD, LevelRule.REMOVE}
)
_RANGES = {
    LevelRule.SPEND: (1, MOST_SPEND),
    LevelRule.PURCHASES: (1, 100_000),
    LevelRule.VISITS: (1, 10_000),
    LevelRule.POINTS: (1, MOST_SPEND),
    LevelRule.SPEND_IN: (1, MOST_SPEND),
    LevelRule.PERCENT: (0, 100),
    LevelRule.GRACE: (0, 365),
    LevelRule.WARN: (0, 60),
}


@dataclass(kw_only=True, unsafe_hash=True)
class UnknownLevel(Refusal):
    """There is no such level; it may have been removed."""


@dataclass(kw_only=True, unsafe_hash=True)
class LevelOutOfRange(Refusal):
    """The value is no number from `low` to `high`."""

    low: int
    high: int


@dataclass(kw_only=True, unsafe_hash=True)
class LevelTooLow(Refusal):
    """The threshold is below that of a lower level."""

    level: Localized = field(hash=False)
    least: Fact = field(hash=False)


@dataclass(kw_only=True, unsafe_hash=True)
class LevelTooHigh(Refusal):
    """The threshold is above that of a higher level."""

    level: Localized = field(hash=False)
    most: Fact = field(hash=False)


@dataclass(kw_only=True, unsafe_hash=True)
class LevelNeedsThreshold(Refusal):
    """Every level but the first asks for something."""


@dataclass(kw_only=True, unsafe_hash=True)
class LevelLikeOther(Refusal):
    """The level would ask for no more than a lower one."""


@dataclass(kw_only=True, unsafe_hash=True)
class FirstLevel(Refusal):
    """Everyone starts on the first level: it asks for nothing and stays."""


@dataclass(kw_only=True, unsafe_hash=True)
class LevelUsed(Refusal):
    """A rule, an offer or an audience names the level: `rule` is its id."""

    rule: str


@dataclass(kw_only=True, unsafe_hash=True)
class TooManyLevels(Refusal):
    """There are as many levels as there can be."""

    most: int


@dataclass(kw_only=True, unsafe_hash=True)
class LevelNameless(Refusal):
    """A level needs a name."""


@dataclass(kw_only=True, unsafe_hash=True)
class CategoryNameless(Refusal):
    """A category of goods needs a name."""


@dataclass(kw_only=True, unsafe_hash=True)
class PerksTooLong(Refusal):
    """There are more perks, or letters in one, than can be."""

    most: int
    letters: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelChange:
    """`ref` is the level's, "" for all; `value` is text, decimal text, or "" for none.

    Names and perks (one a line) are in a `language`. A new level is called `value`, and has the
    `spend` and `percent`. Money in one `category` needs it.
    """

    rule: LevelRule
    ref: str = ""
    value: str = ""
    language: str = "ru"
    spend: str = ""
    percent: str = ""
    category: str = ""


def level_of(document: Document, ref: str) -> Tier:
    """Return the level behind a button; raise UnknownLevel."""
    for tier in document.tier:
        if ref_of(tier.id) == ref:
            return tier
    raise UnknownLevel


def name_of(tier: Tier) -> Localized:
    return Localized(dict(tier.name) or {"en": tier.id})


def changed(document: Document, change: LevelChange) -> Document:
    """Return the document with the change; raise what stands against it."""
    if change.rule in LADDER_RULES:
        return with_ladder_rule(document, change.rule, _ladder_value(change))
    if change.rule is LevelRule.ADD:
        return _with_new(document, change)
    tier = level_of(document, change.ref)
    return _ON_LEVELS[change.rule](document, tier, change)


def _ladder_value(change: LevelChange) -> object:
    if change.rule in {LevelRule.GRACE, LevelRule.WARN}:
        return int(_number(change.rule, change.value))
    if change.value not in LADDER_RULES[change.rule]:
        raise UnknownLevel
    return change.value


def _number(rule: LevelRule, value: str) -> Decimal:
    low, high = _RANGES[rule]
    number = Decimal(value) if _NUMBER.fullmatch(value) else Decimal(-1)
    whole = rule is LevelRule.PERCENT or number == number.to_integral_value()
    if not (low <= number <= high and whole):
        raise LevelOutOfRange(low=low, high=high)
    return number


def _renamed(document: Document, tier: Tier, change: LevelChange) -> Document:
    name = clean_name(change.value)
    if not name:
        raise LevelNameless
    return with_tier(document, tier.id, {"name": {**tier.name, change.language: name}})


def _with_perks(document: Document, tier: Tier, change: LevelChange) -> Document:
    words = tuple(said for line in change.value.splitlines() if (said := " ".join(line.split())))
    if len(words) > MOST_PERKS or any(len(one) > _PERK_LETTERS for one in words):
        raise PerksTooLong(most=MOST_PERKS, letters=_PERK_LETTERS)
    perks = dict(tier.perks) if isinstance(tier.perks, Mapping) else {}
    perks[change.language] = words
    return with_tier(
        document, tier.id, {"perks": {key: said for key, said in perks.items() if said}}
    )


def _with_percent(document: Document, tier: Tier, change: LevelChange) -> Document:
    percent = _number(change.rule, change.value) if change.value else None
    return with_tier(document, tier.id, {"percent": percent})


def _with_threshold(document: Document, tier: Tier, change: LevelChange) -> Document:
    place = [one.id for one in document.tier].index(tier.id)
    if not place:
        raise FirstLevel
    need = _number(change.rule, change.value) if change.value else None
    if need is not None:
        _refuse_out_of_order(document, change, need, place)
    update = {change.rule.value: None if need is None else _threshold(change, need)}
    return _ordered(lambda: with_tier(document, tier.id, update))


def _threshold(change: LevelChange, need: Decimal) -> object:
    match change.rule:
        case LevelRule.SPEND:
            return need
        case LevelRule.SPEND_IN:
            if not cleaned_category(change.category):
                raise CategoryNameless
            return SpendIn(category=change.category, amount=need)
        case _:
            return int(need)


def _with_new(document: Document, change: LevelChange) -> Document:
    if len(document.tier) >= MOST_LEVELS:
        raise TooManyLevels(most=MOST_LEVELS)
    name = clean_name(change.value)
    if not name:
        raise LevelNameless
    spend = _number(LevelRule.SPEND, change.spend)
    percent = _number(LevelRule.PERCENT, change.percent) if change.percent else None
    tier = Tier(
        id=new_tier_id(document, name), name={change.language: name}, spend=spend, percent=percent
    )
    place = _place(document, spend)
    return _ordered(lambda: with_new_tier(document, tier, place))


def _place(document: Document, spend: Decimal) -> int:
    """Return where a level by spend stands: after every one that asks for less, or nothing."""
    higher = (
        place
        for place, one in enumerate(document.tier)
        if one.spend is not None and one.spend > spend
    )
    return next(higher, max(1, len(document.tier)))


def _without(document: Document, tier: Tier, _: LevelChange) -> Document:
    if tier is document.tier[0] and len(document.tier) > 1:
        raise FirstLevel
    for rule in rules_that_name_tier(document, tier.id):
        raise LevelUsed(rule=rule)
    return _ordered(lambda: without_tier(document, tier.id))


_ON_LEVELS: Mapping[LevelRule, Callable[[Document, Tier, LevelChange], Document]] = {
    LevelRule.NAME: _renamed,
    LevelRule.PERKS: _with_perks,
    LevelRule.PERCENT: _with_percent,
    LevelRule.REMOVE: _without,
    **dict.fromkeys(THRESHOLDS, _with_threshold),
}


def _refuse_out_of_order(
    document: Document, change: LevelChange, need: Decimal, place: int
) -> None:
    """Refuse a threshold under a lower level's, or over a higher one's, of the same measure."""
    asked = [(tier, _asked(tier, change)) for tier in document.tier]
    lower = [(tier, least) for tier, least in asked[:place] if least is not None]
    higher = [(tier, most) for tier, most in asked[place + 1 :] if most is not None]
    if lower and need < lower[-1][1]:
        tier, least = lower[-1]
        raise LevelTooLow(level=name_of(tier), least=_fact(document, change, least))
    if higher and need > higher[0][1]:
        tier, most = higher[0]
        raise LevelTooHigh(level=name_of(tier), most=_fact(document, change, most))


def _asked(tier: Tier, change: LevelChange) -> Decimal | None:
    """Return what a tier asks of the measure that changes, None for nothing."""
    if change.rule is not LevelRule.SPEND_IN:
        found = getattr(tier, change.rule.value)
        return None if found is None else Decimal(found)
    same = tier.spend_in is not None and tier.spend_in.category == change.category
    return tier.spend_in.amount if same and tier.spend_in else None


def _fact(document: Document, change: LevelChange, need: Decimal) -> Fact:
    minor = need.scaleb(digits(document)) if change.rule in MONEY else need
    basis = TierBasis(change.rule.value)
    return need_fact(Threshold(basis=basis, need=int(minor), category=change.category or None))


def _ordered(edit: Callable[[], Document]) -> Document:
    """Let the file's own checks of the ladder speak in the chat's words."""
    try:
        return edit()
    except ProgramRefused as refused:
        sentences = " ".join(str(one) for one in refused.problems)
        if "needs a threshold" in sentences:
            raise LevelNeedsThreshold from None
        raise LevelLikeOther from None
