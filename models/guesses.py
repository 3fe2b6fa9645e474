"""Wrong codes and numbers, kept for an hour: whoever guesses has to pause."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Choice, Instant, Int, listed


class Guessed(StrEnum):
    """What was typed and does not exist."""

    CARD = "card"
    COUPON = "coupon"
    PROMO = "promo"


class Guess(Base):
    """One miss of a member or of somebody who serves; what was typed is not kept."""

    __tablename__ = "guesses"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    what: Mapped[Guessed] = mapped_column(Choice(Guessed))
    member_id: Mapped[int | None] = mapped_column(Int, ForeignKey("members.id"))
    staff_id: Mapped[int | None] = mapped_column(Int, ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        CheckConstraint(f"what IN ({listed(Guessed)})", name="what"),
        Index(None, "what", "at"),
    )
