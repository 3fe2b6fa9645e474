"""The sandbox says no in Telegram's words: each row is one call over HTTP."""

from datetime import timedelta
from typing import Any

import pytest

from tests.sandbox.telegram import inline, picture

KEYS = {"keyboard": [[{"text": "Card"}]]}
DATA = {"text": "a", "callback_data": "a"}

TEXTS = [
    ({"chat_id": ""}, "chat_id is empty"),
    ({"chat_id": None}, "chat_id is empty"),
    ({"chat_id": 1}, "chat not found"),
    ({"chat_id": "@nobody"}, "chat not found"),
    ({"text": ""}, "message text is empty"),
    ({"text": None}, "message text is empty"),
    ({"text": " \n "}, "text must be non-empty"),
    ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "x" * 32769}, "text is too long"),
    ({"parse_mode": "LaTeX"}, "unsupported parse_mode"),
    ({"reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ({"reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ({"reply_markup": {"keyboard": 5}}, "can't parse reply keyboard markup JSON object"),
    ({"reply_markup": inline({"text": "a", "callback_data": "я" * 33})}, "BUTTON_DATA_INVALID"),
    (
        {"reply_markup": inline({"text": "a", "style": "danger"})},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"reply_markup": inline({"text": " ", "callback_data": "a"})},
        "can't parse inline keyboard button: button text must be non-empty",
    ),
    (
        {"reply_markup": inline({"text": "a", "url": "http://localhost"})},
        "inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL",
    ),
    (
        {"reply_markup": inline({"text": "a", "web_app": {"url": "http://x.org"}})},
        (
            "inline keyboard button Web App URL 'http://x.org' is invalid: "
            "Only HTTPS links are allowed"
        ),
    ),
    (
        {"reply_markup": inline({"text": "a", "copy_text": {"text": "x" * 257}})},
        "BUTTON_COPY_TEXT_INVALID",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), TEXTS)
async def test_a_text_is_refused_in_the_words_of_telegram(sandbox, api, change, sentence):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    call = {"chat_id": anna.id, "text": "hello"} | change
    answer = await api.refused("sendMessage", **{k: v for k, v in call.items() if v is not None})
    assert answer == (400, f"Bad Request: {sentence}")
    assert not sandbox.chat(anna).said


