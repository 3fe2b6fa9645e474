"""getUpdates: offsets, lifetimes, what is delivered, and two instances at once."""

import asyncio
from datetime import timedelta

from tests.sandbox.telegram import inline


async def test_an_offset_confirms_everything_below_it(sandbox, api):
    anna = sandbox.person("Anna")
    for number in range(3):
        sandbox.send(anna, str(number))
    first = await api.ok("getUpdates")
    assert [u["message"]["text"] for u in first] == ["0", "1", "2"]
    rest = await api.ok("getUpdates", offset=first[0]["update_id"] + 1, limit=1)
    assert [u["message"]["text"] for u in rest] == ["1"]
    far_ahead = await api.ok("getUpdates", offset=first[-1]["update_id"] + 1000)
    assert [u["message"]["text"] for u in far_ahead] == ["1", "2"]
    last = await api.ok("getUpdates", offset=-1)
    assert [u["message"]["text"] for u in last] == ["2"]


async def test_a_long_poll_returns_as_soon_as_something_happens(sandbox, api):
    anna = sandbox.person("Anna")
    polling = asyncio.create_task(api.ok("getUpdates", timeout=30))
    await sandbox.wait_for(lambda: sandbox.bot.pace.waiting)
    assert sandbox.bot.online
    sandbox.start(anna, "x")
    (update,) = await polling
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_the_second_poller_throws_the_first_one_out(sandbox, api):
    first = asyncio.create_task(api.refused("getUpdates", timeout=30))
    await sandbox.wait_for(lambda: sandbox.bot.pace.waiting)
    second = asyncio.create_task(api.ok("getUpdates", timeout=30))
    assert await first == (
        409,
        (
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        ),
    )
    await sandbox.wait_for(lambda: sandbox.bot.pace.waiting)
    sandbox.start(sandbox.person("Anna"))
    assert len(await second) == 1


async def test_polling_is_refused_while_a_webhook_is_set_and_a_poll_ends_when_it_is(sandbox, api):
    polling = asyncio.create_task(api.refused("getUpdates", timeout=30))
    await sandbox.wait_for(lambda: sandbox.bot.pace.waiting)
    assert await api.ok("setWebhook", url="http://127.0.0.1:9/hook")
    assert await polling == (409, "Conflict: terminated by setWebhook request")
    assert await api.refused("getUpdates") == (
        409,
        (
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        ),
    )
    assert await api.ok("deleteWebhook")
    assert await api.ok("getUpdates", offset=-1) == []


async def test_allowed_updates_are_applied_when_an_update_is_made(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    await api.ok("getUpdates", allowed_updates=["callback_query"])
    sandbox.send(anna, "unheard")
    sent = await api.ok(
        "sendMessage",
        chat_id=anna.id,
        text="a",
        reply_markup=inline({"text": "b", "callback_data": "c"}),
    )
    sandbox.press(anna, "b")
    await api.ok("getUpdates", allowed_updates=[], offset=-100, limit=50)
    sandbox.send(anna, "heard")
    kinds = [set(u) - {"update_id"} for u in await api.ok("getUpdates", offset=-50)]
    assert kinds == [{"message"}, {"callback_query"}, {"message"}]
    assert sent["message_id"] == 3


async def test_a_tap_lives_150_seconds_and_a_message_a_day(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    await api.ok(
        "sendMessage",
        chat_id=anna.id,
        text="a",
        reply_markup=inline({"text": "b", "callback_data": "c"}),
    )
    sandbox.press(anna, "b")
    sandbox.move_clock(timedelta(seconds=151))
    assert [u["message"]["text"] for u in await api.ok("getUpdates")] == ["/start"]
    sandbox.move_clock(timedelta(days=1))
    assert await api.ok("getUpdates", offset=1) == []


async def test_a_bot_that_asks_for_the_same_again_is_slowed_down(sandbox, api):
    loop = asyncio.get_running_loop()
    await api.ok("getUpdates")
    started = loop.time()
    polling = asyncio.create_task(api.ok("getUpdates"))
    await sandbox.wait_for(lambda: sandbox.bot.pace.waiting)
    for number in range(2):
        sandbox.send(sandbox.person(), str(number))
    assert len(await polling) == 1
    assert loop.time() - started < 2.9


async def test_a_poll_whose_caller_is_gone_marks_the_bot_offline(sandbox, api):
    polling = asyncio.create_task(api.ok("getUpdates", timeout=30))
    await sandbox.wait_for(lambda: sandbox.bot.pace.waiting)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    await sandbox.wait_for(lambda: not sandbox.bot.online)


async def test_update_ids_may_start_anew_after_a_silent_week(sandbox, api):
    anna = sandbox.person("Anna")
    sandbox.start(anna)
    (before,) = await api.ok("getUpdates")
    async with api.http.post(f"{sandbox.url}/sim/update_id", json={"next": 7}) as response:
        assert response.status == 200
    sandbox.send(anna, "later")
    updates = await api.ok("getUpdates", offset=-1)
    assert updates[0]["update_id"] == 7 < before["update_id"]


async def test_a_bot_that_stops_polling_is_called_offline(sandbox, api):
    await api.ok("getUpdates")
    assert sandbox.bot.online
    await sandbox.wait_for(lambda: not sandbox.bot.online)
