"""The Bot API schema: current, and a strict reader of calls and of our own objects."""

import pytest
from aiogram import __api_version__

from sandbox.checking import Checker
from sandbox.state import SchemaError


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def test_the_schema_is_of_the_version_that_aiogram_speaks(checker):
    assert checker.api == __api_version__


CALLS = [
    ({"chat_id": "5", "text": "a"}, []),
    ({"text": "a"}, ["chat_id: is required"]),
    ({"chat_id": 5, "text": "a", "colour": 1}, ["colour: sendMessage has no such field"]),
    (
        {"chat_id": 5, "text": "a", "disable_notification": "maybe"},
        ["disable_notification: true or false was expected, not 'maybe'"],
    ),
    (
        {
            "chat_id": 5,
            "text": "a",
            "reply_markup": '{"inline_keyboard":[[{"text":"a","callback_data":""},'
            '{"text":"b","style":"pink"}]]}',
        },
        [
            (
                "reply_markup.inline_keyboard[0][0].callback_data: "
                "1-64 bytes are allowed, there are 0"
            ),
            "reply_markup.inline_keyboard[0][1].style: 'pink' is none of danger, success, primary",
        ],
    ),
    (
        {"chat_id": 5, "text": "a", "reply_markup": {"keys": []}},
        [
            (
                "reply_markup: it is none of InlineKeyboardMarkup, ReplyKeyboardMarkup, "
                "ReplyKeyboardRemove, ForceReply"
            )
        ],
    ),
]


@pytest.mark.parametrize(("arguments", "complaints"), CALLS)
def test_a_call_is_compared_with_the_schema(checker, arguments, complaints):
    _, problems = checker.call("sendMessage", arguments)
    assert [str(problem) for problem in problems] == complaints


def test_form_values_get_their_types(checker):
    arguments, problems = checker.call(
        "sendPhoto",
        {
            "chat_id": "5",
            "photo": "attach://x",
            "has_spoiler": "true",
            "reply_markup": '{"keyboard":[["Card"]],"resize_keyboard":true}',
        },
    )
    assert problems == []
    assert arguments["chat_id"] == 5
    assert arguments["has_spoiler"] is True
    assert arguments["reply_markup"]["keyboard"] == [[{"text": "Card"}]]


def test_a_limit_that_counts_after_parsing_is_left_to_the_parser(checker):
    _, problems = checker.call("sendMessage", {"chat_id": 5, "text": "<b>" * 3000})
    assert problems == []


def test_the_sandbox_never_sends_what_the_schema_does_not_know(sandbox):
    anna = sandbox.person("Anna")
    with pytest.raises(SchemaError, match=r"message\.from\.is_bot: is required"):
        sandbox.update(
            "message",
            {
                "message_id": 1,
                "date": 1,
                "chat": anna.chat(),
                "from": {"id": 1, "first_name": "A"},
            },
        )


def test_a_union_is_told_apart_by_its_tag(checker):
    member = {"status": "kicked", "user": {"id": 1, "is_bot": True, "first_name": "B"}}
    assert [str(p) for p in checker.check("ChatMember", member)] == ["until_date: is required"]
    assert [str(p) for p in checker.check("ChatMember", {"status": "guest"})] == [
        (
            "it: it is none of ChatMemberOwner, ChatMemberAdministrator, ChatMemberMember, "
            "ChatMemberRestricted, ChatMemberLeft, ChatMemberBanned"
        )
    ]
