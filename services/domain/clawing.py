"""Points earned by what went back are taken back."""

from datetime import date

from services.domain.book import Book
from services.domain.kinds import EntryKind, Reason, Unpaid
from services.domain.outcome import Part
from services.domain.program import RefundRules
from services.domain.state import Lot, RecordedPurchase


def claw_back(
    book: Book, rules: RefundRules, recorded: RecordedPurchase, points: int, today: date
) -> int:
    """Take from the purchase's own lot, then usable lots in order of drawing, then owe the rest.

    Points of the own lot that expired count as taken; returns how many did. Other held lots are
    not touched. With the option `clamp` the rest is forgotten.
    """
    parts = [Part.of("clawback", -points, Reason.TAKEN_BACK, {"purchase": recorded.key})]
    taken_before = recorded.taken_as_expired
    return take_back(
        book, rules.unpaid, points, parts, today, lot=recorded.lot, taken_before=taken_before
    )


def take_back(
    book: Book,
    unpaid: Unpaid,
    points: int,
    parts: list[Part],
    today: date,
    *,
    lot: int | None,
    taken_before: int = 0,
) -> int:
    """Take from the lot these points came in, then from usable lots; write the entry.

    `taken_before` of the lot's expired points were counted as taken already; returns how many
    are counted now. What nothing can pay is owed or forgotten, as `unpaid` says.
    """
    if not points:
        return 0
    before = book.sums()
    own = [one for one in book.lots.values() if one.number == lot]
    expired = _expired_share(own, taken_before, points)
    others = [one for one in book.usable_lots() if one.number != lot]
    draws = book.take(points - expired, own + others)
    left = points - expired - sum(draw.points for draw in draws)
    if expired:
        parts.append(Part.of("expired", expired, Reason.ALREADY_EXPIRED))
    if left and unpaid is Unpaid.CLAMP:
        parts.append(Part.of("clamp", left, Reason.FORGIVEN))
    else:
        book.deficit += left
    book.enter(EntryKind.CLAWBACK, today, before, parts, draws=draws)
    return expired


def _expired_share(own: list[Lot], taken_before: int, points: int) -> int:
    left = sum(lot.points_left for lot in own)
    expired = sum(lot.expired for lot in own) - taken_before
    return min(points - min(points, left), expired)
