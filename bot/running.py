"""The running bot: everything is opened here, started here, and drained here."""

import asyncio
import logging
import secrets
import signal
import sys
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any

from aiogram import Bot
from aiogram.dispatcher.event.handler import CallableObject
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)

from bot import health, opening, ticks, web
from bot.api import make_bot
from bot.clock import Clock
from bot.exits import Exit
from bot.front import Front, Tools
from bot.health import Health, Pulse
from bot.inbox import AnotherPolls, Polling, TokenRevoked
from bot.jobs import Jobs
from bot.menu import Menu
from bot.sender import Sender
from bot.settings import Settings
from bot.sharing import Inheriting, SharedHandling, handling_for, while_leading
from bot.switchboard import Switchboard
from bot.tasks import Tasks
from bot.texts import TextLibrary
from bot.what_ifs import WhatIfs
from handlers import screens
from handlers.ui import BotInfo
from services import inbox, outbox, shop, staff
from services.database import Crew, Database, DoorError, crew_of
from services.database.signals import INBOX, MARKETING

log = logging.getLogger(__name__)

DRAIN_S = 8.0
SETTLED_S = 5.0
"""Who leads only so long after the start has taken over from a process that polled."""


def main(settings: Settings) -> Exit:
    """Run the bot; a token that Telegram does not know is told in one sentence."""
    try:
        return asyncio.run(run(settings))
    except TokenRevoked as error:
        sys.stderr.write(f"{error} Ask @BotFather for a new one and set BOT_TOKEN.\n")
        return Exit.TOKEN


async def run(settings: Settings) -> Exit:
    """Run until SIGTERM or Ctrl-C; what was stored but not handled waits for the next run."""
    async with AsyncExitStack() as stack:
        db = await stack.enter_async_context(opening.database(settings, alone=True))
        crew = crew_of(settings.database)
        stack.push_async_callback(crew.close)
        bot = make_bot(settings.token, settings.bot_api_base)
        stack.push_async_callback(bot.session.close)
        stop = _stop_signal()
        info = await _introduce(bot, stop)
        if info is None:
            return Exit.OK
        info = replace(info, scanner=settings.scanner_url)
        return await _Program(settings, db, crew, bot, info).work(stop)


