"""The shop itself: one row of settings, and its locations."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Flag, Instant, Int, JsonText


class Setting(Base):
    """The one row (id 1) of what the owner set outside the program's rules.

    `unit` holds the points' name as JSON: language -> plural category -> form. Of a cap
    NULL means that there is none (services/limits.py).
    """

    __tablename__ = "settings"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    currency: Mapped[str] = mapped_column(Text)
    digits: Mapped[int] = mapped_column(Int)
    timezone: Mapped[str] = mapped_column(Text)
    contact: Mapped[str | None] = mapped_column(Text)
    legal_name: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[dict[str, Any]] = mapped_column(JsonText)
    consent_mode: Mapped[str] = mapped_column(Text)
    fast_till: Mapped[bool] = mapped_column(Flag)
    bill_limit_minor: Mapped[int] = mapped_column(Int)
    card_day_bills: Mapped[int | None] = mapped_column(Int)
    card_day_points: Mapped[int | None] = mapped_column(Int)
    cashier_hour_bills: Mapped[int | None] = mapped_column(Int)
    cashier_day_bills: Mapped[int | None] = mapped_column(Int)
    default_region: Mapped[str] = mapped_column(Text)
    program_version_id: Mapped[int | None] = mapped_column(Int, ForeignKey("program_versions.id"))
    launched_at: Mapped[datetime | None] = mapped_column(Instant)
    poster_made_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint(
            "card_day_bills > 0 AND card_day_points > 0"
            " AND cashier_hour_bills > 0 AND cashier_day_bills > 0",
            name="caps",
        ),
    )


class Location(Base):
    """A place where purchases happen."""

    __tablename__ = "locations"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    active: Mapped[bool] = mapped_column(Flag)
    created_at: Mapped[datetime] = mapped_column(Instant)
