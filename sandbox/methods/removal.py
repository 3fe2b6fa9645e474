"""Deleting, pinning and unpinning messages."""

from sandbox.chats import Chat
from sandbox.methods.registry import Ask, method
from sandbox.texts import (
    DELETE_FORBIDDEN,
    DELETE_NOT_FOUND,
    PIN_NOT_FOUND,
    UNPIN_NOT_FOUND,
    bad,
)

DELETABLE_SECONDS = 48 * 3600


def _delete(ask: Ask, chat: Chat, message_id: int) -> None:
    record = chat.records.get(message_id)
    if record is None:
        raise bad(DELETE_NOT_FOUND)
    if ask.world.clock.time() - record.message["date"] > DELETABLE_SECONDS:
        raise bad(DELETE_FORBIDDEN)
    chat.drop(message_id)


@method("deleteMessage")
def delete_message(ask: Ask) -> bool:
    chat = ask.chat()
    _delete(ask, chat, ask.args["message_id"])
    ask.world.chat_changed(chat)
    return True


@method("deleteMessages")
def delete_messages(ask: Ask) -> bool:
    chat = ask.chat()
    for message_id in ask.args["message_ids"]:
        if message_id in chat.records:
            _delete(ask, chat, message_id)
    ask.world.chat_changed(chat)
    return True


@method("pinChatMessage")
def pin_chat_message(ask: Ask) -> bool:
    chat = ask.chat()
    message_id = ask.args["message_id"]
    record = chat.records.get(message_id)
    if record is None:
        raise bad(PIN_NOT_FOUND)
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)
    chat.pinned.append(message_id)
    ask.world.chat_changed(chat)
    return True


@method("unpinChatMessage")
def unpin_chat_message(ask: Ask) -> bool:
    chat = ask.chat()
    message_id = ask.args.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if message_id not in chat.pinned:
        raise bad(UNPIN_NOT_FOUND)
    chat.pinned.remove(message_id)
    ask.world.chat_changed(chat)
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(ask: Ask) -> bool:
    chat = ask.chat()
    chat.pinned.clear()
    ask.world.chat_changed(chat)
    return True
