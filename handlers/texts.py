"""Sentences in one person's language: a key and facts in, HTML or plain text out."""

import html
import logging
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Protocol

from babel import Locale
from fluent.runtime import FluentBundle
from fluent.runtime.resolver import CurrentEnvironment, ResolverEnvironment
from fluent.runtime.types import FluentInt, FluentType

from handlers.formats import Formats, Locality
from handlers.own_words import filled
from services.domain.errors import Refusal
from services.facts import Fact, Key, Localized, Money, Own, Percent, Points, Safe

log = logging.getLogger(__name__)

_BIDI_AND_INVISIBLE = dict.fromkeys(
    map(ord, "\u061c\u180e\u200b\u200e\u200f\u2060\ufeff")
) | dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_MARKS_PER_LETTER = 3
_HARMLESS = re.compile(r"[ -~\u00a0А-яЁёʻʼ₽−–—…«»№·]*")
"""Texts of these alone, as nearly all are, need no look at each letter."""

_TAGS = re.compile(r"<[^>]*>")


class TextBroken(Exception):
    """A sentence cannot be said: no such key, or a fact it needs is missing."""


class Library(Protocol):
    """All languages; bot.texts reads them from files."""

    def speak(self, language: str | None, locality: Locality) -> "Texts": ...

    def labels(self, key: str) -> frozenset[str]: ...


class Texts(Formats):
    """One language, one shop. `texts(key, **facts)` is HTML, `texts.plain(…)` is not."""

    def __init__(
        self,
        *,
        language: str,
        bundle: FluentBundle,
        locality: Locality,
        library: Library,
        strict: bool,
    ) -> None:
        super().__init__(language=language, locality=locality)
        self._bundle = bundle
        self._library = library
        self._strict = strict

    def __call__(self, key: str, /, **facts: Fact) -> str:
        """Return the sentence as HTML for a message; what people typed is escaped."""
        return self._say(key, facts, markup=True)

    def plain(self, key: str, /, **facts: Fact) -> str:
        """Return the sentence as plain text: labels of buttons, toasts, file names."""
        return self._say(key, facts, markup=False)

    def refusal(self, refusal: Refusal) -> str:
        """Return the sentence of a "no" as HTML; its fields are the facts."""
        return self._say(f"refusal-{refusal.name}", refusal.facts(), markup=True)

    def refusal_plain(self, refusal: Refusal) -> str:
        return self._say(f"refusal-{refusal.name}", refusal.facts(), markup=False)

    def has(self, key: str) -> bool:
        return self._bundle.has_message(key)

    def other(self, language: str) -> "Texts":
        """Return the same shop in another language."""
        return self._library.speak(language, self.locality)

    def at(self, locality: Locality) -> "Texts":
        return self._library.speak(self.language, locality)

    def labels(self, key: str) -> frozenset[str]:
        """Return this label in every language: people keep old keyboards for years."""
        return self._library.labels(key)

    def _say(self, key: str, facts: Mapping[str, Any], *, markup: bool) -> str:
        if not self._bundle.has_message(key):
            return self._unsaid(key, "there is no such key", facts, markup=markup)
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            return self._unsaid(key, "the key has no text", facts, markup=markup)
        problems: list[Exception] = []
        shown = {name: self._fact(fact, markup=markup) for name, fact in facts.items()}
        environment = ResolverEnvironment(
            context=self._bundle, current=CurrentEnvironment(args=shown), errors=problems
        )
        said = str(pattern(environment))
        if problems:
            self._complain(key, "; ".join(str(problem) for problem in problems))
        return said

    def _unsaid(self, key: str, problem: str, facts: Mapping[str, Any], *, markup: bool) -> str:
        self._complain(key, problem)
        if self.language == "en":
            return key
        return self.other("en")._say(key, facts, markup=markup)  # noqa: SLF001  # the same class

    def _complain(self, key: str, problem: str) -> None:
        if self._strict:
            raise TextBroken(f"{self.language}: {key}: {problem}")
        log.error("The text %s (%s) is broken: %s", key, self.language, problem)

    def _fact(self, fact: Any, *, markup: bool) -> FluentType | str:
        match fact:
            case bool():
                return "yes" if fact else "no"
            case int():
                return _Count.of(fact, self)
            case date():
                return _Moment(fact, self)
            case Key() | Own():
                return self._sentence(fact, markup=markup)
            case Safe():
                return fact.html if markup else unmarked(fact.html)
            case _:
                text = clean(self._text(fact))
                return html.escape(text, quote=False) if markup else text

    def _sentence(self, fact: Key | Own, *, markup: bool) -> str:
        """Say another sentence; the owner's own words, if he wrote any in this language."""
        if isinstance(fact, Key):
            return self._say(fact.key, fact.facts, markup=markup)
        words = fact.words.get(self.language)
        if words is None:
            return self._sentence(fact.otherwise, markup=markup)
        shown = {name: str(self._fact(value, markup=markup)) for name, value in fact.facts.items()}
        lines = "\n".join(clean(line) for line in words.splitlines())
        return filled(html.escape(lines, quote=False) if markup else lines, shown)

    def _text(self, fact: Any) -> str:
        if isinstance(fact, tuple | list):
            return ", ".join(self._text(part) for part in fact)
        if fact is None:
            return ""
        printer = self._printers.get(type(fact))
        return printer(self, fact) if printer else str(fact)

    _printers: ClassVar[Mapping[type, Callable[["Texts", Any], str]]] = {
        Points: lambda texts, fact: texts.points(fact.points),
        Money: lambda texts, fact: texts.money(fact.minor),
        Percent: lambda texts, fact: texts.percent(fact.percent),
        Localized: lambda texts, fact: texts.name(fact),
        Decimal: lambda texts, fact: texts.number(fact),
    }


