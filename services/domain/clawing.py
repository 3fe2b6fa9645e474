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
    if not points:
        return 0
    before = book.sums()
    own = [lot for lot in book.lots.values() if lot.number == recorded.lot]
    expired = _expired_share(own, recorded, points)
    others = [lot for lot in book.usable_lots() if lot.number != recorded.lot]
    draws = book.take(points - expired, own + others)
    unpaid = points - expired - sum(draw.points for draw in draws)
    facts: dict[str, str | int] = {"purchase": recorded.key}
    parts = [Part.of("clawback", -points, Reason.TAKEN_BACK, facts)]
    if expired:
        parts.append(Part.of("expired", expired, Reason.ALREADY_EXPIRED))
    if unpaid and rules.unpaid is Unpaid.CLAMP:
        parts.append(Part.of("clamp", unpaid, Reason.FORGIVEN))
    else:
        book.deficit += unpaid
    book.enter(EntryKind.CLAWBACK, today, before, parts, draws=draws)
    return expired


def _expired_share(own: list[Lot], recorded: RecordedPurchase, points: int) -> int:
    left = sum(lot.points_left for lot in own)
    expired = sum(lot.expired for lot in own) - recorded.taken_as_expired
    return min(points - min(points, left), expired)
