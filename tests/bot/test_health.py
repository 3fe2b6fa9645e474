"""Health as a supervisor sees it: the page of the running bot and the command that asks it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.cli import main
from bot.health import POLL_S, Health, Pulse
from services.database import Database


class Silence(Pulse):
    """A pulse whose age a test sets."""

    def __init__(self, age_s: float) -> None:
        super().__init__()
        self._since -= age_s


@asynccontextmanager
async def asked(
    database: Database,
    *,
    age_s: float = 0,
    polling: bool = True,
    sending: Callable[[], bool] = lambda: True,
) -> AsyncIterator[tuple[int, dict[str, object]]]:
    health = Health(db=database, pulse=Silence(age_s), polling=polling, sending=sending)
    async with (
        TestServer(health.application()) as server,
        aiohttp.ClientSession() as session,
        session.get(server.make_url("/health")) as answer,
    ):
        yield answer.status, await answer.json()


async def test_a_bot_that_is_well_says_so_with_its_version(sqlite_database: Database) -> None:
    async with asked(sqlite_database, age_s=3) as (status, facts):
        assert status == HTTPStatus.OK
    version = facts.pop("version")
    assert isinstance(version, str)
    assert version
    assert facts == {
        "ok": True,
        "database": True,
        "updates": True,
        "sender": True,
        "mode": "polling",
        "seconds_since_telegram": 3,
    }


async def test_a_database_that_does_not_answer_is_not_well(sqlite_database: Database) -> None:
    await sqlite_database.close()
    async with asked(sqlite_database) as (status, facts):
        assert (status, facts["ok"], facts["database"]) == (503, False, False)


async def test_a_sender_that_ended_is_not_well(sqlite_database: Database) -> None:
    async with asked(sqlite_database, sending=lambda: False) as (status, facts):
        assert (status, facts["ok"], facts["sender"]) == (503, False, False)


async def test_polls_that_bring_nothing_for_minutes_are_not_well_but_a_quiet_webhook_is(
    sqlite_database: Database,
) -> None:
    async with asked(sqlite_database, age_s=POLL_S + 1) as (status, facts):
        assert (status, facts["updates"]) == (503, False)
    async with asked(sqlite_database, age_s=POLL_S + 1, polling=False) as (status, facts):
        assert (status, facts["updates"], facts["mode"]) == (200, True, "webhook")


async def test_being_heard_starts_the_count_anew() -> None:
    pulse = Silence(100)
    assert pulse.age_s >= 100
    pulse.heard()
    assert pulse.age_s < 100


def test_the_command_needs_the_port_and_somebody_who_answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("KOPILKA_HEALTH_PORT", raising=False)
    assert main(["health"]) == 3
    assert capsys.readouterr().err.startswith("KOPILKA_HEALTH_PORT is not set")
    monkeypatch.setenv("KOPILKA_HEALTH_PORT", str(unused_port()))
    assert main(["health"]) == 1
    assert capsys.readouterr().err.startswith("No bot answers at 127.0.0.1:")


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
async def test_the_command_ends_as_the_page_answers(
    status: int, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def page(_: web.Request) -> web.Response:
        return web.json_response({"ok": status == HTTPStatus.OK}, status=status)

    application = web.Application()
    application.add_routes([web.get("/health", page)])
    async with TestServer(application) as server:
        monkeypatch.setenv("KOPILKA_HEALTH_PORT", str(server.port))
        assert await asyncio.to_thread(main, ["health"]) == code
    assert json.loads(capsys.readouterr().out) == {"ok": status == HTTPStatus.OK}
