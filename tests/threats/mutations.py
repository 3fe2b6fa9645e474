"""Hostile updates made from a seed: what buttons send, codes, and payloads of links."""

import random
import re
import string
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any

from aiogram.filters.callback_data import CallbackData
from pydantic import ValidationError

from services.domain.cards import card_link, new_number
from tests.threats import matrix, routes
from tests.threats.town import People

IDS = (
    "approval_id",
    "based_on",
    "friend_id",
    "gift_id",
    "member_id",
    "purchase_id",
    "request_id",
    "staff_id",
    "version_id",
)
BEYOND = (0, -1, 4_000, 999_999, 2**31, 2**53, 2**63 - 1, 2**63, -(2**63), 10**19, 10**30)
"""Numbers of nobody and nothing; some fit no column, some no button."""

ODD = (
    "",
    " ",
    ":",
    "::::",
    "\x00",
    "\u202e100",
    "\u200b",
    "null",
    "NaN",
    "1e400000",
    "٣٤٥",
    "²",
    "../../etc/passwd",
    "'; DROP TABLE members; --",
    "{0.__class__}",
    "{{7*7}}",
    "%s%n",
    "<b>",
    "&lt;",
    "💯" * 40,
    "A" * 4_000,
    "\ud800",
)
_OTHERS = re.compile(r"t\.me/(?!zerno_bot\?)|domain=(?!zerno_bot&)")
_SIGNS = string.ascii_letters + string.digits + ":_-. /=+"


def hostile_values(dice: random.Random, kind: type[CallbackData]) -> dict[str, Any]:
    """Return values of the right type for every field, whose numbers are nobody's."""
    return {name: _hostile(dice, field.annotation) for name, field in kind.model_fields.items()}


def _hostile(dice: random.Random, annotation: Any) -> Any:
    if annotation is int:
        return dice.choice(BEYOND)
    if annotation is bool:
        return dice.random() < 0.5
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return dice.choice(list(annotation))
    return dice.choice((word(dice, 8), *ODD))


def word(dice: random.Random, most: int, signs: str = _SIGNS) -> str:
    return "".join(dice.choices(signs, k=dice.randint(1, most)))


def joined(prefix: str, values: dict[str, Any]) -> str:
    """Return what a forged button sends; any length, any sign."""
    plain = (str(int(one) if isinstance(one, bool) else one) for one in values.values())
    return ":".join((prefix, *plain))


def bent(dice: random.Random, text: str) -> str:
    """Return the text with one thing changed: a sign, a piece, an end, an order."""
    at = dice.randrange(len(text) + 1)
    return dice.choice(
        (
            lambda: text[:at] + dice.choice(_SIGNS) + text[at:],
            lambda: text[:at] + text[at + 1 :],
            lambda: text[:at] + dice.choice(ODD) + text[at:],
            lambda: text + ":" + word(dice, 5),
            lambda: text[::-1],
            text.swapcase,
            lambda: text * 3,
        )
    )()


