"""The control API under /sim: what the page and tests in other processes use (README.md)."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from sandbox import deeds
from sandbox.actions import CannotActError, Hand
from sandbox.bots import Bot
from sandbox.chats import Chat, Json
from sandbox.events import stream
from sandbox.faults import Fault, Trouble
from sandbox.methods.profile import commands_for
from sandbox.people import Person
from sandbox.state import World

PAGE = Path(__file__).with_name("page")
_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
_PERSON_FACTS = ("first_name", "last_name", "username", "language_code", "phone", "title")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _host_of(value: str) -> str | None:
    return urlsplit(f"//{value}").hostname


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer only this machine: no foreign Host (DNS rebinding), no foreign Origin."""
    if _host_of(request.headers.get("Host", "")) not in _HOSTS:
        return error("only 127.0.0.1 and localhost are served", 403)
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("Host"):
        return error("calls from other sites are refused", 403)
    if not request.path.startswith("/sim/"):
        return await handler(request)
    try:
        return await handler(request)
    except (CannotActError, LookupError, ValueError, TypeError) as refused:
        return error(str(refused).strip("'\""), 400)


def error(sentence: str, status: int) -> web.Response:
    """Return the control API's error."""
    return web.json_response({"error": sentence}, status=status)


class Control:
    """The routes under /sim and the page."""

    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[web.RouteDef]:
        """Return all routes."""
        return [
            web.get("/sim/state", self.state),
            web.post("/sim/people", self.add_person),
            web.patch("/sim/people/{id}", self.change_person),
            web.get("/sim/chats/{id}", self.chat),
            web.post("/sim/chats/{id}/{verb}", self.act),
            web.get("/sim/files/{file_id}", self.file),
            web.get("/sim/calls", self.calls),
            web.get("/sim/faults", self.faults),
            web.post("/sim/faults", self.add_fault),
            web.delete("/sim/faults", self.clear_faults),
            web.delete("/sim/faults/{fault_id}", self.remove_fault),
            web.post("/sim/clock", self.clock),
            web.post("/sim/updates", self.update),
            web.post("/sim/update_id", self.update_id),
            web.get("/sim/events", self.events),
            web.get("/{path:.*}", self.page),
        ]

    @property
    def bot(self) -> Bot:
        """Return the bot people talk to."""
        return self.world.main

    # State

    async def state(self, _request: web.Request) -> web.Response:
        """Answer everything but the chats."""
        bot, world = self.bot, self.world
        people = world.people.by_id.values()
        clock = {"enabled": True, "now": world.clock.now().isoformat(timespec="seconds")}
        return web.json_response(
            {
                "title": world.title,
                "bot": {
                    "id": bot.id,
                    "username": bot.username,
                    "first_name": bot.name,
                    "online": bot.online,
                    "description": bot.profile.descriptions.get("", ""),
                    "short_description": bot.profile.short_descriptions.get("", ""),
                },
                "people": [self._person(person) for person in people],
                "panes": [{"person_id": p.id, "title": p.title} for p in people if p.title],
                "clock": clock if world.clock.file else None,
                "faults": [fault.json() for fault in world.faults.active],
                "lints": len(world.calls.lints),
            }
        )

    def _person(self, person: Person) -> Json:
        chat = self.bot.chats.get(person.id)
        return {
            "id": person.id,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "username": person.username,
            "language_code": person.language_code,
            "phone": person.phone,
            "blocked": chat is not None and chat.blocked,
            "started": chat is not None and chat.started,
        }

    async def add_person(self, request: web.Request) -> web.Response:
        """Create a person."""
        body = await self._body(request)
        facts = {name: body[name] for name in _PERSON_FACTS if body.get(name) is not None}
        person = self.world.people.add(**facts)
        self.world.hub.publish("state")
        return web.json_response(self._person(person))

    async def change_person(self, request: web.Request) -> web.Response:
        """Change what a person is called."""
        person = self._who(request)
        body = await self._body(request)
        for name in _PERSON_FACTS:
            if name in body:
                setattr(person, name, body[name])
        chat = self.world.chat(self.bot, person)
        chat.wire = person.chat()
        self.world.hub.publish("state")
        return web.json_response(self._person(person))

    # Chats

    async def chat(self, request: web.Request) -> web.Response:
        """Answer one chat as its person sees it."""
        chat = self.world.chat(self.bot, self._who(request))
        return web.json_response(
            {
                "messages": [_shown(r.message, out=r.out) for r in chat.records.values()],
                "reply_keyboard": chat.reply_keyboard,
                "commands": commands_for(self.bot, chat),
                "menu_button": chat.menu_button or self.bot.profile.menu_button,
                "blocked": chat.blocked,
                "action": chat.doing(asyncio.get_running_loop().time()),
                "pinned": chat.pinned[-1] if chat.pinned else None,
            }
        )

    async def act(self, request: web.Request) -> web.Response:
        """Let a person do something."""
        verb = deeds.VERBS.get(request.match_info["verb"])
        if verb is None:
            return error(f"there is no verb {request.match_info['verb']}", 404)
        hand = Hand(self.world, self.bot, self._who(request))
        deed = await deeds.read(request)
        return web.json_response(await verb(hand, deed) or {})

    async def file(self, request: web.Request) -> web.Response:
        """Answer the contents of a file of a chat."""
        stored = self.bot.files.by_id[request.match_info["file_id"]]
        kind = "image/jpeg" if stored.kind == "photo" else "application/octet-stream"
        headers = {"X-Content-Type-Options": "nosniff"}
        if stored.kind != "photo":
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=stored.data, content_type=kind, headers=headers)

    # Calls, faults, time

    async def calls(self, request: web.Request) -> web.Response:
        """Answer the calls later than `after`."""
        found = self.world.calls.after(int(request.query.get("after", 0)))
        return web.json_response([call.json() for call in found])

    async def faults(self, _request: web.Request) -> web.Response:
        """Answer the faults in force."""
        return web.json_response([fault.json() for fault in self.world.faults.active])

    async def add_fault(self, request: web.Request) -> web.Response:
        """Put a fault into force."""
        body = await self._body(request)
        facts = {name: value for name, value in body.items() if name != "id" and value is not None}
        facts["kind"] = Trouble(str(facts.get("kind")))
        fault = self.world.faults.add(Fault(**facts))
        self.world.hub.publish("state")
        return web.json_response(fault.json())

    async def clear_faults(self, request: web.Request) -> web.Response:
        """Lift all faults, or the one named by `id`."""
        if "id" in request.query:
            self.world.faults.remove(int(request.query["id"]))
        else:
            self.world.faults.clear()
        self.world.hub.publish("state")
        return web.json_response([])

    async def remove_fault(self, request: web.Request) -> web.Response:
        """Lift one fault."""
        if not self.world.faults.remove(int(request.match_info["fault_id"])):
            return error("there is no such fault", 404)
        self.world.hub.publish("state")
        return web.json_response([])

    async def clock(self, request: web.Request) -> web.Response:
        """Move the clock; only when the sandbox was started with a clock file."""
        if self.world.clock.file is None:
            return error("the sandbox was started without a clock file", 409)
        body = await self._body(request)
        units = {name: body[name] for name in ("days", "hours", "minutes") if name in body}
        self.world.clock.move(timedelta(**units))
        self.world.hub.publish("state")
        return web.json_response({"now": self.world.clock.now().isoformat(timespec="seconds")})

    async def update(self, request: web.Request) -> web.Response:
        """Queue a raw update, unchecked."""
        self.world.push_raw(self.bot, await self._body(request))
        return web.json_response({"update_id": self.bot.updates.next_id - 1})

    async def update_id(self, request: web.Request) -> web.Response:
        """Set the number of the next update."""
        self.bot.updates.next_id = int((await self._body(request))["next"])
        return web.json_response({"next": self.bot.updates.next_id})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream events until the reader leaves."""
        return await stream(request, self.world.hub)

    async def page(self, request: web.Request) -> web.StreamResponse:
        """Answer the static files of the page."""
        path = (PAGE / (request.match_info["path"] or "index.html")).resolve()
        if not path.is_relative_to(PAGE.resolve()) or not path.is_file():
            return web.Response(status=404, text="Not Found")
        return web.FileResponse(path, headers={"Cache-Control": "no-store"})

    def _who(self, request: web.Request) -> Person:
        person = self.world.people.by_id.get(int(request.match_info["id"]))
        if person is None:
            raise LookupError("there is no such person")
        return person

    async def _body(self, request: web.Request) -> Json:
        body = json.loads(await request.read() or b"{}")
        if not isinstance(body, dict):
            raise TypeError("an object was expected")
        return body


def _shown(message: Json, *, out: bool) -> Json:
    """Return a message for the page: whose it is, and where its pictures are."""
    shown: Json = {**message, "out": out}
    if "photo" in message:
        shown["photo"] = [_linked(size) for size in message["photo"]]
    if "document" in message:
        shown["document"] = _linked(message["document"])
    return shown


def _linked(file: Json) -> dict[str, Any]:
    return {**file, "url": f"/sim/files/{file['file_id']}"}


__all__ = ["Chat", "Control", "error", "guard"]
