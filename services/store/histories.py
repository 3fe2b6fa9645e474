"""The deeds of members, read back from the ledger: entries, purchases, refunds, tiers by hand.

Every entry names what caused it; what moved no point stands in its own table and is woven in by
its time. docs/semantics.md, What if.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from heapq import merge
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, case, select, union

from models.audit_log import AuditLine
from models.ledger import Entry, Lot
from models.members import Member
from models.people import Person
from models.purchases import Purchase, Refund
from models.shop import Location
from services.domain import recording
from services.domain.exact import half_up
from services.domain.histories import (
    Adjusted,
    Bought,
    Claimed,
    Deed,
    GaveBack,
    Gifted,
    History,
    Left,
    Received,
    Recounted,
    Redeemed,
    Returned,
    Seen,
    Sent,
    TierGiven,
    Unrewarded,
)
from services.domain.kinds import EntryKind, Reason
from services.domain.outcome import Part
from services.domain.receipts import Line, Receipt
from services.domain.state import Birthday, RecordedLine
from services.store.audit_log import What
from services.store.favourites import load_choices
from services.store.picks import with_picks
from services.store.rows import rows

_GIFTS = frozenset({Reason.WELCOME, Reason.BIRTHDAY, Reason.DORMANCY})
_TOLD = (EntryKind.GIFT, EntryKind.CLAWBACK)  # of these a purchase is not the whole reason
_ids: BindParameter[list[int]] = bindparam("ids", expanding=True)
_MEMBERS = (
    select(
        Member.id,
        Member.joined_on,
        Member.settled_on,
        Member.balance,
        Member.pending,
        Member.deficit,
        Person.birthday,
        Person.birthday_known_on,
        Person.language,
    )
    .outerjoin(Person, Person.member_id == Member.id)
    .where(Member.id.in_(_ids))
    .order_by(Member.id)
)
_ENTRIES = (
    select(
        Entry.id,
        Entry.member_id,
        Entry.number,
        Entry.kind,
        Entry.points,
        Entry.on,
        Entry.at,
        Entry.purchase_id,
        Entry.refund_id,
        Entry.program_version_id,
        # The reasons of purchases are long, and what was bought stands elsewhere.
        case((Entry.purchase_id.is_(None) | Entry.kind.in_(_TOLD), Entry.parts), else_=None).label(
            "parts"
        ),
    )
    .where(Entry.member_id.in_(_ids))
    .order_by(Entry.member_id, Entry.number)
)
_PURCHASES = (
    select(
        Purchase.id,
        Purchase.at,
        Purchase.amount_minor,
        Purchase.discount_minor,
        Purchase.off_minor,
        Purchase.coupon_offer,
        Purchase.coupon_number,
        Purchase.applied,
        Purchase.earned,
        Purchase.lines,
        Location.name.label("location_name"),
    )
    .outerjoin(Location, Location.id == Purchase.location_id)
    .where(Purchase.member_id.in_(_ids))
)
_REFUNDS = select(
    Refund.id,
    Refund.member_id,
    Refund.purchase_id,
    Refund.at,
    Refund.on,
    Refund.amount_minor,
    Refund.restored,
    Refund.clawed,
    Refund.off_minor,
).where(Refund.member_id.in_(_ids))
_TIERS = (
    select(AuditLine.member_id, AuditLine.at, AuditLine.what, AuditLine.facts)
    .where(
        AuditLine.member_id.in_(_ids),
        AuditLine.what.in_((What.TIER_GIVEN, What.TIER_RECOUNTED)),
    )
    .order_by(AuditLine.id)
)
_LOTS = (
    select(Lot.member_id, Lot.entry_number, Lot.amount, Lot.expires_on)
    .where(Lot.member_id.in_(_ids))
    .order_by(Lot.member_id, Lot.number)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """When something happened without a trace in the entries, and under which version."""

    version_at: Callable[[datetime], int]
    version_on: Callable[[date], int]
    day_of: Callable[[datetime], date]


@dataclass(kw_only=True, slots=True)
class _Page:
    """The rows of some members, by what they are looked up with."""

    entries: Mapping[int, list[Row[Any]]]
    purchases: Mapping[int, Row[Any]]
    refunds: Mapping[int, list[Row[Any]]]
    tiers: Mapping[int, list[Row[Any]]]
    choices: Mapping[int, list[Row[Any]]]
    lots: Mapping[tuple[int, int], list[tuple[int, date | None]]] = field(default_factory=dict)


def members_since(tx: Connection, since: date) -> list[int]:
    """Return who has an entry or a refund on a local day from `since` on, in order of ids."""
    entries = select(Entry.member_id.label("id")).where(Entry.on >= since)
    refunds = select(Refund.member_id.label("id")).where(Refund.on >= since)
    found = union(entries, refunds).subquery()
    return list(tx.scalars(select(found.c.id).order_by(found.c.id)))


def all_members(tx: Connection) -> list[int]:
    return list(tx.scalars(select(Member.id).order_by(Member.id)))


def load_histories(tx: Connection, ids: Sequence[int], told: Told) -> list[History]:
    """Return the whole histories of these members, in order of ids."""
    known = {"ids": list(ids)}
    page = _Page(
        entries=_by_member(tx.execute(_ENTRIES, known)),
        purchases={row.id: row for row in rows(tx, _PURCHASES, **known)},
        refunds=_by_member(tx.execute(_REFUNDS, known)),
        tiers=_by_member(tx.execute(_TIERS, known)),
        choices=_by_member(load_choices(tx, ids)),
    )
    takers = [
        member_id
        for member_id, entries in page.entries.items()
        if any(row.kind is EntryKind.TRANSFER and row.points > 0 for row in entries)
    ]
    if takers:
        page.lots = _lots(tx, takers)
    return [_history(row, page, told) for row in rows(tx, _MEMBERS, **known)]


def _by_member(found: Iterable[Row[Any]]) -> Mapping[int, list[Row[Any]]]:
    by: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in found:
        by[row.member_id].append(row)
    return by


def _lots(
    tx: Connection, ids: Sequence[int]
) -> Mapping[tuple[int, int], list[tuple[int, date | None]]]:
    by: defaultdict[tuple[int, int], list[tuple[int, date | None]]] = defaultdict(list)
    for row in tx.execute(_LOTS, {"ids": list(ids)}):
        by[row.member_id, row.entry_number].append((row.amount, row.expires_on))
    return by


def _history(row: Row[Any], page: _Page, told: Told) -> History:
    entries = page.entries.get(row.id, [])
    refunds = {refund.id: refund for refund in page.refunds.get(row.id, ())}
    loud = with_picks(_loud(entries, page, refunds), page.choices.get(row.id, ()), entries)
    silent = [*_silent_refunds(refunds, entries, told), *_tiers(page.tiers.get(row.id, ()), told)]
    silent.sort(key=itemgetter(0))
    deeds: list[Deed] = []
    order = 0
    for _, deed in merge(loud, silent, key=itemgetter(0)):
        order = deed.order or order
        deeds.append(deed if deed.order else replace(deed, order=order))
    seen = Seen(
        on=row.settled_on,
        order=order,
        version=told.version_on(row.settled_on),
        balance=row.balance,
        pending=row.pending,
        deficit=row.deficit,
    )
    birthday = row.birthday
    return History(
        member=row.id,
        joined_on=row.joined_on,
        deeds=(*deeds, seen),
        birthday=birthday and Birthday(month=birthday // 100, day=birthday % 100),
        birthday_known_on=row.birthday_known_on,
        language=row.language,
    )


def _loud(
    entries: Iterable[Row[Any]], page: _Page, refunds: Mapping[int, Row[Any]]
) -> Iterable[tuple[datetime, Deed]]:
    """Return the deeds that entries speak of, each with its time, which never goes back."""
    returned = _returned_coupons(entries)
    done: set[int] = set()
    latest: datetime | None = None
    for entry in entries:
        latest = entry.at if latest is None or entry.at > latest else latest
        deed: Deed | None = None
        if entry.refund_id is not None:
            if entry.refund_id not in done:
                done.add(entry.refund_id)
                yield latest, _refund(refunds[entry.refund_id], entry)
            deed = _of_friend(entry)
        elif entry.purchase_id is not None:
            deed = _purchase(entry, page) if entry.kind is EntryKind.EARN else _of_friend(entry)
        else:
            deed = _other(entry, page, returned)
        if deed is not None:
            yield latest, deed


def _common(entry: Row[Any]) -> dict[str, Any]:
    return {"on": entry.on, "order": entry.id, "version": entry.program_version_id}


def _purchase(entry: Row[Any], page: _Page) -> Bought:
    row = page.purchases[entry.purchase_id]
    return Bought(
        **_common(entry),
        at=row.at,
        purchase=row.id,
        receipt=_receipt(row),
        applied=row.applied,
        earned=row.earned,
        coupon=row.coupon_offer,
        number=row.coupon_number or 0,
        off_minor=row.off_minor,
    )


def _of_friend(entry: Row[Any]) -> Deed | None:
    """Return what a friend's purchase, or its refund, did beside what the purchase itself did."""
    if entry.kind not in _TOLD:
        return None
    part = recording.load_parts(entry.parts)[0]
    told = {**_common(entry), "purchase": entry.purchase_id}
    if part.reason in {Reason.INVITEE, Reason.REFERRER}:
        return Gifted(**told, reason=part.reason, points=int(part.points))
    if part.reason is not Reason.REFERRAL_UNDONE:
        return None
    # Only the friend's own entry belongs to the refund.
    reason = Reason.REFERRER if entry.refund_id is None else Reason.INVITEE
    return Unrewarded(**told, reason=reason, points=-entry.points)


