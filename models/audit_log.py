"""Who looked at whom and who changed what."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Instant, Int, JsonText


class AuditLine(Base):
    """One act of a person, with its facts as JSON; no name and no phone ever stands in it."""

    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    actor_role: Mapped[str] = mapped_column(Text)
    staff_id: Mapped[int | None] = mapped_column(Int)
    member_id: Mapped[int | None] = mapped_column(Int)
    what: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, Any]] = mapped_column(JsonText)
    source: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index(None, "staff_id", "what", "at"),
        Index(None, "member_id", "at"),
        Index(None, "at"),
    )
