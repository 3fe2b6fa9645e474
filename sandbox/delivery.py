"""Pushes updates to webhooks: in order within a lane, with retries until they expire."""

import asyncio
import itertools
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import aiohttp

from sandbox.bots import Bot, Webhook
from sandbox.chats import Json
from sandbox.state import World
from sandbox.updates import Pending

RETRY_SECONDS_MAX = 60.0
ANSWER_SECONDS_MAX = 60.0
GONE_SECONDS_MAX = 23 * 3600
_OK = range(200, 300)
_GONE = 410
_NEVER_IN_BODY = ("get", "setwebhook", "deletewebhook", "close", "logout")

Execute = Callable[[Bot, str, Json], Awaitable[Any]]


@dataclass(slots=True)
class _Lane:
    """Updates of one kind and chat, and the task that delivers them."""

    items: deque[Pending] = field(default_factory=deque)
    task: "asyncio.Task[None] | None" = None


class Deliverer:
    """Delivers the updates of all bots that have a webhook."""

    def __init__(self, world: World, execute: Execute) -> None:
        self._world = world
        self._execute = execute
        self._lanes: dict[tuple[int, str], _Lane] = {}
        self._session: aiohttp.ClientSession | None = None
        self._slots: dict[int, asyncio.Semaphore] = {}
        world.on_bot.append(self._watch)
        world.on_hook = self.hooked

    async def close(self) -> None:
        """Stop delivering."""
        tasks = [lane.task for lane in self._lanes.values() if lane.task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None
        self._lanes.clear()

    def _watch(self, bot: Bot) -> None:
        bot.updates.on_put.append(partial(self._put, bot))

    def hooked(self, bot: Bot) -> None:
        """Start over with a bot whose webhook has just changed; nothing that waits is lost."""
        for key, lane in list(self._lanes.items()):
            if key[0] == bot.id:
                del self._lanes[key]
                if lane.task:
                    lane.task.cancel()
        if bot.webhook is not None:
            self._slots[bot.id] = asyncio.Semaphore(bot.webhook.max_connections)
            for item in list(bot.updates.pending):
                self._put(bot, item)

    def _put(self, bot: Bot, item: Pending) -> None:
        if bot.webhook is None:
            return
        lane = self._lanes.setdefault((bot.id, item.lane), _Lane())
        lane.items.append(item)
        if lane.task is None:
            lane.task = asyncio.get_running_loop().create_task(
                self._drain(bot, bot.webhook, lane, item.lane)
            )

    async def _drain(self, bot: Bot, hook: Webhook, lane: _Lane, name: str) -> None:
        while lane.items:
            await self._deliver(bot, hook, lane.items[0])
            bot.updates.done(lane.items.popleft())
            self._world.hub.nudge()
        self._lanes.pop((bot.id, name), None)

    async def _deliver(self, bot: Bot, hook: Webhook, item: Pending) -> None:
        """Try until the webhook says yes or the update is too old."""
        for attempt in itertools.count():
            if item.expires_at <= self._world.clock.time():
                return
            async with self._slots[bot.id]:
                wait = await self._attempt(bot, hook, item)
            if wait is None:
                return
            backoff = 0.0 if attempt == 0 else min(2.0**attempt, RETRY_SECONDS_MAX)
            await asyncio.sleep(max(wait, backoff))

    async def _attempt(self, bot: Bot, hook: Webhook, item: Pending) -> float | None:
        """Post one update; None when it is delivered, else the seconds asked to wait."""
        headers = {"Content-Type": "application/json"}
        if hook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
        session = self._session = self._session or _session()
        try:
            async with session.post(
                hook.url, data=json.dumps(item.update), headers=headers
            ) as response:
                body = await response.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed(bot, hook, f"Connection failed: {type(error).__name__}")
            return 0.0
        if response.status not in _OK:
            reason = f"Wrong response from the webhook: {response.status} {response.reason}"
            self._failed(bot, hook, reason)
            self._gone(bot, hook, response.status)
            return _seconds(response.headers.get("Retry-After"))
        hook.gone_since = None
        self._world.set_online(bot, True)
        await self._obey(bot, body)
        return None

    def _failed(self, bot: Bot, hook: Webhook, text: str) -> None:
        hook.last_error_at = int(self._world.clock.time())
        hook.last_error = text
        self._world.set_online(bot, False)
        self._world.hub.nudge()

    def _gone(self, bot: Bot, hook: Webhook, status: int) -> None:
        """Count how long the webhook has said that it is gone; at last believe it."""
        now = self._world.clock.time()
        if status != _GONE:
            hook.gone_since = None
        elif hook.gone_since is None:
            hook.gone_since = now
        elif now - hook.gone_since > GONE_SECONDS_MAX:
            asyncio.get_running_loop().call_soon(self._world.hook, bot, None)

    async def _obey(self, bot: Bot, body: bytes) -> None:
        """Carry out the method a webhook's answer names."""
        try:
            asked = json.loads(body or b"{}")
        except ValueError:
            return
        method = asked.pop("method", None) if isinstance(asked, dict) else None
        if isinstance(method, str) and not method.lower().startswith(_NEVER_IN_BODY):
            await self._execute(bot, method, asked)


def _session() -> aiohttp.ClientSession:
    timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS_MAX)
    return aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0))


def _seconds(text: str | None) -> float:
    return float(text) if text and text.isascii() and text.isdigit() else 0.0
