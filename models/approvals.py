"""Bills above the limit that wait for the owner."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Instant, Int


class Approval(Base):
    """One bill, one decision, half an hour."""

    __tablename__ = "approvals"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    member_id: Mapped[int] = mapped_column(Int, ForeignKey("members.id"))
    staff_id: Mapped[int] = mapped_column(Int, ForeignKey("staff.id"))
    location_id: Mapped[int | None] = mapped_column(Int, ForeignKey("locations.id"))
    amount_minor: Mapped[int] = mapped_column(Int)
    basket: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[int | None] = mapped_column(Int, ForeignKey("staff.id"))
    purchase_id: Mapped[int | None] = mapped_column(Int, ForeignKey("purchases.id"))
    key: Mapped[str] = mapped_column(Text, unique=True)
