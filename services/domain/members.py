"""Joining, birthdays, leaving."""

from dataclasses import replace
from datetime import date, timedelta

from services.domain.book import Book
from services.domain.dates import next_day, year_end
from services.domain.errors import BirthdayChangedAlready
from services.domain.expiry import expires_on
from services.domain.gaining import gain
from services.domain.kinds import CouponState, EntryKind, Reason
from services.domain.outcome import Outcome, Part
from services.domain.program import Program
from services.domain.settling import settled
from services.domain.state import Birthday, MemberState


def join(
    program: Program, today: date, *, birthday: Birthday | None = None, welcomed: bool = False
) -> Outcome:
    """Begin a membership, with the welcome gift unless this person was welcomed before."""
    book = Book(MemberState(joined_on=today, settled_on=today, birthday=birthday))
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

    The first one entered is no change, nor is the same day again. Raises BirthdayChangedAlready.
    """
    outcome = settled(program, state, today).close()
    changed_in = state.birthday_changed_in
    if state.birthday is not None and not _same(state.birthday, birthday):
        if changed_in == today.year:
            raise BirthdayChangedAlready(next_on=next_day(year_end(today)))
        changed_in = today.year
    new = replace(outcome.state, birthday=birthday, birthday_changed_in=changed_in)
    return replace(outcome, state=new)


def erase(program: Program, state: MemberState, today: date) -> Outcome:
    """Write off every point left, held ones too, so that no total changes silently.

    Open coupons end with the card.
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
    return replace(outcome, state=replace(outcome.state, birthday=None))


def _welcome(program: Program, book: Book, today: date) -> None:
    gift = program.welcome
    if gift is None or not gift.points:
        return
    end = (
        expires_on(program.points.expiry, today)
        if gift.expires_days is None
        else today + timedelta(days=gift.expires_days)
    )
    part = Part.of("welcome", gift.points, Reason.WELCOME)
    gain(book, EntryKind.GIFT, gift.points, today, [part], expires_on=end)


def _same(one: Birthday, other: Birthday) -> bool:
    years = {one.year, other.year} - {None}
    return (one.month, one.day) == (other.month, other.day) and len(years) <= 1
