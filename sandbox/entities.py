"""Entities of a text: those Telegram finds by itself, their order, and what a link may be.

Offsets and lengths are UTF-16 units.
"""

import re
from typing import Any

Entity = dict[str, Any]


def utf16(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


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
