"""The kinds of value a program file is made of, each with its range and its words."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

# A number with a bound anywhere in the file stays far inside a 64-bit column after every product.
MOST_POINTS = 1_000_000_000
MOST_DAYS = 36_500

_DECIMAL = re.compile(r"(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?", re.ASCII)
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00", re.ASCII)
_LAST_HOUR = 24


def _wrong(sentence: str) -> PydanticCustomError:
    """Return a refusal that already is the sentence to show."""
    return PydanticCustomError("kopilka", "{sentence}", {"sentence": sentence})


def _decimal(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, float):
        raise _wrong(f'must be a decimal in quotes, such as "{value}"')
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise _wrong('must be a decimal in quotes, such as "5" or "0.50"')
    return Decimal(value)


def _local_date(value: object) -> date:
    if type(value) is date:
        return value
    if not isinstance(value, str):
        raise _wrong("must be a date, such as 2026-12-31")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _wrong("must be a date, such as 2026-12-31") from None


def _clock(value: object) -> str:
    if type(value) is int and 0 <= value <= _LAST_HOUR:
        return f"{value:02}:00"
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        raise _wrong('must be a time of day, such as "09:30"')
    return value


def decimal_text(value: Decimal) -> str:
    """Return the shortest plain writing of a decimal: ``5``, ``0.5``, never ``5E+1``."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_DecimalBase = Annotated[
    Decimal,
    PlainSerializer(decimal_text),
    WithJsonSchema({"type": "string", "pattern": r"^(0|[1-9][0-9]*)(\.[0-9]+)?$"}),
    BeforeValidator(_decimal),
]
Money = _DecimalBase
Percent = Annotated[_DecimalBase, Field(ge=0, le=100)]
Factor = Annotated[_DecimalBase, Field(ge=1, le=1000)]
Points = Annotated[int, Field(ge=0, le=MOST_POINTS)]
Days = Annotated[int, Field(ge=0, le=MOST_DAYS)]
Count = Annotated[int, Field(ge=1, le=MOST_POINTS)]
LocalDate = Annotated[date, BeforeValidator(_local_date)]
Clock = Annotated[
    str,
    BeforeValidator(_clock),
    WithJsonSchema({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"}),
]
_ID, _LANGUAGE, _NOT_BLANK = r"^[\w.-]+$", r"^[a-z]{2,3}$", r"\S"
# What to say of text that does not match one of these.
PATTERNS = {
    _ID: "must be letters, digits and -, _ or ., without spaces",
    _LANGUAGE: "must be a language of two or three small letters",
    _NOT_BLANK: "must not be blank",
}
Text = Annotated[str, StringConstraints(max_length=200, pattern=_NOT_BLANK)]
MESSAGE_CHARACTERS = 1000
Message = Annotated[str, StringConstraints(max_length=MESSAGE_CHARACTERS, pattern=_NOT_BLANK)]
Id = Annotated[str, StringConstraints(max_length=64, pattern=_ID)]
CODE_SHAPE = r"^[^\W_]([^\W_]|[ -])*$"
PATTERNS[CODE_SHAPE] = "must be letters and digits, with spaces and hyphens between them"
Code = Annotated[str, StringConstraints(max_length=20, pattern=CODE_SHAPE)]
Language = Annotated[str, StringConstraints(pattern=_LANGUAGE)]
