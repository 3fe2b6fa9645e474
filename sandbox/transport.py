"""HTTP in and out: how a call reaches its method, and how faults strike on the way."""

import asyncio
import inspect
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from aiohttp.multipart import BodyPartReader

from sandbox.bots import Bot
from sandbox.calls import Call
from sandbox.chats import Json
from sandbox.faults import Fault, Trouble
from sandbox.files import DOWNLOAD_BYTES_MAX, Upload
from sandbox.methods import METHODS, Ask
from sandbox.state import SchemaError, World
from sandbox.texts import (
    METHOD_NOT_FOUND,
    NOT_FOUND,
    TOO_LARGE,
    UNAUTHORIZED,
    Refused,
    bad,
    not_written,
    refusal_of,
)
from sandbox.values import Kind, Problem

TOKEN = re.compile(r"\d{3,19}:[A-Za-z0-9_-]{20,}")
BODY_BYTES_MAX = 50 * 1024 * 1024
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_GATEWAY_PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n"
    "</body>\r\n</html>\r\n"
)


class Dropped(Exception):
    """The connection is to be cut without an answer."""


@dataclass(frozen=True, slots=True)
class Request:
    """One call before anything is known about it."""

    bot: Bot
    method: str
    arguments: Json
    uploads: Mapping[str, Upload]
    alive: Callable[[], bool]


