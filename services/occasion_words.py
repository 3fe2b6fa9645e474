"""What a message about an occasion says: the owner's words, or the built-in ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.domain.kinds import Occasion
from services.domain.program import Program
from services.facts import Fact, Facts, Key, Money, Own, Percent, Points
from services.placeholders import without

TEXT = "occasion"
"""The Fluent key of every such message; its only fact is the sentence itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """A text by its Fluent key, and its facts."""

    text: str
    facts: Facts


@dataclass(frozen=True, kw_only=True, slots=True)
class Off:
    """What comes off every bill from the first through the last day; `percent` is decimal text."""

    percent: str
    first_on: date
    last_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What there is to say: `points` are the gift or what ends, `until` its last day, None: never.

    `through` is the last of several days on which points end; `early` says that the birthday is
    still to come, `off` what it takes off bills.
    """

    name: Fact
    points: int
    balance: int
    until: date | None = None
    through: date | None = None
    early: bool = False
    off: Off | None = None


def first_name(name: str | None) -> str:
    """Return what a person is called by: the first word of the name."""
    return next(iter((name or "").split()), "")


def message(
    occasion: Occasion, words: Mapping[str, str], about: About, program: Program
) -> Message:
    """Put the facts where both kinds of words find them.

    Own words that promise a gift or a discount are left out where there is none.
    """
    facts = _facts(occasion, about, program)
    otherwise = built_in(occasion, about, {**facts, "early": about.early})
    own = without(_missing(occasion, about), words)
    return Message(text=TEXT, facts={"said": Own(own, otherwise, facts)})


def _missing(occasion: Occasion, about: About) -> set[str]:
    """Return the meanings that would read as zero."""
    missing = set() if about.off else {"discount"}
    if not about.points:
        missing |= {"gift"} if occasion is Occasion.DORMANCY else {"gift", "points", "amount"}
    return missing


def built_in(occasion: Occasion, about: About, facts: Facts) -> Key:
    """Return the built-in words, with what comes off bills in a line of its own."""
    said = Key(key_of(occasion, about), facts)
    off = about.off
    if off is None:
        return said
    days = {"first": off.first_on, "last": off.last_on}
    return Key("occasion-off", {"said": said, "percent": Percent(off.percent), **days})


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
        "discount": Percent(about.off.percent if about.off else "0"),
        "shop": program.name,
    }


def _date(about: About) -> Fact:
    if about.until is None:
        return Key("occasion-endless")
    if about.through is None or about.through == about.until:
        return Key("occasion-day", {"on": about.until})
    return Key("occasion-days", {"first": about.until, "last": about.through})