class Taps:
    """What buttons send, for one role: nothing of it may change anything."""

    def __init__(self, dice: random.Random, role: str, people: People) -> None:
        self._dice = dice
        self._real = matrix.real_values(people)
        letter = next(one for one, name in matrix.LETTERS.items() if name == role)
        self._kinds = {kind.__prefix__: kind for kind in routes.kinds()}
        self._own = {
            kind.__prefix__
            for route, kind in routes.buttons()
            if letter in matrix.TAPS[route.name]
        }
        self._foreign = [k for prefix, k in self._kinds.items() if prefix not in self._own]
        self._numbered = [
            kind
            for prefix, kind in self._kinds.items()
            if prefix in self._own and set(kind.model_fields) & set(IDS)
        ]

    def __iter__(self) -> Iterator[str]:
        ways: list[Callable[[], str]] = [self._garbage, self._bent]
        if self._foreign:
            ways.append(self._of_another_role)
        if self._numbered:
            ways.append(self._with_hostile_numbers)
        while True:
            data = self._dice.choice(ways)()
            if not self._is_a_right(data):
                yield data

    def _garbage(self) -> str:
        dice = self._dice
        return dice.choice((word(dice, 120), dice.choice(ODD), dice.choice(tuple(self._kinds))))

    def _bent(self) -> str:
        kind = self._kinds[self._dice.choice(tuple(self._kinds))]
        values = {name: self._real[name] for name in kind.model_fields}
        return bent(self._dice, joined(kind.__prefix__, values))

    def _of_another_role(self) -> str:
        kind = self._dice.choice(self._foreign)
        return joined(kind.__prefix__, {name: self._real[name] for name in kind.model_fields})

    def _with_hostile_numbers(self) -> str:
        kind = self._dice.choice(self._numbered)
        return joined(kind.__prefix__, hostile_values(self._dice, kind))

    def _is_a_right(self, data: str) -> bool:
        """Tell whether this is a button the role may press, with numbers that exist."""
        prefix = data.partition(":")[0]
        if prefix not in self._own:
            return False
        try:
            read = self._kinds[prefix].unpack(data)
        except (ValidationError, ValueError, TypeError):
            return False
        numbers = [getattr(read, name) for name in IDS if name in type(read).model_fields]
        return not numbers or any(number not in BEYOND for number in numbers)


def codes(dice: random.Random, people: People) -> Iterator[str]:
    """Yield what somebody shows or types at the till in place of a card of this shop."""
    while True:
        code = _code(dice, people)
        if _OTHERS.search(code) or not _opens(code, people):
            yield code


def _code(dice: random.Random, people: People) -> str:
    number = new_number(dice.choice((0, 10**6)), dice.randrange)
    other = dice.choice(("another_bot", "zern0_bot", "zerno_b0t", "zerno"))
    payload = dice.choice((people.card, number, f"i_{word(dice, 22)}", word(dice, 12)))
    return dice.choice(
        (
            lambda: number,
            lambda: f"{number[:4]} {number[4:]}",
            lambda: card_link("zerno_bot", number),
            lambda: card_link(other, number),
            lambda: f"https://t.me/{other}?start={payload}",
            lambda: f"tg://resolve?domain={other}&start={payload}",
            lambda: f"{dice.randrange(10_000):04}",
            lambda: f"WIFI:T:WPA;S:{word(dice, 8)};P:{word(dice, 12)};;",
            lambda: f"ST00012|Name={word(dice, 9)}|PersonalAcc={dice.randrange(10**20):020}",
            lambda: f"BEGIN:VCARD\nTEL:{dice.randrange(10**11)}\nEND:VCARD",
            lambda: bent(dice, number),
            lambda: bent(dice, card_link("zerno_bot", number)),
            lambda: dice.choice(ODD),
        )
    )()


def payloads(dice: random.Random, people: People) -> Iterator[str]:
    """Yield what may stand behind /start and opens nothing."""
    while True:
        payload = _payload(dice, people)
        if not _opens(payload, people):
            yield payload


def _opens(text: str, people: People) -> bool:
    """Tell whether a true card or the true invitation survived in it."""
    digits = "".join(one for one in text if one.isdigit())
    cards = (people.card, people.other_card)
    return text.strip() == f"i_{people.invite}" or any(card in digits for card in cards)


def _payload(dice: random.Random, people: People) -> str:
    number = new_number(0, dice.randrange)
    return dice.choice(
        (
            lambda: f"i_{word(dice, 30)}",
            lambda: f"own_{word(dice, 30)}",
            lambda: f"own_{people.invite}",
            lambda: bent(dice, f"i_{people.invite}"),
            lambda: bent(dice, f"own_{people.invite}"),
            lambda: number,
            lambda: bent(dice, people.card),
            lambda: word(dice, 64),
            lambda: dice.choice(ODD),
        )
    )()
