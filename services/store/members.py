"""The rows of cards: status, numbers, consents, and what a member's own screens show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from models.ledger import Entry
from models.members import Member, MemberStatus
from models.people import Consent, Person
from models.purchases import Purchase, Refund
from models.shop import Location
from services.store.prepared import Prepared
from services.store.rows import first, insert_row, rows, scalar

USUAL_DAYS = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Collected:
    """What an unclaimed card gathered before its guest came."""

    points: int
    purchases: int


_CARD = Prepared(
    select(
        Member.id.label("member_id"),
        Member.card_number,
        Member.status,
        Member.joined_at,
        Member.joined_on,
        Member.last_purchase_on,
        Person.telegram_id,
        Person.name_encrypted,
        Person.last4_encrypted,
        Person.language,
        Person.birthday,
        Person.marketing,
    )
    .outerjoin(Person, Person.member_id == Member.id)
    .where(Member.id == bindparam("member"), Member.status != MemberStatus.ERASED)
)
_BY_CARD = Prepared(
    select(Member.id).where(
        Member.card_number == bindparam("number"), Member.status != MemberStatus.ERASED
    )
)


def load_card(tx: Connection, member_id: int) -> Row[Any] | None:
    """Return the card with the person behind it; None for an erased one."""
    return first(tx, _CARD, member=member_id)


def count_points(tx: Connection) -> int:
    """Return the points all members could spend now."""
    return int(tx.execute(select(func.coalesce(func.sum(Member.balance), 0))).scalar_one())


def member_by_card(tx: Connection, card_number: str) -> int | None:
    found: int | None = scalar(tx, _BY_CARD, number=card_number)
    return found


def count_cards(tx: Connection) -> int:
    """Count the cards ever issued: their ids begin with 1 and are never given twice."""
    return tx.scalar(select(func.max(Member.id))) or 0


def card_is_taken(tx: Connection, card_number: str) -> bool:
    return tx.scalar(select(Member.id).where(Member.card_number == card_number)) is not None


def mark_claimed(tx: Connection, member_id: int) -> None:
    _mark(tx, member_id, MemberStatus.ACTIVE)


def mark_erased(tx: Connection, member_id: int) -> None:
    _mark(tx, member_id, MemberStatus.ERASED)


def _mark(tx: Connection, member_id: int, status: MemberStatus) -> None:
    tx.execute(update(Member).where(Member.id == member_id).values(status=status))


def collected(tx: Connection, member_id: int) -> Collected:
    row = tx.execute(
        select(Member.balance + Member.pending).where(Member.id == member_id)
    ).scalar_one()
    purchases = tx.scalar(
        select(func.count()).select_from(Purchase).where(Purchase.member_id == member_id)
    )
    return Collected(points=row, purchases=purchases or 0)


def stale_unclaimed(tx: Connection, before: datetime, *, limit: int) -> list[int]:
    statement = (
        select(Member.id)
        .where(Member.status == MemberStatus.UNCLAIMED, Member.joined_at < before)
        .order_by(Member.id)
        .limit(limit)
    )
    return list(tx.scalars(statement))


def usual_amounts(tx: Connection, member_id: int, *, now: datetime, limit: int) -> list[int]:
    """Return the member's most frequent sums of the last 30 days, then the latest ones."""
    since = now - timedelta(days=USUAL_DAYS)
    # What the cashier typed: before what the rules took off.
    goods = (Purchase.amount_minor - Purchase.discount_minor + Purchase.off_minor).label("goods")
    statement = (
        select(goods)
        .where(Purchase.member_id == member_id, Purchase.at >= since, Purchase.stands)
        .group_by(goods)
        .order_by(func.count().desc(), func.max(Purchase.at).desc())
        .limit(limit)
    )
    return list(tx.scalars(statement))


def usual_at_till(tx: Connection, staff_id: int, *, limit: int) -> list[int]:
    """Return the most frequent sums among the cashier's last 50 bills."""
    recent = (
        select(Purchase.amount_minor)
        .where(Purchase.staff_id == staff_id)
        .order_by(Purchase.at.desc())
        .limit(50)
        .subquery()
    )
    statement = (
        select(recent.c.amount_minor)
        .group_by(recent.c.amount_minor)
        .order_by(func.count().desc(), recent.c.amount_minor)
        .limit(limit)
    )
    return list(tx.scalars(statement))


def insert_consent(tx: Connection, values: Mapping[str, Any]) -> None:
    insert_row(tx, Consent, values)


def withdraw_consents(
    tx: Connection, member_id: int, *, now: datetime, purpose: str | None = None
) -> None:
    """End the member's standing consents, to one purpose or to all."""
    standing = (Consent.member_id == member_id) & Consent.agreed & Consent.withdrawn_at.is_(None)
    if purpose is not None:
        standing &= Consent.purpose == purpose
    tx.execute(update(Consent).where(standing).values(withdrawn_at=now))


def load_consents(tx: Connection, member_id: int) -> list[Row[Any]]:
    return rows(
        tx, select(*Consent.__table__.c).where(Consent.member_id == member_id).order_by(Consent.id)
    )


def count_entries(tx: Connection, member_id: int) -> int:
    statement = select(func.count()).select_from(Entry)
    return tx.scalar(statement.where(Entry.member_id == member_id)) or 0


def load_entries(
    tx: Connection, member_id: int, *, offset: int = 0, limit: int | None = None
) -> list[Row[Any]]:
    """Return entries with their purchase's or refund's money, newest first."""
    return rows(
        tx,
        select(
            Entry.at,
            Entry.on,
            Entry.kind,
            Entry.points,
            Entry.balance_after,
            Entry.parts,
            Entry.purchase_id,
            Entry.program_version_id,
            Entry.operation_key,
            func.coalesce(
                Refund.amount_minor, Purchase.amount_minor - Purchase.discount_minor
            ).label("amount_minor"),
            Purchase.off_minor,
            Purchase.discounts,
            Location.name.label("location_name"),
        )
        .outerjoin(Purchase, Purchase.id == Entry.purchase_id)
        .outerjoin(Refund, Refund.id == Entry.refund_id)
        .outerjoin(Location, Location.id == Entry.location_id)
        .where(Entry.member_id == member_id)
        .order_by(Entry.number.desc())
        .offset(offset)
        .limit(limit),
    )


def load_purchases(tx: Connection, member_id: int) -> list[Row[Any]]:
    return rows(
        tx,
        select(
            Purchase.id,
            Purchase.at,
            Purchase.amount_minor,
            Purchase.discount_minor,
            Purchase.applied,
            Purchase.earned,
            Purchase.refunded_minor,
            Location.name.label("location_name"),
        )
        .outerjoin(Location, Location.id == Purchase.location_id)
        .where(Purchase.member_id == member_id)
        .order_by(Purchase.id),
    )
