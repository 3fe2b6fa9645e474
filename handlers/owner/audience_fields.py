"""What an audience may ask, field by field: the values on buttons, and what a tap makes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from handlers.owner.audience_words import language_name, segment_name, tier_name
from handlers.texts import Texts
from services.audiences import Choices, ref_of
from services.domain.groups import Audience, Bought
from services.domain.kinds import Segment
from services.facts import Money
from services.program import sized

ABSENT = (14, 30, 60, 90, 180)
SEEN = (7, 30, 60)
VISITS_MIN = (2, 3, 5, 10)
VISITS_MAX = (1, 2, 4)
SPENDS = (1_000, 5_000, 10_000, 25_000, 50_000)
BOUGHT_DAYS = (30, 60, 90, 180)
MONTHS = range(1, 13)


class Field(StrEnum):
    """A condition with a screen of its own, in the order of the draft's buttons."""

    SEGMENTS = "segments"
    ABSENT = "absent"
    VISITS = "visits"
    SPEND = "spend"
    TIERS = "tiers"
    BOUGHT = "bought"
    NOT_BOUGHT = "not-bought"
    MOSTLY = "mostly"
    BIRTHDAY = "birthday"
    LOCATIONS = "locations"
    LANGUAGES = "languages"


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """A value on a button: its label, whether it is asked now, and the draft after a tap."""

    value: str
    label: str
    chosen: bool
    then: Audience


def fields_of(choices: Choices) -> list[Field]:
    """Return the conditions that can tell guests of this shop apart."""
    missing = set()
    if len(choices.tiers) < 2:  # noqa: PLR2004  # one tier is everybody's
        missing.add(Field.TIERS)
    if not choices.categories:
        missing |= {Field.BOUGHT, Field.NOT_BOUGHT, Field.MOSTLY}
    if len(choices.locations) < 2:  # noqa: PLR2004  # one place is everybody's
        missing.add(Field.LOCATIONS)
    return [field for field in Field if field not in missing]


def is_single(field: Field) -> bool:
    """Tell whether one tap answers the question, so that the draft comes back at once."""
    return field in {Field.ABSENT, Field.VISITS, Field.SPEND}


def options(
    texts: Texts, field: Field, draft: Audience, choices: Choices, *, currency: str, unit: int
) -> list[Option]:
    """Return the values of a condition; `unit` is minor units in one of money."""
    match field:
        case Field.ABSENT:
            return _range(texts, draft, ("absent_min", ABSENT), ("absent_max", SEEN))
        case Field.VISITS:
            return _range(texts, draft, ("visits_min", VISITS_MIN), ("visits_max", VISITS_MAX))
        case Field.SPEND:
            sums = [sized(spend, currency) * unit for spend in SPENDS]
            return _range(texts, draft, ("spend_min_minor", sums), ("spend_max_minor", sums[:2]))
        case Field.BOUGHT:
            return _bought(texts, "bought", draft, choices)
        case Field.NOT_BOUGHT:
            return _bought(texts, "not_bought", draft, choices)
        case _:
            return _several(texts, field, draft, choices)


def _range(texts: Texts, draft: Audience, *ends: tuple[str, Sequence[int]]) -> list[Option]:
    """Return the values of a least and a most; the value that holds is taken back by a tap."""
    found = []
    for name, values in ends:
        now = getattr(draft, name)
        for value in sorted({*values, *([now] if now is not None else [])}):
            after = None if value == now else value
            found.append(
                Option(
                    value=f"{name}={value}",
                    label=_range_label(texts, name, value),
                    chosen=value == now,
                    then=replace(draft, **{name: after}),  # type: ignore[arg-type]  # by name
                )
            )
    return found


def _range_label(texts: Texts, name: str, value: int) -> str:
    key = f"audience-is-{name.removesuffix('_minor').replace('_', '-')}"
    if name.startswith("spend"):
        return texts.plain(key, amount=Money(value))
    return texts.plain(key, number=value)


def _bought(texts: Texts, name: str, draft: Audience, choices: Choices) -> list[Option]:
    """Return the categories, and below the chosen one in how many days."""
    now: Bought | None = getattr(draft, name)
    days = now.days if now else BOUGHT_DAYS[1]
    found = []
    for category in choices.categories:
        chosen = now is not None and now.category == category
        after = None if chosen else Bought(category=category, days=days)
        found.append(_option(ref_of(category), category, draft, name, after, chosen=chosen))
    if now is not None:
        found += [
            _option(
                f"days={number}",
                texts.plain("audience-in-days", number=number),
                draft,
                name,
                replace(now, days=number),
                chosen=number == days,
            )
            for number in BOUGHT_DAYS
        ]
    return found


def _option(
    value: str, label: str, draft: Audience, name: str, after: object, *, chosen: bool
) -> Option:
    then = replace(draft, **{name: after})  # type: ignore[arg-type]  # by name
    return Option(value=value, label=label, chosen=chosen, then=then)


def _several(texts: Texts, field: Field, draft: Audience, choices: Choices) -> list[Option]:
    """Return values of which any number may be chosen."""
    match field:
        case Field.SEGMENTS:
            return _toggles(
                draft, "segments", [(one, segment_name(texts, one)) for one in Segment]
            )
        case Field.TIERS:
            names = [(one, tier_name(texts, one, choices.tiers)) for one in choices.tiers]
            return _toggles(draft, "tiers", names)
        case Field.MOSTLY:
            return _toggles(draft, "mostly", [(one, one) for one in choices.categories])
        case Field.LOCATIONS:
            return _toggles(draft, "locations", [(one, one) for one in choices.locations])
        case Field.LANGUAGES:
            spoken = [(one, language_name(texts, one)) for one in choices.languages]
            return _toggles(draft, "languages", spoken)
        case _:
            months = [(month, texts.plain(f"month-name-{month}")) for month in MONTHS]
            return _toggles(draft, "birthday_months", months)


def _toggles(draft: Audience, name: str, values: Iterable[tuple[str | int, str]]) -> list[Option]:
    now = getattr(draft, name)
    found = []
    for value, label in values:
        chosen = value in now
        after = tuple(one for one in now if one != value) if chosen else (*now, value)
        ordered = tuple(sorted(after)) if name == "birthday_months" else after
        found.append(_option(ref_of(str(value)), label, draft, name, ordered, chosen=chosen))
    return found
