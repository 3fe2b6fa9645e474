"""One program per token, nothing left behind, and what people do to a chat."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # it comes with the test server and has no types

from services import people
from tests.e2e.running import BotProcess, Town


async def test_a_second_program_with_the_token_gives_way_and_the_first_works_on(
    town: Town, tmp_path: Path
) -> None:
    """F12: the later one exits."""
    await town.bot.start()
    anna = town.person()
    town.sandbox.start(anna)
    await town.sandbox.reply(anna)
    (tmp_path / "other").mkdir()
    other = BotProcess(town.sandbox, tmp_path / "other")
    (other.folder / "clock").write_text("0")
    process = await other.spawn()
    assert await process.wait() == 4
    assert "Only one may run." in other.text()
    town.sandbox.send(anna, "/help")
    assert (await town.sandbox.hears(anna, "/card", 60)).text


async def test_a_revoked_token_ends_the_program_with_one_sentence(town: Town) -> None:
    await town.bot.start()
    town.sandbox.revoke()
    # A poll that waits would find out half a minute later.
    town.sandbox.start(town.person())
    assert town.bot.process is not None
    async with asyncio.timeout(60):
        assert await town.bot.process.wait() == 5
    assert "Telegram does not know this token any more." in town.bot.text()


async def test_who_blocks_the_bot_is_noted_and_who_comes_back_is_too(shop: Town) -> None:
    sandbox, anna = shop.sandbox, shop.person()
    sandbox.start(anna)
    await sandbox.hears(anna, "согласие")
    sandbox.contact(anna)
    await sandbox.wait_for(lambda: sandbox.chat(anna).last.photo)
    database = await shop.bot.open()
    try:
        for act, reachable in ((sandbox.block, False), (sandbox.unblock, True)):
            act(anna)
            async with asyncio.timeout(10):
                # The database tells nobody that it changed.
                while (await database.read(people.who, anna.id)).reachable is not reachable:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
    finally:
        await database.close()


async def test_a_group_is_told_one_line_and_an_anonymous_sender_nothing(shop: Town) -> None:
    group = {"id": -100_500, "type": "supergroup", "title": "Friends"}
    anna = shop.person()
    told = {"message_id": 1, "date": 1, "chat": group, "text": "/start"}
    before = len(shop.sandbox.calls("sendMessage"))
    shop.sandbox.raw_update({"message": told})
    shop.sandbox.raw_update({"message": told | {"from": anna.user() | {"is_bot": True}}})
    shop.sandbox.raw_update({"message": told | {"from": anna.user(), "text": "hello"}})
    shop.sandbox.raw_update({"message": told | {"from": anna.user(), "text": "/start@other_bot"}})
    shop.sandbox.raw_update({"message": told | {"from": anna.user()}})
    calls = await shop.sandbox.wait_for(
        lambda: [c for c in shop.sandbox.calls("sendMessage")[before:] if c.chat_id == group["id"]]
    )
    assert [call.arguments["text"] for call in calls] == ["Я работаю только в личном чате."]


async def test_the_demo_leaves_no_process_and_no_file(tmp_path: Path) -> None:
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    demo = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "demo", "--no-browser", "--empty"),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
    )
    assert demo.stdout is not None
    async with asyncio.timeout(60):
        assert b"http://127.0.0.1:" in await demo.stdout.readline()
    family = psutil.Process(demo.pid)
    async with asyncio.timeout(120):
        while len(family.children()) < 2:  # noqa: ASYNC110  # the system tells nobody
            await asyncio.sleep(0.1)
    children = family.children()
    demo.send_signal(signal.SIGINT)
    async with asyncio.timeout(60):
        assert await demo.wait() == 0
    assert not any(child.is_running() for child in children)
    assert _left_in(tmp_path) == []


def _left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())
