"""Stamps recomputed: what entries say, what purchases and visits brought, what cards hold."""

from collections import Counter
from collections.abc import Iterator, Mapping

from models.members import MemberStatus
from services.domain.kinds import CouponState, Reason
from services.domain.recording import load_counters, load_lines, load_parts
from services.domain.stamps import standing_items
from services.store.audits import Books

_STAMPS = '"stamps":'
_SIGNS = {Reason.STAMPED: 1, Reason.STAMPS_BACK: -1}
_WORDS = tuple(f'"{reason.value}"' for reason in _SIGNS)


def stamp_claims(books: Books) -> Iterator[tuple[str, object, object]]:
    """Check that cards hold what purchases and visits brought, less what coupons took."""
    brought = _brought(books)
    yield "stamps of purchases", _some(_told(books)), _some(brought)
    for row in books.coupons:
        if row.card is not None and row.state is not CouponState.WITHDRAWN:
            brought[row.card] -= row.stamps
    if books.member.status is not MemberStatus.ERASED:
        counters = books.member.counters
        known = load_counters(counters).stamps if _STAMPS in counters else ()
        yield "stamps on cards", _some(brought), _some({one.card: one.count for one in known})


def _told(books: Books) -> Counter[str]:
    """Add up what the entries say; few speak of stamps, the others need not be read."""
    told: Counter[str] = Counter()
    for entry in books.entries:
        if any(word in entry.parts for word in _WORDS):
            for part in load_parts(entry.parts):
                sign = _SIGNS.get(part.reason, 0)
                told[part.rule] += sign * int(part.facts.get("stamps", 0))
    return told


def _brought(books: Books) -> Counter[str]:
    """Add up what stands of purchases, their lines and visits."""
    brought: Counter[str] = Counter()
    for purchase in books.purchases:
        if _STAMPS in purchase.lines:
            brought.update(standing_items(load_lines(purchase.lines)))
        if purchase.stands:
            brought.update(dict(purchase.stamps))
    for day in books.days:
        brought.update(dict(day.stamps))
    return brought


def _some(stamps: Mapping[str, int]) -> dict[str, int]:
    return {card: count for card, count in sorted(stamps.items()) if count}
