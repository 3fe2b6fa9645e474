"""What the owner calls his points, with the plural forms of each language."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

PLURAL_CATEGORIES = ("one", "few", "many", "other")


@dataclass(frozen=True, kw_only=True, slots=True)
class PointsUnit:
    """Forms by language and CLDR plural category: `forms["ru"]["few"]` is "балла".

    A category that is absent falls back to "other", a language to English, then to any.
    """

    preset: str | None
    forms: Mapping[str, Mapping[str, str]]

    def form(self, language: str, category: str) -> str:
        forms = self.forms.get(language) or self.forms.get("en") or next(iter(self.forms.values()))
        return forms.get(category) or forms["other"]


def _unit(preset: str, russian: str, english: str, uzbek: str) -> PointsUnit:
    one, few, many = russian.split()
    single, plural = english.split()
    return PointsUnit(
        preset=preset,
        forms=MappingProxyType(
            {
                "ru": {"one": one, "few": few, "many": many, "other": few},
                "en": {"one": single, "other": plural},
                "uz": {"other": uzbek},
            }
        ),
    )


PRESETS: Mapping[str, PointsUnit] = MappingProxyType(
    {
        "point": _unit("point", "балл балла баллов", "point points", "ball"),
        "bonus": _unit("bonus", "бонус бонуса бонусов", "bonus bonuses", "bonus"),
        "star": _unit("star", "звезда звезды звёзд", "star stars", "yulduz"),
        "grain": _unit("grain", "зёрнышко зёрнышка зёрнышек", "bean beans", "dona"),
    }
)
"""Names an owner picks with one tap."""

DEFAULT_UNIT = PRESETS["point"]


def unit_from(stored: Mapping[str, Any]) -> PointsUnit:
    """Read the unit as the settings row keeps it: a preset's id or the owner's own forms."""
    preset = stored.get("preset")
    return PRESETS[preset] if preset else PointsUnit(preset=None, forms=stored["forms"])


def stored_unit(unit: PointsUnit) -> dict[str, Any]:
    """Return the unit as the settings row keeps it."""
    if unit.preset:
        return {"preset": unit.preset}
    return {"forms": {language: dict(forms) for language, forms in unit.forms.items()}}
