"""What a message about an occasion says: the owner's words, or the built-in ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.domain.kinds import Occasion
from services.domain.program import Program
from services.facts import Fact, Facts, Key, Money, Own, Points

TEXT = "occasion"
"""The Fluent key of every such message; its only fact is the sentence itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """A text by its Fluent key, and its facts."""

    text: str
    facts: Facts


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What there is to say: `points` are the gift or what ends, `until` its last day, None: never.

    `through` is the last of several days on which points end; `early` says that the birthday is
    still to come.
    """

    name: Fact
    points: int
    balance: int
    until: date | None = None
    through: date | None = None
    early: bool = False


def first_name(name: str | None) -> str:
    """Return what a person is called by: the first word of the name."""
    return next(iter((name or "").split()), "")


def message(
    occasion: Occasion, words: Mapping[str, str], about: About, program: Program
) -> Message:
    """Put the facts where both kinds of words find them."""
    facts = _facts(occasion, about, program)
    built_in = Key(key_of(occasion, about), {**facts, "early": about.early})
    return Message(text=TEXT, facts={"said": Own(words, built_in, facts)})


def key_of(occasion: Occasion, about: About) -> str:
    """Return the Fluent key of the built-in words: without a gift, or one without an end."""
    base = f"occasion-{occasion.value.replace('_', '-')}"
    if not about.points:
        return f"{base}-plain"
    if about.until is None and occasion in {Occasion.BIRTHDAY, Occasion.DORMANCY}:
        return f"{base}-endless"
    return base


def _facts(occasion: Occasion, about: About, program: Program) -> dict[str, Fact]:
    points = about.balance if occasion is Occasion.DORMANCY else about.points
    return {
        "name": about.name,
        "points": Points(points),
        "gift": Points(about.points),
        "balance": Points(about.balance),
        "amount": Money(points * program.points.value_minor),
        "date": _date(about),
        "shop": program.name,
    }


def _date(about: About) -> Fact:
    if about.until is None:
        return Key("occasion-endless")
    if about.through is None or about.through == about.until:
        return Key("occasion-day", {"on": about.until})
    return Key("occasion-days", {"first": about.until, "last": about.through})
