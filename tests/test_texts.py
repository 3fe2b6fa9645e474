"""Every language says everything, with the same facts, and no sentence lies unused."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as ftl

import handlers
import services
from bot.texts import LOCALES, TextLibrary
from handlers.formats import Locality
from services.domain.errors import Refusal
from services.units import LANGUAGES, PRESETS, PointsUnit

ROOT = Path(__file__).resolve().parents[1]
SPOKEN_FROM = ("bot", "handlers", "services")
NUMBERS = [0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112, 1240]


class _Variables(visitor.Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


@cache
def sentences(language: str) -> dict[str, frozenset[str]]:
    """Return the variables of every key of a language."""
    found: dict[str, frozenset[str]] = {}
    for path in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text("utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{path.name}: {entry.content!r}"
            if isinstance(entry, ftl.Message):
                assert entry.id.name not in found, f"{entry.id.name} stands twice in {language}"
                variables = _Variables()
                variables.visit(entry)
                found[entry.id.name] = frozenset(variables.names)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_key(language: str) -> None:
    everything = {key for other in LANGUAGES for key in sentences(other)}
    assert sorted(everything - sentences(language).keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_needs_the_same_facts(language: str) -> None:
    russian = sentences("ru")
    differing = {
        key: (sorted(variables), sorted(russian[key]))
        for key, variables in sentences(language).items()
        if key in russian and variables != russian[key]
    }
    assert differing == {}


def test_files_are_named_alike_in_every_language() -> None:
    names = [sorted(path.name for path in (LOCALES / one).glob("*.ftl")) for one in LANGUAGES]
    assert names[0] == names[1] == names[2]


def test_every_no_has_its_sentence() -> None:
    keys = sentences("ru").keys()
    silent = [one.__name__ for one in _refusals() if f"refusal-{_name(one)}" not in keys]
    assert silent == []


def test_the_sentence_of_a_no_asks_only_for_facts_the_no_has() -> None:
    asking = {}
    for one in _refusals():
        variables = sentences("ru").get(f"refusal-{_name(one)}", frozenset())
        unknown = variables - one.__dataclass_fields__.keys()
        if unknown:
            asking[one.__name__] = sorted(unknown)
    assert asking == {}


def test_no_sentence_lies_unused() -> None:
    words, openings, endings = _words_in_the_code()
    refusals = {f"refusal-{_name(one)}" for one in _refusals()}
    unused = [
        key
        for key in sentences("ru")
        if key not in words | refusals
        and not key.startswith(tuple(openings))
        and not any(key.startswith(start) and key.endswith(end) for start, end in endings)
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("preset", "one", "few", "many"),
    [
        ("point", "балл", "балла", "баллов"),
        ("bonus", "бонус", "бонуса", "бонусов"),
        ("star", "звезда", "звезды", "звёзд"),
        ("bean", "зёрнышко", "зёрнышка", "зёрнышек"),
    ],
)
def test_a_number_takes_its_form_of_the_points_name(
    preset: str, one: str, few: str, many: str
) -> None:
    texts = TextLibrary(strict=True).speak("ru", Locality(unit=PRESETS[preset]))
    assert [texts.unit(number) for number in (1, 21, 101)] == [one] * 3
    assert [texts.unit(number) for number in (2, 4, 22)] == [few] * 3
    assert [texts.unit(number) for number in (0, 5, 11, 12, 14, 25, 111, 112, 1240)] == [many] * 9


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_has_a_form_for_every_number_in_every_language(preset: str) -> None:
    library = TextLibrary(strict=True)
    for language in LANGUAGES:
        texts = library.speak(language, Locality(unit=PRESETS[preset]))
        assert all(texts.unit(number) for number in NUMBERS)


def test_a_unit_of_one_language_serves_the_others() -> None:
    unit = PointsUnit(forms={"ru": {"one": "зерно", "few": "зерна", "other": "зёрен"}})
    assert TextLibrary().speak("uz", Locality(unit=unit)).unit(5) == "зёрен"


def _refusals() -> Iterator[type[Refusal]]:
    for package in (services, handlers):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    waiting = [Refusal]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            # Other tests of this run may have refusals of their own.
            if not one.__module__.startswith("tests."):
                yield one


def _name(refusal: type[Refusal]) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", refusal.__name__).lower()


def _words_in_the_code() -> tuple[set[str], set[str], set[tuple[str, str]]]:
    """Return whole strings, beginnings of f-strings, and (beginning, end) pairs of them."""
    words: set[str] = set()
    openings: set[str] = set()
    both: set[tuple[str, str]] = set()
    for folder in SPOKEN_FROM:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    words.add(node.value)
                elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                    start, last = str(node.values[0].value), node.values[-1]
                    if not re.fullmatch(r"[a-z][a-z-]*-", start):
                        continue
                    if isinstance(last, ast.Constant):
                        both.add((start, str(last.value)))
                    else:
                        openings.add(start)
    return words, openings, both


def test_uzbek_is_spelled_with_its_own_letters() -> None:
    """A quotation mark in a word looks like one, and a search for the word misses it."""
    wrong = {
        path.name: found
        for path in sorted((LOCALES / "uz").glob("*.ftl"))
        if (found := re.findall(r"\w*[a-zA-Z][‘’'`][a-zA-Z]\w*", path.read_text("utf-8")))
    }
    assert wrong == {}
