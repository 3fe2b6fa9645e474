"""The program does not grow while it works."""

import psutil  # type: ignore[import-untyped]  # it comes with the test server and has no types
import pytest

from sandbox import Person
from tests.e2e.running import Town

WARM, LONG = 40, 400
GUESTS = 25


@pytest.mark.torture
async def test_memory_and_open_files_stay_flat(town: Town) -> None:
    """F25: ten thousand updates after a thousand change nothing."""
    town.bot.environment = {"KOPILKA_LOG_LEVEL": "WARNING"}
    await town.bot.start()
    assert town.bot.process is not None
    people = [town.person(f"Гость{number} Иванов") for number in range(GUESTS)]
    for person in people:
        town.sandbox.start(person)
        await town.sandbox.reply(person)
    process = psutil.Process(town.bot.process.pid)
    await chatter(town, people, WARM)
    before, files = process.memory_info().rss, process.num_fds()
    await chatter(town, people, LONG)
    print(f"{before >> 20} MB before, {process.memory_info().rss >> 20} MB after")  # noqa: T201
    assert process.memory_info().rss <= before * 1.05
    assert process.num_fds() <= files + 2


async def chatter(town: Town, people: list[Person], rounds: int) -> None:
    """Let everybody ask for help so many times, each time waiting for the answer."""
    for _ in range(rounds):
        for person in people:
            town.sandbox.send(person, "/help")
        for person in people:
            await town.sandbox.reply(person, 60)
