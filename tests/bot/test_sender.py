"""The sender against a Telegram that refuses, is slow, loses answers and asks for patience."""

import asyncio
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiogram.exceptions import TelegramNetworkError, TelegramServerError
from aiogram.methods import SendMessage
from sqlalchemy import Connection, select

from bot.api import make_bot, never_left
from bot.clock import Clock
from bot.sender import AWAY, Sender
from bot.tasks import Tasks
from bot.texts import TextLibrary
from handlers.texts import Texts
from handlers.ui import button, rows
from models.outbox import OutboxRow, OutboxState
from sandbox import Person, Sandbox
from services import outbox
from services.database import Database
from services.outbox import Buttons, Lane

TOKEN = "7300000000:a-token-for-tests-that-opens-nothing-3"


def draw(texts: Texts, *, page: int) -> Any:
    return rows([button(f"{texts.plain('back')} {page}", url="https://example.org")])


class Post:
    """A sandbox, people who have started the bot, and a sender that can be run and ended."""

    def __init__(self, sandbox: Sandbox, database: Database, bot: Any, shift: Path) -> None:
        self.sandbox = sandbox
        self.database = database
        self.bot = bot
        self.shift = shift
        self.clock = Clock(shift)

    def later(self, time: timedelta) -> None:
        """Let the sender's clock show so much more than the time it is."""
        self.shift.write_text(f"{time.total_seconds()}", "ascii")

    def person(self) -> Person:
        person = self.sandbox.person("Anna", language_code="en")
        self.sandbox.start(person)
        return person

    async def promise(self, person: Person, reason: str, **facts: Any) -> None:
        given: dict[str, Any] = {
            "lane": Lane.RECEIPT,
            "text": "help-member",
            "now": self.clock.now(),
        } | facts
        assert await self.database.write(outbox.queue, to=person.id, reason=reason, **given)

    async def states(self) -> list[OutboxState]:
        def read(tx: Connection) -> list[OutboxState]:
            return list(tx.execute(select(OutboxRow.state).order_by(OutboxRow.id)).scalars())

        return await self.database.read(read)

    async def ended(self, *states: str, seconds: float = 20) -> None:
        async with asyncio.timeout(seconds):
            # The database tells nobody that it changed.
            while [str(one) for one in await self.states()] != list(states):  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def tried(self, times: int) -> None:
        await self.sandbox.wait_for(lambda: len(self.sandbox.calls("sendMessage")) >= times)

    def said(self, person: Person) -> int:
        return len(self.sandbox.chat(person).said)

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[Sender]:
        tasks = Tasks()
        sender = Sender(
            db=self.database,
            bot=self.bot,
            clock=self.clock,
            library=TextLibrary(strict=True),
            keyboards={"pages": draw},
            tasks=tasks,
        )
        running = asyncio.ensure_future(sender.run())
        try:
            yield sender
        finally:
            await tasks.drain(5)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


@pytest_asyncio.fixture
async def post(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Post]:
    async with Sandbox(token=TOKEN) as sandbox:
        bot = make_bot(TOKEN, sandbox.url)
        try:
            yield Post(sandbox, sqlite_database, bot, tmp_path / "clock")
        finally:
            await bot.session.close()
            assert sandbox.lints == []


async def test_a_promise_is_kept_with_its_buttons(post: Post) -> None:
    anna = post.person()
    await post.promise(anna, "one", buttons=Buttons(kind="pages", args={"page": 3}))
    async with post.sending():
        await post.ended("sent")
    (message,) = post.sandbox.chat(anna).said
    assert message.text.startswith("This is your guest card")
    assert message.buttons == [["‹ Back 3"]]


async def test_one_chat_gets_one_message_a_second_and_the_rest_do_not_wait(post: Post) -> None:
    anna, boris = post.person(), post.person()
    for number in range(3):
        await post.promise(anna, f"anna:{number}")
    await post.promise(boris, "boris")
    async with post.sending():
        began = asyncio.get_running_loop().time()
        await post.sandbox.wait_for(lambda: post.said(boris) == 1)
        assert asyncio.get_running_loop().time() - began < 1.5
        await post.ended("sent", "sent", "sent", "sent")
        assert asyncio.get_running_loop().time() - began >= 2


async def test_all_together_stay_under_the_pace_telegram_allows(post: Post) -> None:
    people = [post.person() for _ in range(40)]
    for person in people:
        await post.promise(person, f"news:{person.id}", lane=Lane.MARKETING)
    async with post.sending():
        began = asyncio.get_running_loop().time()
        await post.ended(*["sent"] * 40)
        assert asyncio.get_running_loop().time() - began >= 39 / 25 - 0.05


async def test_a_wish_to_wait_pauses_that_chat_alone(post: Post) -> None:
    """F8: obeyed, and nobody else waits."""
    anna, boris = post.person(), post.person()
    post.sandbox.fault("429", method="sendMessage", chat_id=anna.id, retry_after=2, times=1)
    await post.promise(anna, "one")
    await post.promise(boris, "two")
    async with post.sending():
        await post.sandbox.wait_for(lambda: post.said(boris) == 1)
        assert post.said(anna) == 0
        await post.ended("sent", "sent")
    assert post.said(anna) == 1


