"""The control API: what the page and tests in other processes use."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from tests.sandbox.telegram import code_picture, inline, picture


class Page:
    """Calls the control API as the page does."""

    def __init__(self, api) -> None:
        self.http = api.http
        self.base = f"{api.sandbox.url}/sim"

    async def ask(self, method: str, path: str, body=None, **options):
        if body is not None:
            options["json"] = body
        async with self.http.request(method, f"{self.base}/{path}", **options) as response:
            return response.status, await response.json()

    async def get(self, path: str):
        status, body = await self.ask("GET", path)
        assert status == 200, body
        return body

    async def post(self, path: str, body=None, **options):
        status, answer = await self.ask(
            "POST", path, {} if not (body or options) else body, **options
        )
        assert status == 200, answer
        return answer


@pytest.fixture
async def page(api):
    return Page(api)


async def test_the_state_names_the_bot_the_people_and_the_panes(api, page):
    anna = await page.post(
        "people", {"first_name": "Anna", "language_code": "uz", "title": "Guest"}
    )
    assert anna == {
        "id": 700000001,
        "first_name": "Anna",
        "last_name": None,
        "username": None,
        "language_code": "uz",
        "phone": "+79000000001",
        "blocked": False,
        "started": False,
    }
    await page.ask("PATCH", f"people/{anna['id']}", {"first_name": "Anya", "phone": "7900"})
    await page.post(f"chats/{anna['id']}/start", {"payload": "x"})
    await api.ok("setMyDescription", description="A card")
    state = await page.get("state")
    assert state["bot"] == {
        "id": 4200000001,
        "username": "sandbox4200000001_bot",
        "first_name": "Sandbox bot",
        "online": False,
        "description": "A card",
        "short_description": "",
    }
    assert state["panes"] == [{"person_id": anna["id"], "title": "Guest"}]
    assert (state["clock"], state["faults"], state["lints"]) == (None, [], 0)
    (person,) = state["people"]
    assert (person["first_name"], person["phone"], person["started"]) == ("Anya", "7900", True)


async def test_a_chat_shows_what_its_person_sees(sandbox, api, page):
    anna = sandbox.person("Anna", language_code="ru")
    sandbox.start(anna)
    await api.ok("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    await api.ok(
        "setMyCommands",
        commands=[{"command": "help", "description": "Помощь"}],
        language_code="ru",
    )
    await api.ok("setChatMenuButton", chat_id=anna.id, menu_button={"type": "commands"})
    _, body = await api.upload(
        "sendPhoto",
        {"photo": picture()},
        chat_id=anna.id,
        reply_markup=inline({"text": "a", "callback_data": "b", "style": "success"}),
    )
    sent = body["result"]
    await api.ok("pinChatMessage", chat_id=anna.id, message_id=sent["message_id"])
    await api.ok("sendChatAction", chat_id=anna.id, action="typing")
    chat = await page.get(f"chats/{anna.id}")
    start, photo = chat["messages"]
    assert (start["out"], photo["out"]) == (True, False)
    assert photo["reply_markup"]["inline_keyboard"][0][0]["style"] == "success"
    assert chat["commands"] == [{"command": "help", "description": "Помощь"}]
    assert (chat["pinned"], chat["action"], chat["blocked"]) == (
        sent["message_id"],
        "typing",
        False,
    )
    assert chat["menu_button"] == {"type": "commands"}
    async with api.http.get(sandbox.url + photo["photo"][-1]["url"]) as response:
        assert response.content_type == "image/jpeg"
        assert await response.read() == sandbox.chat(anna).last.photo


async def test_every_verb_of_the_page_reaches_the_bot(sandbox, api, page):
    anna, boris = sandbox.person("Anna"), sandbox.person("Boris")
    to = f"chats/{anna.id}"
    await page.post(f"{to}/start")
    keys = {"keyboard": [["Card", {"text": "Scan", "web_app": {"url": "https://x.org"}}]]}
    await api.ok("sendMessage", chat_id=anna.id, text="a", reply_markup=keys)
    sent = await api.ok(
        "sendMessage",
        chat_id=anna.id,
        text="b",
        reply_markup=inline({"text": "a", "callback_data": "b"}),
    )
    message = {"message_id": sent["message_id"]}
    text = await page.post(f"{to}/send", {"text": "450", "reply_to": sent["message_id"]})
    await page.post(f"{to}/edit", {"message_id": text["message_id"], "text": "500"})
    assert "callback_query_id" in await page.post(
        f"{to}/press", {**message, "row": 0, "column": 0}
    )
    assert "callback_query_id" in await page.post(f"{to}/press", {**message, "data": "forged"})
    assert (await page.post(f"{to}/key", {"row": 0, "column": 0}))["text"] == "Card"
    opened = await page.post(f"{to}/key", {"row": 0, "column": 1})
    assert opened == {"open": "https://x.org", "button_text": "Scan"}
    await page.post(f"{to}/contact", {"of": boris.id})
    await page.post(f"{to}/contact", {"of": {"phone_number": "7900"}})
    await page.post(f"{to}/forward", {"text": "450", "from_person": boris.id})
    for verb in ("sticker", "voice", "location", "dice", "poll"):
        await page.post(f"{to}/{verb}")
    await page.post(f"{to}/webapp", {"data": "1", "button_text": "Scan"})
    for verb in ("photo", "album", "document"):
        form = aiohttp.FormData({"caption": "see"})
        form.add_field("file", picture(), filename="a.png")
        await page.post(f"{to}/{verb}", data=form)
    await page.post(f"{to}/block")
    await page.post(f"{to}/unblock")
    kinds = [next(k for k in u if k != "update_id") for u in await api.ok("getUpdates")]
    assert kinds.count("message") == 15
    assert kinds[-2:] == ["my_chat_member"] * 2
    assert kinds.count("callback_query") == 2


async def test_a_card_is_scanned_from_another_chat(sandbox, api, page):
    anna, boris = sandbox.person("Anna"), sandbox.person("Boris")
    sandbox.start(anna)
    link = f"https://t.me/{sandbox.bot.username}?start=48201337"
    await api.upload("sendPhoto", {"photo": code_picture(link)}, chat_id=anna.id)
    scanned = await page.post(f"chats/{boris.id}/scan", {"from_chat": anna.id, "message_id": 2})
    assert (scanned["text"], scanned["payload"]) == (link, "48201337")
    assert scanned["message"]["text"] == "/start 48201337"
    status, body = await page.ask(
        "POST", f"chats/{boris.id}/scan", {"from_chat": anna.id, "message_id": 1}
    )
    assert (status, body) == (400, {"error": "there is no photo in this message"})


async def test_faults_are_put_in_force_and_lifted(api, page):
    fault = await page.post("faults", {"kind": "429", "method": "getMe", "retry_after": 7})
    assert (await api.refused("getMe"))[0] == 429
    assert await page.get("faults") == [fault]
    assert (await page.ask("DELETE", f"faults/{fault['id']}"))[0] == 200
    assert (await page.ask("DELETE", f"faults/{fault['id']}"))[0] == 404
    await page.post("faults", {"kind": "500"})
    assert (await page.ask("DELETE", "faults"))[0] == 200
    assert await api.ok("getMe")
    assert (await page.ask("POST", "faults", {"kind": "nonsense"}))[0] == 400


async def test_calls_are_listed_after_a_number(api, page):
    await api.ok("getMe")
    await api.upload("sendPhoto", {"photo": picture()}, chat_id=5)
    first, second = await page.get("calls")
    assert (first["n"], first["method"], first["ok"], first["lint"]) == (1, "getMe", True, [])
    assert second["arguments"]["photo"].startswith("photo.png (")
    assert second["description"] == "Bad Request: chat not found"
    assert await page.get("calls?after=1") == [second]


async def test_wrong_requests_are_answered_in_a_sentence(sandbox, page):
    anna = sandbox.person("Anna")
    cases = [
        ("POST", "chats/5/start", {}, 400, "there is no such person"),
        ("POST", f"chats/{anna.id}/sing", {}, 404, "there is no verb sing"),
        (
            "POST",
            f"chats/{anna.id}/press",
            {"message_id": 9, "row": 0, "column": 0},
            400,
            "there is no message 9 in this chat",
        ),
        ("POST", f"chats/{anna.id}/photo", {}, 400, "a file was expected"),
        ("POST", "clock", {"days": 1}, 409, "the sandbox was started without a clock file"),
    ]
    for method, path, body, status, sentence in cases:
        assert await page.ask(method, path, body) == (status, {"error": sentence})


async def test_raw_updates_pass_unchecked(api, page):
    assert await page.post("update_id", {"next": 900}) == {"next": 900}
    update = {"message": {"message_id": 1, "new_thing": {}}}
    assert await page.post("updates", update) == {"update_id": 900}
    assert await api.ok("getUpdates") == [{"update_id": 900, **update}]


async def test_events_tell_what_to_read_again(sandbox, api):
    anna = sandbox.person("Anna")
    async with api.http.get(f"{sandbox.url}/sim/events") as stream:
        assert stream.content_type == "text/event-stream"
        await stream.content.readuntil(b"\n\n")
        sandbox.start(anna)
        sent = await api.ok(
            "sendMessage",
            chat_id=anna.id,
            text="a",
            reply_markup=inline({"text": "b", "callback_data": "c"}),
        )
        tap = sandbox.hand(anna).press(sent["message_id"], 0, 0)
        await api.ok("answerCallbackQuery", **tap, text="done", show_alert=True)
        events: list[dict[str, Any]] = []
        async with asyncio.timeout(5):
            while not events or events[-1].get("type") != "call" or len(events) < 4:
                line = (await stream.content.readuntil(b"\n\n")).decode()
                events.append(json.loads(line.removeprefix("data: ")))
                if events[-1].get("call", {}).get("method") == "answerCallbackQuery":
                    break
    kinds = [event["type"] for event in events]
    assert kinds == ["chat", "chat", "call", "toast", "call"]
    assert events[3] == {
        "type": "toast",
        "chat_id": anna.id,
        "text": "done",
        "alert": True,
        "callback_query_id": tap["callback_query_id"],
    }


async def test_the_page_is_served_and_nothing_beside_it(sandbox, api):
    async with api.http.get(f"{sandbox.url}/") as response:
        assert response.content_type == "text/html"
    for path in ("/..%2fcontrol.py", "/nothing.js", "/%2e%2e/texts.py"):
        async with api.http.get(sandbox.url + path) as response:
            assert response.status == 404
