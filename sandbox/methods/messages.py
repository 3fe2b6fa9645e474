"""sendMessage, sendPhoto and their kin."""

import asyncio
import mimetypes
from pathlib import PurePath
from typing import Any

from sandbox.bots import Bot
from sandbox.chats import Chat, Json, Record
from sandbox.files import PHOTO_BYTES_MAX, Upload, shrink
from sandbox.methods.markup import (
    Markup,
    MarkupKind,
    allow_markup,
    read_markup,
    show_markup,
)
from sandbox.methods.registry import Ask, method
from sandbox.methods.texts import caption_of, text_of
from sandbox.texts import (
    DOCUMENT_MISSING,
    FILE_BIG,
    FILE_ID_OR_URL,
    FILE_ID_REMOTE,
    MEDIA_MISSING,
    PHOTO_MISSING,
    REPLY_NOT_FOUND,
    bad,
    not_written,
)

_LINK_PREVIEW = {
    "is_disabled",
    "url",
    "prefer_small_media",
    "prefer_large_media",
    "show_above_text",
}
_GROUP_MAX = 10


@method("sendMessage")
def send_message(ask: Ask) -> Json:
    body = text_of(ask)
    if options := ask.args.get("link_preview_options"):
        body["link_preview_options"] = {k: v for k, v in options.items() if k in _LINK_PREVIEW}
    return send(ask, body)


@method("sendPhoto")
async def send_photo(ask: Ask) -> Json:
    caption = caption_of(ask)
    markup = read_markup(ask.args.get("reply_markup"))
    sizes = await photo_of(ask, ask.args.get("photo"), "photo")
    return send(ask, {"photo": sizes, **caption}, markup)


@method("sendDocument")
def send_document(ask: Ask) -> Json:
    caption = caption_of(ask)
    document = document_of(ask, ask.args.get("document"), "document")
    return send(ask, {"document": document, **caption})


@method("sendMediaGroup")
async def send_media_group(ask: Ask) -> list[Json]:
    items = ask.args["media"]
    if not 1 <= len(items) <= _GROUP_MAX:
        raise bad(MEDIA_MISSING)
    bodies = [await media_of(ask, item) for item in items]
    chat = ask.open_chat()
    group = ask.bot.next_query_id()
    sent = [
        send_to(ask, chat, {"media_group_id": group, **body}, Markup(MarkupKind.NONE))
        for body in bodies
    ]
    ask.world.chat_changed(chat)
    return sent


@method("sendChatAction")
def send_chat_action(ask: Ask) -> bool:
    chat = ask.reachable(ask.chat())
    chat.action, chat.action_at = ask.args["action"], asyncio.get_running_loop().time()
    ask.world.chat_changed(chat)
    return True


def send(ask: Ask, body: Json, markup: Markup | None = None) -> Json:
    """Put a message into the chat of `chat_id` and return it."""
    markup = markup or read_markup(ask.args.get("reply_markup"))
    chat = ask.chat()
    allow_markup(chat, markup)
    body |= _reply(ask, chat)
    ask.writable(chat)
    message = send_to(ask, chat, body, markup)
    ask.world.chat_changed(chat)
    return message


def send_to(ask: Ask, chat: Chat, body: Json, markup: Markup) -> Json:
    """Store a bot's message with its keyboard; only an inline one is part of the message."""
    if markup.kind is MarkupKind.INLINE:
        body = body | {"reply_markup": markup.wire}
    if ask.args.get("protect_content"):
        body = body | {"has_protected_content": True}
    record = ask.world.keep(ask.bot, chat, body, person=None)
    record.locked = markup.kind not in {MarkupKind.NONE, MarkupKind.INLINE}
    chat.action = None
    chat.fresh[record.message["message_id"]] = None
    show_markup(chat, markup, record.message["message_id"])
    return record.message


def _reply(ask: Ask, chat: Chat) -> Json:
    """Return the quoted message, as one level of `reply_to_message`."""
    parameters = ask.args.get("reply_parameters")
    if not parameters:
        return {}
    record = chat.records.get(parameters.get("message_id", 0))
    if record is None:
        if parameters.get("allow_sending_without_reply"):
            return {}
        raise bad(REPLY_NOT_FOUND)
    return {"reply_to_message": quoted(record)}


def quoted(record: Record) -> Json:
    """Return a message as it appears inside another: without what it replied to."""
    return {k: v for k, v in record.message.items() if k != "reply_to_message"}


def upload_of(ask: Ask, value: Any, name: str) -> Upload | str | None:
    """Find a file: a part of the form with this name, an `attach://` part, or an identifier."""
    if name in ask.uploads:
        return ask.uploads[name]
    if isinstance(value, str) and value.startswith("attach://"):
        return ask.uploads.get(value.removeprefix("attach://"))
    return value or None


async def photo_of(ask: Ask, value: Any, name: str) -> list[Json]:
    """Return the PhotoSizes of an uploaded or known photo."""
    found = upload_of(ask, value, name)
    if found is None:
        raise bad(PHOTO_MISSING)
    if isinstance(found, Upload):
        if len(found.data) > PHOTO_BYTES_MAX:
            raise bad(FILE_BIG)
        pictures = await asyncio.to_thread(shrink, found.data)
        return ask.bot.files.keep_photo(pictures)
    sizes = ask.bot.files.photo(found)
    if sizes is None:
        raise _no_such_file(found)
    return sizes


def document_of(ask: Ask, value: Any, name: str) -> Json:
    """Return the Document of an uploaded or known file."""
    found = upload_of(ask, value, name)
    if found is None:
        raise bad(DOCUMENT_MISSING)
    if isinstance(found, Upload):
        return keep_document_of(ask.bot, found)
    stored = ask.bot.files.by_id.get(found)
    if stored is None or stored.kind != "document":
        raise _no_such_file(found)
    return stored.wire()


def keep_document_of(bot: Bot, upload: Upload) -> Json:
    """Store a file under its own name."""
    filename = upload.filename or "file"
    mime = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    stored = bot.files.keep(
        "document", upload.data, PurePath(filename).suffix, file_name=filename, mime_type=mime
    )
    return stored.wire()


async def media_of(ask: Ask, item: Json) -> Json:
    """Return the body of a message from an InputMedia: a photo or a document."""
    caption = caption_of(ask, item)
    if item["type"] == "photo":
        return {"photo": await photo_of(ask, item["media"], ""), **caption}
    if item["type"] == "document":
        return {"document": document_of(ask, item["media"], ""), **caption}
    raise not_written(f"media of type {item['type']}")


def _no_such_file(value: str) -> Exception:
    if "/" in value or "." in value:
        return bad(FILE_ID_OR_URL)
    return bad(FILE_ID_REMOTE)
