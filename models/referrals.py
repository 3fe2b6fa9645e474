"""Who was invited by whom, and what it brought."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Choice, Day, Instant, Int, listed
from services.domain.kinds import ReferrerShare


class ReferralState(StrEnum):
    """`refused`: nothing was ever promised; `closed`: nothing will come any more."""

    REFUSED = "refused"
    WAITING = "waiting"
    REWARDED = "rewarded"
    CLOSED = "closed"


class Referral(Base):
    """One friend, ever. The figures of the reward that stands are those of its purchase.

    `why` says what stood in the way of one that was refused; `times` how often it was paid.
    """

    __tablename__ = "referrals"

    friend_id: Mapped[int] = mapped_column(
        Int, ForeignKey("members.id"), primary_key=True, autoincrement=False
    )
    referrer_id: Mapped[int] = mapped_column(Int, ForeignKey("members.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[ReferralState] = mapped_column(Choice(ReferralState))
    why: Mapped[str | None] = mapped_column(Text)
    times: Mapped[int] = mapped_column(Int)

    purchase_id: Mapped[int | None] = mapped_column(Int, ForeignKey("purchases.id"))
    on: Mapped[date | None] = mapped_column(Day)
    min_minor: Mapped[int] = mapped_column(Int)
    invitee_points: Mapped[int] = mapped_column(Int)
    invitee_lot: Mapped[int | None] = mapped_column(Int)
    referrer_points: Mapped[int] = mapped_column(Int)
    referrer_lot: Mapped[int | None] = mapped_column(Int)
    expires_days: Mapped[int | None] = mapped_column(Int)
    share: Mapped[ReferrerShare] = mapped_column(Choice(ReferrerShare))
    decided_by: Mapped[int | None] = mapped_column(Int, ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        CheckConstraint(f"state IN ({listed(ReferralState)})", name="state"),
        CheckConstraint(f"share IN ({listed(ReferrerShare)})", name="share"),
        CheckConstraint("friend_id <> referrer_id", name="other"),
        CheckConstraint("times BETWEEN 0 AND 2", name="times"),
        CheckConstraint("(state = 'rewarded') = (purchase_id IS NOT NULL)", name="rewarded"),
        CheckConstraint("share = 'none' OR state = 'rewarded'", name="shared"),
        Index("ix_referrals_referrer", "referrer_id", "on"),
        Index(
            "ix_referrals_held",
            "share",
            sqlite_where=text("share = 'held'"),
            postgresql_where=text("share = 'held'"),
        ),
    )