HTML = [
    ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
    ("яя 1 < 2", 'Unsupported start tag "" at byte offset 7'),
    ("a<br/>", 'Unsupported start tag "br/" at byte offset 1'),
    ("a<b", "Unclosed start tag at byte offset 1"),
    ('a<b class="x', 'Unclosed start tag "b" at byte offset 1'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b>a</b", "Unclosed end tag at byte offset 4"),
    ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<i><b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<b ="x">a</b>', 'Empty attribute name in the tag "b" at byte offset 0'),
    ("<a href=x/y>a</a>", "Unexpected end of name token at byte offset 8"),
]


@pytest.mark.parametrize(("html", "sentence"), HTML)
async def test_broken_html_is_refused_with_its_byte_offset(sandbox, api, html, sentence):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    answer = await api.refused("sendMessage", chat_id=anna.id, text=html, parse_mode="HTML")
    assert answer == (400, f"Bad Request: can't parse entities: {sentence}")


async def test_length_is_counted_in_code_points_after_parsing(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    for text in ("<b>" + "🙂" * 4096 + "</b>", "&amp;" * 4096):
        message = await api.ok("sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")
        assert len(message["text"]) == 4096
    assert await api.refused("sendPhoto", chat_id=anna.id, photo="x", caption="x" * 1025) == (
        400,
        "Bad Request: message caption is too long",
    )


async def test_writing_to_people_who_do_not_want_it_is_forbidden(sandbox, api):
    anna, boris, clara = (sandbox.person(name) for name in ("Anna", "Boris", "Clara"))
    for person in (anna, boris):
        sandbox.start(person)
    sandbox.block(anna)
    boris.deactivated = True
    clara.met = True
    sentences = {
        anna: "Forbidden: bot was blocked by the user",
        boris: "Forbidden: user is deactivated",
        clara: "Forbidden: bot can't initiate conversation with a user",
    }
    for person, sentence in sentences.items():
        assert await api.refused("sendMessage", chat_id=person.id, text="hi") == (403, sentence)
    stranger = sandbox.person("Stranger")
    assert sandbox.chat(stranger).messages == []
    assert await api.refused("sendMessage", chat_id=stranger.id, text="hi") == (
        400,
        "Bad Request: chat not found",
    )


async def test_an_edit_is_refused_when_nothing_changes_or_the_message_is_of_another_kind(
    sandbox, api
):
    anna = sandbox.person("Anna")
    mine = sandbox.start(anna)
    text = await api.ok("sendMessage", chat_id=anna.id, text="one", reply_markup=inline(DATA))
    keyed = await api.ok("sendMessage", chat_id=anna.id, text="two", reply_markup=KEYS)
    gone = await api.ok(
        "sendMessage", chat_id=anna.id, text="three", reply_markup={"remove_keyboard": True}
    )
    _, photo = await api.upload("sendPhoto", {"photo": picture(100, 100)}, chat_id=anna.id)
    cases: list[tuple[str, int, dict[str, Any], str]] = [
        ("editMessageText", 10**6, {"text": "x"}, "message to edit not found"),
        ("editMessageText", mine["message_id"], {"text": "x"}, "message can't be edited"),
        ("editMessageText", keyed["message_id"], {"text": "x"}, "message can't be edited"),
        ("editMessageText", gone["message_id"], {"text": "x"}, "message can't be edited"),
        (
            "editMessageText",
            photo["result"]["message_id"],
            {"text": "x"},
            "there is no text in the message to edit",
        ),
        (
            "editMessageCaption",
            text["message_id"],
            {"caption": "x"},
            "there is no caption in the message to edit",
        ),
        (
            "editMessageText",
            text["message_id"],
            {"text": "one", "reply_markup": inline(DATA)},
            (
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            ),
        ),
        (
            "editMessageReplyMarkup",
            text["message_id"],
            {"reply_markup": KEYS},
            "inline keyboard expected",
        ),
    ]
    for method, message_id, facts, sentence in cases:
        answer = await api.refused(method, chat_id=anna.id, message_id=message_id, **facts)
        assert answer == (400, f"Bad Request: {sentence}")


async def test_an_edit_without_a_keyboard_takes_the_keyboard_away(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    sent = await api.ok("sendMessage", chat_id=anna.id, text="one", reply_markup=inline(DATA))
    edited = await api.ok(
        "editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="one"
    )
    assert "reply_markup" not in edited
    assert edited["edit_date"] >= sent["date"]


async def test_an_empty_inline_keyboard_is_no_keyboard(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    sent = await api.ok(
        "sendMessage", chat_id=anna.id, text="one", reply_markup={"inline_keyboard": [[]]}
    )
    assert "reply_markup" not in sent


async def test_a_reply_keyboard_is_not_part_of_the_returned_message(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    sent = await api.ok("sendMessage", chat_id=anna.id, text="one", reply_markup=KEYS)
    assert "reply_markup" not in sent
    assert sandbox.chat(anna).keyboard == [["Card"]]


async def test_a_deleted_or_old_message_cannot_be_deleted(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    sent = await api.ok("sendMessage", chat_id=anna.id, text="one")
    old = await api.ok("sendMessage", chat_id=anna.id, text="two")
    facts = {"chat_id": anna.id, "message_id": sent["message_id"]}
    assert await api.ok("deleteMessage", **facts)
    assert await api.refused("deleteMessage", **facts) == (
        400,
        "Bad Request: message to delete not found",
    )
    sandbox.move_clock(timedelta(hours=49))
    assert await api.refused("deleteMessage", chat_id=anna.id, message_id=old["message_id"]) == (
        400,
        "Bad Request: message can't be deleted for everyone",
    )


async def test_a_tap_is_answered_once_and_in_time(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    await api.ok("sendMessage", chat_id=anna.id, text="one", reply_markup=inline(DATA))
    old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    tap = sandbox.press(anna, "a")["callback_query_id"]
    long = await api.refused("answerCallbackQuery", callback_query_id=tap, text="x" * 201)
    assert long == (400, "Bad Request: MESSAGE_TOO_LONG")
    assert await api.ok("answerCallbackQuery", callback_query_id=tap, text="done")
    assert sandbox.chat(anna).toast == "done"
    assert await api.refused("answerCallbackQuery", callback_query_id=tap) == (400, old)
    assert await api.refused("answerCallbackQuery", callback_query_id="7") == (400, old)
    late = sandbox.press(anna, "a")["callback_query_id"]
    sandbox.move_clock(timedelta(minutes=1))
    assert await api.refused("answerCallbackQuery", callback_query_id=late) == (400, old)


async def test_a_phone_can_be_asked_in_a_private_chat_only(sandbox, api):
    group = {"id": -100123, "type": "supergroup", "title": "Staff"}
    person = sandbox.person("Anna")
    sandbox.raw_update(
        {"message": {"message_id": 5, "date": 1, "chat": group, "from": person.user()}}
    )
    markup = {"keyboard": [[{"text": "Phone", "request_contact": True}]]}
    answer = await api.refused(
        "sendMessage", chat_id=-100123, text="Your phone?", reply_markup=markup
    )
    assert answer == (400, "Bad Request: phone number can be requested in private chats only")
    assert await api.ok("sendMessage", chat_id=-100123, text="Write to me in private")


FILES = [
    ("sendPhoto", {}, "there is no photo in the request"),
    ("sendDocument", {}, "there is no document in the request"),
    ("sendPhoto", {"photo": "nonsense"}, "wrong remote file identifier specified: "),
    ("sendPhoto", {"photo": "/etc/passwd"}, "wrong file identifier/HTTP URL specified"),
    ("getFile", {"file_id": "nonsense"}, "invalid file_id"),
]


@pytest.mark.parametrize(("method", "facts", "sentence"), FILES)
async def test_files_that_are_not_there_are_refused(sandbox, api, method, facts, sentence):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    chat = {} if method == "getFile" else {"chat_id": anna.id}
    code, text = await api.refused(method, **chat, **facts)
    assert code == 400
    assert text.startswith(f"Bad Request: {sentence}")


PROFILE = [
    (
        "setMyCommands",
        {"commands": [{"command": "Start", "description": "x"}]},
        "BOT_COMMAND_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "a" * 33, "description": "x"}]},
        "BOT_COMMAND_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "start", "description": ""}]},
        "BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "a", "description": "x"}] * 101},
        "BOT_COMMANDS_TOO_MUCH",
    ),
    ("pinChatMessage", {"message_id": 999}, "message to pin not found"),
    ("unpinChatMessage", {"message_id": 999}, "message to unpin not found"),
    ("copyMessage", {"from_chat_id": 5, "message_id": 999}, "chat not found"),
]


@pytest.mark.parametrize(("method", "facts", "sentence"), PROFILE)
async def test_the_rest_is_refused_too(sandbox, api, method, facts, sentence):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    chat = {} if method.startswith("setMy") else {"chat_id": anna.id}
    assert await api.refused(method, **chat, **facts) == (400, f"Bad Request: {sentence}")


async def test_what_telegram_edits_and_the_sandbox_does_not_is_said_loudly(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    cases: list[tuple[str, dict[str, Any], tuple[int, str]]] = [
        ("editMessageText", {"inline_message_id": "5", "text": "x"}, (501, "inline messages")),
        ("editMessageText", {"chat_id": anna.id, "text": "x"}, (400, "message identifier")),
        (
            "editMessageMedia",
            {
                "chat_id": anna.id,
                "message_id": 1,
                "media": {"type": "video", "media": "x"},
            },
            (501, "media of type video"),
        ),
        ("sendMediaGroup", {"chat_id": anna.id, "media": []}, (400, "no messages to send")),
        ("getChatMember", {"chat_id": anna.id, "user_id": 5}, (400, "PARTICIPANT_ID_INVALID")),
        ("sendDocument", {"chat_id": anna.id, "document": "x"}, (400, "remote file identifier")),
    ]
    for method, facts, (code, words) in cases:
        answer = await api.refused(method, **facts)
        assert answer[0] == code
        assert words in answer[1]


async def test_a_keyboard_alone_is_edited_in_place(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    sent = await api.ok("sendMessage", chat_id=anna.id, text="one", reply_markup=inline(DATA))
    edited = await api.ok("editMessageReplyMarkup", chat_id=anna.id, message_id=sent["message_id"])
    assert "reply_markup" not in edited
    await api.ok(
        "editMessageText",
        chat_id=anna.id,
        message_id=sent["message_id"],
        text="one",
        link_preview_options={"is_disabled": True},
    )
    force = {"force_reply": True, "input_field_placeholder": "450"}
    await api.ok("sendMessage", chat_id=anna.id, text="How much?", reply_markup=force)
    assert sandbox.hand(anna).chat.reply_keyboard == force
    assert sandbox.chat(anna).keyboard == []
