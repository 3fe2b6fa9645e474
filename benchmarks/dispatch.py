"""P4: finding a handler in the whole bot against aiogram with one handler in all.

The screens themselves do nothing here; what is measured is the way to them, for the route
that costs most among all labels, commands, steps, contents and taps, and for what nobody takes.
"""

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from types import SimpleNamespace, UnionType
from typing import Any, Union, get_args, get_origin

from aiogram import Bot, Dispatcher
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from aiogram.types import CallbackQuery, Chat, Message, Update, User

from benchmarks.report import Row, at_most
from benchmarks.rounds import Figures, at_once, in_turn
from bot.switchboard import Route, Switchboard
from bot.texts import TextLibrary
from handlers import screens
from handlers.filters import Says, Start
from handlers.formats import Locality
from services.actors import Role

_TRIES = 9
_COUNT = 1_000
_ANNA = User(id=777, is_bot=False, first_name="Anna", language_code="ru")
_HERE = Chat(id=777, type="private", first_name="Anna")
_SENT_AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
_numbers = itertools.count(1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One event, who it comes from and the step the person is in."""

    name: str
    text: str | None = None
    tap: str | None = None
    role: Role | None = None
    step: str | None = None


def run() -> list[Row]:
    """Measure P4."""
    return asyncio.run(_measure())


async def _measure() -> list[Row]:
    hops = 0
    loop = asyncio.get_running_loop()
    in_a_thread = loop.run_in_executor

    def counted(*arguments: Any) -> Any:
        nonlocal hops
        hops += 1
        return in_a_thread(*arguments)

    setattr(loop, "run_in_executor", counted)  # noqa: B010  # what every filter in a thread calls
    library = TextLibrary()
    board = _silent(Switchboard(screens.ROUTERS, library))
    asked = list(cases(board, library))
    costs = {case: await _cost(board, library, case) for case in asked}
    costliest = max(asked, key=lambda case: costs[case])
    hops_of_filters = hops
    nobody = Case(name="unhandled", tap="nobody:1")
    rows = []
    for what, case in ((f"costliest route ({costliest.name})", costliest), ("unhandled", nobody)):
        ratio = await _against_aiogram(board, library, case)
        rows.append(at_most("P4", f"{what} / aiogram with one handler", ratio, limit=5, goal=2))
    hop_row = Row(
        id="P4",
        what=f"thread hops in filters, {len(asked)} routes",
        ratio=str(hops_of_filters),
        limit_text="0",
        goal_text="0",
        ok=hops_of_filters == 0,
    )
    return [*rows, hop_row]


async def _against_aiogram(board: Switchboard, library: TextLibrary, case: Case) -> float:
    bot = Bot("42:TEST")
    one = Dispatcher()
    one.message.register(_nothing)
    one.callback_query.register(_nothing)

    async def ours() -> Figures:
        events = [(_event(case), _facts(library, case)) for _ in range(_COUNT)]
        return await at_once(lambda at: board.dispatch(*events[at]), count=_COUNT, in_flight=1)

    async def aiogram() -> Figures:
        # Updates differ, as in life: aiogram remembers the kind of one it has seen.
        updates = [_update(bot, _event(case)) for _ in range(_COUNT)]
        return await at_once(
            lambda at: one.feed_update(bot, updates[at]), count=_COUNT, in_flight=1
        )

    found = await in_turn({"ours": ours, "aiogram": aiogram})
    return found.ratio("ours", "aiogram", lambda one: 1 / one.rate)


async def _nothing(_event: Any) -> None:
    return None


def _update(bot: Bot, event: Message | CallbackQuery) -> Update:
    """Return an update that knows its bot; another one would be read twice."""
    kind = "message" if isinstance(event, Message) else "callback_query"
    return Update.model_validate({"update_id": next(_numbers), kind: event}, context={"bot": bot})


async def _cost(board: Switchboard, library: TextLibrary, case: Case) -> float:
    """Return the least seconds of a few tries."""
    tries = []
    for _ in range(_TRIES):
        event, facts = _event(case), _facts(library, case)
        began = time.perf_counter()
        await board.dispatch(event, facts)
        tries.append(time.perf_counter() - began)
    return min(tries)


def _event(case: Case) -> Message | CallbackQuery:
    number = next(_numbers)
    if case.tap is not None:
        return CallbackQuery(id=str(number), from_user=_ANNA, chat_instance="1", data=case.tap)
    return Message(message_id=number, date=_SENT_AT, chat=_HERE, from_user=_ANNA, text=case.text)


class _Still:
    """A conversation and a chat in which nothing happens."""

    async def clear(self) -> None:
        return None

    async def tidy(self) -> None:
        return None


def _facts(library: TextLibrary, case: Case) -> dict[str, Any]:
    return {
        "bot": None,
        "chat": _Still(),
        "raw_state": case.step,
        "state": _Still(),
        "texts": library.speak("ru", Locality()),
        "who": SimpleNamespace(role=case.role, member_id=1),
    }


# --- Every way into the bot -----------------------------------------------------------------


def _silent(board: Switchboard) -> Switchboard:
    """Put a handler that does nothing at the end of every route."""

    async def still(_event: Any, _facts: dict[str, Any]) -> None:
        return None

    call: Callable[[Any, dict[str, Any]], Awaitable[Any]] = still
    tables: list[dict[object, list[Route]]] = [
        board._taps,
        board._words,
        board._steps,
        board._contents,
    ]
    for table in tables:
        for key, routes in table.items():
            table[key] = [replace(route, call=call) for route in routes]
    board._rest = [replace(route, call=call) for route in board._rest]
    return board


def cases(board: Switchboard, library: TextLibrary) -> Iterator[Case]:
    """Return every tap and word there is, for each role, and what nobody handles."""
    steps = [key for key in board._steps if isinstance(key, str)]
    for role in (None, Role.CASHIER, Role.OWNER):
        for route in board.routes:
            for data in _taps_of(route):
                yield Case(name=route.name, tap=data, role=role)
            for text in _words_of(route, library):
                yield Case(name=route.name, text=text, role=role)
        for step in (None, *steps):
            yield Case(name=f"text in {step}", text="hello", role=role, step=step)
            yield Case(name=f"sticker in {step}", role=role, step=step)
        yield Case(name="/unknown", text="/unknown", role=role)
        yield Case(name="unknown tap", tap="nobody:1", role=role)


def _words_of(route: Route, library: TextLibrary) -> Iterator[str]:
    for found in route.handler.filters or ():
        match found.callback:
            case Command() as command:
                yield from (f"/{name}" for name in command.commands)
            case Says() as says:
                yield from library.labels(says.key)
            case Start():
                yield from ("/start", "/start own_x", "/start i_x", "/start 48201337")
            case _:
                pass


def _taps_of(route: Route) -> Iterator[str]:
    for found in route.handler.filters or ():
        if isinstance(found.callback, CallbackQueryFilter):
            yield _data_of(found.callback.callback_data)


def _data_of(kind: type[CallbackData]) -> str:
    return kind(
        **{name: _value_of(field.annotation) for name, field in kind.model_fields.items()}
    ).pack()


def _value_of(annotation: Any) -> Any:
    if get_origin(annotation) in {Union, UnionType}:
        annotation = get_args(annotation)[0]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return next(iter(annotation))
    # A digit fits the words that have to be numbers, too.
    return "1" if annotation is str else 1


if __name__ == "__main__":
    from benchmarks.report import table

    print(table(run()))
