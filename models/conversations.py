"""Conversations: the step a person is in while typing an answer, and the screen shown last."""

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Bytes, Flag, Instant, Int


class Conversation(Base):
    """One row per chat that is in a step or has a screen; the typed data is encrypted."""

    __tablename__ = "conversations"

    chat_id: Mapped[int] = mapped_column(Int, primary_key=True, autoincrement=False)
    state: Mapped[str | None] = mapped_column(Text)
    data: Mapped[bytes | None] = mapped_column(Bytes)
    screen_id: Mapped[int | None] = mapped_column(Int)
    screen_has_photo: Mapped[bool] = mapped_column(Flag)
    updated_at: Mapped[datetime] = mapped_column(Instant)
