"""Requests to spend that wait for the member's own yes."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Bytes, Instant, Int


class RedemptionRequest(Base):
    """What the till asked for; one open per member, held by a unique index."""

    __tablename__ = "redemption_requests"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    member_id: Mapped[int] = mapped_column(Int, ForeignKey("members.id"))
    staff_id: Mapped[int] = mapped_column(Int, ForeignKey("staff.id"))
    location_id: Mapped[int | None] = mapped_column(Int, ForeignKey("locations.id"))
    amount_minor: Mapped[int] = mapped_column(Int)
    points: Mapped[int] = mapped_column(Int)
    basket: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    code_digest: Mapped[bytes] = mapped_column(Bytes)
    state: Mapped[str] = mapped_column(Text)
    wrong_codes: Mapped[int] = mapped_column(Int)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    purchase_id: Mapped[int | None] = mapped_column(Int, ForeignKey("purchases.id"))
    key: Mapped[str] = mapped_column(Text, unique=True)

    __table_args__ = (
        Index(
            "uq_redemption_requests_open",
            "member_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(None, "member_id", "asked_at"),
        Index(None, "staff_id", "asked_at"),
    )