class _Program:
    """The parts of one running bot, wired to each other."""

    def __init__(
        self, settings: Settings, db: Database, crew: Crew, bot: Bot, info: BotInfo
    ) -> None:
        self.settings = settings
        self.db = db
        self.crew = crew
        self.bot = bot
        self.info = info
        self.clock = Clock(settings.test_clock)
        self.tasks = Tasks()
        library = TextLibrary(settings.data_dir)
        self.commands = Menu(bot, db, library)
        self.sender = Sender(
            db=db,
            bot=bot,
            clock=self.clock,
            library=library,
            keyboards=screens.BUTTONS,
            tasks=self.tasks,
            worker=crew.number,
        )
        self.what_ifs = WhatIfs(self.tasks)
        tools = Tools(
            db=db,
            bot=bot,
            bot_info=info,
            clock=self.clock,
            library=library,
            switchboard=Switchboard(screens.ROUTERS, library),
            commands=self.commands,
            what_ifs=self.what_ifs,
            homes={role: CallableObject(home) for role, home in screens.HOMES.items()},
        )
        self.handling = handling_for(
            crew,
            db=db,
            front=Front(tools),
            clock=self.clock,
            tasks=self.tasks,
            after=self.sender.poke,
        )
        self.pulse = Pulse()
        self.began = _monotonic()

    async def work(self, stop: asyncio.Event) -> Exit:
        """Finish what an earlier run left, then take updates and send until told to stop."""
        await self._recover()
        jobs = Jobs(
            db=self.db,
            clock=self.clock,
            settings=self.settings,
            keys=opening.keys_for(self.settings),
        )
        await jobs.show_life()
        scheduler = ticks.start(jobs.all(), lambda: self.crew.leads)
        stopping = asyncio.ensure_future(stop.wait())
        attending = asyncio.ensure_future(self.crew.attend(self._told))
        sending = asyncio.ensure_future(self.sender.run())
        sharing = asyncio.ensure_future(self._share())
        taking = asyncio.ensure_future(self._take_updates())
        showing = asyncio.ensure_future(self._show_health(sending))
        loops = (attending, sending, sharing, taking, showing)
        self.tasks.start(self._set_menu(), name="menu")
        ends: set[asyncio.Future[Any]] = {stopping, *loops, self.tasks.failed}
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            return self._why(*loops)
        finally:
            scheduler.shutdown(wait=False)
            self.crew.resign()
            for early in (taking, sharing):
                early.cancel()
            await self.what_ifs.close()
            await self.tasks.drain(DRAIN_S)
            await self._hand_over()
            for task in (stopping, *loops):
                task.cancel()
            await asyncio.gather(stopping, *loops, return_exceptions=True)
            log.info("Stopped; what is not handled yet waits for the next start.")

    def _told(self, word: str) -> None:
        """Hear what another process says."""
        what, _, seconds = word.partition(" ")
        if what == INBOX:
            self.handling.stir()
        elif what == MARKETING:
            self.sender.hush(float(seconds))

    async def _share(self) -> None:
        """Work through the inbox beside other processes, and inherit from those that died."""
        if not isinstance(self.handling, SharedHandling):
            await asyncio.Event().wait()
            return
        heir = Inheriting(db=self.db, clock=self.clock, crew=self.crew)
        await asyncio.gather(self.handling.run(), heir.run())

    async def _hand_over(self) -> None:
        """Leave to others what was taken and could not be finished in time."""
        if self.crew.number is None:
            return
        try:
            await self.db.write(inbox.let_go, [self.crew.number])
        except DoorError as error:
            log.warning("Other processes will find out by themselves: %s", error)

    async def _take_updates(self) -> None:
        """Let Telegram bring the updates if it may, else let the leader ask for them."""
        if self.settings.webhook_url is None:
            await while_leading(self.crew, self._poll)
            return
        webhook = web.Webhook(
            settings=self.settings, bot=self.bot, handling=self.handling, pulse=self.pulse
        )
        await asyncio.gather(webhook.run(), while_leading(self.crew, self._greet))

    async def _greet(self) -> None:
        await self._offer_claim_link()
        await asyncio.Event().wait()

    async def _poll(self) -> None:
        # Who did not lead has heard nothing, and that is no trouble.
        self.pulse.heard()
        await self._offer_claim_link()
        await web.leave_webhook(self.bot)
        await Polling(
            bot=self.bot,
            db=self.db,
            clock=self.clock,
            handling=self.handling,
            pulse=self.pulse,
            at_work=_monotonic() - self.began > SETTLED_S,
        ).run()

    async def _show_health(self, sending: asyncio.Future[None]) -> None:
        port = self.settings.health_port
        if port is None:
            await asyncio.Event().wait()
            return
        page = Health(
            db=self.db,
            pulse=self.pulse,
            polling=self.settings.webhook_url is None,
            sending=lambda: not sending.done(),
            leading=lambda: self.crew.leads,
        ).application()
        async with web.serving(page, health.HOST, port, setting="KOPILKA_HEALTH_PORT"):
            await asyncio.Event().wait()

    def _why(self, *loops: asyncio.Future[None]) -> Exit:
        for task in (*loops, self.tasks.failed):
            if not task.done():
                continue
            try:
                task.result()
            except AnotherPolls as error:
                sys.stderr.write(f"{error} Only one may run.\n")
                return Exit.ALREADY_RUNNING
        return Exit.OK

    async def _recover(self) -> None:
        """Take what the last run left; among several processes the leader does that later."""
        if self.crew.number is not None:
            return
        now = self.clock.now()
        left = await self.db.write(inbox.take_over, now=now)
        unsent = await self.db.write(outbox.recover, now=now, alone=True)
        if left or unsent:
            log.info("Left by the last run: %d updates, %d messages.", len(left), unsent)
        self.handling.add(left)

    async def _offer_claim_link(self) -> None:
        """Print the link that makes its opener the owner; it is never logged."""
        if await self.db.read(staff.has_owner):
            return
        token = secrets.token_urlsafe(16)
        await self.db.write(staff.claim_link, staff.token_hash(token), now=self.clock.now())
        sys.stdout.write(
            "Nobody owns this bot yet. Open this link in Telegram within an hour:\n"
            f"  https://t.me/{self.info.username}?start=own_{token}\n"
        )
        sys.stdout.flush()

    async def _set_menu(self) -> None:
        view = await self.db.read(shop.shop)
        await self.commands.set_up(view.name if view.ready else None)


async def _introduce(bot: Bot, stop: asyncio.Event) -> BotInfo | None:
    """Ask Telegram who we are, for as long as it takes; None if told to stop meanwhile."""
    pause = 1.0
    while not stop.is_set():
        try:
            me = await bot.me()
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise TokenRevoked("Telegram does not know this token.") from error
        except TelegramAPIError as error:
            log.warning("Telegram does not answer yet: %s", error)
            try:
                async with asyncio.timeout(pause):
                    await stop.wait()
            except TimeoutError:
                pause = min(30.0, pause * 2)
        else:
            return BotInfo(id=me.id, username=me.username or "", name=me.first_name)
    return None


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # pragma: no cover  # Windows has no such handlers
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    return stop


def _monotonic() -> float:
    return asyncio.get_running_loop().time()
