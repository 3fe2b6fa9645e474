"""The webhook over HTTP: who may bring an update, and when it is answered (T13)."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any, cast

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from pydantic import SecretStr
from sqlalchemy import Connection, select

from bot.api import make_bot
from bot.clock import Clock
from bot.front import Front
from bot.health import Pulse
from bot.inbox import Handling, TokenRevoked
from bot.settings import Settings, SettingsWrong
from bot.tasks import Tasks
from bot.web import BODY_BYTES, HEADER, Webhook, leave_webhook, serving
from models.inbox import InboxRow
from sandbox import Sandbox
from services.database import Database

TOKEN = "7300000000:a-token-for-tests-that-opens-nothing-4"
SECRET = "a_secret-of-forty-characters-or-more-0001"
KNOWN = {HEADER: SECRET}


class Door:
    """The webhook of one database, served at a free port of this machine."""

    def __init__(self, database: Database, tasks: Tasks, url: str) -> None:
        self.database = database
        self.tasks = tasks
        self.url = url

    async def bring(self, body: bytes, headers: dict[str, str] | None = None) -> int:
        """Post as Telegram does; return the status. An answer never has a body."""
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.url, data=BytesIO(body), headers=headers) as answer,
        ):
            return answer.status

    async def stored(self) -> list[int]:
        def read(tx: Connection) -> list[int]:
            return list(tx.execute(select(InboxRow.update_id).order_by(InboxRow.id)).scalars())

        return await self.database.read(read)


@asynccontextmanager
async def opened(database: Database) -> AsyncIterator[Door]:
    tasks = Tasks()
    # An update of a kind that no screen listens to needs no screens, and no Telegram.
    nobody = cast(Any, None)
    handling = Handling(
        db=database, front=Front(nobody), clock=Clock(), tasks=tasks, after=lambda: None
    )
    settings = Settings(
        webhook_url="https://bot.example.com/telegram", webhook_secret=SecretStr(SECRET)
    )
    webhook = Webhook(
        settings=settings,
        bot=nobody,
        handling=handling,
        pulse=Pulse(),
    )
    async with TestServer(webhook.application()) as server:
        yield Door(database, tasks, str(server.make_url("/telegram")))
    await tasks.drain(5)


@pytest_asyncio.fixture
async def door(sqlite_database: Database) -> AsyncIterator[Door]:
    async with opened(sqlite_database) as door:
        yield door


def an_update(number: int = 7) -> bytes:
    return json.dumps({"update_id": number, "something_new": {"chat": {"id": 1}}}).encode()


WRONG: list[tuple[str, dict[str, str]]] = [
    ("no secret", {}),
    ("an empty one", {HEADER: ""}),
    ("another one", {HEADER: SECRET[:-1] + "2"}),
    ("a part of it", {HEADER: SECRET[:-1]}),
    ("not ASCII", {HEADER: "сорок-знаков-но-не-тех-которых-ждут-здесь"}),
]


@pytest.mark.parametrize("headers", [h for _, h in WRONG], ids=[name for name, _ in WRONG])
async def test_who_does_not_know_the_secret_is_turned_away(
    door: Door, headers: dict[str, str]
) -> None:
    assert await door.bring(an_update(), headers) == 401
    assert await door.stored() == []


BROKEN = {
    "nothing": b"",
    "half of it": b'{"update_id": 1',
    "no UTF-8": b'{"update_id": 1, "x": "\xff"}',
    "a list": b"[]",
    "no number": b"{}",
    "a number in words": b'{"update_id": "1"}',
    "a yes": b'{"update_id": true}',
    "a negative number": b'{"update_id": -1}',
    "a number no database has": b'{"update_id": 9223372036854775808}',
    "a well": b"[" * 100_000,
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
async def test_what_is_no_update_is_refused_and_not_stored(door: Door, body: bytes) -> None:
    assert await door.bring(body, KNOWN) == 400
    assert await door.stored() == []


async def test_a_body_above_one_megabyte_is_not_read_to_its_end(door: Door) -> None:
    assert await door.bring(b" " * (BODY_BYTES + 1), KNOWN) == 413
    assert await door.bring(an_update().ljust(BODY_BYTES - 1), KNOWN) == 200
    assert await door.stored() == [7]


async def test_an_update_is_stored_before_it_is_answered_and_a_repeated_one_once(
    door: Door,
) -> None:
    assert await door.bring(an_update(), KNOWN) == 200
    assert await door.stored() == [7]
    assert await door.bring(an_update(), KNOWN) == 200
    assert await door.stored() == [7]


async def test_an_update_of_an_odd_shape_is_stored_too(door: Door) -> None:
    odd = json.dumps(
        {"update_id": 8, "something_new": {"chat": "a channel of the future"}}
    ).encode()
    assert await door.bring(odd, KNOWN) == 200
    assert await door.stored() == [8]


async def test_without_a_database_telegram_is_asked_to_come_again(
    sqlite_database: Database,
) -> None:
    async with opened(sqlite_database) as door:
        await sqlite_database.close()
        assert await door.bring(an_update(), KNOWN) == 503


async def test_only_the_path_of_the_webhook_answers(door: Door) -> None:
    door.url = door.url.replace("/telegram", "/")
    assert await door.bring(an_update(), KNOWN) == 404


async def test_a_place_that_is_taken_is_told_in_one_sentence(door: Door) -> None:
    port = unused_port()
    application = web.Application
    async with serving(application(), "127.0.0.1", port, setting="KOPILKA_LISTEN"):
        with pytest.raises(SettingsWrong, match=f"KOPILKA_LISTEN.*{port}"):
            async with serving(application(), "127.0.0.1", port, setting="KOPILKA_LISTEN"):
                pass
    assert await door.stored() == []


@pytest_asyncio.fixture
async def telegram() -> AsyncIterator[Sandbox]:
    async with Sandbox(token=TOKEN, strict_webhook=True) as sandbox:
        yield sandbox


@asynccontextmanager
async def client(sandbox: Sandbox) -> AsyncIterator[Any]:
    bot = make_bot(TOKEN, sandbox.url)
    try:
        yield bot
    finally:
        await bot.session.close()


async def test_the_address_is_taken_back_however_often_telegram_stumbles(
    telegram: Sandbox,
) -> None:
    telegram.fault("500", method="deleteWebhook", times=1)
    telegram.fault("429", method="deleteWebhook", retry_after=1, times=1)
    async with client(telegram) as bot:
        await leave_webhook(bot)
    assert [call.ok for call in telegram.calls("deleteWebhook")] == [False, False, True]


async def test_a_token_nobody_knows_is_not_asked_about_again(telegram: Sandbox) -> None:
    telegram.revoke()
    async with client(telegram) as bot:
        with pytest.raises(TokenRevoked):
            await leave_webhook(bot)


async def test_an_address_telegram_would_not_call_is_told_in_one_sentence(
    telegram: Sandbox,
) -> None:
    nobody = cast(Any, None)
    settings = Settings(
        webhook_url="https://bot.example.com:9443/telegram",
        webhook_secret=SecretStr(SECRET),
        listen=f"127.0.0.1:{unused_port()}",
    )
    async with client(telegram) as bot:
        webhook = Webhook(
            settings=settings,
            bot=bot,
            handling=nobody,
            pulse=Pulse(),
        )
        with pytest.raises(SettingsWrong, match=r"KOPILKA_WEBHOOK_URL.*ports"):
            await webhook.run()
