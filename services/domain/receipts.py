"""What the till says about a sale: lines, discount, points asked for."""

from dataclasses import dataclass
from typing import Literal

Requested = int | Literal["max"] | None  # points to pay with; None: none asked for


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of a receipt; the amount is the line's total before discount."""

    amount_minor: int
    category: str | None = None
    item: str | None = None
    quantity: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """A sale; the lines add up to the amount, and none means one line without category."""

    amount_minor: int
    lines: tuple[Line, ...] = ()
    discount_minor: int = 0
    redeem: Requested = None
    location: str | None = None
