"""Coupons: goods for points or stamps, until they are handed over, cancelled, or over."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Choice, Day, Instant, Int, JsonText, listed
from services.domain.kinds import CouponState


class Coupon(Base):
    """One coupon; `number` counts those of its member and offer.

    `draws` are pairs of lot number and points in order of drawing. `title` is what the offer
    was called when it was taken. `code` is what the cashier can type instead of a scan. The
    till sees the coupon until `shown_until`. One that a full stamp card brought names the card,
    and how many stamps it took.
    """

    __tablename__ = "coupons"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    member_id: Mapped[int] = mapped_column(Int, ForeignKey("members.id"))
    offer: Mapped[str] = mapped_column(Text)
    number: Mapped[int] = mapped_column(Int)
    title: Mapped[dict[str, str]] = mapped_column(JsonText)
    points: Mapped[int] = mapped_column(Int)
    draws: Mapped[list[list[int]]] = mapped_column(JsonText)
    card: Mapped[str | None] = mapped_column(Text)
    stamps: Mapped[int] = mapped_column(Int)
    claimed_on: Mapped[date] = mapped_column(Day)
    claimed_at: Mapped[datetime] = mapped_column(Instant)
    expires_on: Mapped[date | None] = mapped_column(Day)
    code: Mapped[str] = mapped_column(Text, unique=True)
    state: Mapped[CouponState] = mapped_column(Choice(CouponState))
    shown_until: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    staff_id: Mapped[int | None] = mapped_column(Int, ForeignKey("staff.id"))
    location_id: Mapped[int | None] = mapped_column(Int, ForeignKey("locations.id"))

    __table_args__ = (
        CheckConstraint(f"state IN ({listed(CouponState)})", name="state"),
        CheckConstraint("points >= 0 AND number >= 1", name="points"),
        CheckConstraint("(card IS NULL) = (stamps = 0) AND stamps >= 0", name="stamps"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed"),
        Index("uq_coupons_number", "member_id", "offer", "number", unique=True),
        Index(
            "ix_coupons_open",
            "member_id",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_coupons_claimed_at", "claimed_at"),
        Index("ix_coupons_closed_at", "closed_at"),
    )
