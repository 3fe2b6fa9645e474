"""One lot of new points, and the entry that says why."""

from collections.abc import Iterable
from datetime import date, timedelta

from services.domain.book import Book
from services.domain.expiry import expires_on as usual_end
from services.domain.invitations import ReferralGift
from services.domain.kinds import EntryKind
from services.domain.outcome import Entry, Part
from services.domain.program import BirthdayGift, DormancyGift, Program, Welcome

Gift = Welcome | BirthdayGift | DormancyGift | ReferralGift


def gain(
    book: Book,
    kind: EntryKind,
    points: int,
    on: date,
    parts: Iterable[Part],
    *,
    expires_on: date | None,
    activates_on: date | None = None,
) -> Entry:
    """Open a lot for the points, let it repay a deficit, write the entry.

    An award of nothing is an entry of 0 with its reasons, and no lot.
    """
    before = book.sums()
    if not points:
        return book.enter(kind, on, before, parts)
    lot = book.open_lot(points, on, expires_on, activates_on)
    draws = book.repay([lot.number])
    return book.enter(kind, on, before, parts, opened=(lot,), draws=draws)


def give(book: Book, program: Program, gift: Gift, on: date, part: Part) -> Entry:
    """Give points that live as long as the gift says, or as the program's other points."""
    end = (
        usual_end(program.points.expiry, on)
        if gift.expires_days is None
        else on + timedelta(days=gift.expires_days)
    )
    return gain(book, EntryKind.GIFT, gift.points, on, [part], expires_on=end)


def lose(book: Book, kind: EntryKind, points: int, on: date, parts: Iterable[Part]) -> Entry:
    """Draw usable points in order of drawing and write the entry; the balance must cover them."""
    before = book.sums()
    draws = book.take(points, book.usable_lots())
    return book.enter(kind, on, before, parts, draws=draws)
