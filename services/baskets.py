"""What is known of a bill beside its sum: its goods, and a coupon shown."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.domain.receipts import Line
from services.stamps import Counted


@dataclass(frozen=True, kw_only=True, slots=True)
class Basket:
    """Lines that add up to the bill, none for one without categories; a coupon for money off.

    `counted` are the items of stamp cards as the till counted them, in place of the lines.
    """

    lines: tuple[Line, ...] = ()
    coupon_id: int | None = None
    counted: Counted = ()

    def parameters(self) -> dict[str, Any]:
        """Return what tells two baskets apart, for the key of an operation."""
        return {
            "lines": [_fields(line) for line in self.lines],
            "coupon": self.coupon_id,
            "counted": [list(one) for one in self.counted],
        }


NOTHING = Basket()


def of_categories(amount_minor: int, shares: Mapping[str, int]) -> tuple[Line, ...]:
    """Return the lines of a bill of which so much, in minor units, falls in each category.

    What is left over is a line without category; shares beyond the bill are cut.
    """
    lines = []
    left = amount_minor
    for category, share in shares.items():
        minor = min(share, left)
        if minor > 0:
            lines.append(Line(amount_minor=minor, category=category))
            left -= minor
    if lines and left:
        lines.append(Line(amount_minor=left))
    return tuple(lines)


def dump(basket: Basket) -> str | None:
    """Write a basket for a column; one with nothing in it is no text."""
    if basket == NOTHING:
        return None
    return json.dumps(basket.parameters(), ensure_ascii=False)


def load(text: str | None) -> Basket:
    """Read what `dump` wrote."""
    if text is None:
        return NOTHING
    found = json.loads(text)
    return Basket(
        lines=tuple(
            Line(amount_minor=minor, category=category, item=item, quantity=quantity)
            for minor, category, item, quantity in found["lines"]
        ),
        coupon_id=found["coupon"],
        counted=tuple((card, items) for card, items in found["counted"]),
    )


def _fields(line: Line) -> list[str | int | None]:
    return [line.amount_minor, line.category, line.item, line.quantity]
