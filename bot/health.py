"""Is the running bot well? One page on this machine, for `kopilka health` and supervisors."""

import asyncio
from collections.abc import Callable
from importlib.metadata import version

from aiohttp import web
from sqlalchemy import Connection, text

from services.database import Database, DoorError

HOST = "127.0.0.1"
PATH = "/health"
ANSWER_S = 2.0
"""A database that is slower than this to a simple question is not well."""

POLL_S = 120.0
"""A poll comes back within half a minute; this long without one, Telegram is not reached."""


class Pulse:
    """When Telegram was last heard, by a clock that nobody sets."""

    def __init__(self) -> None:
        self._since: float = _monotonic()

    def heard(self) -> None:
        self._since = _monotonic()

    @property
    def age_s(self) -> float:
        """Return the seconds since Telegram was heard or, before that, since the start."""
        return _monotonic() - self._since


class Health:
    """What a supervisor may know: no names, no sums, no settings.

    `polling`: the bot asks for updates, so silence means trouble. A webhook may be silent
    for days in a quiet shop, and its age is told without a judgement; so may a process that
    does not lead, while another one asks.
    """

    def __init__(
        self,
        *,
        db: Database,
        pulse: Pulse,
        polling: bool,
        sending: Callable[[], bool],
        leading: Callable[[], bool] = lambda: True,
    ) -> None:
        self._db = db
        self._pulse = pulse
        self._polling = polling
        self._sending = sending
        self._leading = leading

    def application(self) -> web.Application:
        application = web.Application()
        application.add_routes([web.get(PATH, self.page)])
        return application

    async def page(self, _: web.Request) -> web.Response:
        """Answer 200 when everything is well, 503 when not; the JSON says what is wrong."""
        age_s = self._pulse.age_s
        facts: dict[str, bool | int | str] = {
            "database": await self._database_answers(),
            "updates": self._mode() != "polling" or age_s < POLL_S,
            "sender": self._sending(),
        }
        well = all(facts.values())
        facts |= {
            "ok": well,
            "mode": self._mode(),
            "seconds_since_telegram": int(age_s),
            "version": version("kopilka"),
        }
        return web.json_response(facts, status=200 if well else 503)

    def _mode(self) -> str:
        if not self._polling:
            return "webhook"
        return "polling" if self._leading() else "another polls"

    async def _database_answers(self) -> bool:
        try:
            async with asyncio.timeout(ANSWER_S):
                await self._db.read(_answer)
        except (DoorError, TimeoutError):
            return False
        return True


def _answer(tx: Connection) -> None:
    tx.execute(text("SELECT 1"))


def _monotonic() -> float:
    return asyncio.get_running_loop().time()
