"""Pictures the messenger already has, so that none is sent twice."""

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Bytes, Instant


class Media(Base):
    """A picture's digest of visible fields and the messenger's id for it."""

    __tablename__ = "media"

    digest: Mapped[bytes] = mapped_column(Bytes, primary_key=True)
    file_id: Mapped[str] = mapped_column(Text)
    kept_at: Mapped[datetime] = mapped_column(Instant, index=True)
