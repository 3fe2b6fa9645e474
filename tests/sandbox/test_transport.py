"""How a call may be made, and what is not answered at all."""

import aiohttp
import pytest

from sandbox import Sandbox
from sandbox.checking import Checker
from sandbox.methods import METHODS
from tests.sandbox.telegram import TOKEN, Api


@pytest.fixture
async def anna(sandbox):
    person = sandbox.person("Anna")
    sandbox.start(person)
    return person


async def test_a_call_may_come_as_query_form_json_or_multipart(sandbox, api, anna):
    facts = {"chat_id": str(anna.id), "text": "hello"}
    form = aiohttp.FormData(facts)
    parts = aiohttp.FormData(facts, default_to_multipart=True)
    url = f"{api.base}/SENDmessage"
    for request in (
        api.http.get(url, params=facts),
        api.http.post(url, params=facts),
        api.http.post(url, data=form),
        api.http.post(url, json={**facts, "chat_id": anna.id}),
        api.http.post(url, data=parts),
    ):
        async with request as response:
            body = await response.json()
            assert body["result"]["text"] == "hello"
            assert body["result"]["chat"]["id"] == anna.id
    assert len(sandbox.chat(anna).said) == 5


async def test_unknown_methods_and_tokens_are_told_apart(sandbox, api):
    assert await api.refused("sendMassage") == (404, "Not Found: method not found")
    for token, answer in (("nonsense", (404, "Not Found")),):
        async with api.http.get(f"{sandbox.url}/bot{token}/getMe") as response:
            assert (response.status, (await response.json())["description"]) == answer
    async with Sandbox(token=TOKEN, tokens={TOKEN}) as closed, Api(closed) as own:
        assert (await own.ok("getMe"))["id"] == 4200000001
        other = TOKEN.replace("4", "5")
        async with own.http.get(f"{closed.url}/bot{other}/getMe") as response:
            assert response.status == 401


async def test_what_telegram_can_and_the_sandbox_cannot_is_said_loudly(api, anna):
    assert await api.refused("createForumTopic", chat_id=anna.id, name="x") == (
        501,
        "sandbox has no createForumTopic",
    )
    assert await api.refused(
        "sendMessage", chat_id=anna.id, text="*a*", parse_mode="MarkdownV2"
    ) == (501, "sandbox has no parse_mode MarkdownV2")


def test_every_method_written_here_is_a_method_of_the_bot_api():
    assert set(METHODS) <= set(Checker().names.values())


async def test_broken_bodies_are_refused(api):
    async with api.http.post(
        f"{api.base}/getMe", data=b"{", headers={"Content-Type": "application/json"}
    ) as response:
        assert response.status == 400
    async with api.http.post(f"{api.base}/getMe", json=[1]) as response:
        assert response.status == 400


async def test_the_first_token_that_calls_becomes_the_bot_people_talk_to():
    async with Sandbox() as sandbox, Api(sandbox) as api:
        anna = sandbox.person("Anna")
        sandbox.start(anna, "early")
        assert (await api.ok("getMe"))["username"] == "sandbox4200000001_bot"
        (update,) = await api.ok("getUpdates")
        assert update["message"]["text"] == "/start early"
        assert sandbox.bot.token == TOKEN


async def test_two_bots_do_not_see_each_other(sandbox, anna):
    other = Api(sandbox)
    other.base = other.base.replace("bot4200000001", "bot4200000002")
    async with other:
        assert (await other.ok("getMe"))["id"] == 4200000002
        assert await other.ok("getUpdates") == []
        assert (await other.refused("sendMessage", chat_id=anna.id, text="a"))[0] == 400


async def test_only_this_machine_is_served(sandbox, api):
    with pytest.raises(ValueError, match="this machine only"):
        Sandbox(host="0.0.0.0")  # noqa: S104 - it is refused
    for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
        async with api.http.get(f"{sandbox.url}/sim/state", headers=headers) as response:
            assert response.status == 403
            assert "Access-Control-Allow-Origin" not in response.headers


async def test_calls_are_kept_with_what_was_asked_and_answered(sandbox, api, anna):
    await api.ok("sendMessage", chat_id=anna.id, text="hello", colour="red")
    await api.refused("sendMessage", chat_id=1, text="hello")
    good, bad = sandbox.calls("sendMessage")
    assert good.ok
    assert good.result["text"] == "hello"
    assert good.lint == ["colour: sendMessage has no such field"]
    assert (bad.ok, bad.error_code) == (False, 400)
    assert [lint.text for lint in sandbox.lints] == ["colour: sendMessage has no such field"]
    sandbox.expect_lint("colour")
    await api.ok("sendMessage", chat_id=anna.id, text="hello", colour="red")
    assert len(sandbox.lints) == 1


async def test_a_wait_in_vain_shows_the_last_calls(sandbox, api, anna):
    await api.ok("sendMessage", chat_id=anna.id, text="hello")
    with pytest.raises(
        AssertionError, match=r"the text 'bye' did not come in 0\.01 s(.|\n)*hello"
    ):
        await sandbox.hears(anna, "bye", 0.01)
