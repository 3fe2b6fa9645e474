"""T20: somebody who floods the bot waits alone; everybody else is served."""

import asyncio
import logging
from typing import Any

import pytest
from aiogram import Bot
from aiogram.methods import TelegramMethod

from bot.inbox import PATIENCE, Handling
from bot.tasks import Tasks
from services import inbox
from services.inbox import Arrival
from tests.builders.doorway import Deaf
from tests.builders.shops import a_telegram_id
from tests.threats.town import Town

FLOOD = 1_000
OTHERS = 20


def a_message(number: int, person: int) -> Arrival:
    message = {
        "message_id": number,
        "date": 1_795_435_200,
        "chat": {"id": person, "type": "private", "first_name": "A"},
        "from": {"id": person, "is_bot": False, "first_name": "A", "language_code": "ru"},
        "text": "/help",
    }
    return Arrival(update_id=number, chat_id=person, payload={"message": message})


class Slow(Deaf):
    """A Telegram that takes its time, so that what waits can be seen waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.chats: list[int] = []

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109  # aiogram's own signature
    ) -> Any:
        await asyncio.sleep(0.005)
        self.chats.append(int(getattr(method, "chat_id", 0)))
        return await super().make_request(bot, method, timeout)


@pytest.mark.parametrize("flood_first", [True, False])
async def test_a_thousand_messages_of_one_person_hold_nobody_up(
    town: Town, caplog: pytest.LogCaptureFixture, flood_first: bool
) -> None:
    """T20: the others are answered while the flood is thrown away unread."""
    caplog.set_level(logging.CRITICAL, "bot.inbox")
    door = town.door
    telegram = Slow()
    door.bot.session = telegram
    handling = Handling(
        db=door.database, front=door.front, clock=door.clock, tasks=Tasks(), after=lambda: None
    )
    flooder, others = a_telegram_id(), [a_telegram_id() for _ in range(OTHERS)]
    flood = [a_message(number, flooder) for number in range(1, FLOOD + 1)]
    few = [a_message(FLOOD + number, person) for number, person in enumerate(others, 1)]
    for batch in (flood, few) if flood_first else (few, flood):
        stored = await door.database.write(inbox.store_updates, batch, now=door.clock.now())
        handling.add(stored)
    while not handling.idle:  # noqa: ASYNC110  # it tells nobody when all is done
        await asyncio.sleep(0.01)

    answered = telegram.chats
    assert answered.count(flooder) <= PATIENCE
    assert set(others) <= set(answered)
    last = max(answered.index(person) for person in others)
    assert answered[:last].count(flooder) < PATIENCE
    assert await door.database.read(inbox.waiting) == 0
