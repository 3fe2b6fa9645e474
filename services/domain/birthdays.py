"""The birthday gift: on which day it is due, and giving it.

docs/semantics.md, Occasions.
"""

from datetime import date, timedelta

from services.domain.book import Book
from services.domain.dates import birthday_in
from services.domain.discount_rules import BirthdayDiscount
from services.domain.gaining import give as give_points
from services.domain.kinds import Reason
from services.domain.outcome import Entry, Part
from services.domain.program import BirthdayGift, Program
from services.domain.state import Birthday

APART_DAYS = 300
"""Between two gifts, however often the date was changed."""

# A window may begin in the year before its birthday, and a birthday may have to be known for a
# year: four years ahead there always is one that was.
_YEARS = range(-1, 5)


def due_on(program: Program, book: Book) -> date | None:
    """Return the next day the gift is due on; None without a gift or a birthday.

    Days before the last one settled, and before these rules came into force, are over.
    """
    rules, birthday, known_on = program.birthday, book.birthday, book.birthday_known_on
    if rules is None or birthday is None or known_on is None:
        return None
    floor = max(book.settled_on, program.since or book.settled_on)
    if book.birthday_gift_on is not None:
        floor = max(floor, book.birthday_gift_on + timedelta(days=APART_DAYS))
    return first_day(rules, birthday, known_on, floor)


def first_day(rules: BirthdayGift, birthday: Birthday, known_on: date, floor: date) -> date:
    """Return the first day from `floor` on in the window of a birthday known long enough."""
    days = (
        max(birthday_in(floor.year + year, birthday) - timedelta(days=rules.before), floor)
        for year in _YEARS
        if _counts(rules, birthday_in(floor.year + year, birthday), known_on, floor)
    )
    return next(days)


def _counts(rules: BirthdayGift, on: date, known_on: date, floor: date) -> bool:
    known_in_time = known_on + timedelta(days=rules.known_days) <= on
    return known_in_time and floor <= on + timedelta(days=rules.after)


def occasion(rules: BirthdayGift | BirthdayDiscount, birthday: Birthday, day: date) -> date | None:
    """Return the birthday whose window a day lies in, None outside."""
    for year in (day.year - 1, day.year, day.year + 1):
        on = birthday_in(year, birthday)
        if on - timedelta(days=rules.before) <= day <= on + timedelta(days=rules.after):
            return on
    return None


def give(program: Program, rules: BirthdayGift, book: Book, day: date) -> Entry:
    """Give the gift on a day of the window; the year of the birthday itself is the occasion."""
    birthday = book.birthday
    on = occasion(rules, birthday, day) if birthday is not None else None
    assert on is not None  # noqa: S101  # the day is due
    book.birthday_gift_on = day
    part = Part.of("birthday", rules.points, Reason.BIRTHDAY, {"year": on.year})
    return give_points(book, program, rules, day, part)
