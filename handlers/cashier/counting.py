"""How many of the goods that bring stamps: asked once a bill, where stamp cards count items."""

from collections.abc import Callable
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.texts import Texts
from handlers.ui import Button, Screen, button, rows
from services.facts import Localized, Money
from services.stamps import MOST_COUNTED, ToCount

Counts = Annotated[str, Field(pattern=r"^[0-9]{0,9}$")]
"""One digit for each card in the order they are asked about; empty: nothing asked yet."""

IN_A_ROW = 5


def count_screen(
    texts: Texts,
    name: str,
    amount_minor: int,
    card: ToCount,
    answered: Callable[[int], CallbackData],
    *,
    drop: Button,
) -> Screen:
    """Ask for one card's number: each number is a button, and the tap is the bill."""
    numbers = [button(str(count), answered(count)) for count in range(1, MOST_COUNTED + 1)]
    none = button(texts.plain("stamps-none"), answered(0))
    lines = [*numbers, none]
    return Screen(
        text=texts(
            "stamps-how-many",
            amount=Money(amount_minor),
            name=name,
            title=Localized(card.title),
        ),
        keyboard=rows(
            *(lines[at : at + IN_A_ROW] for at in range(0, len(lines), IN_A_ROW)), [drop]
        ),
    )
