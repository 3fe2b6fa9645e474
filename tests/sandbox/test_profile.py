"""What a bot says about itself, and the rest of the methods a loyalty bot uses."""

from tests.sandbox.telegram import inline, picture


async def test_names_and_descriptions_have_languages_and_defaults(api):
    for what in ("Name", "Description", "ShortDescription"):
        field = {"Name": "name", "Description": "description"}.get(what, "short_description")
        assert await api.ok(f"setMy{what}", **{field: "Card"})
        assert await api.ok(f"setMy{what}", **{field: "Карта"}, language_code="ru")
        assert await api.ok(f"getMy{what}") == {field: "Card"}
        assert await api.ok(f"getMy{what}", language_code="ru") == {field: "Карта"}
        assert await api.ok(f"getMy{what}", language_code="uz") == {field: "Card"}
        assert await api.ok(f"setMy{what}", **{field: ""}, language_code="ru")
        assert await api.ok(f"getMy{what}", language_code="ru") == {field: "Card"}
    assert (await api.ok("getMe"))["first_name"] == "Card"


async def test_commands_belong_to_a_scope_and_a_language(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    scope = {"type": "chat", "chat_id": anna.id}
    commands = [{"command": "/shift", "description": "Shift"}]
    assert await api.ok("setMyCommands", commands=commands, scope=scope)
    assert await api.ok("getMyCommands") == []
    assert await api.ok("getMyCommands", scope=scope) == [
        {"command": "shift", "description": "Shift"}
    ]
    assert await api.ok("deleteMyCommands", scope=scope)
    assert await api.ok("getMyCommands", scope=scope) == []


async def test_the_menu_button_is_one_for_all_or_one_for_a_chat(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    app = {"type": "web_app", "text": "Scan", "web_app": {"url": "https://x.org"}}
    assert await api.ok("getChatMenuButton") == {"type": "commands"}
    assert await api.ok("setChatMenuButton", chat_id=anna.id, menu_button=app)
    assert await api.ok("getChatMenuButton", chat_id=anna.id) == app
    assert await api.ok("setChatMenuButton", chat_id=anna.id)
    assert await api.ok("getChatMenuButton", chat_id=anna.id) == {"type": "default"}
    assert await api.ok("setChatMenuButton", menu_button=app)
    assert await api.ok("getChatMenuButton") == app


async def test_messages_are_copied_without_their_author_and_forwarded_with_him(sandbox, api):
    anna, boris = sandbox.person("Anna"), sandbox.person("Boris")
    sandbox.start(boris)
    said = sandbox.start(anna)
    facts = {"chat_id": boris.id, "from_chat_id": anna.id}
    copied = await api.ok("copyMessage", **facts, message_id=said["message_id"])
    assert set(copied) == {"message_id"}
    forwarded = await api.ok("forwardMessage", **facts, message_id=said["message_id"])
    assert forwarded["forward_origin"]["sender_user"]["first_name"] == "Anna"
    assert [m.text for m in sandbox.chat(boris).said] == ["/start", "/start"]
    for method in ("copyMessages", "forwardMessages"):
        sent = await api.ok(method, **facts, message_ids=[said["message_id"], 999])
        assert len(sent) == 1
        missing = "copy" if method == "copyMessages" else "forward"
        assert await api.refused(method, **facts, message_ids=[999]) == (
            400,
            f"Bad Request: message to {missing} not found",
        )
    answer = await api.refused(
        "editMessageText", chat_id=boris.id, message_id=forwarded["message_id"], text="x"
    )
    assert answer == (400, "Bad Request: message can't be edited")


async def test_a_copied_photo_may_get_another_caption(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    _, body = await api.upload("sendPhoto", {"photo": picture()}, chat_id=anna.id, caption="one")
    message_id = body["result"]["message_id"]
    facts = {"chat_id": anna.id, "from_chat_id": anna.id, "message_id": message_id}
    await api.ok("copyMessage", **facts)
    await api.ok("copyMessage", **facts, caption="two")
    assert [m.text for m in sandbox.chat(anna).said] == ["one", "one", "two"]


async def test_pins_pile_up_and_come_off(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    ids = [(await api.ok("sendMessage", chat_id=anna.id, text=t))["message_id"] for t in "abc"]
    for message_id in (*ids, ids[0]):
        await api.ok("pinChatMessage", chat_id=anna.id, message_id=message_id)
    assert sandbox.chat(anna).pinned == [ids[1], ids[2], ids[0]]
    pinned = (await api.ok("getChat", chat_id=anna.id))["pinned_message"]
    assert pinned["message_id"] == ids[0]
    await api.ok("unpinChatMessage", chat_id=anna.id)
    await api.ok("unpinChatMessage", chat_id=anna.id, message_id=ids[1])
    assert sandbox.chat(anna).pinned == [ids[2]]
    await api.ok("deleteMessages", chat_id=anna.id, message_ids=[ids[2], 999])
    assert sandbox.chat(anna).pinned == []
    assert await api.ok("unpinAllChatMessages", chat_id=anna.id)


async def test_a_document_goes_out_and_comes_again_by_its_id(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    _, body = await api.upload(
        "sendDocument", {"document": b"a;b"}, chat_id=anna.id, caption="Report"
    )
    sent = body["result"]
    assert sandbox.chat(anna).last.document == b"a;b"
    again = await api.ok("sendDocument", chat_id=anna.id, document=sent["document"]["file_id"])
    assert again["document"] == sent["document"]


async def test_a_mention_by_id_names_a_known_person_only(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    html = f'<a href="tg://user?id={anna.id}">Anna</a> <a href="tg://user?id=5">Nobody</a>'
    sent = await api.ok("sendMessage", chat_id=anna.id, text=html, parse_mode="HTML")
    (mention,) = sent["entities"]
    assert (mention["type"], mention["user"]["id"]) == ("text_mention", anna.id)


async def test_entities_may_be_given_without_a_parse_mode(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    bold = {"type": "bold", "offset": 1, "length": 3}
    sent = await api.ok(
        "sendMessage",
        chat_id=anna.id,
        text=" abc",
        entities=[bold],
        protect_content=True,
        link_preview_options={"is_disabled": True},
    )
    assert sent["text"] == "abc"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert sent["has_protected_content"]
    assert sent["link_preview_options"] == {"is_disabled": True}


async def test_a_reply_quotes_one_level(sandbox, api):
    anna = sandbox.person("Anna")
    start = sandbox.start(anna)
    first = await api.ok(
        "sendMessage",
        chat_id=anna.id,
        text="a",
        reply_parameters={"message_id": start["message_id"]},
    )
    second = await api.ok(
        "sendMessage",
        chat_id=anna.id,
        text="b",
        reply_parameters={"message_id": first["message_id"]},
        reply_markup=inline({"text": "a", "callback_data": "b"}),
    )
    assert second["reply_to_message"]["text"] == "a"
    assert "reply_to_message" not in second["reply_to_message"]
    lost = await api.ok(
        "sendMessage",
        chat_id=anna.id,
        text="c",
        reply_parameters={"message_id": 999, "allow_sending_without_reply": True},
    )
    assert "reply_to_message" not in lost
    assert await api.ok("logOut")
    assert await api.ok("close")
