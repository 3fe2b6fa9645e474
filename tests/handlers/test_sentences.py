"""Every sentence of every language is said with every kind of fact, and Telegram takes it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as ftl

from bot.texts import LOCALES, TextLibrary
from handlers.formats import Locality
from handlers.texts import Texts
from sandbox.html import parse_html
from services.facts import Fact
from services.units import LANGUAGES

NOON = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NUMBERS = (0, 1, 2, 5, 11, 21, 22, 100, 1_240)
TOAST_MAX = 200
LABEL_MAX = 64


class Wanted(visitor.Visitor):
    """Which facts a sentence wants: numbers where it counts, moments where it tells the day."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.counted: set[str] = set()
        self.moments: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_FunctionReference(self, node: ftl.FunctionReference) -> None:  # noqa: N802
        name = node.id.name
        for argument in node.arguments.positional:
            if isinstance(argument, ftl.VariableReference):
                self.variables.add(argument.id.name)
                if name in {"DAY", "SHORT", "TIME"}:
                    self.moments.add(argument.id.name)
                elif name in {"POINTS", "MONEY", "PERCENT"}:
                    self.counted.add(argument.id.name)

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802
        if isinstance(node.selector, ftl.VariableReference) and _counts(node):
            self.counted.add(node.selector.id.name)
        self.generic_visit(node)

    def facts(self, number: int) -> dict[str, Fact]:
        facts: dict[str, Fact] = dict.fromkeys(self.variables, "Анна & Ко <b>")
        facts |= dict.fromkeys(self.counted, number)
        return facts | dict.fromkeys(self.moments, NOON)


def _counts(node: ftl.SelectExpression) -> bool:
    keys = [variant.key for variant in node.variants]
    plural = {"zero", "one", "two", "few", "many"}
    return any(
        isinstance(key, ftl.NumberLiteral) or getattr(key, "name", "") in plural for key in keys
    )


def spoken(language: str) -> Iterator[tuple[str, Wanted]]:
    for path in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text("utf-8")).body:
            if isinstance(entry, ftl.Message):
                wanted = Wanted()
                wanted.visit(entry)
                yield entry.id.name, wanted


LIBRARY = TextLibrary(strict=True)


def texts_of(language: str) -> Texts:
    return LIBRARY.speak(language, Locality())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said_with_every_number(language: str) -> None:
    texts = texts_of(language)
    for key, wanted in spoken(language):
        for number in NUMBERS:
            said = texts(key, **wanted.facts(number))
            assert said.strip(), key
            assert "{" not in said, (key, said)
            assert "???" not in said, (key, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_takes_the_markup_of_every_sentence(language: str) -> None:
    texts = texts_of(language)
    for key, wanted in spoken(language):
        text, _ = parse_html(texts(key, **wanted.facts(5)))
        assert text.strip(), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_short(language: str) -> None:
    texts = texts_of(language)
    for key, wanted in spoken(language):
        said = texts.plain(key, **wanted.facts(1_240))
        lines = said.splitlines()
        limit = 12 if key.startswith("privacy") else 6
        assert len(lines) <= limit, (key, said)
        assert said.count("!") <= 1, (key, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_no_fits_over_the_chat(language: str) -> None:
    texts = texts_of(language)
    for key, wanted in spoken(language):
        if key.startswith("refusal-"):
            said = texts.plain(key, **wanted.facts(1_240))
            assert len(said) <= TOAST_MAX, (key, len(said), said)


@pytest.mark.parametrize("language", ["en", "uz"])
def test_no_sentence_was_left_in_russian(language: str) -> None:
    texts = texts_of(language)
    for key, wanted in spoken(language):
        facts = {
            name: fact if not isinstance(fact, str) else "x"
            for name, fact in wanted.facts(5).items()
        }
        said = texts.plain(key, **facts)
        own = "Русский" if key == "language-ru" else ""
        assert not any("а" <= letter.lower() <= "я" for letter in said.replace(own, "")), said
