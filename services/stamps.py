"""Stamp cards as people see them: what a bill brought, what lies on each card, what they gave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from services import outbox
from services import program_versions as programs
from services.domain.kinds import CouponState, Each
from services.domain.outcome import Purchased, StampsBack
from services.domain.program import Program
from services.domain.stamps import count_of
from services.domain.state import Coupon, MemberState
from services.facts import Fact, Key, Localized
from services.new_coupons import insert_coupon
from services.outbox import Buttons
from services.program.document import Document, OfferGoods
from services.program.stamp_cards import StampCardPart
from services.store import coupons as store
from services.store.accounts import Account

Counted = tuple[tuple[str, int], ...]  # pairs of a stamp card and items, as the till counted them
MOST_COUNTED = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class CardStamps:
    """A stamp card after a bill: what the bill `added`, what lies on it now (below 0: owed).

    `full` is how many cards became full, `too_soon` that there was no stamp for lack of time
    since the last one, `gap_minutes` how long that is.
    """

    card: str
    title: Mapping[str, str]
    reward: Mapping[str, str]
    added: int
    count: int
    needed: int
    full: int = 0
    too_soon: bool = False
    gap_minutes: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberCard:
    """A stamp card as its member sees it; a count below 0 is owed."""

    title: Mapping[str, str]
    reward: Mapping[str, str]
    count: int
    needed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ToCount:
    """A card whose items only the cashier can count."""

    card: str
    title: Mapping[str, str]


def card_title(document: Document, card: StampCardPart) -> Mapping[str, str]:
    """Return what to call a card: its own title, or its reward's."""
    return card.title or reward_title(document, card)


def reward_title(document: Document, card: StampCardPart) -> Mapping[str, str]:
    """Return what the guest gets: named by the card, or by the goods of that id."""
    goods = (one for one in document.offer if isinstance(one, OfferGoods))
    named = next((one.title for one in goods if one.id == card.reward), {})
    return card.reward_title or named or {"en": card.reward}


def titles_of(document: Document) -> dict[str, Mapping[str, str]]:
    """Return what the cards are called, by id."""
    return {card.id: card_title(document, card) for card in document.stamp_card}


def cards_of(document: Document, state: MemberState) -> tuple[MemberCard, ...]:
    """Return the cards that run or hold something of the member's, in the order of the file."""
    return tuple(
        MemberCard(
            title=card_title(document, card),
            reward=reward_title(document, card),
            count=count_of(state, card.id),
            needed=card.needed,
        )
        for card in document.stamp_card
        if card.on or count_of(state, card.id)
    )


def to_count(tx: Connection, *, now: datetime) -> tuple[ToCount, ...]:
    """Return the cards of items that run at this moment: a bill of one sum does not say them."""
    stored = programs.current(tx, now=now)
    local = now.astimezone(ZoneInfo(stored.program.timezone))
    titles = titles_of(stored.document)
    return tuple(
        ToCount(card=card.id, title=titles[card.id])
        for card in stored.program.stamp_cards
        if card.on and card.each is Each.ITEM and card.when.open_at(local)
    )


def taken(tx: Connection, program: Program, member_id: int) -> dict[str, int]:
    """Return how many coupons of each reward the member ever had; nobody asks without a card."""
    return store.numbers(tx, member_id) if program.running_cards else {}


def after_bill(document: Document, made: Purchased) -> tuple[CardStamps, ...]:
    """Show what a purchase brought, card by card."""
    parts = {card.id: card for card in document.stamp_card}
    return tuple(
        CardStamps(
            card=one.card.id,
            title=card_title(document, parts[one.card.id]),
            reward=reward_title(document, parts[one.card.id]),
            added=one.added,
            count=one.count,
            needed=one.card.needed,
            full=one.full,
            too_soon=one.too_soon,
            gap_minutes=one.card.gap_minutes,
        )
        for one in made.stamped
    )


def told(stamped: Sequence[CardStamps]) -> Fact:
    """Return the lines about a bill's stamps, one for each card, or an empty text."""
    return _joined([_line(one) for one in stamped])


def _joined(lines: Sequence[Key]) -> Fact:
    if not lines:
        return ""
    first, *rest = lines
    return Key("stamps-lines", {"first": first, "rest": _joined(rest)})


def _line(one: CardStamps) -> Key:
    facts: dict[str, Fact] = {"title": Localized(one.title)}
    if one.too_soon:
        return Key("stamps-too-soon", facts | {"minutes": one.gap_minutes})
    facts["added"] = one.added
    if one.count < 0:
        return Key("stamps-owed", facts | {"owed": -one.count})
    facts |= {"count": one.count, "needed": one.needed}
    if one.full:
        return Key("stamps-full", facts | {"full": one.full})
    return Key("stamps-line", facts | {"left": one.needed - one.count})


def told_back(document: Document, backs: Iterable[StampsBack]) -> Fact:
    """Return the lines about what a refund took from cards, or an empty text."""
    titles = titles_of(document)
    lines = []
    for one in backs:
        facts: dict[str, Fact] = {
            "title": Localized(titles.get(one.card) or {"en": one.card}),
            "taken": one.taken,
        }
        lines.append(
            Key("stamps-back", facts | {"count": one.count})
            if one.count >= 0
            else Key("stamps-back-owed", facts | {"owed": -one.count})
        )
        lines += [
            Key("stamps-withdrawn", {"reward": Localized(reward_of(document, coupon))})
            for coupon in one.withdrawn
        ]
    return _joined(lines)


def reward_of(document: Document, coupon: Coupon) -> Mapping[str, str]:
    """Return what the goods of a card's coupon are called today."""
    cards = (card for card in document.stamp_card if card.reward == coupon.offer)
    titles = [reward_title(document, card) for card in cards]
    return titles[0] if titles else {"en": coupon.offer}


def open_coupons(
    tx: Connection,
    account: Account,
    made: Purchased,
    stamped: Iterable[CardStamps],
    *,
    now: datetime,
) -> None:
    """Write down the coupons of full cards, and tell the member of each."""
    titles = {one.card: one.reward for one in stamped}
    for coupon in made.coupons:
        if coupon.state is CouponState.OPEN and coupon.card is not None:
            title = titles[coupon.card]
            coupon_id = insert_coupon(tx, account.member_id, coupon, title, now=now)
            _tell(tx, account, coupon_id, title, coupon.expires_on, now=now)


def _tell(
    tx: Connection,
    account: Account,
    coupon_id: int,
    reward: Mapping[str, str],
    until: date | None,
    *,
    now: datetime,
) -> None:
    facts: dict[str, Fact] = {"reward": Localized(reward)}
    outbox.tell(
        tx,
        account.telegram_id,
        "stamps-complete" if until is None else "stamps-complete-until",
        facts if until is None else {**facts, "until": until},
        reason=f"stamps:{coupon_id}",
        buttons=Buttons(kind="gift", args={"coupon_id": coupon_id}),
        now=now,
    )


def counted_of(asked: Iterable[ToCount], counts: str) -> Counted | None:
    """Return the items of each card, one digit a card; None if not all are counted."""
    cards = tuple(asked)
    if not cards:
        return ()
    if len(counts) != len(cards) or not counts.isascii():
        return None
    return tuple((one.card, int(digit)) for one, digit in zip(cards, counts, strict=True))
