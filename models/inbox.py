"""The inbox: every update is stored here before Telegram is told that it arrived."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Bytes, Choice, Instant, Int, listed


class InboxState(StrEnum):
    """What became of an update."""

    NEW = "new"
    DONE = "done"
    PARKED = "parked"


class InboxRow(Base):
    """One update; the payload is encrypted and emptied once the update is handled."""

    __tablename__ = "inbox"
    __table_args__ = (
        CheckConstraint(f"state IN ({listed(InboxState)})", name="state"),
        CheckConstraint("state <> 'new' OR payload IS NOT NULL", name="payload"),
        Index(
            "ix_inbox_new",
            "chat_id",
            "id",
            sqlite_where=text("state = 'new'"),
            postgresql_where=text("state = 'new'"),
        ),
        Index("ix_inbox_handled", "handled_at"),
        Index("ix_inbox_chat", "chat_id"),
    )

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    # Telegram starts anew at a random number after a silent week: unique, never ordered by.
    update_id: Mapped[int] = mapped_column(Int, unique=True)
    chat_id: Mapped[int] = mapped_column(Int)
    received_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[InboxState] = mapped_column(Choice(InboxState))
    tries: Mapped[int] = mapped_column(Int)
    # Which of several processes works on it; only on PostgreSQL are there several.
    worker: Mapped[int | None] = mapped_column(Int)
    payload: Mapped[bytes | None] = mapped_column(Bytes)
    handled_at: Mapped[datetime | None] = mapped_column(Instant)
    problem: Mapped[str | None] = mapped_column(Text)
