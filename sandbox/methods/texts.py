"""The text or caption of an outgoing message: parsed, checked, with its entities."""

from typing import Any

from sandbox.chats import Json
from sandbox.entities import find_entities, http_url, trim
from sandbox.html import parse_html
from sandbox.methods.registry import Ask
from sandbox.texts import (
    CAPTION_LONG,
    PARSE_MODE,
    TEXT_BLANK,
    TEXT_EMPTY,
    TEXT_HUGE,
    TEXT_LONG,
    bad,
    not_written,
)

TEXT_MAX = 4096
CAPTION_MAX = 1024
RAW_BYTES_MAX = 32_768


def _formatted(ask: Ask, source: str, mode: str | None, entities: Any) -> tuple[str, list[Json]]:
    if len(source.encode(errors="replace")) > RAW_BYTES_MAX:
        raise bad(TEXT_HUGE)
    name = (mode or "").lower()
    if name == "html":
        text, found = parse_html(source)
    elif name in {"markdown", "markdownv2"}:
        raise not_written(f"parse_mode {mode}")
    elif name:
        raise bad(PARSE_MODE)
    else:
        text, found = trim(source, entities or [])
    return text, find_entities(text, _mentions(ask, found))


def _mentions(ask: Ask, entities: list[Json]) -> list[Json]:
    """Give mentions by id their User, and links their kept form; drop unknown people."""
    return [kept for entity in entities if (kept := _kept(ask, entity))]


def _kept(ask: Ask, entity: Json) -> Json | None:
    if "user_id" in entity:
        person = ask.world.people.by_id.get(entity["user_id"])
        rest = {name: value for name, value in entity.items() if name != "user_id"}
        return {**rest, "user": person.user()} if person else None
    if entity["type"] == "text_link":
        url = http_url(entity.get("url", ""))
        return {**entity, "url": url} if url else None
    return entity


def text_of(ask: Ask) -> Json:
    """Return `text` and `entities` of a message from `text`, `parse_mode`, `entities`."""
    args = ask.args
    source = args.get("text")
    if not source:
        raise bad(TEXT_EMPTY)
    text, entities = _formatted(ask, source, args.get("parse_mode"), args.get("entities"))
    if not text:
        raise bad(TEXT_BLANK)
    if len(text) > TEXT_MAX:
        raise bad(TEXT_LONG)
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_of(ask: Ask, args: Json | None = None) -> Json:
    """Return `caption` and `caption_entities`, or nothing when there is no caption."""
    args = ask.args if args is None else args
    source = args.get("caption")
    if not source:
        return {}
    given = args.get("caption_entities")
    text, entities = _formatted(ask, source, args.get("parse_mode"), given)
    if len(text) > CAPTION_MAX:
        raise bad(CAPTION_LONG)
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}