async def test_a_wish_to_wait_for_marketing_pauses_marketing_and_no_receipt(post: Post) -> None:
    """F8: receipts go before news."""
    anna, boris, clara = post.person(), post.person(), post.person()
    post.sandbox.fault("429", method="sendMessage", chat_id=anna.id, retry_after=3, times=1)
    await post.promise(anna, "news:1", lane=Lane.MARKETING)
    async with post.sending() as sender:
        await post.sandbox.wait_for(
            lambda: any(not c.ok for c in post.sandbox.calls("sendMessage"))
        )
        await asyncio.sleep(0.3)
        await post.promise(boris, "news:2", lane=Lane.MARKETING)
        await post.promise(clara, "receipt")
        sender.poke()
        await post.sandbox.wait_for(lambda: post.said(clara) == 1)
        assert post.said(boris) == 0
        await post.ended("sent", "sent", "sent")


@pytest.mark.parametrize("kind", ["403", "403deactivated"])
async def test_who_blocked_the_bot_is_unreachable_and_others_go_on(post: Post, kind: str) -> None:
    """F9: one who blocked the bot stops nobody."""
    anna, boris = post.person(), post.person()
    post.sandbox.fault(kind, method="sendMessage", chat_id=anna.id)
    await post.promise(anna, "one")
    await post.promise(boris, "two")
    async with post.sending():
        await post.ended("unreachable", "sent")


async def test_a_receipt_whose_answer_was_lost_comes_once_more_and_no_oftener(post: Post) -> None:
    """F10: it carries a number, so twice does no harm."""
    anna = post.person()
    post.sandbox.fault("after", method="sendMessage")
    await post.promise(anna, "one")
    async with post.sending():
        await post.ended("unknown")
    assert post.said(anna) == 2


async def test_marketing_whose_answer_was_lost_is_not_repeated(post: Post) -> None:
    anna = post.person()
    post.sandbox.fault("after", method="sendMessage", times=1)
    await post.promise(anna, "one", lane=Lane.MARKETING)
    async with post.sending():
        await post.ended("unknown")
    assert post.said(anna) == 1


@pytest.mark.parametrize("trouble", ["500", "502html"])
async def test_a_receipt_outlasts_a_failing_server(post: Post, trouble: str) -> None:
    """F10: however often it fails, with an error or a page of some proxy."""
    anna = post.person()
    await post.promise(anna, "one")
    async with post.sending():
        for turn in range(4):
            post.sandbox.fault(trouble, method="sendMessage", times=1)
            failed = len(post.sandbox.calls("sendMessage"))
            post.later(turn * 2 * AWAY)
            await post.tried(failed + 1)
            await post.ended("waiting")
        post.later(10 * AWAY)
        await post.ended("sent")
    assert post.said(anna) == 1


async def test_marketing_that_met_a_failing_server_is_not_repeated(post: Post) -> None:
    """Nobody knows whether it arrived."""
    anna = post.person()
    post.sandbox.fault("502html", method="sendMessage", times=1)
    await post.promise(anna, "one", lane=Lane.MARKETING)
    async with post.sending():
        await post.ended("unknown")


async def test_nothing_is_lost_while_telegram_cannot_be_reached(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F11: without a connection nothing can have arrived, so even marketing waits."""
    monkeypatch.setattr("bot.sender.AWAY", timedelta(seconds=0.2))
    anna, boris = post.person(), post.person()
    await post.sandbox.stop_server()
    await post.promise(anna, "one")
    await post.promise(boris, "news", lane=Lane.MARKETING)
    async with post.sending():
        await asyncio.sleep(3)
        await post.ended("waiting", "waiting")
        await post.sandbox.start_server()
        await post.ended("sent", "sent")
    assert (post.said(anna), post.said(boris)) == (1, 1)


async def test_an_answer_that_cannot_be_read_is_an_answer_lost(post: Post) -> None:
    method, page = SendMessage(chat_id=1, text="Hello"), "<html>" + "secret " * 3
    with pytest.raises(TelegramNetworkError) as lost:
        post.bot.session.check_response(post.bot, method, 200, page)
    with pytest.raises(TelegramServerError) as broken:
        post.bot.session.check_response(post.bot, method, 502, page)
    for error in (lost.value, broken.value):
        assert "secret secret" not in "".join(traceback.format_exception(error))
    assert not never_left(lost.value)


async def test_a_message_telegram_will_never_take_is_closed_and_logged(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    anna, boris = post.person(), post.person()
    post.sandbox.fault("400", method="sendMessage", chat_id=anna.id)
    await post.promise(anna, "one")
    await post.promise(boris, "no-such-text", text="no-such-key")
    async with post.sending():
        await post.ended("refused", "refused")
    assert "help-member" in caplog.text
    assert "no-such-key" in caplog.text


async def test_what_was_promised_while_nothing_ran_is_sent_at_the_next_start(post: Post) -> None:
    anna = post.person()
    await post.promise(anna, "one")
    async with post.sending():
        await post.ended("sent")
    await post.promise(anna, "two")
    async with post.sending():
        await post.ended("sent", "sent")
    assert post.said(anna) == 2
