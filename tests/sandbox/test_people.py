"""What people do reaches the bot as Telegram would tell it."""

from datetime import timedelta
from typing import Any

import pytest

from sandbox import CannotActError, Person, Sandbox
from tests.sandbox.telegram import TOKEN, Api, inline, picture


async def last_update(api: Api) -> Any:
    return (await api.ok("getUpdates", offset=-1))[0]


@pytest.fixture
async def anna(sandbox):
    person = sandbox.person("Anna", last_name="Karimova", phone="79001234567")
    sandbox.start(person)
    return person


async def test_people_are_the_same_in_every_run():
    def people() -> list[Person]:
        sandbox = Sandbox(token=TOKEN)
        return [sandbox.person(), sandbox.person("Anna", language_code="uz"), sandbox.person(id=5)]

    first, second = people(), people()
    assert [p.user() for p in first] == [p.user() for p in second]
    assert first[1].user() == {
        "id": 700000002,
        "is_bot": False,
        "first_name": "Anna",
        "language_code": "uz",
    }
    assert first[0].phone == "+79000000001"


async def test_a_shared_contact_is_a_reply_to_the_keyboard_and_names_its_owner(sandbox, api, anna):
    keys = {"keyboard": [[{"text": "Share", "request_contact": True}]], "one_time_keyboard": True}
    asked = await api.ok("sendMessage", chat_id=anna.id, text="Phone?", reply_markup=keys)
    sandbox.key(anna, "Share")
    message = (await last_update(api))["message"]
    assert message["contact"] == {
        "phone_number": "79001234567",
        "first_name": "Anna",
        "last_name": "Karimova",
        "user_id": anna.id,
    }
    assert message["reply_to_message"]["message_id"] == asked["message_id"]
    assert sandbox.chat(anna).keyboard == []


async def test_a_contact_of_someone_else_is_told_as_such(sandbox, api, anna):
    boris = sandbox.person("Boris")
    sandbox.contact(anna, boris)
    assert (await last_update(api))["message"]["contact"]["user_id"] == boris.id
    sandbox.contact(anna, {"phone_number": "+79990000000"})
    assert (await last_update(api))["message"]["contact"] == {
        "first_name": "Somebody",
        "phone_number": "+79990000000",
    }


async def test_a_tap_carries_the_message_or_says_that_it_is_gone(sandbox, api, anna):
    sent = await api.ok(
        "sendMessage",
        chat_id=anna.id,
        text="a",
        reply_markup=inline({"text": "b", "callback_data": "c"}),
    )
    sandbox.press(anna, "b")
    tap = (await last_update(api))["callback_query"]
    assert (tap["data"], tap["message"]["text"]) == ("c", "a")
    assert tap["chat_instance"]
    await api.ok("deleteMessage", chat_id=anna.id, message_id=sent["message_id"])
    sandbox.press(anna, data="forged", message_id=sent["message_id"])
    tap = (await last_update(api))["callback_query"]
    assert tap["message"] == {
        "chat": anna.chat(),
        "message_id": sent["message_id"],
        "date": 0,
    }
    with pytest.raises(CannotActError):
        sandbox.press(anna, "b")


async def test_buttons_that_ask_the_bot_nothing_open_copy_or_do_nothing(sandbox, api, anna):
    buttons: list[dict[str, Any]] = [
        {"text": "open", "url": "https://t.me/x"},
        {"text": "copy", "copy_text": {"text": "48201337"}},
        {"text": "off", "disabled": {}},
        {"text": "app", "web_app": {"url": "https://x.org/app"}},
    ]
    await api.ok("sendMessage", chat_id=anna.id, text="a", reply_markup=inline(*buttons))
    sandbox.bot.updates.pending.clear()
    assert sandbox.press(anna, "open") == {"open": "https://t.me/x"}
    assert sandbox.press(anna, "copy") == {"copy": "48201337"}
    assert sandbox.press(anna, "off") == {"disabled": True}
    assert sandbox.press(anna, "app") == {"open": "https://x.org/app"}
    assert not sandbox.bot.updates.pending


async def test_blocking_is_told_and_start_lets_the_bot_back(sandbox, api, anna):
    sandbox.block(anna)
    update = (await last_update(api))["my_chat_member"]
    assert (update["old_chat_member"]["status"], update["new_chat_member"]["status"]) == (
        "member",
        "kicked",
    )
    with pytest.raises(CannotActError):
        sandbox.send(anna, "hello")
    sandbox.start(anna)
    kinds = [list(u)[1] for u in await api.ok("getUpdates", offset=-2)]
    assert kinds == ["my_chat_member", "message"]


async def test_odd_messages_are_all_known_to_the_schema(sandbox, anna):
    hand = sandbox.hand(anna)
    sent = [
        hand.sticker(),
        hand.voice(),
        hand.location(),
        hand.dice(),
        hand.poll(),
        hand.webapp("48201337", "Scan"),
        hand.photo(picture(), "+79001234567"),
        hand.forward("450", of=sandbox.person("Boris")),
        hand.forward("450", hidden="Clara"),
        hand.document(b"1", "a.txt", "see"),
    ]
    ids = [message["message_id"] for message in sent]
    assert ids == list(range(ids[0], ids[0] + len(sent)))
    assert sent[6]["caption_entities"][0]["type"] == "phone_number"


