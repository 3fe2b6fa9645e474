"""What is said of favourite categories to the owner: the rule, its results, a change."""

from collections.abc import Iterator

from handlers.owner.what_if import what_if_words
from handlers.texts import Texts
from handlers.what_ifs import Counting
from services.facts import Localized, Money, Percent, Points
from services.favourite_rules import (
    FavouritePreview,
    FavouriteSettings,
    Field,
    OwnerFavourites,
)
from services.what_if import WhatIf


def category(texts: Texts, settings: FavouriteSettings, name: str) -> str:
    """Return what guests call a category; plain text."""
    names = settings.names.get(name)
    return texts.name(Localized(names)) if names else name


def categories(texts: Texts, settings: FavouriteSettings) -> str:
    return ", ".join(category(texts, settings, one) for one in settings.of)


def percent(texts: Texts, settings: FavouriteSettings) -> str:
    """Return "10 %", "10 % off"; "by the file" where only other rules give something."""
    if settings.percent is None:
        return texts.plain("favouring-by-file" if settings.others else "program-none")
    key = "guest-discount" if settings.money else "program-percent"
    return texts.plain(key, percent=Percent(settings.percent))


def line(texts: Texts, settings: FavouriteSettings, field: Field) -> str:
    """Return "To pick from: 3", "May pick: 2", "On favourites: 10 %"."""
    match field:
        case Field.OF:
            return texts.plain("favouring-of", count=len(settings.of))
        case Field.CHOOSE:
            return texts.plain("favouring-choose", most=settings.choose)
        case _:
            return texts.plain("favouring-percent", value=percent(texts, settings))


def rule(texts: Texts, settings: FavouriteSettings, usual: str) -> str:
    """Say the whole mechanic in a sentence or two."""
    if not settings.on:
        return texts("favouring-about-off")
    if settings.percent is None:
        return texts("favouring-about-file", most=settings.choose)
    key = "favouring-about-money" if settings.money else "favouring-about"
    return texts(
        key,
        most=settings.choose,
        percent=Percent(settings.percent),
        usual=Percent(usual),
    )


def about(texts: Texts, view: OwnerFavourites) -> str:
    settings = view.settings
    lines = [texts("favouring-title"), rule(texts, settings, view.usual)]
    if settings.of:
        lines.append(texts("favouring-list", names=categories(texts, settings)))
    if settings.on or view.results.picked:
        lines += ["", *_results(texts, view)]
    return "\n".join(lines)


def _results(texts: Texts, view: OwnerFavourites) -> Iterator[str]:
    """Say who has picked what this month, and what favourites brought in thirty days."""
    found, settings = view.results, view.settings
    yield texts("favouring-picked", count=found.picked)
    if found.leading:
        names = [
            texts.plain("favouring-lead", name=category(texts, settings, name), count=count)
            for name, count in found.leading
        ]
        yield texts("favouring-leading", names=", ".join(names))
    if found.points:
        yield texts("favouring-points", points=Points(found.points))
    if found.off_minor:
        yield texts("favouring-taken-off", off=Money(found.off_minor))


def effect(
    texts: Texts,
    field: Field,
    preview: FavouritePreview,
    told: Counting | WhatIf | None,
) -> str:
    """Return what the change does before it is saved: the rule, a bill, the last days."""
    before, after = preview.before, preview.after
    lines = [texts("favouring-title")]
    match field:
        case Field.OF:
            lines.append(
                texts("favouring-list", names=categories(texts, after))
                if after.of
                else texts("favouring-list-empty")
            )
        case Field.CHOOSE:
            lines.append(_moved(texts, str(before.choose), str(after.choose)))
        case Field.PERCENT:
            lines.append(_moved(texts, percent(texts, before), percent(texts, after)))
        case Field.ON:
            pass
    lines.append(rule(texts, after, preview.usual))
    if preview.example_before != preview.example_after:
        lines.append(_example(texts, preview))
    lines += [texts("favouring-better", tier=Localized(names)) for names in preview.better]
    if preview.unseen:
        names = ", ".join(category(texts, after, one) for one in preview.unseen)
        lines.append(texts("program-no-button", names=names))
    if preview.picked:
        lines.append(what_if_words(texts, told))
    else:
        lines.append(texts("favouring-nobody"))
    lines.append(texts("program-from-now"))
    return "\n".join(lines)


def _moved(texts: Texts, before: str, after: str) -> str:
    return texts("program-was-becomes", before=before, after=after)


def _example(texts: Texts, preview: FavouritePreview) -> str:
    if preview.after.money:
        return texts(
            "favouring-effect-money",
            amount=Money(preview.example_minor),
            before=Money(preview.example_before),
            after=Money(preview.example_after),
        )
    return texts(
        "favouring-effect",
        amount=Money(preview.example_minor),
        before=Points(preview.example_before),
        after=Points(preview.example_after),
    )
