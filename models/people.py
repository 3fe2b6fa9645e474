"""People behind the cards, what they agreed to, how they came and who asked to be forgotten."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Bytes, Day, Flag, Instant, Int


class Person(Base):
    """One human being, apart from the ledger, so that erasing him touches no total.

    Without a Telegram id the card is unclaimed; without a member the person only serves.
    """

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    telegram_id: Mapped[int | None] = mapped_column(Int, unique=True)
    member_id: Mapped[int | None] = mapped_column(Int, ForeignKey("members.id"), unique=True)
    name_encrypted: Mapped[bytes | None] = mapped_column(Bytes)
    phone_encrypted: Mapped[bytes | None] = mapped_column(Bytes)
    phone_digest: Mapped[bytes | None] = mapped_column(Bytes, unique=True)
    last4_encrypted: Mapped[bytes | None] = mapped_column(Bytes)
    last4_digest: Mapped[bytes | None] = mapped_column(Bytes)
    language: Mapped[str] = mapped_column(Text)
    reachable: Mapped[bool] = mapped_column(Flag)
    marketing: Mapped[bool | None] = mapped_column(Flag)
    birthday: Mapped[int | None] = mapped_column(Int)
    birthday_known_on: Mapped[date | None] = mapped_column(Day)
    birthday_changed_in: Mapped[int | None] = mapped_column(Int)
    birth_year_encrypted: Mapped[bytes | None] = mapped_column(Bytes)
    source: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (Index(None, "last4_digest"), Index(None, "birthday"))


class Consent(Base):
    """A yes or a no to one purpose and one version of its text; withdrawn, never rewritten."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    member_id: Mapped[int] = mapped_column(Int, ForeignKey("members.id"), index=True)
    purpose: Mapped[str] = mapped_column(Text)
    agreed: Mapped[bool] = mapped_column(Flag)
    text_version: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class Start(Base):
    """The first code a person came with, kept for 30 days under a digest, until he joins."""

    __tablename__ = "starts"

    telegram_digest: Mapped[bytes] = mapped_column(Bytes, primary_key=True)
    payload: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    came_at: Mapped[datetime] = mapped_column(Instant, index=True)


class Erasure(Base):
    """Digests of an erased person: enough for 12 months to give no second welcome gift."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    member_id: Mapped[int] = mapped_column(Int, ForeignKey("members.id"), unique=True)
    telegram_digest: Mapped[bytes | None] = mapped_column(Bytes, index=True)
    phone_digest: Mapped[bytes | None] = mapped_column(Bytes, index=True)
    erased_at: Mapped[datetime] = mapped_column(Instant)
    forget_on: Mapped[date | None] = mapped_column(Day, index=True)