async def test_an_edited_text_comes_as_an_edit_with_the_same_id(sandbox, api, anna):
    sent = sandbox.send(anna, "500")
    sandbox.edit(anna, sent["message_id"], "5000")
    edited = (await last_update(api))["edited_message"]
    assert (edited["message_id"], edited["text"]) == (sent["message_id"], "5000")


async def test_ids_run_on_over_all_chats_of_a_bot(sandbox, api, anna):
    boris = sandbox.person("Boris")
    first = sandbox.start(boris)
    second = await api.ok("sendMessage", chat_id=anna.id, text="a")
    third = sandbox.send(boris, "b", reply_to=first["message_id"])
    assert [m["message_id"] for m in (first, second, third)] == [2, 3, 4]
    assert third["reply_to_message"]["text"] == "/start"


async def test_the_language_may_be_unknown_and_a_birthday_is_shown_by_get_chat(sandbox, api):
    clara = sandbox.person("Clara", language_code=None, birthdate={"day": 12, "month": 5})
    assert "language_code" not in sandbox.start(clara)["from"]
    assert (await api.ok("getChat", chat_id=clara.id))["birthdate"] == {"day": 12, "month": 5}
    member = await api.ok("getChatMember", chat_id=clara.id, user_id=clara.id)
    assert member["status"] == "member"


async def test_the_first_message_after_a_deed_is_the_reply(sandbox, api, anna):
    await api.ok("sendMessage", chat_id=anna.id, text="earlier")
    sandbox.send(anna, "hello")
    await api.ok("sendMessage", chat_id=anna.id, text="later")
    reply = await sandbox.reply(anna)
    assert reply.text == "later"
    assert str(sandbox.chat(anna)).splitlines()[-1] == "#4 bot: 'later'"


async def test_the_clock_moves_with_its_file(tmp_path):
    file = tmp_path / "clock"
    async with Sandbox(token=TOKEN, clock=file) as sandbox, Api(sandbox) as api:
        anna = sandbox.person("Anna")
        before = sandbox.start(anna)["date"]
        async with api.http.post(f"{sandbox.url}/sim/clock", json={"days": 1}) as response:
            assert "now" in await response.json()
        assert float(file.read_text()) == timedelta(days=1).total_seconds()
        assert sandbox.send(anna, "a")["date"] - before >= 86400
    assert Sandbox(clock=file).world.clock.offset_seconds == 86400


async def test_keys_type_their_label_share_a_place_or_open_an_app(sandbox, api, anna):
    keys = {
        "keyboard": [
            [{"text": "Where", "request_location": True}],
            [{"text": "App", "web_app": {"url": "https://x.org"}}, {"text": "Card"}],
        ],
        "one_time_keyboard": True,
    }
    await api.ok("sendMessage", chat_id=anna.id, text="a", reply_markup=keys)
    assert "location" in sandbox.key(anna, "Where")
    assert sandbox.key(anna, "App") == {"open": "https://x.org", "button_text": "App"}
    assert sandbox.key(anna, "Card")["text"] == "Card"
    with pytest.raises(CannotActError, match="no key 'Card'"):
        sandbox.key(anna, "Card")
    with pytest.raises(CannotActError, match="no such key"):
        sandbox.hand(anna).key(0, 0)


async def test_people_cannot_do_what_a_client_would_not_let_them(sandbox, api, anna):
    sent = await api.ok("sendMessage", chat_id=anna.id, text="a")
    with pytest.raises(CannotActError, match="one's own texts"):
        sandbox.edit(anna, sent["message_id"], "b")
    with pytest.raises(CannotActError, match="no such button"):
        sandbox.hand(anna).press(sent["message_id"], 0, 0)
    with pytest.raises(LookupError):
        sandbox.chat(anna).last.button("b")
    sandbox.block(anna)
    sandbox.block(anna)
    with pytest.raises(CannotActError, match="has blocked"):
        sandbox.press(anna, data="x")
    sandbox.unblock(anna)
    sandbox.unblock(anna)
    assert len(await api.ok("getUpdates", offset=-9)) == 3


async def test_a_chat_is_seen_in_words(sandbox, api, anna):
    view = sandbox.chat(anna.id)
    assert (view.text, view.buttons, view.toast, view.pinned) == ("", [], "", [])
    with pytest.raises(LookupError):
        view.last  # noqa: B018 - the question alone is refused
    await api.ok(
        "sendMessage",
        chat_id=anna.id,
        text="Menu",
        reply_markup=inline({"text": "Card", "callback_data": "c"}),
    )
    assert (view.text, view.buttons) == ("Menu", [["Card"]])
    assert view.last.button("Car")["callback_data"] == "c"
    assert view.last.photo is None
    assert view.last.document is None
    assert str(view).splitlines() == ["#1 person: '/start'", "#2 bot: 'Menu' [['Card']]"]
    sandbox.forward(anna, "450")
    sandbox.sticker(anna)
    sandbox.document(anna, b"1")
    assert [m.out for m in view.messages] == [True, False, True, True, True]
