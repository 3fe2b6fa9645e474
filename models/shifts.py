"""When a cashier stood at the till."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Instant, Int


class Shift(Base):
    """From opening to closing; one open shift per person, held by a unique index."""

    __tablename__ = "shifts"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    staff_id: Mapped[int] = mapped_column(Int, ForeignKey("staff.id"))
    location_id: Mapped[int | None] = mapped_column(Int, ForeignKey("locations.id"))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        Index(
            "uq_shifts_open",
            "staff_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(None, "staff_id", "opened_at"),
    )
