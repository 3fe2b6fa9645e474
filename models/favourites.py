"""Favourite categories as members picked them, month by month."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Instant, Int, JsonText


class FavouriteChoice(Base):
    """One choice; the last one of a member is in force.

    `on` is its local day, `after_entry` the member's last entry by then: what comes later was
    decided with it.
    """

    __tablename__ = "favourite_choices"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    member_id: Mapped[int] = mapped_column(Int, ForeignKey("members.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    on: Mapped[date] = mapped_column(Day)
    categories: Mapped[list[str]] = mapped_column(JsonText)
    after_entry: Mapped[int] = mapped_column(Int)
    program_version_id: Mapped[int] = mapped_column(Int, ForeignKey("program_versions.id"))

    __table_args__ = (Index(None, "member_id"), Index(None, "on"))
