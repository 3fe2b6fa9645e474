"""What a cashier may type in one message: an amount, a card, a phone, or two of them at once.

Order of precedence, the first reading being the likeliest:

1. a link or `/start`, with an amount beside it or without;
2. a run of digits whose check digits hold is a card, with an amount or without. Whether the
   card exists only the caller knows; if it does not, the next reading counts;
3. nine or more digits in one run, or a plus and seven or more, are a phone;
4. an amount;
5. an amount and the last four digits of a phone: "450 5678". A group of four never belongs to
   an amount, so nothing is guessed here;
6. an amount and a whole phone: "450 +7 900 123-45-67";
7. any other line of digits that can only be a phone: "8 (900) 123-45-67".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.domain.amounts import MAX_AMOUNT_MINOR, Ambiguous, Amount, read_amount
from services.domain.cards import TEXT_CHARACTERS, card_runs, find_card, find_links
from services.domain.currency_words import currencies_called
from services.domain.errors import Refusal
from services.domain.typed import plain

LINE_CHARACTERS = 64
"""The longest line that is read as figures, in characters; links may be longer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CardReading:
    """A card number, if it exists, and the amount typed beside it."""

    number: str
    amount: Amount | Ambiguous | None


@dataclass(frozen=True, kw_only=True, slots=True)
class AmountReading:
    """An amount alone."""

    amount: Amount | Ambiguous


@dataclass(frozen=True, kw_only=True, slots=True)
class TailReading:
    """An amount and the last four digits of a guest's phone."""

    amount: Amount | Ambiguous
    last_four: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PhoneReading:
    """A phone as it was typed, for services.phones, and the amount typed before it."""

    typed: str
    amount: Amount | Ambiguous | None


TillReading = CardReading | AmountReading | TailReading | PhoneReading


@dataclass(frozen=True, kw_only=True, slots=True)
class Till:
    """What the reading of a line depends on: the program's currency, the bot, the hard limit."""

    currency: str
    digits: int
    bot_username: str
    limit_minor: int = MAX_AMOUNT_MINOR

    def read(self, text: str) -> Amount | Ambiguous:
        return read_amount(
            text, currency=self.currency, digits=self.digits, limit_minor=self.limit_minor
        )

    def try_read(self, text: str) -> Amount | Ambiguous | None:
        try:
            return self.read(text)
        except Refusal:
            return None


def read_till_line(
    text: str,
    *,
    currency: str,
    digits: int,
    bot_username: str,
    limit_minor: int = MAX_AMOUNT_MINOR,
) -> tuple[TillReading, ...]:
    """Give the readings of a line in the order of precedence, at least one.

    The caller walks them: a card that does not exist, or a phone nobody has, gives way to the
    next reading; every other kind is final.

    Raises:
        CardNotOurs: the line is a link or a code of somebody else.
        AmountNotUnderstood and its kin: the line is nothing the till knows.

    """
    till = Till(
        currency=currency, digits=digits, bot_username=bot_username, limit_minor=limit_minor
    )
    readings: tuple[TillReading, ...] = ()
    if len(text) <= TEXT_CHARACTERS:
        readings = tuple(dict.fromkeys(_readings(plain(text), till)))
    return readings or (AmountReading(amount=till.read(text)),)


def _readings(line: str, till: Till) -> Iterator[TillReading]:
    numbers = find_card(line, till.bot_username)
    if links := tuple(find_links(line)):
        beside = line[: links[0].start] + " " + line[links[-1].end :]
        yield from (_beside(number, beside, till) for number in numbers)
        return
    if len(line) > LINE_CHARACTERS:
        return
    cards = tuple(_cards(line.removeprefix("/start"), till))
    yield from cards
    if phone := _one_run_phone(line):
        yield phone
    for rule in (_amount, _tail, _amount_and_phone):
        if reading := rule(line, till):
            yield reading
            return
    if not cards and (phone := _phone(line)):
        yield phone


# --- Cards ---------------------------------------------------------------------------------


def _cards(line: str, till: Till) -> Iterator[CardReading]:
    for run in card_runs(line):
        beside = line[: run.start] + " " + line[run.end :]
        if currencies_called(beside.strip(), own=till.currency):
            continue
        reading = _beside(run.number, beside, till)
        if reading.amount or not _DIGIT.search(beside):
            yield reading


def _beside(number: str, beside: str, till: Till) -> CardReading:
    return CardReading(number=number, amount=till.try_read(beside.strip()))


# --- Phones and amounts --------------------------------------------------------------------

_DIGIT = re.compile("[0-9]")
_ONE_RUN = re.compile(r"[0-9]{9,15}")
_TAIL = re.compile(r"(?P<amount>.+) (?P<tail>[0-9]{4})")
_PHONE = re.compile(r"\+?[0-9()\-– ]+")
_AMOUNT_AND_PHONE = re.compile(r"(?P<amount>[^+]+?) (?P<phone>\+[0-9()\-– ]+|[0-9()\-–]{9,})")
# After an amount these are a card, perhaps a mistyped one, and never the end of a phone.
_ENDS_LIKE_CARD = re.compile(r" [0-9]{8}$| [0-9]{4} [0-9]{4}$")
_PHONE_DIGITS = range(9, 16)
_PHONE_DIGITS_AFTER_PLUS = range(7, 16)


def _is_phone(text: str) -> bool:
    allowed = _PHONE_DIGITS_AFTER_PLUS if text.startswith("+") else _PHONE_DIGITS
    return bool(_PHONE.fullmatch(text)) and len(_DIGIT.findall(text)) in allowed


def _one_run_phone(line: str) -> PhoneReading | None:
    if _ONE_RUN.fullmatch(line) or (line.startswith("+") and _is_phone(line)):
        return PhoneReading(typed=line, amount=None)
    return None


def _amount(line: str, till: Till) -> AmountReading | None:
    amount = till.try_read(line)
    return AmountReading(amount=amount) if amount else None


def _tail(line: str, till: Till) -> TailReading | None:
    match = _TAIL.fullmatch(line)
    amount = till.try_read(match["amount"]) if match else None
    return TailReading(amount=amount, last_four=match["tail"]) if match and amount else None


def _amount_and_phone(line: str, till: Till) -> PhoneReading | None:
    match = _AMOUNT_AND_PHONE.fullmatch(line)
    if match is None or not _is_phone(match["phone"]):
        return None
    amount = till.try_read(match["amount"])
    return PhoneReading(typed=match["phone"], amount=amount) if amount else None


def _phone(line: str) -> PhoneReading | None:
    if _ENDS_LIKE_CARD.search(line) or not _is_phone(line):
        return None
    return PhoneReading(typed=line, amount=None)
