"""What an answer of Telegram must not cost, whoever measures: a class built anew."""

import gc
from typing import Any

import pydantic._internal._model_construction as construction
import pytest
from aiogram import Bot
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage, TelegramMethod

from bot.api import RawGetUpdates, make_bot

TOKEN = "7100000000:a-token-for-tests-that-opens-nothing-1"
SAID = (
    '{"ok": true, "result": {"message_id": 5, "date": 1800000000, "text": "hi",'
    ' "chat": {"id": 7, "type": "private"}}}'
)


def answers() -> list[tuple[TelegramMethod[Any], str]]:
    return [
        (SendMessage(chat_id=7, text="hi"), SAID),
        (EditMessageText(chat_id=7, message_id=5, text="hi"), SAID),
        (AnswerCallbackQuery(callback_query_id="1"), '{"ok": true, "result": true}'),
        (RawGetUpdates(), '{"ok": true, "result": [{"update_id": 1}]}'),
    ]


def read_all(bot: Bot) -> None:
    for method, content in answers():
        bot.session.check_response(bot=bot, method=method, status_code=200, content=content)
    gc.collect()


def test_no_class_is_built_for_an_answer_after_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    bot = make_bot(TOKEN, "http://127.0.0.1:1")
    read_all(bot)
    built: list[str] = []
    build = construction.ModelMetaclass.__new__

    def noted(kind: Any, name: str, *arguments: Any, **more: Any) -> Any:
        built.append(name)
        return build(kind, name, *arguments, **more)

    monkeypatch.setattr(construction.ModelMetaclass, "__new__", noted)
    for _ in range(3):
        read_all(bot)

    assert built == []