class _Count(FluentInt):
    """A whole number that plural selectors understand and Babel prints."""

    texts: Texts

    @classmethod
    def of(cls, number: int, texts: Texts) -> "_Count":
        count = cls(number)
        count.texts = texts
        return count

    def format(self, locale: Locale) -> str:
        del locale
        return self.texts.number(int(self))


class _Moment(FluentType):
    """A date or an instant; the sentence chooses how much of it is shown."""

    def __init__(self, value: date | datetime, texts: Texts) -> None:
        self.value = value
        self.texts = texts

    @property
    def day(self) -> date:
        value = self.value
        return self.texts.local(value) if isinstance(value, datetime) else value

    def format(self, locale: Locale) -> str:
        del locale
        if isinstance(self.value, datetime):
            return self.texts.moment(self.value)
        return self.texts.full_day(self.value)


def _time(moment: _Moment) -> str:
    assert isinstance(moment.value, datetime)  # noqa: S101  # a date has no hour to show
    return moment.texts.time(moment.value)


FUNCTIONS = {
    "POINTS": lambda count: count.texts.points(int(count)),
    "MONEY": lambda count: count.texts.money(int(count)),
    "PERCENT": lambda count: count.texts.percent(str(int(count))),
    "TAIL": lambda text: f" · {text}" if text else "",
    "LINE": lambda text: f"\n{text}" if text else "",
    "CALL": lambda name: f", {name}" if name else "",
    "DAY": lambda moment: moment.texts.day(moment.day),
    "SHORT": lambda moment: moment.texts.short_day(moment.day),
    "TIME": _time,
}
"""What .ftl files may call: POINTS($n), MONEY($minor), PERCENT($n), DAY, SHORT, TIME,
TAIL($place) for " · place", or nothing where there is none, LINE($text) for a line of its own, and
CALL($name) for ", name"."""


def clean(text: str) -> str:
    """Return text a person typed, made harmless for one line.

    Control, direction and zero-width characters and lone surrogates go (a name must not
    turn an amount around), line breaks become spaces, and no letter keeps more than
    three combining marks.
    """
    if _HARMLESS.fullmatch(text):
        return text
    kept: list[str] = []
    marks = 0
    for letter in text.translate(_BIDI_AND_INVISIBLE):
        category = unicodedata.category(letter)
        if category in {"Cc", "Zl", "Zp"}:
            kept.append(" ")
            continue
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if category not in {"Cs", "Cn"} and marks <= _MARKS_PER_LETTER:
            kept.append(letter)
    return "".join(kept)


def unmarked(markup: str) -> str:
    """Return what a reader sees of HTML that the program made."""
    return html.unescape(_TAGS.sub("", markup))


def escaped(text: str) -> Safe:
    """Return text of several lines that a person wrote as a fact that keeps its lines."""
    return Safe("\n".join(html.escape(clean(line), quote=False) for line in text.splitlines()))
