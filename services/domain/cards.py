"""Card numbers: how they are made, checked, printed, and found in whatever reaches the till.

A number is random, never sequential: nobody can walk from his own card to the next guest's.
Its last two digits are check digits (ISO 7064 MOD 97-10), so a slip of the finger is no card.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from services.domain.errors import Refusal
from services.domain.typed import is_deceptive, plain

SHORT_DIGITS = 8
LONG_DIGITS = 12
SHORT_NUMBERS_UP_TO = 300_000
"""Cards of a program that get eight digits; the million short numbers must stay sparse."""

TEXT_CHARACTERS = 4096
"""The longest text that is searched: a Telegram message."""

_GROUP = 4


class ForeignCode(StrEnum):
    """What a code that is not a card of this bot turned out to be."""

    OTHER_BOT = "other-bot"
    LINK = "link"
    WIFI = "wifi"
    CONTACT = "contact"
    PAYMENT = "payment"


@dataclass(kw_only=True, unsafe_hash=True)
class CardNotOurs(Refusal):
    """The code was read well, but it is not a card of this bot."""

    kind: ForeignCode


@dataclass(frozen=True, kw_only=True, slots=True)
class CardRun:
    """A card number found in plain text, and the place [start, end) where it stands."""

    number: str
    start: int
    end: int


def number_digits(issued: int) -> int:
    """Tell how many digits the next card of a program with `issued` cards has."""
    return SHORT_DIGITS if issued < SHORT_NUMBERS_UP_TO else LONG_DIGITS


def new_number(issued: int, draw: Callable[[int], int]) -> str:
    """Make a card number; `draw(n)` gives a random whole number from 0 up to n, without n.

    The caller keeps numbers unique and draws again when one is taken. Twelve digits begin with
    0, as no phone number does (docs/architecture.md, Cards and codes).
    """
    free = number_digits(issued) - 2 - (number_digits(issued) == LONG_DIGITS)
    body = str(draw(10**free)).zfill(number_digits(issued) - 2)
    return body + _check_digits(body)


def _check_digits(body: str) -> str:
    return str(98 - int(body) * 100 % 97).zfill(2)


def is_card_number(number: str) -> bool:
    """Tell whether the digits could be a card: the length is right and the check digits hold."""
    if not (number.isascii() and number.isdigit()):
        return False
    if len(number) == LONG_DIGITS and number[0] != "0":
        return False
    return len(number) in {SHORT_DIGITS, LONG_DIGITS} and _check_digits(number[:-2]) == number[-2:]


def printed(number: str) -> str:
    """Write a card number in groups of four, as it stands under the QR: 4820 1337."""
    return " ".join(number[i : i + _GROUP] for i in range(0, len(number), _GROUP))


def card_link(bot_username: str, number: str) -> str:
    """Give the text of the card's QR: a link which any phone camera opens in the bot's chat."""
    return f"https://t.me/{bot_username}?start={number}"


def find_card(text: str, bot_username: str) -> tuple[str, ...]:
    """Find the card numbers in a text, in order, each once; the caller knows which exist.

    Takes a camera link, `/start NUMBER`, a scanner's keystrokes (also typed through a Russian or
    Uzbek Cyrillic layout), a bare or a spaced number. No number is an empty tuple.

    Raises:
        CardNotOurs: the text is a code of somebody else: another bot, Wi-Fi, a payment.

    """
    clean = plain(text[: TEXT_CHARACTERS + 1])
    if len(clean) > TEXT_CHARACTERS:
        return ()
    links = tuple(find_links(clean))
    if links:
        return _numbers_of_links(links, bot_username)
    if kind := _foreign_code(clean):
        raise CardNotOurs(kind=kind)
    return tuple(dict.fromkeys(run.number for run in card_runs(clean)))


def find_card_in(codes: Iterable[str], bot_username: str) -> tuple[str, ...]:
    """Find the card numbers in several codes, for example all those on one photo.

    Raises:
        CardNotOurs: none of the codes is ours; it names the first.

    """
    numbers: dict[str, None] = {}
    foreign: list[CardNotOurs] = []
    for code in codes:
        try:
            numbers |= dict.fromkeys(find_card(code, bot_username))
        except CardNotOurs as refusal:
            foreign.append(refusal)
    if foreign and not numbers:
        raise foreign[0]
    return tuple(numbers)


# --- Links ---------------------------------------------------------------------------------

_TELEGRAM = re.compile(
    r"(?:https?://)?(?:www\.)?(?:t\.me|telegram\.(?:me|dog))/(?:s/)?(?P<bot>\w+)(?:/\w+)?/?"
    r"(?:\?(?P<query>.*))?",
    re.IGNORECASE,
)
_TG = re.compile(r"tg:(?://)?resolve/?\?(?P<query>.*)", re.IGNORECASE)
_LINK = re.compile(
    r"[a-z][a-z0-9+.-]{1,20}://\S+|tg:resolve\S+|(?<![\w.])(?:www\.)?(?:t\.me|telegram\.(?:me|dog))/\S+",
    re.IGNORECASE,
)
_PAYMENT_HOST = re.compile(
    r"https?://(?:[\w-]{1,63}\.){0,5}(?:nspk\.ru|sbp\.ru|click\.uz|payme\.uz|kaspi\.kz)(?:[/?]|$)",
    re.IGNORECASE,
)

# The same key in the standard Russian and Uzbek Cyrillic layouts and in the US layout a scanner
# types in. Digits are the same keys in all of them.
_KEYS = str.maketrans(
    dict(
        zip(
            "йцукенгшщзфывапролдячсмитьЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ",
            "qwertyuiopasdfghjklzxcvbnmQWERTYUIOPASDFGHJKLZXCVBNM",
            strict=True,
        )
    )
    | dict(zip("ўқЎҚғҒҳҲжЖюЮ.,?", "osOS-_==::../?&", strict=True))
)
_CYRILLIC = re.compile("[а-яўқғҳ]", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A link found in plain text, put into Latin letters, and its place [start, end) there."""

    address: str
    start: int
    end: int


