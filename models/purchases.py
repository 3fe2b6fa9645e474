"""Purchases and refunds: what was recorded, so that it can be reversed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Choice, Day, Flag, Instant, Int, JsonText
from services.domain.kinds import Role


class Purchase(Base):
    """A purchase as it was made, and how much of it went back (cumulated).

    `lines` hold the exact shares (services/domain/recording.py), `draws` the lots that
    paid, as pairs of lot number and points in order of drawing. `stamps` are pairs of a stamp
    card and what the purchase as a whole brought to it. `off_minor` is what the rules took off,
    a part of `discount_minor`; `discounts` are the reasons. `off_back_minor` of it went back with
    the goods.
    """

    __tablename__ = "purchases"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    member_id: Mapped[int] = mapped_column(Int, ForeignKey("members.id"))
    key: Mapped[str] = mapped_column(Text, unique=True)
    at: Mapped[datetime] = mapped_column(Instant)
    on: Mapped[date] = mapped_column(Day)
    amount_minor: Mapped[int] = mapped_column(Int)
    discount_minor: Mapped[int] = mapped_column(Int)
    off_minor: Mapped[int] = mapped_column(Int)
    discounts: Mapped[str | None] = mapped_column(Text)
    coupon_offer: Mapped[str | None] = mapped_column(Text)
    coupon_number: Mapped[int | None] = mapped_column(Int)
    applied: Mapped[int] = mapped_column(Int)
    value_minor: Mapped[int] = mapped_column(Int)
    earned: Mapped[int] = mapped_column(Int)
    lot_number: Mapped[int | None] = mapped_column(Int)
    draws: Mapped[list[list[int]]] = mapped_column(JsonText)
    lines: Mapped[str] = mapped_column(Text)
    stamps: Mapped[list[list[Any]]] = mapped_column(JsonText)
    tier_before: Mapped[str | None] = mapped_column(Text)
    program_version_id: Mapped[int] = mapped_column(Int, ForeignKey("program_versions.id"))
    actor_role: Mapped[Role] = mapped_column(Choice(Role))
    staff_id: Mapped[int | None] = mapped_column(Int)
    location_id: Mapped[int | None] = mapped_column(Int)
    shift_id: Mapped[int | None] = mapped_column(Int)
    source: Mapped[str] = mapped_column(Text)

    stands: Mapped[bool] = mapped_column(Flag)
    refunded_minor: Mapped[int] = mapped_column(Int)
    returned_minor: Mapped[int] = mapped_column(Int)
    restored: Mapped[int] = mapped_column(Int)
    clawed: Mapped[int] = mapped_column(Int)
    taken_as_expired: Mapped[int] = mapped_column(Int)
    off_back_minor: Mapped[int] = mapped_column(Int)

    __table_args__ = (
        CheckConstraint("discount_minor >= 0 AND discount_minor <= amount_minor", name="discount"),
        CheckConstraint("off_minor >= 0 AND off_minor <= discount_minor", name="off"),
        CheckConstraint("applied >= 0 AND earned >= 0", name="points"),
        CheckConstraint(
            "refunded_minor >= 0 AND refunded_minor <= amount_minor - discount_minor",
            name="refunded",
        ),
        CheckConstraint("restored >= 0 AND restored <= applied", name="restored"),
        CheckConstraint("clawed >= 0 AND clawed <= earned", name="clawed"),
        CheckConstraint("off_back_minor >= 0 AND off_back_minor <= off_minor", name="off_back"),
        Index("ix_purchases_member", "member_id", "at"),
        Index("ix_purchases_staff", "staff_id", "at"),
        Index("ix_purchases_shift", "shift_id"),
        Index("ix_purchases_on", "on"),
    )


class Refund(Base):
    """One refund of a known purchase; `off_minor` is the discount its goods had got."""

    __tablename__ = "refunds"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    purchase_id: Mapped[int] = mapped_column(Int, ForeignKey("purchases.id"), index=True)
    member_id: Mapped[int] = mapped_column(Int, ForeignKey("members.id"))
    key: Mapped[str] = mapped_column(Text, unique=True)
    at: Mapped[datetime] = mapped_column(Instant)
    on: Mapped[date] = mapped_column(Day, index=True)
    amount_minor: Mapped[int] = mapped_column(Int)
    to_return_minor: Mapped[int] = mapped_column(Int)
    restored: Mapped[int] = mapped_column(Int)
    clawed: Mapped[int] = mapped_column(Int)
    off_minor: Mapped[int] = mapped_column(Int)
    actor_role: Mapped[Role] = mapped_column(Choice(Role))
    staff_id: Mapped[int | None] = mapped_column(Int)
    location_id: Mapped[int | None] = mapped_column(Int)
    shift_id: Mapped[int | None] = mapped_column(Int, index=True)
    undone: Mapped[bool] = mapped_column(Flag)
    source: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        # Goods may have cost nothing: a discount can be of all of them.
        CheckConstraint("amount_minor >= 0 AND off_minor >= 0", name="amount"),
        CheckConstraint("to_return_minor >= 0 AND restored >= 0 AND clawed >= 0", name="figures"),
        Index("ix_refunds_member", "member_id", "at"),
        Index("ix_refunds_staff", "staff_id", "at"),
    )
