"""Promo codes that members used: who, when, and the how-manieth use of all."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Instant, Int


class PromoClaim(Base):
    """One use; `number` counts all uses of the offer, so that a limit is exact."""

    __tablename__ = "promo_claims"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    offer: Mapped[str] = mapped_column(Text)
    number: Mapped[int] = mapped_column(Int)
    member_id: Mapped[int] = mapped_column(Int, ForeignKey("members.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        Index("uq_promo_claims_number", "offer", "number", unique=True),
        Index("ix_promo_claims_member", "member_id"),
    )
