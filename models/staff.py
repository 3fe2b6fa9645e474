"""Who serves, in which role and where, and the links that let people in."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Bytes, Flag, Instant, Int


class Staff(Base):
    """A person's right to serve; switched off rather than deleted, since entries name it."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    person_id: Mapped[int] = mapped_column(Int, ForeignKey("people.id"), unique=True)
    role: Mapped[str] = mapped_column(Text)
    location_id: Mapped[int | None] = mapped_column(Int, ForeignKey("locations.id"))
    active: Mapped[bool] = mapped_column(Flag)
    waiting: Mapped[bool] = mapped_column(Flag)
    joined_at: Mapped[datetime] = mapped_column(Instant)
    last_active_at: Mapped[datetime | None] = mapped_column(Instant)
    switched_off_at: Mapped[datetime | None] = mapped_column(Instant)


class Invite(Base):
    """A one-time link, known only by its hash: to serve, or to own the bot."""

    __tablename__ = "invites"

    token_hash: Mapped[bytes] = mapped_column(Bytes, primary_key=True)
    role: Mapped[str] = mapped_column(Text)
    location_id: Mapped[int | None] = mapped_column(Int, ForeignKey("locations.id"))
    invited_by: Mapped[int | None] = mapped_column(Int, ForeignKey("staff.id"))
    replaces_owner: Mapped[bool] = mapped_column(Flag)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
