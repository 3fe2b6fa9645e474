"""What one shop calls its points: plural forms in each language, as data the owner chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

LANGUAGES = ("ru", "en", "uz")
"""The languages the program speaks, in the order they are offered."""

CATEGORIES = ("one", "few", "many", "other")


class UnitIncomplete(ValueError):
    """A unit without a form it needs; the message names language and category."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PointsUnit:
    """Forms by language and CLDR plural category: forms["ru"]["few"] is "балла".

    A language must have `other`; a missing category falls back to it. A missing
    language falls back to English, then to any.
    """

    forms: Mapping[str, Mapping[str, str]]

    def __post_init__(self) -> None:
        if not self.forms:
            raise UnitIncomplete("a unit needs its forms in one language at least")
        for language, forms in self.forms.items():
            if not forms.get("other"):
                raise UnitIncomplete(f"the unit needs the form `other` in `{language}`")

    def form(self, language: str, category: str) -> str:
        """Return the noun for a number of this plural category."""
        forms = self.forms.get(language) or self.forms.get("en")
        forms = forms or next(iter(self.forms.values()))
        return forms.get(category) or forms["other"]


def _unit(ru: str, en: str, uz: str) -> PointsUnit:
    """Make a unit from forms in the order one, few, many, other (ru) and one, other (en)."""
    singular, plural = en.split("/")
    return PointsUnit(
        forms=MappingProxyType(
            {
                "ru": MappingProxyType(dict(zip(CATEGORIES, ru.split("/"), strict=True))),
                "en": MappingProxyType({"one": singular, "other": plural}),
                "uz": MappingProxyType({"other": uz}),
            }
        )
    )


PRESETS: Mapping[str, PointsUnit] = MappingProxyType(
    {
        "point": _unit("балл/балла/баллов/балла", "point/points", "ball"),
        "bonus": _unit("бонус/бонуса/бонусов/бонуса", "bonus/bonuses", "bonus"),
        "star": _unit("звезда/звезды/звёзд/звезды", "star/stars", "yulduz"),
        "bean": _unit("зёрнышко/зёрнышка/зёрнышек/зёрнышка", "bean/beans", "don"),
    }
)
"""The units an owner can choose by one tap."""

DEFAULT = PRESETS["point"]


def of_forms(forms: Mapping[str, Mapping[str, str]]) -> PointsUnit:
    """Return the unit stored as JSON; raise `UnitIncomplete` if a form is missing."""
    return PointsUnit(forms=forms)
