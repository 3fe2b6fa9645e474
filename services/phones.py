"""Phone numbers as Telegram and people write them, made into one international form."""

import re
from contextlib import suppress
from dataclasses import dataclass

import phonenumbers

from services.domain.errors import Refusal
from services.domain.typed import echo, plain

PHONE_CHARACTERS = 64
"""The longest text that is read, with all its spaces and marks."""

_LAST_DIGITS = 4
_SHAPE = re.compile(r"\+?[0-9()\-–—./ ]+")
_NOT_DIGITS = re.compile(r"[^0-9]")
# Numbers sold for Telegram accounts without a SIM card: no network answers there, so libraries
# call them impossible, but one account has one, and that is all an identity needs.
_ANONYMOUS = re.compile(r"\+888[0-9]{4,8}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Phone:
    """A phone in E.164; `callable` is false for Telegram's anonymous +888 numbers."""

    e164: str
    callable: bool


@dataclass(kw_only=True, unsafe_hash=True)
class PhoneNotUnderstood(Refusal):
    """The text is no phone; `typed` holds its beginning, safe to show back."""

    typed: str


@dataclass(kw_only=True, unsafe_hash=True)
class PhoneTooShort(Refusal):
    """Digits are missing."""


@dataclass(kw_only=True, unsafe_hash=True)
class PhoneTooLong(Refusal):
    """There are more digits than a number of that country has."""


def contact_phone(phone_number: str) -> Phone:
    """Read the phone of a Telegram contact: always international, with a plus or without.

    Raises:
        PhoneNotUnderstood, PhoneTooShort, PhoneTooLong: it is no such number.

    """
    return _read("+" + _line(phone_number).removeprefix("+"), region=None)


def typed_phone(text: str, region: str) -> Phone:
    """Read a phone a person typed; without a plus it is a number of `region` ("RU").

    Judged by its length alone, as new ranges appear faster than anybody updates.

    Raises:
        PhoneNotUnderstood, PhoneTooShort, PhoneTooLong: what is wrong with it.

    """
    line = _line(text)
    try:
        return _read(line, region=region)
    except PhoneTooLong:
        # The whole international number, its plus forgotten: 998 90 123 45 67.
        with suppress(Refusal):
            if not line.startswith("+"):
                return _read("+" + line, region=None)
        raise


def masked(e164: str) -> str:
    """Show a phone to staff: •• 45 67."""
    return f"•• {e164[-4:-2]} {e164[-2:]}"


def last_four(e164: str) -> str:
    """Give the digits by which a guest may be found."""
    return e164[-_LAST_DIGITS:]


def region_of(e164: str) -> str | None:
    """Name the country of a number ("RU"), or None if it has none or shares its code."""
    if _ANONYMOUS.fullmatch(e164):
        return None
    region = phonenumbers.region_code_for_number(phonenumbers.parse(e164, None))
    return region if region and region.isalpha() else None


def _line(text: str) -> str:
    if len(text) > PHONE_CHARACTERS:
        raise PhoneTooLong
    return plain(text)


def _read(line: str, *, region: str | None) -> Phone:
    if not _SHAPE.fullmatch(line):
        raise PhoneNotUnderstood(typed=echo(line))
    bare = "+" * line.startswith("+") + _NOT_DIGITS.sub("", line)
    if _ANONYMOUS.fullmatch(bare):
        return Phone(e164=bare, callable=False)
    number = _parsed(bare, region)
    _check_length(number)
    return Phone(
        e164=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), callable=True
    )


def _parsed(bare: str, region: str | None) -> phonenumbers.PhoneNumber:
    reasons = phonenumbers.NumberParseException
    try:
        return phonenumbers.parse(bare, region)
    except reasons as error:
        if error.error_type in {reasons.TOO_SHORT_NSN, reasons.TOO_SHORT_AFTER_IDD}:
            raise PhoneTooShort from None
        if error.error_type == reasons.TOO_LONG:
            raise PhoneTooLong from None
        raise PhoneNotUnderstood(typed=echo(bare)) from None


def _check_length(number: phonenumbers.PhoneNumber) -> None:
    match phonenumbers.is_possible_number_with_reason(number):
        case phonenumbers.ValidationResult.IS_POSSIBLE:
            return
        case (
            phonenumbers.ValidationResult.TOO_SHORT
            | phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY
        ):
            raise PhoneTooShort
        case _:
            raise PhoneTooLong
