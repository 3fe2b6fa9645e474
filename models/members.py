"""Members: opaque cards with cached totals; who stands behind one is in `people`."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Bytes, Choice, Day, Instant, Int, listed


class MemberStatus(StrEnum):
    """What a card is at the moment."""

    ACTIVE = "active"
    UNCLAIMED = "unclaimed"
    ERASED = "erased"


class Member(Base):
    """One card with what its last transaction left.

    Every cached figure can be recomputed from the ledger, and `kopilka audit` does so.
    `next_due_on` is the first local date on which settling would change something
    without an event; `next_expiry_on` is the last usable day of the points that end first.
    `counters` are the running sums, the use of caps, open coupons and stamps on cards
    (services/domain/recording.py).
    `year_…` are the money and the days with a purchase of the twelve months through
    `settled_on`, those after the day `year_after`; `mostly` is the category most money went to
    (services/store/segments.py).
    `head` is the mark of the last ledger entry, `next_entry` its number plus one.
    """

    __tablename__ = "members"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    card_number: Mapped[str] = mapped_column(Text, unique=True)
    status: Mapped[MemberStatus] = mapped_column(Choice(MemberStatus))
    joined_at: Mapped[datetime] = mapped_column(Instant, index=True)
    joined_on: Mapped[date] = mapped_column(Day)
    settled_on: Mapped[date] = mapped_column(Day)
    invited_by: Mapped[int | None] = mapped_column(Int)

    balance: Mapped[int] = mapped_column(Int)
    pending: Mapped[int] = mapped_column(Int)
    deficit: Mapped[int] = mapped_column(Int)

    tier: Mapped[str | None] = mapped_column(Text)
    tier_since: Mapped[date | None] = mapped_column(Day)
    tier_until: Mapped[date | None] = mapped_column(Day)
    grace_until: Mapped[date | None] = mapped_column(Day)
    manual_tier: Mapped[str | None] = mapped_column(Text)
    manual_until: Mapped[date | None] = mapped_column(Day)
    counters: Mapped[str] = mapped_column(Text)

    last_purchase_at: Mapped[datetime | None] = mapped_column(Instant)
    last_purchase_on: Mapped[date | None] = mapped_column(Day)
    last_amount_minor: Mapped[int | None] = mapped_column(Int)
    last_location_id: Mapped[int | None] = mapped_column(Int)
    year_after: Mapped[date] = mapped_column(Day)
    year_spend_minor: Mapped[int] = mapped_column(Int)
    year_visits: Mapped[int] = mapped_column(Int)
    mostly: Mapped[str | None] = mapped_column(Text)
    birthday_gift_on: Mapped[date | None] = mapped_column(Day)
    next_due_on: Mapped[date | None] = mapped_column(Day)
    next_expiry_on: Mapped[date | None] = mapped_column(Day)
    next_lot: Mapped[int] = mapped_column(Int)
    next_entry: Mapped[int] = mapped_column(Int)
    head: Mapped[bytes] = mapped_column(Bytes)

    __table_args__ = (
        CheckConstraint(f"status IN ({listed(MemberStatus)})", name="status"),
        CheckConstraint("balance >= 0", name="balance"),
        CheckConstraint("pending >= 0", name="pending"),
        CheckConstraint("deficit >= 0", name="deficit"),
        CheckConstraint("deficit = 0 OR balance = 0", name="deficit_is_repaid_first"),
        CheckConstraint("next_entry >= 1 AND next_lot >= 1", name="numbers"),
        Index("ix_members_last_purchase_at", "last_purchase_at"),
        # Everything a segment asks, so that counting them reads no row.
        Index(
            "ix_members_segments",
            "last_purchase_on",
            "joined_on",
            "year_visits",
            "year_spend_minor",
            "year_after",
            "tier",
            "manual_tier",
            "manual_until",
            "status",
            "id",
        ),
        # Everything the job asks, in the order it asks for: the rows themselves lie scattered.
        Index(
            "ix_members_due",
            "next_due_on",
            "id",
            "status",
            sqlite_where=text("next_due_on IS NOT NULL"),
            postgresql_where=text("next_due_on IS NOT NULL"),
        ),
        Index(
            "ix_members_expiring",
            "next_expiry_on",
            sqlite_where=text("next_expiry_on IS NOT NULL"),
            postgresql_where=text("next_expiry_on IS NOT NULL"),
        ),
    )
