"""The ledger: entries, lots of points, and the draws that say which lot paid.

Entries, draws and activations only grow; triggers refuse UPDATE and DELETE on both
engines (migrations/triggers.py).
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Bytes, Choice, Day, Flag, Instant, Int, listed
from services.domain.kinds import EntryKind, Role


class Entry(Base):
    """One change of one member's points, with its reasons and who caused it.

    `points` is the sum of the three changes. `mark` is an HMAC over the row and the mark
    of the member's previous entry.
    """

    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    member_id: Mapped[int] = mapped_column(Int, ForeignKey("members.id"))
    number: Mapped[int] = mapped_column(Int)
    kind: Mapped[EntryKind] = mapped_column(Choice(EntryKind))
    points: Mapped[int] = mapped_column(Int)
    balance_change: Mapped[int] = mapped_column(Int)
    pending_change: Mapped[int] = mapped_column(Int)
    deficit_change: Mapped[int] = mapped_column(Int)
    balance_after: Mapped[int] = mapped_column(Int)
    on: Mapped[date] = mapped_column(Day)
    at: Mapped[datetime] = mapped_column(Instant)
    parts: Mapped[str] = mapped_column(Text)
    purchase_id: Mapped[int | None] = mapped_column(Int, ForeignKey("purchases.id"))
    refund_id: Mapped[int | None] = mapped_column(Int, ForeignKey("refunds.id"))
    program_version_id: Mapped[int] = mapped_column(Int, ForeignKey("program_versions.id"))
    actor_role: Mapped[Role] = mapped_column(Choice(Role))
    staff_id: Mapped[int | None] = mapped_column(Int)
    location_id: Mapped[int | None] = mapped_column(Int)
    source: Mapped[str] = mapped_column(Text)
    operation_key: Mapped[str | None] = mapped_column(Text)
    mark: Mapped[bytes] = mapped_column(Bytes)

    __table_args__ = (
        CheckConstraint(f"kind IN ({listed(EntryKind)})", name="kind"),
        CheckConstraint(f"actor_role IN ({listed(Role)})", name="actor_role"),
        CheckConstraint("points = balance_change + pending_change - deficit_change", name="sum"),
        Index("uq_entries_member_number", "member_id", "number", unique=True),
        Index("ix_entries_on", "on", "kind"),
        Index(
            "ix_entries_purchase",
            "purchase_id",
            sqlite_where=text("purchase_id IS NOT NULL"),
            postgresql_where=text("purchase_id IS NOT NULL"),
        ),
    )


class Lot(Base):
    """Points that came with one entry and end together."""

    __tablename__ = "lots"

    member_id: Mapped[int] = mapped_column(Int, ForeignKey("members.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Int, primary_key=True)
    entry_number: Mapped[int] = mapped_column(Int)
    amount: Mapped[int] = mapped_column(Int)
    points_left: Mapped[int] = mapped_column(Int)
    opened_on: Mapped[date] = mapped_column(Day)
    activates_on: Mapped[date | None] = mapped_column(Day)
    expires_on: Mapped[date | None] = mapped_column(Day)
    held: Mapped[bool] = mapped_column(Flag)
    expired: Mapped[int] = mapped_column(Int)

    __table_args__ = (
        CheckConstraint("points_left >= 0 AND points_left <= amount", name="points_left"),
        CheckConstraint("expired >= 0 AND expired <= amount - points_left", name="expired"),
        Index(
            "ix_lots_open",
            "member_id",
            sqlite_where=text("points_left > 0"),
            postgresql_where=text("points_left > 0"),
        ),
    )


class DrawRow(Base):
    """Points an entry took from a lot; put back into it when negative."""

    __tablename__ = "draws"

    member_id: Mapped[int] = mapped_column(Int, primary_key=True)
    entry_number: Mapped[int] = mapped_column(Int, primary_key=True)
    position: Mapped[int] = mapped_column(Int, primary_key=True)
    lot_number: Mapped[int] = mapped_column(Int)
    points: Mapped[int] = mapped_column(Int)

    __table_args__ = (
        CheckConstraint("points <> 0", name="points"),
        ForeignKeyConstraint(
            ["member_id", "lot_number"], ["lots.member_id", "lots.number"], name="fk_draws_lots"
        ),
        Index("ix_draws_lot", "member_id", "lot_number"),
    )


class ActivationRow(Base):
    """A held lot became usable; `repaid` of its points went to the deficit at once."""

    __tablename__ = "activations"

    member_id: Mapped[int] = mapped_column(Int, primary_key=True)
    lot_number: Mapped[int] = mapped_column(Int, primary_key=True)
    on: Mapped[date] = mapped_column(Day)
    points: Mapped[int] = mapped_column(Int)
    repaid: Mapped[int] = mapped_column(Int)

    __table_args__ = (
        CheckConstraint("repaid >= 0 AND repaid <= points", name="repaid"),
        ForeignKeyConstraint(
            ["member_id", "lot_number"],
            ["lots.member_id", "lots.number"],
            name="fk_activations_lots",
        ),
    )
