"""Stamp cards: counted beside the points, and never rounded by a rule about money.

docs/semantics.md, Stamp cards. A full card becomes a coupon at once; a refund takes stamps back,
and an unused coupon with them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from math import ceil

from services.domain.book import Book
from services.domain.conditions import Circumstances
from services.domain.coupons import RULE
from services.domain.earning import taken
from services.domain.exact import Exact
from services.domain.expiry import expires_on
from services.domain.kinds import CouponState, Each, EntryKind, Reason
from services.domain.outcome import Part, Stamped, StampsBack
from services.domain.program import Program, StampCard
from services.domain.receipts import NetLine
from services.domain.state import (
    Coupon,
    Marks,
    MemberState,
    RecordedLine,
    RecordedPurchase,
    Stamps,
    new_stamps,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """What the cards may ask about a receipt; `counted` are items the till counted by hand."""

    lines: tuple[NetLine, ...]
    counted: Mapping[str, int]
    now: Circumstances
    key: str
    opens_visit: bool  # no purchase of this local day stands yet

    def source(self, card: StampCard) -> str:
        """Name what a stamp is for: the local day of a visit, or the purchase."""
        return str(self.now.local.date()) if card.each is Each.VISIT else self.key


def count_of(view: MemberState | Book, card: str) -> int:
    """Return the stamps on a card now; below 0 they are owed."""
    found = view.stamps.values() if isinstance(view, Book) else view.stamps
    return next((one.count for one in found if one.card == card), 0)


def collect(book: Book, cards: Iterable[StampCard], brought: Brought) -> tuple[Stamped, ...]:
    """Put the receipt's stamps on cards that run; full cards are taken off at once."""
    meant = (card for card in cards if card.when.matches(brought.now))
    made = (_collect(book, card, brought) for card in meant)
    return tuple(one for one in made if one.added or one.too_soon)