def _receipt(row: Row[Any]) -> Receipt:
    """Return the receipt; item and quantity of its lines are not recorded."""
    recorded = recording.load_lines(row.lines)
    lines: tuple[Line, ...] = ()
    if len(recorded) > 1 or recorded[0].category is not None:
        lines = tuple(
            Line(amount_minor=_before_discount(row, line), category=line.category)
            for line in recorded
        )
    return Receipt(
        amount_minor=row.amount_minor,
        lines=lines,
        discount_minor=row.discount_minor - row.off_minor,
        redeem=row.applied or None,
        location=row.location_name,
    )


def _before_discount(row: Row[Any], line: RecordedLine) -> int:
    """Return what a line cost; unless it was recorded, the discount was in proportion."""
    if line.amount_minor is not None:
        return line.amount_minor
    goods_minor = row.amount_minor - row.discount_minor
    if row.discount_minor and goods_minor:
        return half_up(line.net * row.amount_minor / goods_minor)
    return int(line.net)


def _refund(row: Row[Any], entry: Row[Any] | None = None, version: int = 0) -> Returned:
    common = {"on": row.on, "order": 0, "version": version} if entry is None else _common(entry)
    return Returned(
        **common,
        purchase=row.purchase_id,
        amount_minor=row.amount_minor,
        restored=row.restored,
        clawed=row.clawed,
        off_minor=row.off_minor,
    )


