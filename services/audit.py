"""Recompute the books from their entries and report the first difference.

docs/reliability.md, the invariants I1 to I18: what can be proved from the rows alone is
proved here, member by member; `kopilka audit` exits with 1 on the first difference.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from sqlalchemy import Connection

from migrations.triggers import APPEND_ONLY
from models.members import MemberStatus
from services.domain.birthdays import APART_DAYS
from services.domain.dates import add_months, next_day
from services.domain.kinds import CouponState, EntryKind, Reason, ReferrerShare
from services.domain.recording import load_counters, load_parts
from services.domain.segments import mostly
from services.domain.standing import YEAR_MONTHS
from services.domain.state import Coupon
from services.favourite_audit import favourite_claims
from services.keys import Keys, keys_of
from services.stamp_audit import stamp_claims
from services.store import audits as store
from services.store.audits import Books
from services.store.coupons import of_row
from services.store.entries import signed_text

_OFFER, _COUPONS, _REFERRAL = '["offer",', '"coupons":', '["referral",'

# What is claimed, what the entries say, what the row says.
Claims = Iterator[tuple[str, object, object]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One thing that is not what the entries say; `member_id` is None for the whole."""

    rule: str
    member_id: int | None
    expected: str
    found: str

    def __str__(self) -> str:
        whose = "" if self.member_id is None else f"member {self.member_id}, "
        return f"{whose}{self.rule}: expected {self.expected}, found {self.found}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """How much was looked at, and the first difference, if there is one."""

    members: int
    entries: int
    purchases: int
    difference: Difference | None


def audit(tx: Connection) -> Audit:
    """Check all books on one snapshot; to be called through `report`."""
    keys = keys_of(tx)
    members = entries = purchases = 0
    difference = next(_of_the_whole(tx), None)
    for books in store.all_books(tx) if difference is None else ():
        members += 1
        entries += len(books.entries)
        purchases += len(books.purchases)
        difference = next(_of_a_member(keys, books), None)
        if difference is not None:
            break
    return Audit(members=members, entries=entries, purchases=purchases, difference=difference)


def _of_the_whole(tx: Connection) -> Iterator[Difference]:
    triggers = store.trigger_names(tx)
    guarded = [
        table
        for table in APPEND_ONLY
        if any(name.startswith(f"{table}_refuse_") for name in triggers)
    ]
    claims = (
        ("file", "ok", store.file_verdict(tx)),
        ("append-only tables (I4)", list(APPEND_ONLY), guarded),
        ("receipts of no purchase (I15)", 0, store.receipts_of_nothing(tx)),
        ("gifts without their two entries", 0, store.gifts_of_nothing(tx)),
        ("points that gifts made or lost", 0, store.sum_of_transfers(tx)),
    )
    yield from _differences(claims, None)


def _of_a_member(keys: Keys, books: Books) -> Iterator[Difference]:
    for check in _CHECKS:
        yield from _differences(check(books), books.member.id)
    yield from _differences(_chain(keys, books), books.member.id)


def _differences(
    claims: Iterable[tuple[str, object, object]], member_id: int | None
) -> Iterator[Difference]:
    for rule, expected, found in claims:
        if expected != found:
            yield Difference(
                rule=rule, member_id=member_id, expected=str(expected), found=str(found)
            )


def _sums(books: Books) -> Claims:
    """I1: the member's cached sums are those of the entries, and those of the lots."""
    member, entries = books.member, books.entries
    activated = sum(one.points for one in books.activations)
    repaid = sum(one.repaid for one in books.activations)
    balance = sum(one.balance_change for one in entries) + activated - repaid
    pending = sum(one.pending_change for one in entries) - activated
    deficit = sum(one.deficit_change for one in entries) - repaid
    yield "balance (I1)", balance, member.balance
    yield "pending (I1)", pending, member.pending
    yield "deficit (I1)", deficit, member.deficit
    usable = sum(lot.points_left for lot in books.lots if not lot.held)
    held = sum(lot.points_left for lot in books.lots if lot.held)
    yield "balance in lots (I1)", balance, usable
    yield "pending in lots (I1)", pending, held


