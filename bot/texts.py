"""The library of texts: Fluent files of every language, and the owner's own words over them."""

from collections.abc import Iterable
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

from handlers.formats import Locality
from handlers.texts import FUNCTIONS, Texts
from services.units import LANGUAGES

LOCALES = Path(__file__).with_name("locales")
CUSTOM_NAME = "custom.ftl"
FALLBACK = "en"


class TextLibrary:
    """Reads `locales/<language>/*.ftl`, then `custom.ftl` of the data folder over them.

    The owner's file may hold sections for one language each: `custom.ru.ftl`; a plain
    `custom.ftl` counts for every language.
    """

    def __init__(self, custom: Path | None = None, *, strict: bool = False) -> None:
        self._strict = strict
        self._bundles = {name: _read(name, custom) for name in LANGUAGES}

    def speak(self, language: str | None, locality: Locality) -> Texts:
        """Return the texts of a language, known by its code ("ru-RU" is Russian)."""
        name = known_language(language)
        return Texts(
            language=name,
            bundle=self._bundles[name],
            locality=locality,
            library=self,
            strict=self._strict,
        )

    def labels(self, key: str) -> frozenset[str]:
        return frozenset(
            self.speak(language, Locality()).plain(key)
            for language, bundle in self._bundles.items()
            if bundle.has_message(key)
        )


def known_language(code: str | None) -> str:
    """Return the language spoken for a Telegram language code; English for the rest."""
    name = (code or "").partition("-")[0].lower()
    return name if name in LANGUAGES else FALLBACK


def _read(language: str, custom: Path | None) -> FluentBundle:
    bundle = FluentBundle([language], functions=FUNCTIONS, use_isolating=False)
    for path in sorted((LOCALES / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text("utf-8")))
    for path in _custom_files(language, custom):
        bundle.add_resource(FluentResource(path.read_text("utf-8")), allow_overrides=True)
    return bundle


def _custom_files(language: str, folder: Path | None) -> Iterable[Path]:
    if folder is None:
        return ()
    names = (CUSTOM_NAME, f"custom.{language}.ftl")
    return (folder / name for name in names if (folder / name).is_file())
