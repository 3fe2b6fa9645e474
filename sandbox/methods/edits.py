"""Edits of messages, and what cannot be edited."""

from sandbox.chats import Chat, Json, Record
from sandbox.methods.markup import inline_only
from sandbox.methods.messages import media_of
from sandbox.methods.registry import Ask, method
from sandbox.methods.texts import caption_of, text_of
from sandbox.texts import (
    EDIT_FORBIDDEN,
    EDIT_NO_CAPTION,
    EDIT_NO_TEXT,
    EDIT_NOT_FOUND,
    EDIT_SAME,
    MESSAGE_ID_EMPTY,
    bad,
    not_written,
)

_MEDIA = ("photo", "document")
_COMPARED = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "photo",
    "document",
    "reply_markup",
    "link_preview_options",
)


@method("editMessageText")
def edit_message_text(ask: Ask) -> Json:
    body = text_of(ask)
    chat, record = _editable(ask)
    if "text" not in record.message:
        raise bad(EDIT_NO_TEXT)
    if options := ask.args.get("link_preview_options"):
        body["link_preview_options"] = options
    return _change(ask, chat, record, body, drop=("text", "entities", "link_preview_options"))


@method("editMessageCaption")
def edit_message_caption(ask: Ask) -> Json:
    body = caption_of(ask)
    chat, record = _editable(ask)
    if not any(kind in record.message for kind in _MEDIA):
        raise bad(EDIT_NO_CAPTION)
    return _change(ask, chat, record, body, drop=("caption", "caption_entities"))


@method("editMessageMedia")
async def edit_message_media(ask: Ask) -> Json:
    body = await media_of(ask, ask.args["media"])
    chat, record = _editable(ask)
    drop = ("text", "entities", "caption", "caption_entities", "link_preview_options", *_MEDIA)
    return _change(ask, chat, record, body, drop=drop)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(ask: Ask) -> Json:
    chat, record = _editable(ask)
    return _change(ask, chat, record, {}, drop=())


def _editable(ask: Ask) -> tuple[Chat, Record]:
    """Find the message and refuse what Telegram never edits."""
    if ask.args.get("inline_message_id"):
        raise not_written("inline messages")
    chat = ask.chat()
    if "message_id" not in ask.args:
        raise bad(MESSAGE_ID_EMPTY)
    record = chat.records.get(ask.args["message_id"])
    if record is None:
        raise bad(EDIT_NOT_FOUND)
    if record.out or record.locked or "forward_origin" in record.message:
        raise bad(EDIT_FORBIDDEN)
    return chat, record


def _change(ask: Ask, chat: Chat, record: Record, body: Json, *, drop: tuple[str, ...]) -> Json:
    """Replace the dropped fields by the body's and the keyboard by the given one, or none."""
    markup = inline_only(ask.args.get("reply_markup"))
    old = record.message
    new = {k: v for k, v in old.items() if k not in drop and k != "reply_markup"} | body
    if markup:
        new["reply_markup"] = markup
    if all(old.get(name) == new.get(name) for name in _COMPARED):
        raise bad(EDIT_SAME)
    ask.writable(chat)
    new["edit_date"] = int(ask.world.clock.time())
    record.message = new
    chat.fresh[new["message_id"]] = None
    ask.world.chat_changed(chat)
    return new