def _lots(books: Books) -> Claims:
    """I2, I3, I10: lots lost what was drawn, entries drew what they say, holds held."""
    drawn: Counter[int] = Counter()
    by_entry: Counter[int] = Counter()
    for draw in books.draws:
        drawn[draw.lot_number] += draw.points
        by_entry[draw.entry_number] -= draw.points
    for one in books.activations:
        drawn[one.lot_number] += one.repaid
    for lot in books.lots:
        by_entry[lot.entry_number] += lot.amount
        yield f"lot {lot.number} (I2)", lot.amount - drawn[lot.number], lot.points_left
    for entry in books.entries:
        moved = entry.balance_change + entry.pending_change
        yield f"draws of entry {entry.number} (I3)", moved, by_entry[entry.number]
    activated = {one.lot_number for one in books.activations}
    early = [lot.number for lot in books.lots if lot.held and lot.number in activated]
    yield "lots held and activated (I10)", [], early


def _numbers(books: Books) -> Claims:
    """I11: entries and lots are numbered without a gap, and nothing is an orphan."""
    entries = [entry.number for entry in books.entries]
    yield "entry numbers (I11)", list(range(1, books.member.next_entry)), entries
    lots = [lot.number for lot in books.lots]
    yield "lot numbers (I11)", list(range(1, books.member.next_lot)), lots
    strangers = {draw.entry_number for draw in books.draws} - set(entries)
    yield "draws without an entry (I11)", set(), strangers


def _refunds(books: Books) -> Claims:
    """I6: refunds add up to what their purchase says, and never to more than it was."""
    gone = {purchase.id: [0] * 5 for purchase in books.purchases}
    for refund in books.refunds:
        figures = (
            refund.amount_minor,
            refund.to_return_minor,
            refund.restored,
            refund.clawed,
            refund.off_minor,
        )
        sums = gone.setdefault(refund.purchase_id, [0] * 5)
        gone[refund.purchase_id] = [sum(pair) for pair in zip(sums, figures, strict=True)]
    for purchase in books.purchases:
        counted = [
            purchase.refunded_minor,
            purchase.returned_minor,
            purchase.restored,
            purchase.clawed,
            purchase.off_back_minor,
        ]
        yield f"refunds of purchase {purchase.id} (I6)", gone[purchase.id], counted
        goods = purchase.amount_minor - purchase.discount_minor
        most = [goods, goods - purchase.applied * purchase.value_minor]
        most += [purchase.applied, purchase.earned, purchase.off_minor]
        over = [have for have, limit in zip(counted, most, strict=True) if have > limit]
        yield f"refunded beyond purchase {purchase.id} (I6)", [], over


def _purchases(books: Books) -> Claims:
    """Check that a purchase's points are those of its entries; its days add up (I16)."""
    points: Counter[tuple[int, str]] = Counter()
    for entry in books.entries:
        if entry.purchase_id is not None and entry.refund_id is None:
            points[entry.purchase_id, entry.kind.value] += entry.points
    for purchase in books.purchases:
        found = [points[purchase.id, "earn"], -points[purchase.id, "redeem"]]
        yield f"points of purchase {purchase.id}", [purchase.earned, purchase.applied], found
    standing = sum(purchase.stands for purchase in books.purchases)
    yield "purchases by day (I16)", standing, sum(day.purchases for day in books.days)
    spent = sum(
        purchase.amount_minor
        - purchase.discount_minor
        - purchase.applied * purchase.value_minor
        - purchase.returned_minor
        for purchase in books.purchases
    )
    yield "money by day (I16)", spent, sum(day.spend_minor for day in books.days)
    latest = max((purchase.at for purchase in books.purchases), default=None)
    yield "last purchase", latest, books.member.last_purchase_at


