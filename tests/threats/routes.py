"""The routes of the whole bot, by what they answer."""

from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from aiogram.fsm.state import State

from bot.switchboard import Route
from tests.builders.doorway import BOARD


def _is_tap(route: Route) -> bool:
    return any(route in found for found in BOARD._taps.values())


def kind_of(route: Route) -> type[CallbackData] | None:
    for found in route.handler.filters or ():
        if isinstance(found.callback, CallbackQueryFilter):
            return found.callback.callback_data
    return None


def by_name(*, taps: bool) -> dict[str, list[Route]]:
    names: dict[str, list[Route]] = {}
    for route in BOARD.routes:
        if _is_tap(route) is taps:
            names.setdefault(route.name, []).append(route)
    return names


def buttons() -> list[tuple[Route, type[CallbackData]]]:
    """Return every kind of button with the route that answers it."""
    return [
        (route, kind)
        for routes in by_name(taps=True).values()
        for route in routes
        if (kind := kind_of(route)) is not None
    ]


def kinds() -> list[type[CallbackData]]:
    return [kind for _, kind in buttons()]


def steps_of(route: Route) -> list[str]:
    return [
        state.state
        for found in route.handler.filters or ()
        if isinstance(found.callback, StateFilter)
        for state in found.callback.states
        if isinstance(state, State) and state.state is not None
    ]
