"""What the till says about a sale: lines, discount, points asked for."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Literal

from services.domain.exact import Exact, spread
from services.domain.making import maker

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
    """A sale; the lines add up to the amount, and none means one line without category.

    `counted` are items as the till counted them for a stamp card, in place of the lines.
    """

    amount_minor: int
    lines: tuple[Line, ...] = ()
    discount_minor: int = 0
    redeem: Requested = None
    location: str | None = None
    counted: tuple[tuple[str, int], ...] = ()  # pairs of a stamp card and items


@dataclass(frozen=True, kw_only=True, slots=True)
class NetLine:
    """A line after its share of the receipt's discount; `net` is exact minor units."""

    net: Exact
    amount_minor: int
    category: str | None = None
    item: str | None = None
    quantity: int = 1
    favourite: bool = False


new_line = maker(Line)
new_receipt = maker(Receipt)
new_net_line = maker(NetLine)


def net_lines(receipt: Receipt, favourites: Container[str] = ()) -> tuple[NetLine, ...]:
    """Spread the receipt's discount over all lines, in proportion to their amounts."""
    lines = receipt.lines
    if not lines:
        net = receipt.amount_minor - receipt.discount_minor
        return (new_net_line(net=net, amount_minor=receipt.amount_minor),)
    discounts = spread(receipt.discount_minor, [line.amount_minor for line in lines])
    return tuple(
        [
            new_net_line(
                net=line.amount_minor - discount,
                amount_minor=line.amount_minor,
                category=line.category,
                item=line.item,
                quantity=line.quantity,
                favourite=line.category is not None and line.category in favourites,
            )
            for line, discount in zip(lines, discounts, strict=True)
        ]
    )
