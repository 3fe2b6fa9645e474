"""The last day of what an owner makes, on one button: a tap takes a later one, then none."""

from collections.abc import Callable
from datetime import date, timedelta

from aiogram.filters.callback_data import CallbackData

from handlers.texts import Texts
from handlers.ui import Button, button

TERMS = (7, 14, 30, 60)
"""Days from today that a tap goes through."""


def until_button(
    texts: Texts, until: int, today: date, changed: Callable[[int], CallbackData]
) -> Button:
    """Return the last day as it is; a tap takes a later one, and none after the latest.

    `until` is the ordinal of a day, 0 for none; `changed` makes the draft with another.
    """
    on = date.fromordinal(until) if until else None
    label = texts.plain("offering-until", on=on) if on else texts.plain("offering-until-none")
    left = (on - today).days if on else 0
    later = next((days for days in TERMS if days > left), None)
    return button(label, changed((today + timedelta(days=later)).toordinal() if later else 0))
