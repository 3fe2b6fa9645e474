"""The sandbox as one object: start it, act as people, look at what the bot did."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Self, TypeVar

from aiohttp import web

from sandbox.actions import CannotActError, Hand
from sandbox.bots import Bot
from sandbox.calls import Call, Lint
from sandbox.chats import Json
from sandbox.clock import Clock
from sandbox.control import Control, guard
from sandbox.delivery import Deliverer
from sandbox.faults import Fault, Trouble
from sandbox.methods.polling import interrupt
from sandbox.people import Person
from sandbox.scanning import payload_of, read_code
from sandbox.state import World
from sandbox.transport import BODY_BYTES_MAX, Request, Transport
from sandbox.views import ChatView, MessageView

T = TypeVar("T")

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
WAIT_SECONDS = 10.0
_STOP_SECONDS = 1.0


class Sandbox:
    """A local Telegram for one bot or several.

    `token` is the main bot's; without it the first token that calls becomes the main bot's.
    `tokens` restricts which tokens are let in. `clock` is the file that carries the clock's
    offset to the bot. `limits` turns Telegram's pace on. `strict_webhook` refuses plain http.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        token: str | None = None,
        tokens: set[str] | None = None,
        clock: Path | None = None,
        title: str = "Sandbox bot",
        username: str | None = None,
        limits: bool = False,
        strict_webhook: bool = False,
    ) -> None:
        if host not in LOOPBACK:
            raise ValueError(f"the sandbox listens on this machine only, not on {host}")
        self._host, self._port = host, port
        self.world = World(clock=Clock(clock), title=title, limits=limits)
        self.world.strict_webhook = strict_webhook
        self.world.tokens = frozenset(tokens) if tokens is not None else None
        self._transport = Transport(self.world)
        self._deliverer = Deliverer(self.world, self._execute)
        self.world.open(token, username)
        self._runner: web.AppRunner | None = None

    # Life

    async def start_server(self) -> Self:
        """Listen; `url` is known afterwards."""
        app = web.Application(middlewares=[guard], client_max_size=BODY_BYTES_MAX)
        app.add_routes(self._transport.routes())
        app.add_routes(Control(self.world).routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_STOP_SECONDS)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def stop_server(self) -> None:
        """Let go of polls and streams, stop pushing, close the port; nothing is forgotten.

        Started again, the sandbox listens on the same port: Telegram was away for a while.
        """
        for bot in self.world.bots.values():
            interrupt(bot, "")
        self.world.hub.close()
        await self._deliverer.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        return await self.start_server()

    async def __aexit__(self, *_exc: object) -> None:
        await self.stop_server()

    @property
    def url(self) -> str:
        """Return the address without a slash at its end, e.g. `http://127.0.0.1:40123`."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    @property
    def bot(self) -> Bot:
        """Return the main bot."""
        return self.world.main

    async def _execute(self, bot: Bot, method: str, arguments: Json) -> Any:
        request = Request(bot, method, arguments, {}, lambda: True)
        return await self._transport.execute(request)

    # People

    def person(self, first_name: str = "", **facts: Any) -> Person:
        """Create someone new: see `Person` for the facts; ids and phones come in order."""
        person = self.world.people.add(first_name, **facts)
        self.world.hub.publish("state")
        return person

    def hand(self, person: Person | int) -> Hand:
        """Return the person's hand at the main bot; it has every verb."""
        if isinstance(person, int):
            person = self.world.people.by_id[person]
        return Hand(self.world, self.bot, person)

    def start(self, person: Person | int, payload: str = "") -> Json:
        """Press Start, or open the bot's link with a payload."""
        return self.hand(person).start(payload)

    def send(self, person: Person | int, text: str, *, reply_to: int | None = None) -> Json:
        """Type a text."""
        return self.hand(person).send(text, reply_to=reply_to)

    def contact(self, person: Person | int, of: Person | Json | None = None) -> Json:
        """Share one's own contact, another person's, or any card."""
        return self.hand(person).contact(of)

    def press(
        self,
        person: Person | int,
        label: str | None = None,
        *,
        data: str | None = None,
        message_id: int | None = None,
    ) -> Json:
        """Tap an inline button by a part of its label, or send any data.

        Without `message_id` the latest message that has the label is meant; for data, the
        bot's latest message.
        """
        hand, view = self.hand(person), self.chat(person)
        if data is not None:
            return hand.tap(view.last.id if message_id is None else message_id, data)
        for message in reversed(view.messages):
            if message_id not in (None, message.id):
                continue
            for row, buttons in enumerate(message.buttons):
                for column, text in enumerate(buttons):
                    if label is not None and label in text:
                        return hand.press(message.id, row, column)
        raise CannotActError(f"no button {label!r}; the chat shows:\n{view}")

    def key(self, person: Person | int, label: str) -> Json:
        """Press the key of the reply keyboard whose label holds `label`."""
        view = self.chat(person)
        for row, keys in enumerate(view.keyboard):
            for column, text in enumerate(keys):
                if label in text:
                    return self.hand(person).key(row, column)
        raise CannotActError(f"no key {label!r} among {view.keyboard}")

    def photo(self, person: Person | int, data: bytes, caption: str = "") -> Json:
        """Send a picture as a photo."""
        return self.hand(person).photo(data, caption)

    def document(self, person: Person | int, data: bytes, filename: str = "file.bin") -> Json:
        """Send a file."""
        return self.hand(person).document(data, filename)

    def sticker(self, person: Person | int) -> Json:
        """Send a sticker."""
        return self.hand(person).sticker()

    def edit(self, person: Person | int, message_id: int, text: str) -> Json:
        """Change a text the person has sent."""
        return self.hand(person).edit(message_id, text)

    def forward(
        self,
        person: Person | int,
        text: str,
        *,
        of: Person | None = None,
        hidden: str | None = None,
    ) -> Json:
        """Forward a text of somebody."""
        return self.hand(person).forward(text, of=of, hidden=hidden)

    def block(self, person: Person | int) -> None:
        """Block the bot."""
        self.hand(person).block()

    def unblock(self, person: Person | int) -> None:
        """Let the bot write again."""
        self.hand(person).unblock()

    def scan(self, person: Person | int, picture: bytes | MessageView) -> Json:
        """Point a phone's camera at a picture: a link to the bot is opened from this person.

        Returns `{"text", "message"?}`; `LookupError` if there is no code in the picture.
        """
        data = picture.photo if isinstance(picture, MessageView) else picture
        text = read_code(data) if data else None
        if text is None:
            raise LookupError("there is no code in this picture")
        payload = payload_of(self.bot, text)
        if payload is None:
            return {"text": text}
        return {"text": text, "message": self.start(person, payload)}

    # What happened

    def chat(self, person: Person | int) -> ChatView:
        """Look at the chat of a person with the main bot."""
        return ChatView(self.hand(person).chat, self.bot)

    def calls(self, method: str | None = None, *, after: int = 0) -> list[Call]:
        """Return the calls bots made; polls that brought nothing are left out."""
        return self.world.calls.after(after, method)

    @property
    def lints(self) -> list[Lint]:
        """Return what the schema had against calls and no test had announced."""
        return self.world.calls.lints

    def expect_lint(self, part: str) -> None:
        """Announce that the bot under test makes such mistakes on purpose."""
        self.world.calls.expect_lint(part)

    async def wait_for(
        self, predicate: Callable[[], T], seconds: float = WAIT_SECONDS, *, what: str = ""
    ) -> T:
        """Wait until `predicate()` is true and return its value; it is asked at every change.

        Raises `AssertionError` with the last calls when the time is over.
        """
        try:
            async with asyncio.timeout(seconds):
                while not (value := predicate()):
                    await self.world.hub.changed()
                return value
        except TimeoutError:
            tail = self.world.calls.tail()
            message = f"{what or 'it'} did not come in {seconds:g} s; the last calls:\n{tail}"
            raise AssertionError(message) from None

    async def reply(self, person: Person | int, seconds: float = WAIT_SECONDS) -> MessageView:
        """Wait for the first message the bot sends or edits after the person's last deed."""
        return await self.hears(person, "", seconds)

    async def hears(
        self, person: Person | int, part: str, seconds: float = WAIT_SECONDS
    ) -> MessageView:
        """Wait until the bot has said `part` in this chat since the person's last deed."""
        view = self.chat(person)

        def heard() -> list[MessageView]:
            return [message for message in view.fresh if part in message.text]

        what = f"the text {part!r}" if part else "a reply"
        return (await self.wait_for(heard, seconds, what=what))[0]

    # What goes wrong, and time

    def fault(self, kind: Trouble | str, **facts: Any) -> Fault:
        """Put a fault into force: see `Fault` for the facts."""
        return self.world.faults.add(Fault(kind=Trouble(kind), **facts))

    def clear_faults(self) -> None:
        """Lift all faults."""
        self.world.faults.clear()

    def revoke(self) -> None:
        """Revoke the main bot's token: every call answers 401."""
        self.bot.revoked = True

    def move_clock(self, by: timedelta) -> None:
        """Move the clock of the sandbox and, through the file, of the bot."""
        self.world.clock.move(by)
        self.world.hub.publish("state")

    def update(self, kind: str, payload: Json) -> None:
        """Queue any update, checked against the schema."""
        self.world.push(self.bot, kind, payload)

    def raw_update(self, update: Json) -> None:
        """Queue an update as it stands, unchecked; it gets its number here."""
        self.world.push_raw(self.bot, update)
