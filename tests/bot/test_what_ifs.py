"""A what-if in a process of its own: it answers, tells how far it is, and waits for its turn."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import SendMessage

from bot.tasks import Tasks
from bot.what_ifs import WhatIfs
from handlers.what_ifs import Counting
from services.what_if import WhatIf
from tests.bot.test_what_if import LOWER, _fill

Told = Counting | WhatIf | None
PERSON = 7


@pytest_asyncio.fixture
async def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPILKA_DATA_DIR", str(tmp_path))
    await _fill(tmp_path)
    return tmp_path


@pytest_asyncio.fixture
async def tasks() -> AsyncIterator[Tasks]:
    """Return what runs in the background; a test ends after it."""
    running = Tasks()
    yield running
    await running.drain(60)
    assert not running.failed.done()


class Screen:
    """What a screen was told, and a way to wait for the last word."""

    def __init__(self, *, looks: bool = True) -> None:
        self.looks = looks
        self.told: list[Told] = []
        self.ended = asyncio.Event()

    async def tell(self, told: Told) -> bool:
        self.told.append(told)
        if not (self.looks and isinstance(told, Counting)):
            self.ended.set()
        return self.looks


@pytest.mark.usefixtures("shop")
async def test_it_answers_and_tells_how_far_it_is(tasks: Tasks):
    what_ifs, screen = WhatIfs(tasks, every_s=0), Screen()
    what_ifs.ask(PERSON, LOWER, days=3000, tell=screen.tell)
    await screen.ended.wait()
    *steps, answer = screen.told
    assert steps == [Counting(done=0, of=1), Counting(done=1, of=1)]
    assert isinstance(answer, WhatIf)
    assert (answer.cost_minor, answer.check.passed) == (-45_00, True)


@pytest.mark.usefixtures("shop")
async def test_a_program_that_cannot_be_tried_has_no_answer(tasks: Tasks):
    what_ifs, screen = WhatIfs(tasks), Screen()
    what_ifs.ask(PERSON, "version = 2", days=30, tell=screen.tell)
    await screen.ended.wait()
    assert screen.told == [None]


@pytest.mark.usefixtures("shop")
async def test_a_new_question_ends_the_older_one(tasks: Tasks):
    what_ifs, first, second = WhatIfs(tasks, every_s=600), Screen(), Screen()
    what_ifs.ask(PERSON, LOWER, days=30, tell=first.tell)
    await asyncio.sleep(0.05)
    what_ifs.ask(PERSON, LOWER, days=30, tell=second.tell)
    await second.ended.wait()
    assert (first.told, len(second.told)) == ([], 1)


@pytest.mark.usefixtures("shop")
async def test_what_nobody_looks_at_any_more_is_not_counted_to_the_end(tasks: Tasks):
    screen = Screen(looks=False)
    WhatIfs(tasks, every_s=0).ask(PERSON, LOWER, days=30, tell=screen.tell)
    await screen.ended.wait()
    await tasks.drain(60)
    assert screen.told == [Counting(done=0, of=1)]


@pytest.mark.usefixtures("shop")
async def test_nothing_is_told_while_the_person_is_served(tasks: Tasks):
    what_ifs, screen = WhatIfs(tasks, every_s=600), Screen()
    async with what_ifs.turn(PERSON):
        what_ifs.ask(PERSON, LOWER, days=30, tell=screen.tell)
        await asyncio.sleep(3)
        assert screen.told == []
    await screen.ended.wait()


@pytest.mark.usefixtures("shop")
async def test_nothing_is_left_running_when_the_bot_ends(tasks: Tasks):
    what_ifs, screen = WhatIfs(tasks), Screen()
    what_ifs.ask(PERSON, LOWER, days=30, tell=screen.tell)
    await asyncio.sleep(0.05)
    await what_ifs.close()
    assert screen.told == []


@pytest.mark.usefixtures("shop")
async def test_a_screen_that_cannot_be_reached_ends_nothing(
    tasks: Tasks, caplog: pytest.LogCaptureFixture
):
    gone = asyncio.Event()

    async def fail(_: Told) -> bool:
        gone.set()
        raise TelegramNetworkError(method=SendMessage(chat_id=1, text="x"), message="away")

    with caplog.at_level(logging.WARNING):
        WhatIfs(tasks).ask(PERSON, LOWER, days=30, tell=fail)
        await gone.wait()
        await tasks.drain(60)
    assert "was not shown" in caplog.text


async def test_a_machine_that_starts_no_process_costs_only_the_figure(
    tasks: Tasks, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    screen = Screen()
    WhatIfs(tasks).ask(PERSON, LOWER, days=30, tell=screen.tell)
    await screen.ended.wait()
    assert screen.told == [None]
