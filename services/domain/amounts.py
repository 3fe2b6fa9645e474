"""The amount of a bill as a cashier types it: a grammar of its own, whole minor units out.

Python's own readers are never used on raw text: they take "1_000" and "1e400000", and one such
line may stop the program for minutes (docs/reliability.md, Bad input).
"""

import re
from dataclasses import dataclass

from services.domain.currency_words import currencies_called
from services.domain.errors import Refusal
from services.domain.typed import echo, is_deceptive, plain

AMOUNT_CHARACTERS = 32
MAX_AMOUNT_MINOR = 10**12
"""No bill is larger, whatever the program says; far below what the database can hold."""

_TYPO_FACTOR = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """An amount that can be read in one way only."""

    amount_minor: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Ambiguous:
    """An amount like "12.345": twelve thousand, or twelve and a fraction? The person decides.

    The second reading is rounded half up to the digits of the currency.
    """

    thousands_minor: int
    fraction_minor: int


@dataclass(kw_only=True, unsafe_hash=True)
class AmountNotUnderstood(Refusal):
    """The line is no amount; `typed` holds its beginning, safe to show back."""

    typed: str


@dataclass(kw_only=True, unsafe_hash=True)
class AmountTooLong(Refusal):
    """The line has more than `limit` characters."""

    limit: int


@dataclass(kw_only=True, unsafe_hash=True)
class AmountZero(Refusal):
    """The amount must be above zero."""


@dataclass(kw_only=True, unsafe_hash=True)
class AmountNegative(Refusal):
    """The amount must be above zero; money goes back by a refund."""


@dataclass(kw_only=True, unsafe_hash=True)
class AmountTooPrecise(Refusal):
    """The currency has only so many `digits` after the point."""

    digits: int


@dataclass(kw_only=True, unsafe_hash=True)
class AmountOtherCurrency(Refusal):
    """A currency was named that is not the program's; both are ISO codes."""

    typed: str
    expected: str


@dataclass(kw_only=True, unsafe_hash=True)
class AmountIsPercent(Refusal):
    """A share was typed where an amount of money is asked."""


@dataclass(kw_only=True, unsafe_hash=True)
class AmountTooBig(Refusal):
    """The amount is over the limit, in minor units."""

    limit_minor: int


def read_amount(
    text: str, *, currency: str, digits: int, limit_minor: int = MAX_AMOUNT_MINOR
) -> Amount | Ambiguous:
    """Read an amount in `currency`, which has `digits` after the point.

    Raises:
        AmountTooLong, AmountNotUnderstood, AmountOtherCurrency, AmountIsPercent,
        AmountTooPrecise, AmountNegative, AmountZero, AmountTooBig: the first that applies.

    """
    if len(text) > AMOUNT_CHARACTERS:
        raise AmountTooLong(limit=AMOUNT_CHARACTERS)
    number, negative = _number_alone(plain(text), currency)
    readings = _readings(number, digits)
    if negative and max(readings) > 0:
        raise AmountNegative
    if min(readings) == 0:
        raise AmountZero
    if max(readings) > limit_minor:
        raise AmountTooBig(limit_minor=limit_minor)
    if len(readings) == 1:
        return Amount(amount_minor=readings[0])
    return Ambiguous(thousands_minor=readings[0], fraction_minor=readings[1])


def check_amount(amount_minor: int) -> None:
    """Refuse an amount no bill can have, wherever it came from: a button can be forged.

    Raises:
        AmountNegative, AmountZero, AmountTooBig: the first that applies.

    """
    if amount_minor < 0:
        raise AmountNegative
    if amount_minor == 0:
        raise AmountZero
    if amount_minor > MAX_AMOUNT_MINOR:
        raise AmountTooBig(limit_minor=MAX_AMOUNT_MINOR)


def looks_mistyped(amount_minor: int, usual_max_minor: int) -> bool:
    """Tell whether the amount is over ten times the shop's largest of the last 30 days.

    A digit too many makes a bill ten times larger. A shop without bills (0) has nothing usual.
    """
    return 0 < usual_max_minor * _TYPO_FACTOR < amount_minor


# --- What stands around the number ---------------------------------------------------------

_AROUND = re.compile(
    r"(?P<minus>[-−–—]*) *(?P<before>[^\d]*)(?P<number>\d(?:.*\d)?)(?P<after>\D*)"
)


def _number_alone(line: str, currency: str) -> tuple[str, bool]:
    """Take the sign and the currency off; give the bare number and whether it is negative."""
    match = _AROUND.fullmatch(line)
    if match is None or is_deceptive(line):
        raise AmountNotUnderstood(typed=echo(line))
    if match["after"].strip() in {"%", "٪", "﹪", "％"} and not match["before"]:
        raise AmountIsPercent
    words = [word for word in (match["before"].strip(), match["after"].strip()) if word]
    if words:
        _check_currency(words, currency, line)
    return match["number"], bool(match["minus"])


def _check_currency(words: list[str], currency: str, line: str) -> None:
    meant = currencies_called(words[0], own=currency)
    if len(words) > 1 or not meant:
        raise AmountNotUnderstood(typed=echo(line))
    if currency not in meant:
        raise AmountOtherCurrency(typed=meant[0], expected=currency)


# --- The number ----------------------------------------------------------------------------

_PLAIN = re.compile(r"(?P<whole>[0-9]+)(?:[.,](?P<fraction>[0-9]+))?")
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<separator>[ .,'’])[0-9]{3}(?:(?P=separator)[0-9]{3})*)"
    r"(?:(?!(?P=separator))[.,](?P<fraction>[0-9]+))?"
)
_NOT_DIGITS = re.compile(r"[^0-9]")


def _readings(number: str, digits: int) -> tuple[int] | tuple[int, int]:
    """Read the number as minor units; two readings when a separator may mean both."""
    plainly = _PLAIN.fullmatch(number)
    grouped = _GROUPED.fullmatch(number)
    if grouped and plainly and digits:
        return (_minor(grouped, digits), _rounded_minor(plainly, digits))
    match = grouped or plainly
    if match is None:
        raise AmountNotUnderstood(typed=echo(number))
    return (_minor(match, digits),)


def _minor(match: re.Match[str], digits: int) -> int:
    """Give the exact value in minor units; soʻm may be typed with their two zeros of tiyin."""
    fraction = match["fraction"] or ""
    if digits == 0 and fraction in {"0", "00"}:
        fraction = ""
    if len(fraction) > digits:
        raise AmountTooPrecise(digits=digits)
    return int(_NOT_DIGITS.sub("", match["whole"]) + fraction.ljust(digits, "0"))


def _rounded_minor(match: re.Match[str], digits: int) -> int:
    fraction = match["fraction"].ljust(digits + 1, "0")
    value = int(match["whole"] + fraction[:digits])
    return value + (fraction[digits] >= "5")
