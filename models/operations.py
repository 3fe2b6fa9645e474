"""Operation keys: which requests were carried out, and what they gave."""

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Bytes, Instant


class Operation(Base):
    __tablename__ = "operations"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[bytes] = mapped_column(Bytes)
    result: Mapped[str | None] = mapped_column(Text)
    claimed_at: Mapped[datetime] = mapped_column(Instant, index=True)
