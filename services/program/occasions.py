"""What the program gives and says of its own accord: its part of the file, and of the rules."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from services.domain import program
from services.domain.kinds import Occasion
from services.placeholders import allowed, unknown
from services.program.conditions import Part
from services.program.positions import Path
from services.program.values import Days, Language, Message, Percent, Points

MOST_AROUND = 30
"""Days before or after a birthday."""

MOST_KNOWN = 366
MOST_DORMANT = 730
MOST_NOTICE = 60
MOST_NOTICES = 5

Words = Annotated[dict[Language, Message], Field(max_length=20)]


class Welcome(Part):
    on: bool = True
    """false: neither the gift nor these words"""
    points: Points = 0
    """a gift to everyone who joins, once per person"""
    expires_days: Days | None = None
    """how long the gift lives; left out: as long as other points"""
    text: Words = Field(default_factory=dict)
    """the owner's own words, by language; left out: the built-in ones"""


class Birthday(Part):
    on: bool = True
    """false: neither the gift nor the message"""
    points: Points = 0
    """the gift; it comes to everyone, the message only to those who agreed to messages"""
    discount: Percent | None = None
    """percent off every bill inside the window"""
    before: Annotated[int, Field(ge=0, le=MOST_AROUND)] = 3
    """the window opens so many days before the birthday"""
    after: Annotated[int, Field(ge=0, le=MOST_AROUND)] = 3
    """and closes so many days after it"""
    known_days: Annotated[int, Field(ge=0, le=MOST_KNOWN)] = 14
    """the date must be known so many days before the birthday"""
    expires_days: Days | None = None
    """how long the gift lives; left out: as long as other points"""
    text: Words = Field(default_factory=dict)
    """the owner's own words, by language; left out: the built-in ones"""


class Dormancy(Part):
    on: bool = True
    """false: nobody is called back"""
    days: Annotated[int, Field(ge=1, le=MOST_DORMANT)] = 60
    """so many days without a purchase"""
    points: Points = 0
    """a gift that comes with the message, to those who agreed to messages"""
    expires_days: Days | None = None
    """how long the gift lives; left out: as long as other points"""
    text: Words = Field(default_factory=dict)
    """the owner's own words, by language; left out: the built-in ones"""


class ExpiryNotice(Part):
    on: bool = True
    """false: nobody is reminded"""
    days: Annotated[
        tuple[Annotated[int, Field(ge=1, le=MOST_NOTICE)], ...],
        Field(strict=False, min_length=1, max_length=MOST_NOTICES),
    ] = (7, 1)
    """so many days before points end, each time once"""
    text: Words = Field(default_factory=dict)
    """the owner's own words, by language; left out: the built-in ones"""


Table = Welcome | Birthday | Dormancy | ExpiryNotice


def check_words(occasion: Occasion, table: Table) -> Iterator[tuple[Path, str]]:
    """Find placeholders that a message cannot fill."""
    for language, text in table.text.items():
        if (strange := unknown(occasion, text)) is not None:
            known = ", ".join(allowed(occasion, language))
            yield (occasion.value, "text", language), f'knows no "{strange}", only {known}'


def check_notice(notice: ExpiryNotice) -> Iterator[tuple[Path, str]]:
    if len(set(notice.days)) < len(notice.days):
        yield (Occasion.EXPIRY.value, "days"), "names a day twice"


def welcome_gift(welcome: Welcome) -> program.Welcome | None:
    """Return what joining brings; None if it brings no points."""
    if not (welcome.on and welcome.points):
        return None
    return program.Welcome(points=welcome.points, expires_days=welcome.expires_days)


def birthday_gift(birthday: Birthday) -> program.BirthdayGift | None:
    """Return what a birthday brings; None if it brings no points."""
    return birthday_window(birthday) if birthday.on and birthday.points else None


def birthday_window(birthday: Birthday) -> program.BirthdayGift:
    """Return the window of a birthday, with points or without."""
    return program.BirthdayGift(
        points=birthday.points,
        before=birthday.before,
        after=birthday.after,
        known_days=birthday.known_days,
        expires_days=birthday.expires_days,
    )


def dormancy_gift(dormancy: Dormancy) -> program.DormancyGift | None:
    """Return what calls somebody back; None if nobody is called."""
    if not dormancy.on:
        return None
    return program.DormancyGift(
        points=dormancy.points, days=dormancy.days, expires_days=dormancy.expires_days
    )
