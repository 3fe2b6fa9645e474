"""Formatted text: HTML as Telegram reads it, and the entities Telegram finds by itself.

Offsets in errors are UTF-8 bytes; offsets and lengths of entities are UTF-16 units.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.texts import ENTITIES, bad

Entity = dict[str, Any]

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
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_CODE_POINT_MAX = 0x10FFFF


def utf16(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


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
            raise _fail(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.out), self.entities

    def _run(self) -> str:
        """Take everything up to the next tag or reference."""
        start = self.at
        found = [i for i in (self.source.find(c, start) for c in "<&") if i >= 0]
        self.at = min(found, default=len(self.source))
        return self.source[start : self.at]

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
        while not self._ended() and self._peek() in _SPACE:
            self.at += 1

    def _word(self, stops: str) -> str:
        start = self.at
        while self._peek() not in _SPACE and self._peek() not in stops:
            self.at += 1
        return self.source[start : self.at].lower()

    def _byte(self, index: int) -> int:
        return len(self.source[:index].encode("utf-8", "surrogatepass"))

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._word(">")
        offset = self._byte(begin)
        if self._ended():
            raise _fail(f"Unclosed start tag at byte offset {offset}")
        if tag not in _KINDS:
            raise _fail(f'Unsupported start tag "{tag}" at byte offset {offset}')
        opened = _Open(tag, "", self.length, len(self.out))
        for name, value in self._attributes(tag, offset):
            _take_attribute(opened, name, value)
        if tag == "span" and opened.argument != "spoiler":
            raise _fail(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
        self.at += 1
        self.open.append(opened)

    def _attributes(self, tag: str, offset: int) -> Iterator[tuple[str, str]]:
        while True:
            self._skip_spaces()
            if self._peek() == ">":
                return
            if self._ended():
                raise _fail(f'Unclosed start tag "{tag}" at byte offset {offset}')
            name = self._word("=>")
            if not name:
                raise _fail(f'Empty attribute name in the tag "{tag}" at byte offset {offset}')
            self._skip_spaces()
            value = ""
            if self._peek() == "=":
                self.at += 1
                self._skip_spaces()
                value = self._attribute_value()
            if self._ended():
                raise _fail(f'Unclosed start tag "{tag}" at byte offset {offset}')
            yield name, value

    def _attribute_value(self) -> str:
        quote = self._peek()
        if quote not in "'\"":
            begin = self.at
            found = _NAME_TOKEN.match(self.source, self.at)
            self.at = found.end() if found else self.at
            if self._peek() not in _SPACE and self._peek() != ">":
                offset = self._byte(begin)
                raise _fail(f"Unexpected end of name token at byte offset {offset}")
            return self.source[begin : self.at].lower()
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
        offset = self._byte(begin)
        if not self.open:
            raise _fail(f"Unexpected end tag at byte offset {offset}")
        self.at += 2
        name = self._word(">")
        self._skip_spaces()
        if self._peek() != ">":
            raise _fail(f"Unclosed end tag at byte offset {offset}")
        self.at += 1
        opened = self.open.pop()
        if name and name != opened.tag:
            raise _fail(
                f"Unmatched end tag at byte offset {offset}, "
                f'expected "</{opened.tag}>", found "</{name}>"'
            )
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


def http_url(url: str) -> str | None:
    """Return the link as Telegram would keep it, or None if it is no link to a public host."""
    url = url.strip()
    if re.match(r"(?:tg|ton|tonsite)://\S", url):
        return url
    found = re.fullmatch(
        r"(?:(https?|ftp)://)?([^\s/?#:@]+)(:\d+)?([/?#]\S*)?", url, re.IGNORECASE
    )
    if found is None or "." not in found[2].strip("."):
        return None
    scheme = (found[1] or "http").lower()
    return f"{scheme}://{found[2].lower()}{found[3] or ''}{found[4] or '/'}"


def _fail(text: str) -> Exception:
    return bad(ENTITIES.format(text))


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Return the text and the entities of an HTML source, trimmed as Telegram trims.

    Raises `Refused` 400 with Telegram's sentence. A `text_mention` carries `user_id`; the
    caller replaces it by a User or drops it.
    """
    text, entities = _Parser(source).parse()
    return trim(text, entities)


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Cut spaces at both ends and put the entities in Telegram's order."""
    right = text.rstrip()
    kept = right.lstrip()
    shift = utf16(right) - utf16(kept)
    total = utf16(kept)
    fitted: list[Entity] = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, total)
        if end > start:
            fitted.append({**entity, "offset": start, "length": end - start})
    # The one that closed later is the outer one, so equal spans are turned round.
    fitted.reverse()
    fitted.sort(key=lambda e: (e["offset"], -e["length"]))
    return kept, _without_inner(fitted)


def _without_inner(entities: list[Entity]) -> list[Entity]:
    """Drop what lies inside code, and what repeats its parent."""
    kept: list[Entity] = []
    for entity in entities:
        end = entity["offset"] + entity["length"]
        parents = [
            p for p in kept if p["offset"] <= entity["offset"] and end <= p["offset"] + p["length"]
        ]
        if any(p["type"] in {"code", "pre", entity["type"]} for p in parents):
            continue
        kept.append(entity)
    return kept


_AUTOMATIC = re.compile(
    r"(?P<url>\b(?:https?://|tg://)[^\s<>\"']+[^\s<>\"'.,;:!?)]|"
    r"(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|org|net|ru|me|io|uz|info|app|dev|shop)\b(?:/[^\s<>\"']*)?)|"
    r"(?P<email>\b[\w.+-]+@[\w-]+\.[\w.-]*\w)|"
    r"(?P<mention>(?<![\w@])@[A-Za-z]\w{2,31}\b)|"
    r"(?P<bot_command>(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?!\w))|"
    r"(?P<hashtag>(?<![\w#])#\w*[^\W\d_]\w*)|"
    r"(?P<phone_number>(?<![\w+])\+\d[\d ()-]{5,18}\d(?!\w))",
    re.IGNORECASE,
)
_HINTS = re.compile(r"[./@#+]")


def find_entities(text: str, known: list[Entity] | None = None) -> list[Entity]:
    """Return the known entities and those Telegram finds by itself: links, commands, phones."""
    entities = list(known or [])
    if not _HINTS.search(text):
        return entities
    taken = [
        (e["offset"], e["offset"] + e["length"])
        for e in entities
        if e["type"] in {"code", "pre", "text_link", "text_mention"}
    ]
    ascii_only = text.isascii()
    for found in _AUTOMATIC.finditer(text):
        start, end = found.span()
        if not ascii_only:
            start, end = utf16(text[:start]), utf16(text[:end])
        if not any(start < high and low < end for low, high in taken):
            entities.append({"type": found.lastgroup, "offset": start, "length": end - start})
    entities.sort(key=lambda e: (e["offset"], -e["length"]))
    return entities
