"""Every version of the owner's rules, so that an old receipt keeps the one it was made under."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Instant, Int, JsonText


class ProgramVersion(Base):
    """A whole program file as it was saved; `changes` is JSON for "who changed what"."""

    __tablename__ = "program_versions"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    number: Mapped[int] = mapped_column(Int, unique=True)
    document: Mapped[str] = mapped_column(Text)
    changes: Mapped[dict[str, Any]] = mapped_column(JsonText)
    actor_role: Mapped[str] = mapped_column(Text)
    staff_id: Mapped[int | None] = mapped_column(Int, ForeignKey("staff.id"))
    source: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text, unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
