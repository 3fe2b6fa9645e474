"""Finds the handler of an update by what the update is, not by asking every router in turn."""

import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.dispatcher.middlewares.manager import MiddlewareManager
from aiogram.filters import Command, StateFilter
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message

from handlers.filters import KNOWN, Content, Has, Says, Start
from handlers.texts import Library

ANY = object()

_NEVER_OURS = re.compile("[0-9]{19}|[\x00-\x1f\ud800-\udfff]")
"""No button of ours holds a number this long, a control character or half a character.

No database could look for one, and one of them cannot even be written down.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """One handler with the guards and middlewares of the routers around it.

    `closes_step`: a command or a label, which ends whatever step the person is in.
    """

    name: str
    guards: tuple[HandlerObject, ...]
    handler: HandlerObject
    call: Callable[[Any, dict[str, Any]], Awaitable[Any]]
    closes_step: bool = False


class Switchboard:
    """An index over ordinary aiogram routers; the last screen is as near as the first.

    A tap is looked up by the prefix of its data. A message is looked up as a command,
    then as a label of the reply keyboard, then by the step the person is in, then by its
    content; what is left goes to the handlers that take anything. Within one kind the
    order of the routers decides. A command or a label closes the running step first, so
    that nothing half-typed is left behind.
    """

    def __init__(self, routers: Sequence[Router], library: Library) -> None:
        self._library = library
        self._taps: dict[object, list[Route]] = defaultdict(list)
        self._words: dict[object, list[Route]] = defaultdict(list)
        self._steps: dict[object, list[Route]] = defaultdict(list)
        self._contents: dict[object, list[Route]] = defaultdict(list)
        self._rest: list[Route] = []
        for event_name, route in _routes(routers):
            if event_name == "callback_query":
                self._taps[_prefix(route.handler)].append(route)
            elif event_name == "message":
                self._place(route)
            else:
                raise ValueError(f"no screen listens to {event_name}")

    @property
    def routes(self) -> list[Route]:
        """Return every route once: tests walk over them."""
        tables = (self._taps, self._words, self._steps, self._contents)
        found = {id(r.handler): r for table in tables for rs in table.values() for r in rs}
        return [*found.values(), *self._rest]

    async def dispatch(self, event: Message | CallbackQuery, data: dict[str, Any]) -> bool:
        """Call the first handler that takes the event; False if none does."""
        candidates = (
            self._tapped(event) if isinstance(event, CallbackQuery) else self._said(event, data)
        )
        for route in candidates:
            if await self._try(route, event, data):
                return True
        return False

    async def _try(self, route: Route, event: Any, data: dict[str, Any]) -> bool:
        found = data
        for check in (*route.guards, route.handler):
            passed, found = await check.check(event, **found)
            if not passed:
                return False
        if route.closes_step and data.get("raw_state") is not None:
            await data["state"].clear()
        try:
            await route.call(event, found)
        except SkipHandler:
            return False
        if route.closes_step and not (event.text or "").startswith("/"):
            # A press on the reply keyboard is no message of the person's own making.
            await data["chat"].tidy()
        return True

    def _tapped(self, query: CallbackQuery) -> Iterator[Route]:
        data = query.data or ""
        if not _NEVER_OURS.search(data):
            yield from self._taps.get(data.partition(":")[0], ())
        yield from self._taps.get(ANY, ())

    def _said(self, message: Message, data: dict[str, Any]) -> Iterator[Route]:
        text = message.text
        if text is not None:
            yield from self._words.get(_word(text), ())
        step = data.get("raw_state")
        if step is not None:
            yield from self._steps.get(step, ())
            yield from self._steps.get(ANY, ())
        yield from self._contents.get(_content(message), ())
        yield from self._rest

    def _place(self, route: Route) -> None:
        filters = [found.callback for found in route.handler.filters or ()]
        words = [word for found in filters for word in self._words_of(found)]
        steps = [step for found in filters for step in _steps_of(found)]
        contents = [found.content for found in filters if isinstance(found, Has)]
        if words and not steps:
            keeps = any(isinstance(found, Start) and found.keeps_step for found in filters)
            _add(self._words, words, replace(route, closes_step=not keeps))
        elif steps:
            _add(self._steps, steps, route)
        elif contents:
            _add(self._contents, contents, route)
        else:
            self._rest.append(route)

    def _words_of(self, found: object) -> Iterable[str]:
        match found:
            case Command():
                return [f"/{command}" for command in found.commands]
            case Start():
                return ["/start"]
            case Says():
                return self._library.labels(found.key)
            case _:
                return ()


def _add(table: dict[object, list[Route]], names: Iterable[object], route: Route) -> None:
    for name in dict.fromkeys(names):
        table[name].append(route)


def _word(text: str) -> str:
    """Return the command of a message without its arguments, or the whole text of a label."""
    if not text.startswith("/"):
        return text
    return text.split(maxsplit=1)[0].partition("@")[0].lower()


def _content(message: Message) -> Content:
    return next((known for known in KNOWN if getattr(message, known) is not None), "other")


def _steps_of(found: object) -> Iterable[object]:
    if not isinstance(found, StateFilter):
        return ()
    steps: list[object] = []
    for state in found.states:
        if state == "*":
            steps.append(ANY)
        elif isinstance(state, State):
            steps.append(state.state)
        elif isinstance(state, str):
            steps.append(state)
        elif state is not None:
            steps.extend(getattr(state, "__all_states_names__", ()))
    return steps


def _prefix(handler: HandlerObject) -> object:
    for found in handler.filters or ():
        if isinstance(found.callback, CallbackQueryFilter):
            return found.callback.callback_data.__prefix__
    return ANY


def _routes(routers: Iterable[Router]) -> Iterator[tuple[str, Route]]:
    """Yield every handler of the routers and their sub-routers, in order, by event."""
    for router in routers:
        yield from _walk(router, ())


def _walk(router: Router, above: tuple[Router, ...]) -> Iterator[tuple[str, Route]]:
    chain = (*above, router)
    for event_name, observer in router.observers.items():
        if observer.handlers:
            around = [outer.observers[event_name] for outer in chain]
            for handler in observer.handlers:
                yield event_name, _route(router.name, around, handler)
    for inner in router.sub_routers:
        yield from _walk(inner, chain)


def _route(name: str, around: list[TelegramEventObserver], handler: HandlerObject) -> Route:
    # A router's own filters and the handler's middlewares have no public names in aiogram.
    guards = [observer._handler for observer in around]  # noqa: SLF001
    middlewares = [one for observer in around for one in observer.middleware]
    return Route(
        name=f"{name}.{getattr(handler.callback, '__name__', '')}",
        guards=tuple(guard for guard in guards if guard.filters),
        handler=handler,
        call=MiddlewareManager.wrap_middlewares(middlewares, handler.call),
    )
