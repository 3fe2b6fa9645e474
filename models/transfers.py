"""Points that members give each other: asked about, waiting behind a link, or given."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Choice, Day, Flag, Instant, Int, listed


class TransferState(StrEnum):
    """`asked`: the giver has not said yes; `open`: a link nobody has used."""

    ASKED = "asked"
    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Transfer(Base):
    """One gift. Its two entries carry `key`; `on` is the local day of both.

    A link has no taker until somebody takes it, or a new card waits until it may.
    """

    __tablename__ = "transfers"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    giver_id: Mapped[int] = mapped_column(Int, ForeignKey("members.id"))
    taker_id: Mapped[int | None] = mapped_column(Int, ForeignKey("members.id"))
    points: Mapped[int] = mapped_column(Int)
    by_link: Mapped[bool] = mapped_column(Flag)
    state: Mapped[TransferState] = mapped_column(Choice(TransferState))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    on: Mapped[date | None] = mapped_column(Day)
    key: Mapped[str | None] = mapped_column(Text, unique=True)

    __table_args__ = (
        CheckConstraint(f"state IN ({listed(TransferState)})", name="state"),
        CheckConstraint("points > 0", name="points"),
        CheckConstraint("taker_id <> giver_id", name="other"),
        CheckConstraint("(state = 'done') = (key IS NOT NULL)", name="done"),
        Index("ix_transfers_giver", "giver_id", "asked_at"),
        Index("ix_transfers_taker", "taker_id", "on"),
    )