def _collect(book: Book, card: StampCard, brought: Brought) -> Stamped:
    had = book.stamps.get(card.id) or new_stamps(card=card.id)
    by_line = _by_line(card, brought) if card.each is Each.ITEM else ()
    added = sum(by_line) if card.each is Each.ITEM else int(_counts(card, brought))
    if card.each is not Each.ITEM and added and _too_soon(card, had, brought.now.local):
        return Stamped(card=card, added=0, count=had.count, too_soon=True)
    full = max(0, (had.count + added) // card.needed)
    has = replace(had, count=had.count + added - full * card.needed)
    if added and card.each is not Each.ITEM:
        last_at = brought.now.local.astimezone(UTC)
        has = replace(has, last_at=last_at, last_for=brought.source(card))
    if added:
        book.stamps[card.id] = has
    if added and card.each is Each.VISIT:
        today = brought.now.local.date()
        book.visit_stamps[today] = (*book.visit_stamps.get(today, ()), (card.id, added))
    return Stamped(card=card, added=added, count=has.count, full=full, by_line=by_line)


def _by_line(card: StampCard, brought: Brought) -> tuple[int, ...]:
    """Return the items line by line; those counted by hand lie on the first."""
    if card.id in brought.counted:
        return (brought.counted[card.id], *(0 for _ in brought.lines[1:]))
    took = taken(card.when, brought.lines)
    return tuple(
        line.quantity if meant else 0 for line, meant in zip(brought.lines, took, strict=True)
    )


def _counts(card: StampCard, brought: Brought) -> bool:
    """Tell whether a card of purchases or visits gets its stamp."""
    opens = card.each is Each.PURCHASE or brought.opens_visit
    return opens and any(taken(card.when, brought.lines))


def _too_soon(card: StampCard, had: Stamps, local: datetime) -> bool:
    return had.last_at is not None and local - had.last_at < timedelta(minutes=card.gap_minutes)


def parts(stamped: Iterable[Stamped]) -> list[Part]:
    """Say card by card what the receipt brought; no part is worth a point."""
    return [Part.of(one.card.id, 0, Reason.STAMPED, _facts(one)) for one in stamped]


def _facts(one: Stamped) -> dict[str, str | int]:
    facts: dict[str, str | int] = {"stamps": one.added, "needed": one.card.needed}
    if one.too_soon:
        return facts | {"outcome": "too_soon", "gap": one.card.gap_minutes}
    if one.count < 0:
        return facts | {"outcome": "owed", "owed": -one.count}
    if one.full:
        return facts | {"outcome": "full", "have": one.count, "full": one.full}
    return facts | {"outcome": "open", "have": one.count}


def reward(
    program: Program,
    book: Book,
    stamped: Iterable[Stamped],
    today: date,
    coupons_taken: Mapping[str, int],
) -> None:
    """Open a coupon for every full card, each with an entry of 0 that says where it is from."""
    taken_now: Counter[str] = Counter()
    for one in stamped:
        card = one.card
        for _ in range(one.full):
            taken_now[card.reward] += 1
            number = coupons_taken.get(card.reward, 0) + taken_now[card.reward]
            facts: dict[str, str | int] = {"offer": card.reward, "coupon": number, "card": card.id}
            part = Part.of(RULE, 0, Reason.CARD_COMPLETE, facts)
            book.enter(EntryKind.GIFT, today, book.sums(), [part])
            book.put_coupon(
                Coupon(
                    offer=card.reward,
                    number=number,
                    points=0,
                    draws=(),
                    claimed_on=today,
                    expires_on=_end(program, card, today),
                    card=card.id,
                    stamps=card.needed,
                )
            )


def _end(program: Program, card: StampCard, today: date) -> date | None:
    if card.reward_days is None:
        return expires_on(program.points.expiry, today)
    return today + timedelta(days=card.reward_days)


def of_purchase(stamped: Iterable[Stamped]) -> Marks:
    """Return the stamps that go back when the whole purchase does."""
    bills = (one for one in stamped if one.card.each is Each.PURCHASE)
    return tuple((one.card.id, one.added) for one in bills if one.added)


def of_line(stamped: Iterable[Stamped], at: int) -> Marks:
    """Return the stamps of the items of one line."""
    return tuple(
        (one.card.id, one.by_line[at]) for one in stamped if one.by_line and one.by_line[at]
    )


def take_back(
    book: Book, before: RecordedPurchase, after: RecordedPurchase, today: date
) -> tuple[StampsBack, ...]:
    """Take what a refund sent back off the cards; the day's purchases are counted already.

    Stamps of items go with their lines, by amount the whole ones of the cumulated share; those
    of a purchase when none of it stands, those of a visit when no purchase of its day does. An
    open coupon of the card goes before stamps are owed.
    """
    gone = standing_items(before.lines)
    gone.subtract(standing_items(after.lines))
    if before.stands and not after.stands:
        _give_back(book, gone, before.stamps, before.key)
    if not book.days[before.on].purchases:
        _give_back(book, gone, book.visit_stamps.pop(before.on, ()), str(before.on))
    backs = tuple(_take(book, card, stamps) for card, stamps in gone.items() if stamps)
    if backs:
        _tell(book, _told(backs, before.key), today)
    return backs


def _tell(book: Book, parts_back: list[Part], today: date) -> None:
    """Say it in the entry of the points taken back; in one of 0 where there is none."""
    for place, entry in enumerate(book.entries):
        if entry.kind is EntryKind.CLAWBACK:
            book.entries[place] = replace(entry, parts=(*entry.parts, *parts_back))
            return
    book.enter(EntryKind.CLAWBACK, today, book.sums(), parts_back)


def standing_items(lines: Iterable[RecordedLine]) -> Counter[str]:
    """Return the stamps of items that have not gone back: what is left of a share is whole."""
    shares: dict[str, Exact] = {}
    for line in lines:
        for card, stamps in line.stamps:
            shares[card] = shares.get(card, 0) + stamps * (1 - line.refunded)
    return Counter({card: ceil(share) for card, share in shares.items()})


def _give_back(book: Book, gone: Counter[str], marks: Marks, source: str) -> None:
    """Add stamps to what goes back; the next one need not wait for one that is gone."""
    for card, stamps in marks:
        gone[card] += stamps
        had = book.stamps.get(card)
        if had is not None and had.last_for == source:
            book.stamps[card] = replace(had, last_at=None, last_for=None)


def _take(book: Book, card: str, taken_now: int) -> StampsBack:
    had = book.stamps.get(card) or new_stamps(card=card)
    count = had.count - taken_now
    withdrawn = []
    unused = [one for one in book.coupons.values() if one.card == card]
    while count < 0 and unused:
        coupon = unused.pop()
        book.close_coupon(coupon, CouponState.WITHDRAWN)
        count += coupon.stamps
        withdrawn.append(coupon)
    book.stamps[card] = replace(had, count=count)
    return StampsBack(card=card, taken=taken_now, count=count, withdrawn=tuple(withdrawn))


def _told(backs: Iterable[StampsBack], purchase: str) -> list[Part]:
    told = []
    for one in backs:
        facts: dict[str, str | int] = {"purchase": purchase, "stamps": one.taken}
        facts |= (
            {"outcome": "open", "have": one.count}
            if one.count >= 0
            else {"outcome": "owed", "owed": -one.count}
        )
        told.append(Part.of(one.card, 0, Reason.STAMPS_BACK, facts))
        told += [
            Part.of(
                RULE,
                0,
                Reason.COUPON_WITHDRAWN,
                {"offer": coupon.offer, "coupon": coupon.number, "card": one.card},
            )
            for coupon in one.withdrawn
        ]
    return told
