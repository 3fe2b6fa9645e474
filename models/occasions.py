"""Occasions: what a member was written to about, each once, and which days were gone through."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Choice, Day, Instant, Int, listed
from services.domain.kinds import Occasion


class OccasionRow(Base):
    """A message to a member about one occasion, written together with it.

    `occasion` tells occasions of a kind apart: the year of a birthday, the last purchase before
    a long absence, the days of notice and the first date on which points end ("07:2026-12-01").
    """

    __tablename__ = "occasions"

    member_id: Mapped[int] = mapped_column(Int, ForeignKey("members.id"), primary_key=True)
    kind: Mapped[Occasion] = mapped_column(Choice(Occasion), primary_key=True)
    occasion: Mapped[str] = mapped_column(Text, primary_key=True)
    on: Mapped[date] = mapped_column(Day)
    promised_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        CheckConstraint(f"kind IN ({listed(Occasion)})", name="kind"),
        Index("ix_occasions_promised_at", "promised_at"),
    )


class OccasionRun(Base):
    """A local date on which everybody due was gone through for a kind."""

    __tablename__ = "occasion_runs"

    kind: Mapped[Occasion] = mapped_column(Choice(Occasion), primary_key=True)
    on: Mapped[date] = mapped_column(Day, primary_key=True)
    finished_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (CheckConstraint(f"kind IN ({listed(Occasion)})", name="kind"),)
