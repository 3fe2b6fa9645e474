"""Settle first: do what is due for a member up to a date, so that no result waits for a job.

Per day: activate, review the tier, expire, give for a birthday. The work jumps from one due date
to the next.
"""

from datetime import date

from services.domain import birthdays
from services.domain.book import Book
from services.domain.dates import earliest, next_day
from services.domain.kinds import CouponState, EntryKind, Job, Reason
from services.domain.outcome import Entry, Outcome, Part
from services.domain.program import Program
from services.domain.reviewing import next_review, review
from services.domain.standing import advance
from services.domain.state import NO_TIER, Lot, MemberState


def settle(program: Program, state: MemberState, today: date) -> Outcome:
    """Do everything due through `today`; doing it twice changes nothing."""
    return settled(program, state, today).close()


def next_due(program: Program, state: MemberState) -> date | None:
    """Return the first day on which settling will have something to do, None if never."""
    return _next_due(program, Book(state))


def settled(program: Program, state: MemberState, today: date) -> Book:
    """Open a book on a state and bring it to `today`."""
    book = Book(state)
    _bring(program, book, today)
    return book


def _bring(program: Program, book: Book, today: date) -> None:
    """Do what is due, by the rules before these through the day on which these began.

    Without `before` everything due by then has been done, and these rules have no say in it.
    """
    if program.since is not None and book.settled_on < program.since:
        began = min(program.since, today)
        if program.before is None:
            advance(book, began)
        else:
            _bring(program.before, book, began)
    while (due := _next_due(program, book)) is not None and due <= today:
        _settle_day(program, book, max(due, book.settled_on))
    advance(book, today)


def _next_due(program: Program, book: Book) -> date | None:
    # Every purchase asks, and most members have a handful of lots and nothing else.
    lots = [lot for lot in book.lots.values() if lot.points_left]
    last_days = [lot.expires_on for lot in lots if not lot.held and lot.expires_on is not None]
    due = [lot.activates_on for lot in lots if lot.held]
    if book.coupons:
        last_days += [
            one.expires_on for one in book.coupons.values() if one.expires_on is not None
        ]
    if last_days:
        due.append(next_day(min(last_days)))
    if program.tiers is not None and book.tier is not NO_TIER:
        due.append(next_review(book.tier))
    if book.birthday is not None:
        due.append(birthdays.due_on(program, book))
    return due[0] if len(due) == 1 else earliest(due)


def _settle_day(program: Program, book: Book, day: date) -> None:
    advance(book, day)
    _activate(book, day)
    if program.tiers is not None:
        before = book.tier
        due = next_review(before)
        if due is not None and due <= day:
            review(book, program.tiers, day)
        if book.tier != before:
            book.end_step(day, Job.REVIEW)
    _expire(book, day)
    if program.birthday is not None and birthdays.due_on(program, book) == day:
        entry = birthdays.give(program, program.birthday, book, day)
        book.end_step(day, Job.BIRTHDAY, entries=(entry,))


def _activate(book: Book, day: date) -> None:
    due = [
        lot
        for lot in book.open_lots()
        if lot.held and lot.activates_on is not None and lot.activates_on <= day
    ]
    if due:
        book.end_step(day, Job.ACTIVATE, activations=book.activate(due, day))


def _expire(book: Book, day: date) -> None:
    coupons = [coupon for coupon in book.coupons.values() if _is_over(coupon.expires_on, day)]
    for coupon in coupons:
        book.close_coupon(coupon, CouponState.EXPIRED)
    entries = expire_lots(book, day)
    if entries or coupons:
        book.end_step(day, Job.EXPIRE, entries=entries)


def expire_lots(book: Book, day: date) -> tuple[Entry, ...]:
    """Write off the usable lots that ended before a day: one entry for all, or none."""
    ended = [lot for lot in book.usable_lots() if _is_over(lot.expires_on, day)]
    if not ended:
        return ()
    before = book.sums()
    points = sum(lot.points_left for lot in ended)
    draws = book.take(points, ended, expired=True)
    parts = [_expired(lot) for lot in ended]
    return (book.enter(EntryKind.EXPIRE, day, before, parts, draws=draws),)


def _is_over(last_day: date | None, day: date) -> bool:
    return last_day is not None and last_day < day


def _expired(lot: Lot) -> Part:
    facts = {"opened_on": lot.opened_on.isoformat(), "expires_on": str(lot.expires_on)}
    return Part.of("expired", -lot.points_left, Reason.EXPIRED, facts)
