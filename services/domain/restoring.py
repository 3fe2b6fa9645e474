"""Points paid come back into the lots they came from, the last draw first."""

from datetime import date, timedelta

from services.domain.book import Book
from services.domain.kinds import EntryKind, Reason
from services.domain.outcome import Part
from services.domain.program import RefundRules
from services.domain.state import Draw, Lot, RecordedPurchase


def restore(
    book: Book, rules: RefundRules, recorded: RecordedPurchase, points: int, today: date
) -> None:
    """Give points back; a lot that would end too soon is replaced by one that lasts longer.

    The new lot ends on the refund date + `restore_days`. What comes back repays a deficit first.
    """
    if not points:
        return
    last_day = today + timedelta(days=rules.restore_days)
    before = book.sums()
    own, late = [], 0
    for draw in _last_first(recorded.draws, recorded.restored, points):
        if _lasts(book.lots[draw.lot], last_day):
            own.append(book.put_back(draw.lot, draw.points))
        else:
            late += draw.points
    opened = (book.open_lot(late, today, last_day),) if late else ()
    arrived = [draw.lot for draw in own] + [lot.number for lot in opened]
    repaid = book.repay(arrived)
    part = Part.of("restore", points, Reason.RETURNED, {"purchase": recorded.key})
    book.enter(
        EntryKind.RESTORE,
        today,
        before,
        [part],
        opened=opened,
        draws=repaid,
        restored=tuple(own),
    )


def _lasts(lot: Lot, last_day: date) -> bool:
    return lot.expires_on is None or lot.expires_on >= last_day


def _last_first(draws: tuple[Draw, ...], done: int, points: int) -> list[Draw]:
    """Undo the draws from the end: skip what went back before, then take `points`."""
    back = []
    for draw in reversed(draws):
        skipped = min(done, draw.points)
        done -= skipped
        share = min(points, draw.points - skipped)
        points -= share
        if share:
            back.append(Draw(lot=draw.lot, points=share))
    return back
