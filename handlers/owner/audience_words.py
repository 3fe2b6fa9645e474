"""What a segment or an audience is called, and what it asks, in words of the owner's language."""

from collections.abc import Iterator, Mapping

from handlers.offers import short
from handlers.texts import Texts
from services.audiences import Group
from services.domain.groups import Audience, Bought
from services.domain.kinds import Segment
from services.facts import Localized, Money

NAME_LETTERS = 30
"""Of a button, beside the count."""

TierNames = Mapping[str, Mapping[str, str]]


def segment_name(texts: Texts, segment: Segment) -> str:
    """Return "😴 Sleeping"; plain text."""
    return texts.plain(f"segment-{segment}")


def audience_name(texts: Texts, name: Mapping[str, str], asked: Audience) -> str:
    """Return what the owner called it, else what it asks; plain text."""
    return texts.name(Localized(name)) if name else " · ".join(conditions(texts, asked, {}))


def group_name(texts: Texts, group: Group) -> str:
    if group.segment is not None:
        return segment_name(texts, group.segment)
    assert group.asked is not None  # noqa: S101  # a group is one or the other
    return audience_name(texts, group.name, group.asked)


def counted(texts: Texts, name: str, guests: int) -> str:
    """Return "Sleeping 60+ days: 214" for a button."""
    return texts.plain("guests-counted", name=short(name, NAME_LETTERS), guests=guests)


def conditions(texts: Texts, asked: Audience, tiers: TierNames) -> list[str]:
    """Return each condition as plain text; tiers by their names, where they are given."""
    return [*_standing(texts, asked, tiers), *_figures(texts, asked), *_rest(texts, asked)]


def _standing(texts: Texts, asked: Audience, tiers: TierNames) -> Iterator[str]:
    if asked.segments:
        yield ", ".join(segment_name(texts, one) for one in Segment if one in asked.segments)
    if asked.tiers:
        names = [tier_name(texts, one, tiers) for one in asked.tiers]
        yield texts.plain("audience-is-tiers", names=", ".join(names))


def tier_name(texts: Texts, tier: str, tiers: TierNames) -> str:
    return texts.name(Localized(tiers[tier])) if tiers.get(tier) else tier


def _figures(texts: Texts, asked: Audience) -> Iterator[str]:
    for name in ("absent_min", "absent_max", "visits_min", "visits_max"):
        number = getattr(asked, name)
        if number is not None:
            yield texts.plain(f"audience-is-{name.replace('_', '-')}", number=number)
    if asked.spend_min_minor is not None:
        yield texts.plain("audience-is-spend-min", amount=Money(asked.spend_min_minor))
    if asked.spend_max_minor is not None:
        yield texts.plain("audience-is-spend-max", amount=Money(asked.spend_max_minor))


def _rest(texts: Texts, asked: Audience) -> Iterator[str]:
    if asked.bought is not None:
        yield bought_words(texts, "bought", asked.bought)
    if asked.not_bought is not None:
        yield bought_words(texts, "not-bought", asked.not_bought)
    if asked.mostly:
        yield texts.plain("audience-is-mostly", names=", ".join(asked.mostly))
    if asked.birthday_months:
        names = [texts.plain(f"month-name-{month}") for month in asked.birthday_months]
        yield texts.plain("audience-is-birthday", names=", ".join(names))
    if asked.locations:
        yield texts.plain("audience-is-locations", names=", ".join(asked.locations))
    if asked.languages:
        yield ", ".join(language_name(texts, one) for one in asked.languages)


def bought_words(texts: Texts, which: str, bought: Bought) -> str:
    """Return "bought shirt in 60 days"; `which` is "bought" or "not-bought"."""
    return texts.plain(f"audience-is-{which}", name=bought.category, number=bought.days)


def language_name(texts: Texts, language: str) -> str:
    key = f"language-{language}"
    return texts.plain(key) if texts.has(key) else language