def _other(entry: Row[Any], page: _Page, returned: set[tuple[object, object]]) -> Deed | None:
    """Return what neither a purchase nor a refund did; None for what settling did by itself."""
    common = _common(entry)
    if entry.kind is EntryKind.ADJUST:
        return Adjusted(**common, points=entry.points)
    if entry.kind is EntryKind.TRANSFER and entry.points < 0:
        return Sent(**common, points=-entry.points)
    if entry.kind is EntryKind.TRANSFER:
        return Received(**common, lots=tuple(page.lots[entry.member_id, entry.number]))
    return _explained(common, recording.load_parts(entry.parts)[0], returned)


def _explained(
    common: Mapping[str, Any], part: Part, returned: set[tuple[object, object]]
) -> Deed | None:
    """Return the deed behind an entry that only its reason explains."""
    if part.reason in _GIFTS:
        return Gifted(**common, reason=part.reason, points=int(part.points))
    if part.reason is Reason.PROMO:
        offer = str(part.facts["offer"])
        return Redeemed(**common, offer=offer, points=int(part.points))
    if part.reason is Reason.ERASED:
        return Left(**common)
    if part.reason not in {Reason.OFFER, Reason.OFFER_CANCELLED}:
        return None
    offer, number = str(part.facts["offer"]), int(part.facts["coupon"])
    points = abs(int(part.points))
    if part.reason is Reason.OFFER_CANCELLED:
        return GaveBack(**common, offer=offer, number=number, points=points)
    back = (offer, number) in returned
    return Claimed(**common, offer=offer, number=number, points=points, returned=back)


def _returned_coupons(entries: Iterable[Row[Any]]) -> set[tuple[object, object]]:
    parts: list[Part] = [
        recording.load_parts(entry.parts)[0]
        for entry in entries
        if entry.kind is EntryKind.RESTORE and entry.purchase_id is None
    ]
    return {(part.facts["offer"], part.facts["coupon"]) for part in parts}


def _silent_refunds(
    refunds: Mapping[int, Row[Any]], entries: Iterable[Row[Any]], told: Told
) -> Iterable[tuple[datetime, Deed]]:
    """Return the refunds that moved no point."""
    loud = {entry.refund_id for entry in entries}
    return [
        (row.at, _refund(row, version=told.version_at(row.at)))
        for row in refunds.values()
        if row.id not in loud
    ]


def _tiers(given: Iterable[Row[Any]], told: Told) -> Iterable[tuple[datetime, Deed]]:
    for row in given:
        common: dict[str, Any] = {
            "on": told.day_of(row.at),
            "order": 0,
            "version": told.version_at(row.at),
        }
        if row.what == What.TIER_RECOUNTED:
            yield row.at, Recounted(**common, floor=row.facts["floor"])
            continue
        until = row.facts["until"]
        last_on = date.fromisoformat(until) if until else None
        yield row.at, TierGiven(**common, tier=row.facts["tier"], until=last_on)
