"""HTML as Telegram reads it: text, entities, and the sentences that refuse it.

Offsets in errors are UTF-8 bytes; offsets and lengths of entities are UTF-16 units.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.entities import Entity, http_url, trim, utf16
from sandbox.texts import ENTITIES, Refused, bad

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_SPACE = " \t\r\n\0\v"
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,8})|#(\d{1,10})|([a-zA-Z]+));?")
_PLAIN = re.compile(r"[^<&]*")
_SPACES = re.compile(rf"[{_SPACE}]*")
_TAG_NAME = re.compile(rf"[^{_SPACE}>]*")
_ATTRIBUTE_NAME = re.compile(rf"[^{_SPACE}=>]*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_CODE_POINT_MAX = 0x10FFFF


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end."""

    tag: str
    argument: str
    start: int
    index: int
    facts: dict[str, Any] = field(default_factory=dict)


class _Parser:
    """Reads one text; each method moves `at` forward."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        source = self.source
        while self.at < len(source):
            char = source[self.at]
            if char == "<":
                if source.startswith("</", self.at):
                    self._end_tag()
                else:
                    self._start_tag()
            else:
                self._emit(self._reference() if char == "&" else self._run())
        if self.open:
            text = f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"'
            raise bad(ENTITIES.format(text))
        return "".join(self.out), self.entities

    def _run(self) -> str:
        """Take everything up to the next tag or reference."""
        return self._take(_PLAIN)

    def _take(self, pattern: re.Pattern[str]) -> str:
        """Take what a pattern that always fits finds here."""
        found = pattern.match(self.source, self.at)
        taken = found[0] if found else ""
        self.at += len(taken)
        return taken

    def _emit(self, text: str) -> None:
        self.out.append(text)
        self.length += utf16(text)

    def _reference(self) -> str:
        """Take a reference such as `&lt;`, or the bare ampersand."""
        if found := _REFERENCE.match(self.source, self.at):
            value = _NAMED.get(found[3] or "")
            if value is None and not found[3]:
                code = int(found[1], 16) if found[1] else int(found[2])
                value = chr(code) if 0 < code <= _CODE_POINT_MAX else None
            if value is not None:
                self.at = found.end()
                return value
        self.at += 1
        return "&"

    def _peek(self) -> str:
        """Return the character at hand; NUL at the end, which counts as a space."""
        return self.source[self.at] if self.at < len(self.source) else "\0"

    def _ended(self) -> bool:
        return self.at >= len(self.source)

    def _skip_spaces(self) -> None:
        self._take(_SPACES)

    def _fail(self, text: str, index: int, rest: str = "") -> Refused:
        """Make the refusal that names the byte offset of a character."""
        offset = len(self.source[:index].encode("utf-8", "surrogatepass"))
        return bad(ENTITIES.format(f"{text} at byte offset {offset}{rest}"))

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._take(_TAG_NAME).lower()
        if self._ended():
            raise self._fail("Unclosed start tag", begin)
        if tag not in _KINDS:
            raise self._fail(f'Unsupported start tag "{tag}"', begin)
        opened = _Open(tag, "", self.length, len(self.out))
        for name, value in self._attributes(tag, begin):
            _take_attribute(opened, name, value)
        if tag == "span" and opened.argument != "spoiler":
            raise self._fail('Tag "span" must have class "tg-spoiler"', begin)
        self.at += 1
        self.open.append(opened)

    def _attributes(self, tag: str, begin: int) -> Iterator[tuple[str, str]]:
        while True:
            self._skip_spaces()
            if self._peek() == ">":
                return
            if self._ended():
                raise self._fail(f'Unclosed start tag "{tag}"', begin)
            name = self._take(_ATTRIBUTE_NAME).lower()
            if not name:
                raise self._fail(f'Empty attribute name in the tag "{tag}"', begin)
            self._skip_spaces()
            value = ""
            if self._peek() == "=":
                self.at += 1
                self._skip_spaces()
                value = self._attribute_value()
            if self._ended():
                raise self._fail(f'Unclosed start tag "{tag}"', begin)
            yield name, value

    def _attribute_value(self) -> str:
        quote = self._peek()
        if quote not in "'\"":
            begin = self.at
            value = self._take(_NAME_TOKEN)
            if self._peek() not in _SPACE and self._peek() != ">":
                raise self._fail("Unexpected end of name token", begin)
            return value.lower()
        self.at += 1
        parts = []
        while not self._ended() and self._peek() != quote:
            if self._peek() == "&":
                parts.append(self._reference())
            else:
                parts.append(self._peek())
                self.at += 1
        self.at += 1
        return "".join(parts)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._fail("Unexpected end tag", begin)
        self.at += 2
        name = self._take(_TAG_NAME).lower()
        self._skip_spaces()
        if self._peek() != ">":
            raise self._fail("Unclosed end tag", begin)
        self.at += 1
        opened = self.open.pop()
        if name and name != opened.tag:
            found = f', expected "</{opened.tag}>", found "</{name}>"'
            raise self._fail("Unmatched end tag", begin, found)
        if self.length > opened.start:
            inside = "".join(self.out[opened.index :])
            self._close(opened, inside)

    def _close(self, opened: _Open, inside: str) -> None:
        entity: Entity = {
            "type": _KINDS[opened.tag],
            "offset": opened.start,
            "length": self.length - opened.start,
        }
        if opened.tag == "code" and self._names_language(opened):
            self.open[-1].argument = opened.argument
            return
        if opened.tag == "a":
            _link(entity, opened.argument or inside)
        elif opened.tag == "pre" and opened.argument:
            entity["language"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.argument
        entity.update(opened.facts)
        if entity["type"]:
            self.entities.append(entity)

    def _names_language(self, opened: _Open) -> bool:
        """Say whether this is the `<code class="language-x">` of a `<pre>`."""
        return bool(
            opened.argument
            and self.open
            and self.open[-1].tag == "pre"
            and self.open[-1].start == opened.start
        )


def _take_attribute(opened: _Open, name: str, value: str) -> None:
    match opened.tag, name:
        case "a", "href":
            opened.argument = value
        case "code", "class" if value.startswith("language-"):
            opened.argument = value.removeprefix("language-")
        case "span", "class" if value.startswith("tg-"):
            opened.argument = value.removeprefix("tg-")
        case "tg-emoji", "emoji-id":
            opened.argument = value
        case "blockquote", "expandable":
            opened.argument = "expandable"
        case "tg-time", "unix":
            opened.facts["unix_time"] = int(value) if value.isdecimal() else 0
        case "tg-time", "format":
            opened.facts["date_time_format"] = value
        case _:
            pass


def _link(entity: Entity, url: str) -> None:
    """Turn a link into what Telegram keeps: a mention, a link, or nothing."""
    if found := re.fullmatch(r"tg://user/?\?id=(\d+)", url):
        entity["type"] = "text_mention"
        entity["user_id"] = int(found[1])
    elif checked := http_url(url):
        entity["url"] = checked
    else:
        entity["type"] = ""


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Return the text and the entities of an HTML source, trimmed as Telegram trims.

    Raises `Refused` 400 with Telegram's sentence. A `text_mention` carries `user_id`; the
    caller replaces it by a User or drops it.
    """
    text, entities = _Parser(source).parse()
    return trim(text, entities)
