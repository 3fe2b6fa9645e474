"""The outbox: messages promised in the same transaction as their cause."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Bytes, Choice, Instant, Int, listed


class OutboxState(StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    EXPIRED = "expired"


class OutboxRow(Base):
    """One message; the payload (text key, facts, buttons) is encrypted, emptied at the end."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(f"state IN ({listed(OutboxState)})", name="state"),
        Index("ix_outbox_open", "state", "lane", "id"),
        Index("ix_outbox_chat", "chat_id", "state"),
        # Most inserts and all that waits leave it alone.
        Index(
            "ix_outbox_finished",
            "finished_at",
            sqlite_where=text("finished_at IS NOT NULL"),
            postgresql_where=text("finished_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    reason: Mapped[str] = mapped_column(Text, unique=True)
    chat_id: Mapped[int] = mapped_column(Int)
    # Smaller goes first: 0 interactive, 1 receipts, 2 notices, 3 reminders, 9 marketing.
    lane: Mapped[int] = mapped_column(Int)
    state: Mapped[OutboxState] = mapped_column(Choice(OutboxState))
    payload: Mapped[bytes | None] = mapped_column(Bytes)
    created_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    leased_until: Mapped[datetime] = mapped_column(Instant)
    # Which of several processes sends it; only on PostgreSQL are there several.
    worker: Mapped[int | None] = mapped_column(Int)
    tries: Mapped[int] = mapped_column(Int)
    message_id: Mapped[int | None] = mapped_column(Int)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    problem: Mapped[str | None] = mapped_column(Text)
