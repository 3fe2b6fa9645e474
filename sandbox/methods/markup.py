"""Keyboards under messages and under the input field."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sandbox.chats import Chat, Json
from sandbox.entities import http_url
from sandbox.texts import (
    BUTTON_TEXT_EMPTY,
    BUTTON_TEXT_ONLY,
    BUTTON_URL,
    BUTTON_WEB_APP,
    MARKUP_INLINE,
    MARKUP_PRIVATE,
    bad,
)


class MarkupKind(StrEnum):
    """What a `reply_markup` is."""

    NONE = "none"
    INLINE = "inline"
    KEYBOARD = "keyboard"
    REMOVE = "remove"
    FORCE = "force"


@dataclass(frozen=True, slots=True)
class Markup:
    """A checked keyboard; `wire` is None when there is none."""

    kind: MarkupKind
    wire: Json | None = None


NOTHING = Markup(MarkupKind.NONE)
_LOOKS = {"text", "icon_custom_emoji_id", "style"}


def read_markup(raw: Any) -> Markup:
    """Check a `reply_markup`; an empty inline keyboard is no keyboard."""
    if not raw:
        return NOTHING
    if "inline_keyboard" in raw:
        rows = [[_button(b) for b in row] for row in raw["inline_keyboard"] if row]
        return Markup(MarkupKind.INLINE, {"inline_keyboard": rows}) if rows else NOTHING
    if "keyboard" in raw:
        return Markup(MarkupKind.KEYBOARD, raw)
    if raw.get("remove_keyboard"):
        return Markup(MarkupKind.REMOVE, raw)
    return Markup(MarkupKind.FORCE, raw)


def inline_only(raw: Any) -> Json | None:
    """Check a `reply_markup` where only an inline keyboard is allowed."""
    markup = read_markup(raw)
    if markup.kind not in {MarkupKind.NONE, MarkupKind.INLINE}:
        raise bad(MARKUP_INLINE)
    return markup.wire


def _button(button: Json) -> Json:
    if not button["text"].strip():
        raise bad(BUTTON_TEXT_EMPTY)
    if not button.keys() - _LOOKS:
        raise bad(BUTTON_TEXT_ONLY)
    web_app = button.get("web_app")
    if web_app and not web_app["url"].startswith("https://"):
        raise bad(BUTTON_WEB_APP.format(web_app["url"]))
    if url := button.get("url"):
        kept = http_url(url)
        if kept is None:
            raise bad(BUTTON_URL.format(url))
        return {**button, "url": kept}
    return button


def show_markup(chat: Chat, markup: Markup, message_id: int) -> None:
    """Change what stands under the person's input field."""
    match markup.kind:
        case MarkupKind.KEYBOARD | MarkupKind.FORCE:
            chat.reply_keyboard = markup.wire
            chat.keyboard_from = message_id
        case MarkupKind.REMOVE:
            chat.reply_keyboard = None
            chat.keyboard_from = None
        case MarkupKind.NONE | MarkupKind.INLINE:
            pass


def allow_markup(chat: Chat, markup: Markup) -> None:
    """Refuse a keyboard that asks for a phone number outside a private chat."""
    if markup.kind is MarkupKind.KEYBOARD and chat.person is None and markup.wire:
        buttons = [b for row in markup.wire["keyboard"] for b in row if isinstance(b, dict)]
        if any(b.get("request_contact") for b in buttons):
            raise bad(MARKUP_PRIVATE)
