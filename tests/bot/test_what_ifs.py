"""A what-if in a process of its own: it answers, tells how far it is, and can be given up."""

import asyncio
import logging
from pathlib import Path

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import SendMessage

from bot.tasks import Tasks
from bot.what_ifs import WhatIfs
from handlers.what_ifs import Counting
from services.what_if import WhatIf
from tests.bot.test_what_if import LOWER, _fill

Told = Counting | WhatIf | None
PERSON = 7


@pytest.fixture
async def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPILKA_DATA_DIR", str(tmp_path))
    await _fill(tmp_path)
    return tmp_path


class Screen:
    """What a screen was told, and a way to wait for the last word."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.ended = asyncio.Event()

    async def tell(self, told: Told) -> None:
        self.told.append(told)
        if not isinstance(told, Counting):
            self.ended.set()


@pytest.mark.usefixtures("shop")
async def test_it_answers_and_tells_how_far_it_is():
    what_ifs, screen = WhatIfs(Tasks(), every_s=0), Screen()
    what_ifs.ask(PERSON, LOWER, days=3000, tell=screen.tell)
    await screen.ended.wait()
    *steps, answer = screen.told
    assert steps == [Counting(done=0, of=1), Counting(done=1, of=1)]
    assert isinstance(answer, WhatIf)
    assert (answer.cost_minor, answer.check.passed) == (-45_00, True)


@pytest.mark.usefixtures("shop")
async def test_a_program_that_cannot_be_tried_has_no_answer():
    what_ifs, screen = WhatIfs(Tasks()), Screen()
    what_ifs.ask(PERSON, "version = 2", days=30, tell=screen.tell)
    await screen.ended.wait()
    assert screen.told == [None]


@pytest.mark.usefixtures("shop")
async def test_who_goes_on_hears_nothing_more():
    what_ifs, first, second, third = WhatIfs(Tasks(), every_s=600), Screen(), Screen(), Screen()
    what_ifs.ask(PERSON, LOWER, days=30, tell=first.tell)
    await asyncio.sleep(0.05)
    what_ifs.ask(PERSON, LOWER, days=30, tell=second.tell)
    what_ifs.ask(PERSON + 1, LOWER, days=30, tell=third.tell)
    await second.ended.wait()
    await what_ifs.give_up(PERSON + 1)
    await what_ifs.give_up(PERSON)
    assert (first.told, len(second.told), third.told) == ([], 1, [])


@pytest.mark.usefixtures("shop")
async def test_nothing_is_left_running_when_the_bot_ends():
    tasks = Tasks()
    what_ifs, screen = WhatIfs(tasks), Screen()
    what_ifs.ask(PERSON, LOWER, days=30, tell=screen.tell)
    await asyncio.sleep(0.05)
    await what_ifs.close()
    await tasks.drain(0)
    assert screen.told == []
    assert not tasks.failed.done()


@pytest.mark.usefixtures("shop")
async def test_a_screen_that_cannot_be_reached_ends_nothing(caplog: pytest.LogCaptureFixture):
    tasks = Tasks()
    gone = asyncio.Event()

    async def fail(_: Told) -> None:
        gone.set()
        raise TelegramNetworkError(method=SendMessage(chat_id=1, text="x"), message="away")

    with caplog.at_level(logging.WARNING):
        WhatIfs(tasks).ask(PERSON, LOWER, days=30, tell=fail)
        await gone.wait()
        await tasks.drain(5)
    assert "was not shown" in caplog.text
    assert not tasks.failed.done()
