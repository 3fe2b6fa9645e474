"""The installation itself: which key file belongs to this database."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Bytes, Instant, Int


class Installation(Base):
    """One row, written when the database was made.

    `key_check` tells keys apart; `alive_at` is the last sign of life of a running bot.
    """

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(Int, primary_key=True)
    key_check: Mapped[bytes] = mapped_column(Bytes)
    made_at: Mapped[datetime] = mapped_column(Instant)
    alive_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
