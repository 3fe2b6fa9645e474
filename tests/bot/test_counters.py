"""What an answer of Telegram must not cost, whoever measures: a class built anew."""

import gc
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pydantic._internal._model_construction as construction
from aiogram import Bot
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    GetFile,
    SendMessage,
    TelegramMethod,
)

from bot.api import RawGetUpdates, make_bot

TOKEN = "7100000000:a-token-for-tests-that-opens-nothing-1"
ROOT = Path(__file__).resolve().parents[2]
SAID = (
    '{"ok": true, "result": {"message_id": 5, "date": 1800000000, "text": "hi",'
    ' "chat": {"id": 7, "type": "private"}}}'
)

USUAL: list[tuple[TelegramMethod[Any], str]] = [
    (SendMessage(chat_id=7, text="hi"), SAID),
    (EditMessageText(chat_id=7, message_id=5, text="hi"), SAID),
    (AnswerCallbackQuery(callback_query_id="1"), '{"ok": true, "result": true}'),
    (RawGetUpdates(), '{"ok": true, "result": [{"update_id": 1}]}'),
]
RARE: list[tuple[TelegramMethod[Any], str]] = [
    (GetFile(file_id="f"), '{"ok": true, "result": {"file_id": "f", "file_unique_id": "f"}}'),
]


def read_all(bot: Bot, answers: list[tuple[TelegramMethod[Any], str]]) -> None:
    for method, content in answers:
        bot.session.check_response(bot=bot, method=method, status_code=200, content=content)
    gc.collect()


def built_again(answers: list[tuple[TelegramMethod[Any], str]]) -> list[str]:
    """Read every answer once, then thrice; return the classes built for the later ones."""
    bot = make_bot(TOKEN, "http://127.0.0.1:1")
    read_all(bot, answers)
    built: list[str] = []
    build = construction.ModelMetaclass.__new__

    def noted(kind: Any, name: str, *arguments: Any, **more: Any) -> Any:
        built.append(name)
        return build(kind, name, *arguments, **more)

    construction.ModelMetaclass.__new__ = noted  # type: ignore[assignment,method-assign]
    for _ in range(3):
        read_all(bot, answers)
    return built


def in_a_fresh_program(answers: str) -> list[str]:
    """Count in a program of its own: here other tests may keep alive what ours forgets."""
    counting = (
        "import json; from tests.bot import test_counters as counters;"
        f" print(json.dumps(counters.built_again(counters.{answers})))"
    )
    run = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", counting], capture_output=True, text=True, check=True, cwd=ROOT
    )
    built: list[str] = json.loads(run.stdout.splitlines()[-1])
    return built


def test_no_class_is_built_for_an_answer_after_the_first() -> None:
    assert in_a_fresh_program("USUAL") == []


def test_a_class_that_nobody_keeps_is_seen_being_built_anew() -> None:
    """The count above can fail: a kind of answer that is not kept costs its class each time."""
    assert in_a_fresh_program("RARE") == ["Response[File]"] * 3
