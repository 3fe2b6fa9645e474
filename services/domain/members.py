"""Joining, birthdays, leaving."""

from dataclasses import replace
from datetime import date

from services.domain.book import Book
from services.domain.dates import next_day, year_end
from services.domain.errors import BirthdayChangedAlready
from services.domain.gaining import give
from services.domain.kinds import CouponState, EntryKind, Reason
from services.domain.outcome import Outcome, Part
from services.domain.program import Program
from services.domain.settling import settled
from services.domain.state import Birthday, MemberState, new_state


def join(
    program: Program, today: date, *, birthday: Birthday | None = None, welcomed: bool = False
) -> Outcome:
    """Begin a membership, with the welcome gift unless this person was welcomed before."""
    known_on = None if birthday is None else today
    book = Book(
        new_state(joined_on=today, settled_on=today, birthday=birthday, birthday_known_on=known_on)
    )
    if not welcomed:
        _welcome(program, book, today)
    return book.close()


def welcome(program: Program, state: MemberState, today: date) -> Outcome:
    """Give the welcome gift to a member who joined without it; the caller knows it is the first.

    Used when a guest claims the card that was opened for him at the till.
    """
    book = settled(program, state, today)
    _welcome(program, book, today)
    return book.close()


def set_birthday(program: Program, state: MemberState, birthday: Birthday, today: date) -> Outcome:
    """Enter or change a birthday; a change is possible once a calendar year.

    The first one entered is no change, nor is the same day again; another day is known from
    now on only. Raises BirthdayChangedAlready.
    """
    outcome = settled(program, state, today).close()
    known_on, changed_in = state.birthday_known_on, state.birthday_changed_in
    if state.birthday is None or not _same(state.birthday, birthday):
        known_on = today
        if state.birthday is not None and changed_in == today.year:
            raise BirthdayChangedAlready(next_on=next_day(year_end(today)))
        changed_in = changed_in if state.birthday is None else today.year
    new = replace(
        outcome.state,
        birthday=birthday,
        birthday_known_on=known_on,
        birthday_changed_in=changed_in,
    )
    return replace(outcome, state=new)


def call_back(program: Program, state: MemberState, today: date) -> Outcome:
    """Give somebody who stopped buying the gift of the program; the caller asked for consent.

    The entry is the last one; without a gift in the program there is none.
    """
    book = settled(program, state, today)
    gift = program.dormancy
    if gift is not None and gift.points:
        part = Part.of("dormancy", gift.points, Reason.DORMANCY)
        give(book, program, gift, today, part)
    return book.close()


def erase(program: Program, state: MemberState, today: date) -> Outcome:
    """Write off every point left, held ones too, so that no total changes silently.

    Open coupons and stamps end with the card.
    """
    book = settled(program, state, today)
    before, points = book.sums(), book.balance + book.pending
    if points:
        draws = book.take(points, book.open_lots(), expired=True)
        part = Part.of("erased", -points, Reason.ERASED)
        book.enter(EntryKind.EXPIRE, today, before, [part], draws=draws)
    for coupon in tuple(book.coupons.values()):
        book.close_coupon(coupon, CouponState.EXPIRED)
    outcome = book.close()
    forgotten = replace(
        outcome.state,
        birthday=None,
        birthday_known_on=None,
        birthday_gift_on=None,
        stamps=(),
        favourites=None,
    )
    return replace(outcome, state=forgotten)


def _welcome(program: Program, book: Book, today: date) -> None:
    gift = program.welcome
    if gift is not None and gift.points:
        part = Part.of("welcome", gift.points, Reason.WELCOME)
        give(book, program, gift, today, part)


def _same(one: Birthday, other: Birthday) -> bool:
    years = {one.year, other.year} - {None}
    return (one.month, one.day) == (other.month, other.day) and len(years) <= 1