def _named(coupon: Coupon) -> tuple[str, int]:
    return coupon.offer, coupon.number


def _discounts(books: Books) -> Claims:
    """Check that reasons add up to what was taken off, and that a coupon was used once."""
    for purchase in books.purchases:
        parts = load_parts(purchase.discounts) if purchase.discounts else ()
        told = sum(Fraction(part.facts["off"]) for part in parts)
        yield f"taken off purchase {purchase.id}", purchase.off_minor, told
        left = 0 if purchase.stands else purchase.off_minor - purchase.off_back_minor
        yield f"taken off goods given back of purchase {purchase.id}", 0, left
    used = [
        (purchase.coupon_offer, purchase.coupon_number)
        for purchase in books.purchases
        if purchase.stands and purchase.coupon_offer is not None
    ]
    gone = {(row.offer, row.number) for row in books.coupons if row.state is CouponState.USED}
    yield "coupons of standing purchases", sorted(set(used) & gone), sorted(used)


def _segments(books: Books) -> Claims:
    """Check the year's figures on the row, and the categories that stand beside the days."""
    member = books.member
    yield "year of the figures", add_months(member.settled_on, -YEAR_MONTHS), member.year_after
    year = [day for day in books.days if member.year_after < day.on <= member.settled_on]
    yield "money in the year", sum(day.spend_minor for day in year), member.year_spend_minor
    yield "visits in the year", sum(day.visits for day in year), member.year_visits
    money: Counter[str] = Counter()
    for day in books.days:
        money.update(day.categories)
    yield "main category", mostly(money), member.mostly
    paid = {(day.on, category) for day in books.days for category in day.categories}
    yield "categories by day", paid, {(row.on, row.category) for row in books.categories}


def _coupons(books: Books) -> Claims:
    """Check that coupons are what entries paid for and gave back; the row knows the open ones."""
    taken: defaultdict[int, list[list[int]]] = defaultdict(list)
    put_back: defaultdict[int, list[list[int]]] = defaultdict(list)
    for draw in books.draws:
        moved = taken if draw.points > 0 else put_back
        moved[draw.entry_number].append([draw.lot_number, abs(draw.points)])
    told: dict[Reason, dict[tuple[object, object], object]] = defaultdict(dict)
    for entry in books.entries:
        # Few entries speak of an offer: the others need not be read.
        for part in load_parts(entry.parts) if _OFFER in entry.parts else ():
            coupon = (part.facts.get("offer"), part.facts.get("coupon"))
            # What came back may have repaid a debt at once, which is a draw of its own.
            moved = put_back if part.reason is Reason.OFFER_CANCELLED else taken
            told[part.reason][coupon] = (abs(entry.points), sorted(moved[entry.number]))
    rows = {(row.offer, row.number): row for row in books.coupons}
    paid = {key: (row.points, sorted(row.draws)) for key, row in rows.items()}
    yield "claimed coupons", told[Reason.OFFER] | told[Reason.CARD_COMPLETE], paid
    withdrawn = {key for key, row in rows.items() if row.state is CouponState.WITHDRAWN}
    yield "withdrawn coupons", set(told[Reason.COUPON_WITHDRAWN]), withdrawn
    returned = {key: paid[key] for key, row in rows.items() if row.state is CouponState.CANCELLED}
    yield "cancelled coupons", told[Reason.OFFER_CANCELLED], returned
    standing = [of_row(row) for row in books.coupons if row.state is CouponState.OPEN]
    counters = books.member.counters
    known = load_counters(counters).coupons if _COUPONS in counters else ()
    # One that a refund gave back comes after those that were open meanwhile.
    yield "open coupons", sorted(standing, key=_named), sorted(known, key=_named)


