"""Every version of the owner's rules, so that an old receipt keeps the one it was made under."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Flag, Instant, Int, JsonText


class ProgramVersion(Base):
    """A whole program file as it was saved; `changes` is JSON for "who changed what".

    One with `starts_on` takes effect at that local midnight, the instant `starts_at`, and is
    `waiting` until the first version saved after that; `withdrawn_at` if it never shall.
    """

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
    starts_on: Mapped[date | None] = mapped_column(Day)
    starts_at: Mapped[datetime | None] = mapped_column(Instant)
    waiting: Mapped[bool] = mapped_column(Flag)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        # Every sale looks whether a version has begun: as a rule there is none to look at.
        Index(
            "ix_program_versions_waiting",
            "starts_at",
            sqlite_where=text("waiting"),
            postgresql_where=text("waiting"),
        ),
    )
