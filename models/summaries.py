"""Summaries for the owner: when they are due, who reads them, and which were promised."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Choice, Day, Flag, Instant, Int, listed


class SummaryKind(StrEnum):
    """The day in words, or the week as a picture."""

    DAILY = "daily"
    WEEKLY = "weekly"


class SummaryPlan(Base):
    """The local hour of a kind; without a row it is the usual one.

    `since` is when the owner chose the hour: it counts from the next time the clock shows it.
    """

    __tablename__ = "summary_plans"

    kind: Mapped[SummaryKind] = mapped_column(Choice(SummaryKind), primary_key=True)
    hour: Mapped[int] = mapped_column(Int)
    since: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        CheckConstraint(f"kind IN ({listed(SummaryKind)})", name="kind"),
        CheckConstraint("hour >= 0 AND hour <= 23", name="hour"),
    )


class SummaryReader(Base):
    """Whether somebody wants a kind; without a row owners do and managers do not."""

    __tablename__ = "summary_readers"

    staff_id: Mapped[int] = mapped_column(Int, ForeignKey("staff.id"), primary_key=True)
    kind: Mapped[SummaryKind] = mapped_column(Choice(SummaryKind), primary_key=True)
    wanted: Mapped[bool] = mapped_column(Flag)

    __table_args__ = (CheckConstraint(f"kind IN ({listed(SummaryKind)})", name="kind"),)


class SummaryRun(Base):
    """A summary that was promised: one of a kind on a local date, whatever happens."""

    __tablename__ = "summary_runs"

    kind: Mapped[SummaryKind] = mapped_column(Choice(SummaryKind), primary_key=True)
    on: Mapped[date] = mapped_column(Day, primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (CheckConstraint(f"kind IN ({listed(SummaryKind)})", name="kind"),)
