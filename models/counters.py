"""Counters beside the ledger: days that qualify for tiers, their categories, and budgets."""

from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Choice, Day, FractionText, Int, JsonText
from services.domain.kinds import Period

# "Ever" begins on a day before any shop's: a primary key takes no NULL.
EVER_STARTED_ON = date(1, 1, 1)


class QualifyingDay(Base):
    """What a member did on one local day, net of refunds.

    `stamps` are pairs of a stamp card and the stamps of the day's visit.
    """

    __tablename__ = "qualifying_days"

    member_id: Mapped[int] = mapped_column(Int, ForeignKey("members.id"), primary_key=True)
    on: Mapped[date] = mapped_column(Day, primary_key=True)
    spend_minor: Mapped[int] = mapped_column(Int)
    purchases: Mapped[int] = mapped_column(Int)
    visits: Mapped[int] = mapped_column(Int)
    points: Mapped[int] = mapped_column(Int)
    categories: Mapped[dict[str, int]] = mapped_column(JsonText)
    stamps: Mapped[list[list[Any]]] = mapped_column(JsonText)


class CategoryDay(Base):
    """A local day on which a member spent money in a category: one key of the day's categories.

    Beside the days, so that "bought this, not that" is found by an index.
    """

    __tablename__ = "category_days"

    member_id: Mapped[int] = mapped_column(Int, ForeignKey("members.id"), primary_key=True)
    category: Mapped[str] = mapped_column(Text, primary_key=True)
    on: Mapped[date] = mapped_column(Day, primary_key=True)

    __table_args__ = (Index("ix_category_days_on", "category", "on", "member_id"),)


class BudgetUsage(Base):
    """What all members together have used of a budget."""

    __tablename__ = "budget_usage"

    rule: Mapped[str] = mapped_column(Text, primary_key=True)
    per: Mapped[Period] = mapped_column(Choice(Period), primary_key=True)
    start: Mapped[date] = mapped_column(Day, primary_key=True)
    points: Mapped[Fraction] = mapped_column(FractionText)
