"""From when new rules shall hold: at once, or from one of the next days one thinks in (O3)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, TypeAlias

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.texts import Texts
from handlers.ui import Button, button

WEEK = 7
Starts: TypeAlias = Annotated[int, Field(ge=0, le=date.max.toordinal())]
"""In a button: the ordinal of the first day, 0 for at once."""


def starting(starts: int) -> date | None:
    """Return the day behind a button; None for at once."""
    return date.fromordinal(starts) if starts else None


def usual_starts(today: date) -> list[date]:
    """Return tomorrow, the next Monday and the next first of a month, each once."""
    monday = today + timedelta(days=WEEK - today.weekday())
    first = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
    return sorted({today + timedelta(days=1), monday, first})


def start_rows(
    texts: Texts, today: date, chosen: date | None, data: Callable[[int], CallbackData]
) -> list[list[Button]]:
    """Return the days to choose from, two in a row; the chosen one is marked."""
    days: list[date | None] = [None, *usual_starts(today)]
    buttons = [
        button(_label(texts, day, chosen=day == chosen), data(day.toordinal() if day else 0))
        for day in days
    ]
    return [buttons[:2], buttons[2:]]


def _label(texts: Texts, day: date | None, *, chosen: bool) -> str:
    label = texts.plain("plan-from", on=day) if day else texts.plain("plan-today")
    return f"• {label}" if chosen else label