def _referrals(books: Books) -> Claims:
    """Check that rewards for friends are those entries gave and did not take back (I7, I12)."""
    given: dict[Reason, dict[int, tuple[int, int | None]]] = {
        Reason.INVITEE: {},
        Reason.REFERRER: {},
    }
    opened = {lot.entry_number: lot.number for lot in books.lots}
    for entry in books.entries:
        for part in load_parts(entry.parts) if _REFERRAL in entry.parts else ():
            if part.reason in given:
                reward = (entry.points, opened.get(entry.number))
                given[part.reason][entry.purchase_id] = reward
            elif part.reason is Reason.REFERRAL_UNDONE:
                # Nobody is his own friend, so a purchase is in one of them at most.
                for rewards in given.values():
                    rewards.pop(entry.purchase_id, None)
    mine = books.member.id
    came = {
        row.purchase_id: (row.invitee_points, row.invitee_lot)
        for row in books.referrals
        if row.friend_id == mine and row.invitee_points
    }
    brought = {
        row.purchase_id: (row.referrer_points, row.referrer_lot)
        for row in books.referrals
        if row.referrer_id == mine and row.share is ReferrerShare.GIVEN
    }
    for_friends = given[Reason.REFERRER]
    if books.member.status is MemberStatus.ERASED:
        # Who has left has nothing to take back when a friend's purchase is refunded.
        for_friends = {key: reward for key, reward in for_friends.items() if key in brought}
    yield "points for coming by invitation (I12)", given[Reason.INVITEE], came
    yield "points for friends (I12)", for_friends, brought


def _gifts(books: Books) -> Claims:
    """I12: a welcome once, birthdays 300 days apart, and the last one noted on the row."""
    given = [
        (part.reason, entry)
        for entry in books.entries
        if entry.kind is EntryKind.GIFT
        for part in load_parts(entry.parts)
    ]
    welcomes = [entry.number for reason, entry in given if reason is Reason.WELCOME]
    yield "welcome gifts after the first (I12)", [], welcomes[1:]
    days = [entry.on for reason, entry in given if reason is Reason.BIRTHDAY]
    near = [later for before, later in pairwise(days) if (later - before).days < APART_DAYS]
    yield "birthday gifts too near (I12)", [], near
    if books.member.status is not MemberStatus.ERASED:
        last_on = books.member.birthday_gift_on
        yield "last birthday gift (I12)", max(days, default=None), last_on


def _due(books: Books) -> Claims:
    """Nothing may fall due before the date the member is looked for on."""
    member = books.member
    open_lots = [lot for lot in books.lots if lot.points_left]
    ends = [lot.expires_on for lot in open_lots if not lot.held]
    due = [lot.activates_on for lot in open_lots if lot.held]
    closing = [row.expires_on for row in books.coupons if row.state is CouponState.OPEN]
    due += [next_day(day) for day in [*ends, *closing] if day is not None]
    yield "next expiry", False, _is_late(member.next_expiry_on, ends)
    yield "next due date", False, _is_late(member.next_due_on, due)


def _is_late(noted: date | None, days: list[date | None]) -> bool:
    """Tell whether some day comes before the one that was noted."""
    first = min((day for day in days if day is not None), default=None)
    return first is not None and (noted is None or noted > first)


def _chain(keys: Keys, books: Books) -> Claims:
    """I18: every mark follows from the entry and the mark before it."""
    mark = b""
    for entry in books.entries:
        mark = keys.chain(mark, signed_text(dict(entry._mapping)))  # noqa: SLF001  # SQLAlchemy's name
        yield f"mark of entry {entry.number} (I18)", mark.hex(), bytes(entry.mark).hex()
    yield "head (I18)", mark.hex(), bytes(books.member.head).hex()


_CHECKS: tuple[Callable[[Books], Claims], ...] = (
    _numbers,
    _sums,
    _lots,
    _refunds,
    _purchases,
    _discounts,
    _segments,
    _coupons,
    _referrals,
    stamp_claims,
    favourite_claims,
    _gifts,
    _due,
)
