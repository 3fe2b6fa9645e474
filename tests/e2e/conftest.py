"""The real program against the local Telegram, hosted in pytest's own loop.

One bot per worker serves every test of the session; each test brings people nobody has
met. A test that kills the bot asks for `town`, which is its own.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from sandbox import Sandbox
from tests.e2e.running import TOKEN, BotProcess, Town, end_session

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run every test here in the session's loop, where the sandbox lives."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.no_cover)
            if pytest_asyncio.is_async_test(item):
                item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session", autouse=True)
async def shared_starts() -> AsyncIterator[None]:
    """End the program that bots are forked from, if any test has needed it."""
    yield
    await end_session()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def session_town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    folder = tmp_path_factory.mktemp("bot")
    async with Sandbox(token=TOKEN, clock=folder / "clock", username="zerno_bot") as sandbox:
        bot = BotProcess(sandbox, folder, fresh=True)
        await bot.furnish()
        await bot.start()
        try:
            yield Town(sandbox, bot)
        finally:
            await bot.kill()
        _look_through(bot.text(), sandbox)


def _look_through(log: str, sandbox: Sandbox) -> None:
    """Whatever the tests did, the log names no secret and no sentence was missing."""
    assert TOKEN not in log
    for person in sandbox.world.people.by_id.values():
        assert person.phone.removeprefix("+") not in log
    assert "is broken" not in log, [line for line in log.splitlines() if "is broken" in line][:5]
    assert sandbox.lints == []


@pytest.fixture
def shop(session_town: Town) -> Iterator[Town]:
    """Return the running shop: launched, with an owner (tests.builders.shops.OWNER).

    An error in the bot's log fails the test; one that expects errors reads them itself.
    """
    bot = session_town.bot
    assert bot.process is not None
    assert bot.process.returncode is None, bot.text()[-3000:]
    yield session_town
    assert bot.troubles() == [], bot.text()[-3000:]


@pytest_asyncio.fixture(loop_scope="session")
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """Return a launched shop of the test's own; the bot is not started yet."""
    async with Sandbox(token=TOKEN, clock=tmp_path / "clock", username="zerno_bot") as sandbox:
        bot = BotProcess(sandbox, tmp_path)
        await bot.furnish()
        try:
            yield Town(sandbox, bot)
        finally:
            await bot.kill()