def find_links(text: str) -> Iterator[Link]:
    """Find the links in plain text, also those typed through a Cyrillic layout."""
    for version in _versions(text):
        matches = tuple(_LINK.finditer(version))
        for match in matches:
            yield Link(address=match[0], start=match.start(), end=match.end())
        if matches:
            return


def _versions(text: str) -> tuple[str, ...]:
    """Give the text, and what it is if its keys were meant for the US layout."""
    return (text, text.translate(_KEYS)) if _CYRILLIC.search(text) else (text,)


def _numbers_of_links(links: Iterable[Link], bot_username: str) -> tuple[str, ...]:
    numbers: dict[str, None] = {}
    foreign: ForeignCode | None = None
    ours = False
    for link in links:
        bot, payload = _bot_and_payload(link.address)
        if bot is not None and bot.lower() == bot_username.lower():
            ours = True
            if is_card_number(payload):
                numbers[payload] = None
        else:
            foreign = foreign or _kind_of_link(link.address, bot)
    if foreign and not ours:
        raise CardNotOurs(kind=foreign)
    return tuple(numbers)


def _bot_and_payload(address: str) -> tuple[str | None, str]:
    if match := _TELEGRAM.match(address):
        return match["bot"], _parameter(match["query"], "start(?:app)?")
    if match := _TG.match(address):
        return _parameter(match["query"], "domain"), _parameter(match["query"], "start(?:app)?")
    return None, ""


def _parameter(query: str | None, name: str) -> str:
    match = re.search(rf"(?:^|&){name}=([\w-]*)", query or "", re.IGNORECASE)
    return match[1] if match else ""


def _kind_of_link(address: str, bot: str | None) -> ForeignCode:
    if bot is not None:
        return ForeignCode.OTHER_BOT
    return ForeignCode.PAYMENT if _PAYMENT_HOST.match(address) else ForeignCode.LINK


# --- Codes of other trades -----------------------------------------------------------------

_FOREIGN = (
    (ForeignCode.WIFI, re.compile(r"wifi:", re.IGNORECASE)),
    (ForeignCode.CONTACT, re.compile(r"begin:vcard|mecard:|bizcard:|tel:|mailto:", re.IGNORECASE)),
    # ST0001… is the Russian bank order, 000201… the EMV code of Uzbek, Kazakh and other banks.
    (ForeignCode.PAYMENT, re.compile(r"st0001\d|000201\d{4}.{20}|bcd\s+00", re.IGNORECASE)),
    (
        ForeignCode.LINK,
        re.compile(r"(?:begin|smsto|sms|matmsg|geo|market|otpauth):", re.IGNORECASE),
    ),
)


def _foreign_code(text: str) -> ForeignCode | None:
    for version in _versions(text):
        for kind, pattern in _FOREIGN:
            if pattern.match(version):
                return kind
    return None


# --- Digits --------------------------------------------------------------------------------

_DIGITS = re.compile(r"(?<!\w)\d+(?!\w)")
_BETWEEN_GROUPS = re.compile(r"[ \-–·.]{1,3}")


def card_runs(text: str) -> Iterator[CardRun]:
    """Find the digits in plain text that could be a card: in one run, or in groups of four.

    A line of nothing but digits and separators may group them in any way.
    """
    if is_deceptive(text.replace("\n", " ").replace("\r", " ").replace("\t", " ")):
        return
    runs = tuple(_DIGITS.finditer(text))
    found = False
    for first in range(len(runs)):
        for group in _groups(text, runs, first):
            number = "".join(run[0] for run in group)
            if is_card_number(number):
                found = True
                yield CardRun(number=number, start=group[0].start(), end=group[-1].end())
    if runs and not found and _only_digits(text):
        number = "".join(run[0] for run in runs)
        if is_card_number(number):
            yield CardRun(number=number, start=0, end=len(text))


def _groups(
    text: str, runs: tuple[re.Match[str], ...], first: int
) -> Iterator[tuple[re.Match[str], ...]]:
    """Give the run alone, then it and one, then two neighbours if all are groups of four."""
    yield runs[first : first + 1]
    for last in range(first + 1, min(first + LONG_DIGITS // _GROUP, len(runs))):
        gap = text[runs[last - 1].end() : runs[last].start()]
        pair = (runs[last - 1][0], runs[last][0])
        if any(len(run) != _GROUP for run in pair) or not _BETWEEN_GROUPS.fullmatch(gap):
            return
        yield runs[first : last + 1]


def _only_digits(text: str) -> bool:
    return all(character in "0123456789 -–·." for character in text)
