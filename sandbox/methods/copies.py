"""copyMessage, forwardMessage and their plurals."""

from sandbox.chats import Chat, Json
from sandbox.methods.markup import read_markup
from sandbox.methods.messages import send, send_to
from sandbox.methods.registry import Ask, method
from sandbox.methods.texts import caption_of
from sandbox.texts import CHAT_NOT_FOUND, COPY_NOT_FOUND, FORWARD_NOT_FOUND, bad

_CONTENT = (
    "text",
    "entities",
    "photo",
    "document",
    "caption",
    "caption_entities",
    "contact",
    "location",
    "sticker",
    "voice",
    "dice",
)


def _source(ask: Ask, message_id: int, missing: str) -> Json:
    chat = ask.bot.chats.get(ask.args["from_chat_id"])
    if chat is None:
        raise bad(CHAT_NOT_FOUND)
    record = chat.records.get(message_id)
    if record is None:
        raise bad(missing)
    return record.message


def _content(message: Json) -> Json:
    return {name: message[name] for name in _CONTENT if name in message}


def _forwarded(message: Json) -> Json:
    origin = message.get("forward_origin") or {
        "type": "user",
        "sender_user": message["from"],
        "date": message["date"],
    }
    return _content(message) | {"forward_origin": origin}


@method("copyMessage")
def copy_message(ask: Ask) -> Json:
    body = _content(_source(ask, ask.args["message_id"], COPY_NOT_FOUND))
    if "caption" in ask.args and "text" not in body:
        body = {k: v for k, v in body.items() if not k.startswith("caption")} | caption_of(ask)
    return {"message_id": send(ask, body)["message_id"]}


@method("forwardMessage")
def forward_message(ask: Ask) -> Json:
    return send(ask, _forwarded(_source(ask, ask.args["message_id"], FORWARD_NOT_FOUND)))


@method("copyMessages")
def copy_messages(ask: Ask) -> list[Json]:
    return _many(ask, forward=False)


@method("forwardMessages")
def forward_messages(ask: Ask) -> list[Json]:
    return _many(ask, forward=True)


def _many(ask: Ask, *, forward: bool) -> list[Json]:
    """Send the messages that exist; the others are skipped, as Telegram does."""
    chat: Chat = ask.open_chat()
    source = ask.bot.chats.get(ask.args["from_chat_id"])
    records = [source.records.get(i) for i in ask.args["message_ids"]] if source else []
    turn = _forwarded if forward else _content
    bodies = [turn(record.message) for record in records if record is not None]
    if not bodies:
        raise bad(FORWARD_NOT_FOUND if forward else COPY_NOT_FOUND)
    sent = [send_to(ask, chat, body, read_markup(None)) for body in bodies]
    ask.world.chat_changed(chat)
    return [{"message_id": message["message_id"]} for message in sent]
