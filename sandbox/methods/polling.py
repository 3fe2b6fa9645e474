"""getUpdates: waiting, confirming, and the quarrels of two instances."""

import asyncio

from sandbox.bots import Bot
from sandbox.chats import Json
from sandbox.methods.registry import Ask, method
from sandbox.texts import OTHER_POLL, WEBHOOK_ACTIVE, Refused
from sandbox.updates import Pending

TIMEOUT_MAX_SECONDS = 50
LIMIT_MAX = 100
REPEAT_SECONDS = 3.0
HURRY_SECONDS = 0.5
CONFLICT_DELAY_SECONDS = 3.0
_LOOK_SECONDS = 1.0


@method("getUpdates")
async def get_updates(ask: Ask) -> list[Json]:
    bot = ask.bot
    if bot.webhook is not None:
        raise Refused(409, WEBHOOK_ACTIVE)
    bot.updates.allow(ask.args.get("allowed_updates"))
    offset = ask.args.get("offset", 0)
    limit, timeout = _paced(ask, offset)
    interrupt(bot, OTHER_POLL)
    ask.world.set_online(bot, True)
    bot.updates.confirm(offset)
    bot.updates.expire(ask.world.clock.time())
    if not bot.updates.pending and timeout > 0:
        await _wait(ask, timeout)
        bot.updates.expire(ask.world.clock.time())
    ask.world.expect_poll(bot)
    bot.pace.finished_at = asyncio.get_running_loop().time()
    return bot.updates.first(limit)


def _paced(ask: Ask, offset: int) -> tuple[int, float]:
    """Return limit and timeout, slowing down a bot that asks for the same again and again."""
    pace = ask.bot.pace
    limit = ask.args.get("limit", LIMIT_MAX)
    limit = limit if 1 <= limit <= LIMIT_MAX else LIMIT_MAX
    timeout: float = min(max(ask.args.get("timeout", 0), 0), TIMEOUT_MAX_SECONDS)
    now = asyncio.get_running_loop().time()
    if offset == pace.offset:
        if now < pace.started_at + REPEAT_SECONDS:
            timeout = max(timeout, REPEAT_SECONDS)
        if now < pace.finished_at + HURRY_SECONDS:
            limit = 1
    pace.offset, pace.started_at = offset, now
    return limit, timeout


def interrupt(bot: Bot, text: str) -> None:
    """End the poll that waits, if there is one, with this 409."""
    waiting = bot.pace.waiting
    if waiting is not None and not waiting.done():
        waiting.set_result(text)


async def _wait(ask: Ask, seconds: float) -> None:
    """Sleep until an update comes, the time is over, or another poll takes its place."""
    bot = ask.bot
    loop = asyncio.get_running_loop()
    waiting: asyncio.Future[str] = loop.create_future()
    bot.pace.waiting = waiting
    ask.world.hub.nudge()

    def wake(_item: Pending) -> None:
        if not waiting.done():
            waiting.set_result("")

    bot.updates.on_put.append(wake)
    try:
        verdict = await _result(ask, waiting, loop.time() + seconds)
    finally:
        bot.updates.on_put.remove(wake)
        if bot.pace.waiting is waiting:
            bot.pace.waiting = None
    if verdict:
        await _conflict(bot, verdict)


async def _result(ask: Ask, waiting: "asyncio.Future[str]", until: float) -> str:
    """Return why the wait ended; "" for an update, for time, and for a caller that is gone."""
    loop = asyncio.get_running_loop()
    while loop.time() < until:
        await asyncio.wait({waiting}, timeout=min(_LOOK_SECONDS, until - loop.time()))
        if waiting.done():
            return waiting.result()
        if not ask.alive():
            ask.world.set_online(ask.bot, False)
            return ""
    return ""


async def _conflict(bot: Bot, text: str) -> None:
    """Raise the 409; when one was raised just now, first wait."""
    now = asyncio.get_running_loop().time()
    if now < bot.pace.conflict_at + CONFLICT_DELAY_SECONDS:
        await asyncio.sleep(CONFLICT_DELAY_SECONDS)
    else:
        bot.pace.conflict_at = now
    raise Refused(409, text)
