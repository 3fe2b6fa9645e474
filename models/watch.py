"""What looked unusual at the till, what the owner said about it, and which days were looked at."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Choice, Day, Instant, Int, JsonText, listed


class Pattern(StrEnum):
    """What is looked for; docs/reliability.md, T1 and T3."""

    OFTEN = "often"
    PAIR = "pair"
    ROUND = "round"
    MUCH = "much"
    ONLY = "only"
    UNDONE = "undone"
    GATHER = "gather"


class Suspicion(Base):
    """One pattern of one card, one cashier or both; `key` names the three.

    `since` and `until` bound the local days in which the bills lie. The owners are told
    again only after a while, and never after `fine_at`. No name stands in `facts`.
    """

    __tablename__ = "suspicions"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    pattern: Mapped[Pattern] = mapped_column(Choice(Pattern))
    member_id: Mapped[int | None] = mapped_column(Int, ForeignKey("members.id"))
    staff_id: Mapped[int | None] = mapped_column(Int, ForeignKey("staff.id"))
    since: Mapped[date] = mapped_column(Day)
    until: Mapped[date] = mapped_column(Day)
    facts: Mapped[dict[str, Any]] = mapped_column(JsonText)
    told_at: Mapped[datetime] = mapped_column(Instant)
    fine_at: Mapped[datetime | None] = mapped_column(Instant)
    fine_by: Mapped[int | None] = mapped_column(Int, ForeignKey("staff.id"))

    __table_args__ = (CheckConstraint(f"pattern IN ({listed(Pattern)})", name="pattern"),)


class WatchRun(Base):
    """A local day up to which everything was looked at: once, whatever happens."""

    __tablename__ = "watch_runs"

    on: Mapped[date] = mapped_column(Day, primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
