"""F1: the program is killed at any instant of a busy day, and nothing anybody was told is lost.

docs/reliability.md, Faults. `make torture` does the same with five hundred kills, or as many as
the variable KILLS says.
"""

import os
import random
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from sandbox import Sandbox
from tests.e2e.running import TOKEN, BotProcess, Town
from tests.e2e.storm import survives

KILLS = {"sqlite": 13, "postgresql": 12}
TORTURE_KILLS = int(os.environ.get("KILLS", "500")) // 2


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_url(request: pytest.FixtureRequest) -> str | None:
    """Return the URL of an empty database, None for a file in the bot's folder."""
    if request.param == "sqlite":
        return None
    url: str = request.getfixturevalue("empty_postgresql_url")
    return url


@pytest_asyncio.fixture(loop_scope="session")
async def besieged(engine_url: str | None, tmp_path: Path) -> AsyncIterator[Town]:
    """Return a launched shop on each engine; the bot is not started yet."""
    async with Sandbox(token=TOKEN, clock=tmp_path / "clock", username="zerno_bot") as sandbox:
        bot = BotProcess(sandbox, tmp_path, database=engine_url)
        bot.environment = {"KOPILKA_LOG_LEVEL": "INFO"}
        await bot.furnish()
        try:
            yield Town(sandbox, bot)
        finally:
            await bot.kill()


@pytest.mark.slow
async def test_twenty_five_kills_lose_nothing_and_double_nothing(
    besieged: Town, record_property: Callable[[str, object], None]
) -> None:
    """F1: random instants, both engines."""
    engine = "sqlite" if besieged.bot.database is None else "postgresql"
    figures = await survives(besieged, kills=KILLS[engine], seed=20_261_123)
    record_property("kills", f"{engine}: {figures}")


@pytest.mark.torture
async def test_five_hundred_kills_lose_nothing_and_double_nothing(besieged: Town) -> None:
    """F1: the same for longer."""
    print(await survives(besieged, kills=TORTURE_KILLS, seed=random.randrange(10**9)))  # noqa: T201
