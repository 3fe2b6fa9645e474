"""The typed facts that sentences are made of; text and language come later, at the edge."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Points:
    """Whole points; shown with the shop's noun: "31 балл"."""

    points: int


@dataclass(frozen=True, slots=True)
class Money:
    """Money in minor units of the shop's currency: 45000 is shown as "450 ₽"."""

    minor: int


@dataclass(frozen=True, slots=True)
class Percent:
    """A percent as decimal text, "5" or "7.5"; shown as "5 %"."""

    percent: str


@dataclass(frozen=True, slots=True)
class Localized:
    """A name the owner wrote in several languages; any of them when the wanted is missing."""

    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Key:
    """Another sentence, by its Fluent key, as a fact of this one."""

    key: str
    facts: Mapping[str, "Fact"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Own:
    """A text of the owner's by language, with {placeholders} that `facts` fill by meaning.

    A language he wrote nothing in says `otherwise`.
    """

    words: Mapping[str, str]
    otherwise: Key
    facts: Mapping[str, "Fact"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Safe:
    """HTML the program made itself. Never wrap what a person typed."""

    html: str


Fact: TypeAlias = (
    str | int | Decimal | date | datetime | Points | Money | Percent | Localized | Key | Own | Safe
)
Facts: TypeAlias = Mapping[str, Fact]


def to_json(facts: Facts) -> dict[str, Any]:
    """Return the facts as JSON values; typed ones become {"$type": value}."""
    return {name: _dump(fact) for name, fact in facts.items()}


def from_json(values: Mapping[str, Any]) -> dict[str, Fact]:
    """Return the facts that `to_json` wrote."""
    return {name: _load(value) for name, value in values.items()}


def _dump(fact: Fact) -> Any:
    # A datetime is a date as well, so it must be asked about first.
    match fact:
        case str() | int():
            return fact
        case datetime():
            return {"$at": fact.isoformat()}
        case date():
            return {"$on": fact.isoformat()}
        case Decimal():
            return {"$decimal": str(fact)}
        case _:
            return _dump_typed(fact)


def _dump_typed(fact: Points | Money | Percent | Localized | Key | Own | Safe) -> Any:
    match fact:
        case Points():
            return {"$points": fact.points}
        case Money():
            return {"$minor": fact.minor}
        case Percent():
            return {"$percent": fact.percent}
        case Localized():
            return {"$names": dict(fact.names)}
        case Key() | Own():
            return _dump_sentence(fact)
        case Safe():
            return {"$html": fact.html}


def _dump_sentence(fact: Key | Own) -> Any:
    facts = to_json(fact.facts)
    if isinstance(fact, Key):
        return {"$key": fact.key, "facts": facts}
    otherwise = _dump_sentence(fact.otherwise)
    return {"$own": dict(fact.words), "otherwise": otherwise, "facts": facts}


_LOADERS: dict[str, Any] = {
    "$at": datetime.fromisoformat,
    "$on": date.fromisoformat,
    "$decimal": Decimal,
    "$points": Points,
    "$minor": Money,
    "$percent": Percent,
    "$names": Localized,
    "$html": Safe,
}


def _load_key(value: Mapping[str, Any]) -> Key:
    return Key(value["$key"], from_json(value["facts"]))


def _load(value: Any) -> Fact:
    if not isinstance(value, dict):
        plain: str | int = value
        return plain
    if "$key" in value:
        return _load_key(value)
    if "$own" in value:
        facts = from_json(value["facts"])
        return Own(value["$own"], _load_key(value["otherwise"]), facts)
    (tag, inner), *_ = value.items()
    fact: Fact = _LOADERS[tag](inner)
    return fact
