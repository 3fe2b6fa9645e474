"""Webhooks: the secret, retries, order, and answers that are calls."""

import asyncio
from typing import Any

import pytest
from aiohttp import web

from tests.sandbox.telegram import TOKEN, Api, inline, open_sandbox


class Receiver:
    """A bot's web server: notes what comes and answers what it is told to."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.came = asyncio.Event()
        self.url = ""
        self.hold: asyncio.Event | None = None

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        if self.hold is not None and "message" in update:
            await self.hold.wait()
        self.updates.append(update)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.came.set()
        return self.answers.pop(0) if self.answers else web.Response()


@pytest.fixture
async def receiver():
    app, receiver = web.Application(), Receiver()
    app.add_routes([web.post("/hook", receiver.take)])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    if receiver.hold is not None:
        receiver.hold.set()
    await runner.cleanup()


async def test_updates_come_with_the_secret_also_those_that_waited(sandbox, api, receiver):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    await api.ok("setWebhook", url=receiver.url, secret_token="s3cret")
    sandbox.send(anna, "second")
    await sandbox.wait_for(lambda: not sandbox.bot.updates.pending)
    assert [u["message"]["text"] for u in receiver.updates] == ["/start", "second"]
    assert receiver.secrets == ["s3cret", "s3cret"]
    assert sandbox.bot.online


async def test_an_error_is_retried_at_once_and_shown_in_the_info(sandbox, api, receiver):
    receiver.answers = [web.Response(status=401)]
    await api.ok("setWebhook", url=receiver.url)
    sandbox.start(sandbox.person("Anna"))
    await sandbox.wait_for(lambda: not sandbox.bot.updates.pending)
    assert len(receiver.updates) == 2
    assert receiver.updates[0] == receiver.updates[1]
    info = await api.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 401 Unauthorized"
    assert info["pending_update_count"] == 0


async def test_a_tap_may_overtake_a_message_of_the_same_person(sandbox, api, receiver):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    await api.ok("getUpdates", offset=-1)
    await api.ok(
        "sendMessage",
        chat_id=anna.id,
        text="a",
        reply_markup=inline({"text": "b", "callback_data": "c"}),
    )
    sandbox.bot.updates.pending.clear()
    receiver.hold = asyncio.Event()
    await api.ok("setWebhook", url=receiver.url)
    sandbox.send(anna, "slow")
    sandbox.press(anna, "b")
    await receiver.came.wait()
    assert "callback_query" in receiver.updates[0]
    receiver.hold.set()
    await sandbox.wait_for(lambda: not sandbox.bot.updates.pending)
    assert [list(u)[1] for u in receiver.updates] == ["callback_query", "message"]


async def test_a_method_in_the_answer_is_carried_out_but_not_a_get(sandbox, api, receiver):
    anna = sandbox.person("Anna")
    answer = {"method": "sendMessage", "chat_id": anna.id, "text": "from the answer"}
    receiver.answers = [web.json_response({"method": "getMe"}), web.json_response(answer)]
    await api.ok("setWebhook", url=receiver.url)
    sandbox.start(anna)
    sandbox.send(anna, "again")
    await sandbox.hears(anna, "from the answer")
    assert [call.method for call in sandbox.calls()] == ["setWebhook", "sendMessage"]


async def test_a_webhook_that_is_gone_does_not_stop_the_sandbox(sandbox, api):
    await api.ok("setWebhook", url="http://127.0.0.1:9/hook")
    sandbox.start(sandbox.person("Anna"))
    await sandbox.wait_for(lambda: sandbox.bot.webhook.last_error)
    info = await api.ok("getWebhookInfo")
    assert info["last_error_message"].startswith("Connection failed")
    assert info["pending_update_count"] == 1
    await api.ok("deleteWebhook", drop_pending_updates=True)
    assert (await api.ok("getWebhookInfo"))["url"] == ""


REFUSED = [
    ("http://shop.example/hook", "bad webhook: An HTTPS URL must be provided for webhook"),
    (
        "https://shop.example:9443/hook",
        "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ),
    ("ftp://shop.example", "invalid webhook URL specified"),
]


@pytest.mark.parametrize(("url", "sentence"), REFUSED)
async def test_an_address_telegram_would_not_call_is_refused(api, url, sentence):
    assert await api.refused("setWebhook", url=url) == (400, f"Bad Request: {sentence}")


async def test_secrets_are_checked_and_a_second_webhook_within_a_second_must_wait(api):
    url = "http://127.0.0.1:9/hook"
    assert await api.refused("setWebhook", url=url, secret_token="x" * 257) == (
        400,
        "Bad Request: secret token is too long",
    )
    assert await api.refused("setWebhook", url=url, secret_token="пароль") == (
        400,
        "Bad Request: secret token contains unallowed characters",
    )
    await api.ok("setWebhook", url=url)
    assert await api.refused("setWebhook", url=url) == (429, "Too Many Requests: retry after 1")


async def test_a_strict_sandbox_wants_https_even_on_this_machine():
    async with open_sandbox(strict_webhook=True) as sandbox, Api(sandbox) as api:
        code, text = await api.refused("setWebhook", url="http://127.0.0.1:88/hook")
        assert (code, text.split(": ", 1)[1]) == (
            400,
            "bad webhook: An HTTPS URL must be provided for webhook",
        )
        assert sandbox.bot.token == TOKEN


async def test_a_webhook_that_says_gone_for_a_day_is_removed(sandbox, api, receiver):
    receiver.answers = [web.Response(status=410) for _ in range(5)]
    receiver.hold = asyncio.Event()
    await api.ok("setWebhook", url=receiver.url)
    sandbox.send(sandbox.person("Anna"), "hello")
    receiver.hold.set()
    await sandbox.wait_for(lambda: sandbox.bot.webhook.gone_since)
    sandbox.bot.webhook.gone_since -= 24 * 3600
    await sandbox.wait_for(lambda: sandbox.bot.webhook is None)
    assert len(sandbox.bot.updates.pending) == 1


async def test_a_webhook_may_ask_to_wait_and_may_answer_nonsense(sandbox, api, receiver):
    receiver.answers = [
        web.Response(status=503, headers={"Retry-After": "1"}),
        web.Response(text="<html>"),
    ]
    loop = asyncio.get_running_loop()
    started = loop.time()
    await api.ok("setWebhook", url=receiver.url)
    sandbox.start(sandbox.person("Anna"))
    await sandbox.wait_for(lambda: not sandbox.bot.updates.pending)
    assert loop.time() - started >= 1


async def test_an_empty_address_removes_the_webhook_and_waiting_updates_may_be_dropped(
    sandbox, api
):
    sandbox.start(sandbox.person("Anna"))
    await api.ok("setWebhook", url="http://127.0.0.1:9/hook", drop_pending_updates=True)
    assert not sandbox.bot.updates.pending
    await api.ok("setWebhook", url="")
    assert sandbox.bot.webhook is None