async def read(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Collect arguments from query, form, JSON or multipart; uploads by part name."""
    arguments: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    kind = request.content_type
    if (request.content_length or 0) > BODY_BYTES_MAX:
        raise web.HTTPRequestEntityTooLarge(BODY_BYTES_MAX, request.content_length or 0)
    if not request.body_exists:
        return arguments, uploads
    if kind == "application/json":
        body = json.loads(await request.read() or b"{}")
        if not isinstance(body, dict):
            raise bad("wrong request: an object was expected")
        arguments.update(body)
    elif kind == "multipart/form-data":
        await _read_parts(request, arguments, uploads)
    else:
        arguments.update(await request.post())
    return arguments, uploads


async def _read_parts(request: web.Request, arguments: Json, uploads: dict[str, Upload]) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            arguments[part.name] = data.decode()
        else:
            kind = part.headers.get("Content-Type")
            uploads[part.name] = Upload(data=data, filename=part.filename, content_type=kind)


class Transport:
    """Answers `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[web.RouteDef]:
        """Return the routes bots use."""
        return [
            web.route("*", "/bot{token}/{method}", self.answer),
            web.get("/file/bot{token}/{path:.+}", self.download),
        ]

    def _bot(self, token: str) -> Bot:
        if not TOKEN.fullmatch(token):
            raise Refused(404, NOT_FOUND)
        allowed = self.world.tokens
        if allowed is not None and token not in allowed:
            raise Refused(401, UNAUTHORIZED)
        bot = self.world.bot(token)
        if bot.revoked:
            raise Refused(401, UNAUTHORIZED)
        return bot

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one call over HTTP."""
        try:
            status, body = await self._answer(request)
        except Dropped:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        if isinstance(body, str):
            return web.Response(status=status, text=body, content_type="text/html")
        text = _encode(body)
        headers = None
        if not body["ok"] and (wait := body.get("parameters", {}).get("retry_after")):
            headers = {"Retry-After": str(wait)}
        return web.Response(
            status=status, text=text, content_type="application/json", headers=headers
        )

    async def _answer(self, request: web.Request) -> tuple[int, Any]:
        try:
            bot = self._bot(request.match_info["token"])
            arguments, uploads = await read(request)
        except Refused as refused:
            return refused.code, envelope(refused)
        except web.HTTPRequestEntityTooLarge:
            return 413, envelope(Refused(413, TOO_LARGE))
        except ValueError as error:
            return 400, envelope(bad(f"can't parse request: {error}"))

        def alive() -> bool:
            return request.transport is not None and not request.transport.is_closing()

        method = request.match_info["method"]
        return await self.execute(Request(bot, method, arguments, uploads, alive))

    async def execute(self, asked: Request) -> tuple[int, Any]:
        """Carry out a call; return the status and the JSON body, or an HTML page as text.

        Raises `Dropped` when a fault cuts the connection.
        """
        started = time.perf_counter()
        name = self.world.checker.names.get(asked.method.lower())
        if name is None:
            self.world.hub.nudge()
            return 404, envelope(Refused(404, METHOD_NOT_FOUND))
        arguments, problems = self.world.checker.call(name, asked.arguments)
        log = self.world.calls
        quiet = name == "getUpdates"
        at = self.world.clock.now().isoformat(timespec="milliseconds")
        call = log.open(at, name, _summary(arguments, asked.uploads), quiet=quiet)
        problems = [p for p in problems if not _uploaded(p, asked.uploads)]
        for problem in problems:
            log.complain(call, str(problem))
        fault = self._fault(name, arguments)
        ask = Ask(self.world, asked.bot, arguments, asked.uploads, asked.alive)
        try:
            body = await self._try(ask, name, problems, fault)
        except Refused as refused:
            call.ok, call.error_code, call.description = (
                False,
                refused.code,
                refused.description,
            )
            body = envelope(refused)
        else:
            call.result = body["result"]
        call.milliseconds = round((time.perf_counter() - started) * 1000, 3)
        if quiet and (not call.ok or call.result):
            log.keep(call)
        self._tell(call)
        if fault is not None:
            return _struck(fault, call, body)
        return call.error_code or 200, body

    def _fault(self, name: str, arguments: Json) -> Fault | None:
        faults = self.world.faults
        if not faults.active:
            return None
        text = json.dumps(arguments, ensure_ascii=False, default=str)
        return faults.take(name, arguments.get("chat_id"), text)

    async def _try(
        self, ask: Ask, name: str, problems: list[Problem], fault: Fault | None
    ) -> Json:
        if fault is not None:
            await _before(fault)
        for problem in problems:
            if problem.kind is not Kind.UNKNOWN:
                raise bad(
                    refusal_of(
                        problem.kind, problem.owner, problem.name, problem.path, problem.text
                    )
                )
        handler = METHODS.get(name)
        if handler is None:
            raise not_written(name)
        result = handler(ask)
        if inspect.isawaitable(result):
            result = await result
        # Updates were checked when they were made, and raw ones are not checked at all.
        if name != "getUpdates" and (wrong := self.world.checker.returned(name, result)):
            raise SchemaError(f"{name} answered: " + "; ".join(map(str, wrong)))
        return {"ok": True, "result": result}

    def _tell(self, call: Call) -> None:
        hub = self.world.hub
        if call.method == "getUpdates" and call.ok:
            return
        if hub.heard:
            hub.publish("call", call=call.json())
        else:
            hub.nudge()

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Answer the contents of a file."""
        try:
            bot = self._bot(request.match_info["token"])
        except Refused as refused:
            return web.json_response(envelope(refused), status=refused.code)
        stored = bot.files.by_path.get(request.match_info["path"])
        if stored is None or len(stored.data) > DOWNLOAD_BYTES_MAX:
            return web.json_response(envelope(Refused(404, NOT_FOUND)), status=404)
        return web.Response(body=stored.data, content_type="application/octet-stream")


def envelope(refused: Refused) -> Json:
    """Return the JSON Telegram wraps an error in."""
    body: Json = {
        "ok": False,
        "error_code": refused.code,
        "description": refused.description,
    }
    if refused.parameters:
        body["parameters"] = refused.parameters
    return body


async def _before(fault: Fault) -> None:
    """Do what a fault does before the method: wait, cut, refuse."""
    if fault.kind is Trouble.DELAY:
        await asyncio.sleep(fault.delay)
    elif fault.kind in {Trouble.DROP, Trouble.GATEWAY}:
        raise Refused(502, "the connection was cut" if fault.kind is Trouble.DROP else "HTML page")
    elif refusal := fault.refusal():
        raise refusal


def _struck(fault: Fault, call: Call, body: Json) -> tuple[int, Any]:
    """Turn the answer into what the fault leaves of it."""
    if fault.kind is Trouble.AFTER:
        call.description = "done, and the answer was lost"
        raise Dropped
    if fault.kind is Trouble.DROP:
        raise Dropped
    if fault.kind is Trouble.GATEWAY:
        return 502, _GATEWAY_PAGE
    return call.error_code or 200, body


def _uploaded(problem: Problem, uploads: Mapping[str, Upload]) -> bool:
    """Say whether what is missing came as a file of the form."""
    return problem.kind is Kind.MISSING and len(problem.path) == 1 and problem.name in uploads


def _summary(arguments: Json, uploads: Mapping[str, Upload]) -> Json:
    """Return the arguments with a word about each file instead of its bytes."""
    if not uploads:
        return arguments
    files = {
        name: f"{upload.filename or 'file'} ({len(upload.data)} bytes)"
        for name, upload in uploads.items()
    }
    return {**arguments, **files}
