"""What the bot sends to Telegram and reads of the answers."""

import json
from typing import Any

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import (
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
)
from aiohttp import FormData
from aiohttp.payload import BytesPayload

from bot.api import RawGetUpdates, make_bot
from bot.wire import read_answer

BOT = make_bot("7100000000:a-token-for-tests-that-opens-nothing-1", "http://127.0.0.1:1")
KEYS = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="k", style="danger")]]
)
PHOTO = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
ANSWER: dict[str, Any] = {
    "ok": True,
    "result": {
        "message_id": 5,
        "date": 1_800_000_000,
        "chat": {"id": 7, "type": "private"},
        "from": {"id": 1, "is_bot": True, "first_name": "b"},
        "text": "hi",
        "photo": [PHOTO],
        "reply_markup": {"inline_keyboard": [[{"text": "Да", "callback_data": "k"}]]},
    },
}


def body_of(method: TelegramMethod[Any]) -> Any:
    payload = BOT.session.build_form_data(BOT, method)  # type: ignore[attr-defined]  # an HTTP session has it
    assert isinstance(payload, BytesPayload)
    assert payload.content_type == "application/json"
    return json.loads(payload.decode())


def test_a_message_goes_with_the_defaults_and_without_its_empty_fields() -> None:
    assert body_of(SendMessage(chat_id=7, text="<b>5</b>", reply_markup=KEYS)) == {
        "chat_id": 7,
        "text": "<b>5</b>",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {
            "inline_keyboard": [[{"text": "Да", "callback_data": "k", "style": "danger"}]]
        },
    }


def test_what_is_false_or_nought_is_said_all_the_same() -> None:
    body = body_of(SendMessage(chat_id=7, text="0", disable_notification=False))
    assert body["disable_notification"] is False
    assert body_of(RawGetUpdates(offset=0, allowed_updates=["message"])) == {
        "offset": 0,
        "allowed_updates": ["message"],
    }


def test_an_empty_keyboard_is_left_out_so_that_telegram_takes_it_away() -> None:
    body = body_of(EditMessageReplyMarkup(chat_id=7, message_id=5))
    assert body == {"chat_id": 7, "message_id": 5}


@pytest.mark.parametrize(
    "media", ["a-file-id", BufferedInputFile(b"\xff\xd8", "card.jpg")], ids=["id", "bytes"]
)
def test_only_what_carries_bytes_goes_as_a_form(media: Any) -> None:
    for method in (
        SendPhoto(chat_id=7, photo=media),
        EditMessageText(chat_id=7, text="x"),
    ):
        payload = BOT.session.build_form_data(BOT, method)  # type: ignore[attr-defined]  # an HTTP session has it
        carries = isinstance(method, SendPhoto) and not isinstance(media, str)
        assert isinstance(payload, FormData) is carries


def test_a_picture_named_by_its_id_goes_as_json_inside_a_change_too() -> None:
    media = InputMediaPhoto(media="a-file-id", caption="<i>c</i>")
    body = body_of(EditMessageMedia(chat_id=7, message_id=5, media=media))
    assert body["media"] == {
        "type": "photo",
        "media": "a-file-id",
        "caption": "<i>c</i>",
        "parse_mode": "HTML",
    }


def test_of_our_own_message_its_number_and_its_picture_are_read() -> None:
    answer = BOT.session.check_response(
        BOT, SendMessage(chat_id=7, text="hi"), 200, json.dumps(ANSWER)
    )
    assert answer.result is not None
    assert (answer.result.message_id, answer.result.chat.id) == (5, 7)
    assert answer.result.photo is not None
    assert answer.result.photo[-1].file_id == "f"
    assert answer.result.reply_markup is None


def test_updates_are_read_whole() -> None:
    updates = {"ok": True, "result": [{"update_id": 1, "message": ANSWER["result"]}]}
    assert read_answer(json.dumps(updates)) == updates


@pytest.mark.parametrize("page", ["<html>", "[1]", '"ok"'])
def test_a_page_that_is_no_answer_is_an_answer_lost(page: str) -> None:
    with pytest.raises(TelegramNetworkError):
        BOT.session.check_response(BOT, SendMessage(chat_id=7, text="hi"), 200, page)
