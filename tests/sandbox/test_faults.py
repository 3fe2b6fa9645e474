"""Faults strike the calls they are for, as often as they are told to."""

import asyncio

import aiohttp
import pytest

from tests.sandbox.telegram import Api, open_sandbox


@pytest.fixture
async def anna(sandbox):
    person = sandbox.person("Anna")
    sandbox.start(person)
    return person


async def test_too_many_requests_names_the_wait_in_body_and_header(sandbox, api, anna):
    sandbox.fault("429", method="sendmessage", retry_after=30, times=1)
    url = f"{api.base}/sendMessage"
    async with api.http.post(url, json={"chat_id": anna.id, "text": "a"}) as response:
        assert response.status == 429
        assert response.headers["Retry-After"] == "30"
        assert await response.json() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 30",
            "parameters": {"retry_after": 30},
        }
    assert await api.ok("sendMessage", chat_id=anna.id, text="a")


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("500", (500, "Internal Server Error")),
        ("403", (403, "Forbidden: bot was blocked by the user")),
        ("403deactivated", (403, "Forbidden: user is deactivated")),
        ("400", (400, "Bad Request: wrong request")),
        ("401", (401, "Unauthorized")),
        (
            "409",
            (
                409,
                (
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running"
                ),
            ),
        ),
    ],
)
async def test_errors_are_answered_as_telegram_answers_them(sandbox, api, anna, kind, answer):
    sandbox.fault(kind, method="sendMessage")
    assert await api.refused("sendMessage", chat_id=anna.id, text="a") == answer
    sandbox.clear_faults()
    assert await api.ok("sendMessage", chat_id=anna.id, text="a")


async def test_a_gateway_error_is_a_page_and_not_json(sandbox, api, anna):
    sandbox.fault("502html", method="sendMessage")
    async with api.http.post(f"{api.base}/sendMessage", json={"chat_id": anna.id}) as response:
        assert response.status == 502
        assert response.content_type == "text/html"
        assert "502 Bad Gateway" in await response.text()


async def test_a_dropped_call_does_nothing_and_a_lost_answer_comes_after_the_deed(
    sandbox, api, anna
):
    sandbox.fault("drop", contains="first", times=1)
    sandbox.fault("after", contains="second", times=1)
    for text in ("first", "second"):
        with pytest.raises(aiohttp.ClientError):
            await api.call("sendMessage", chat_id=anna.id, text=text)
    assert [message.text for message in sandbox.chat(anna).said] == ["second"]
    assert sandbox.calls("sendMessage")[-1].description == "done, and the answer was lost"


async def test_a_fault_is_for_one_chat_only(sandbox, api, anna):
    boris = sandbox.person("Boris")
    sandbox.start(boris)
    fault = sandbox.fault("403", chat_id=anna.id)
    assert (await api.call("sendMessage", chat_id=anna.id, text="a"))[0] == 403
    assert (await api.call("sendMessage", chat_id=boris.id, text="a"))[0] == 200
    assert sandbox.world.faults.remove(fault.id)
    assert not sandbox.world.faults.remove(fault.id)
    assert (await api.call("sendMessage", chat_id=anna.id, text="a"))[0] == 200


async def test_a_delay_passes_and_then_the_call_is_done(sandbox, api, anna):
    sandbox.fault("delay", delay=0.05, method="sendMessage")
    assert await api.ok("sendMessage", chat_id=anna.id, text="a")
    assert sandbox.calls("sendMessage")[-1].milliseconds >= 50


async def test_an_update_can_come_twice(sandbox, api, anna):
    sandbox.bot.updates.pending.clear()
    sandbox.fault("duplicate", contains="twice", times=1)
    sandbox.send(anna, "twice")
    sandbox.send(anna, "twice")
    first, second, third = await api.ok("getUpdates")
    assert first == second
    assert third["update_id"] == first["update_id"] + 1


async def test_a_revoked_token_is_unauthorized(sandbox, api):
    sandbox.revoke()
    assert await api.refused("getMe") == (401, "Unauthorized")


async def test_the_pace_of_telegram_is_kept_when_limits_are_on():
    async with open_sandbox(limits=True) as sandbox, Api(sandbox) as api:
        anna = sandbox.person("Anna")
        sandbox.start(anna)
        answers = [await api.call("sendMessage", chat_id=anna.id, text="a") for _ in range(6)]
        codes = [code for code, _ in answers]
        assert codes[:4] == [200] * 4
        assert codes[-1] == 429
        assert answers[-1][1]["parameters"]["retry_after"] == 1
        everyone = [sandbox.person() for _ in range(40)]
        for person in everyone:
            sandbox.start(person)
        codes = [(await api.call("sendMessage", chat_id=p.id, text="a"))[0] for p in everyone]
        assert 20 <= codes.count(200) <= 39


async def test_telegram_may_be_away_for_a_while_and_forgets_nothing(sandbox, api, anna):
    url = sandbox.url
    ahead = sandbox.bot.updates.next_id
    polling = asyncio.create_task(api.ok("getUpdates", offset=ahead, timeout=30))
    await sandbox.wait_for(lambda: sandbox.bot.pace.waiting)
    await sandbox.stop_server()
    assert await polling == []
    with pytest.raises(aiohttp.ClientError):
        await api.call("getMe")
    sandbox.send(anna, "unheard for a while")
    await sandbox.start_server()
    assert sandbox.url == url
    (update,) = await api.ok("getUpdates", offset=-1)
    assert update["message"]["text"] == "unheard for a while"
