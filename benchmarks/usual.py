"""The usual design of a bot's ledger: ORM, asynchronous, a session a request, one lock."""

import asyncio
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_NOW = datetime(2026, 11, 23, 9, tzinfo=UTC).replace(tzinfo=None)


class _Base(DeclarativeBase):
    pass


class _Member(_Base):
    __tablename__ = "members"

    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(unique=True)
    balance: Mapped[int]
    tier: Mapped[str]
    spent: Mapped[int]
    last_at: Mapped[datetime | None]


class _Operation(_Base):
    __tablename__ = "operations"

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class _Purchase(_Base):
    __tablename__ = "purchases"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(index=True)
    amount: Mapped[int]
    at: Mapped[datetime]


class _Lot(_Base):
    __tablename__ = "lots"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(index=True)
    points: Mapped[int]
    left: Mapped[int]
    expires_on: Mapped[datetime]


class _Entry(_Base):
    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(index=True)
    points: Mapped[int]
    balance: Mapped[int]
    kind: Mapped[str]
    at: Mapped[datetime]


class _Message(_Base):
    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(unique=True)
    chat: Mapped[int]
    payload: Mapped[str]


class UsualLedger:
    """A ledger without rules as most bots write it; durable as ours is."""

    def __init__(self, folder: Path, members: int) -> None:
        self._engine = create_async_engine(f"sqlite+aiosqlite:///{folder / 'usual.db'}")
        event.listen(self._engine.sync_engine, "connect", _durable)
        self._session = async_sessionmaker(self._engine, expire_on_commit=False)
        self._lock = asyncio.Lock()
        self._members = members
        self._numbers = count()

    async def __aenter__(self) -> Self:
        async with self._engine.begin() as connection:
            await connection.run_sync(_Base.metadata.create_all)
        async with self._session.begin() as session:
            session.add_all(
                _Member(id=number, telegram_id=number, balance=0, tier="friend", spent=0)
                for number in range(1, self._members + 1)
            )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._engine.dispose()

    async def buy(self, member_id: int) -> None:
        """Record a purchase in a session of its own, one request at a time."""
        async with self._lock, self._session.begin() as session:
            await self._buy(session, member_id, next(self._numbers))

    def session(self) -> AsyncSession:
        """Open the session that a middleware of the usual bot lays for one update."""
        return self._session()

    async def knows(self, session: AsyncSession, telegram_id: int) -> bool:
        """Return whether this person stands in the books, as that middleware asks each time."""
        found = await session.execute(select(_Member).where(_Member.telegram_id == telegram_id))
        return found.scalar_one_or_none() is not None

    async def buy_in(self, session: AsyncSession, member_id: int) -> None:
        """Record a purchase in the session of the update, one at a time."""
        async with self._lock:
            await self._buy(session, member_id, next(self._numbers))
            await session.commit()

    async def _buy(self, session: AsyncSession, member_id: int, number: int) -> None:
        amount = 15_000 + number * 37 % 60_000
        points = amount * 5 // 10_000
        session.add(_Operation(key=f"bill:{number}", at=_NOW))
        await session.flush()
        member = (
            await session.execute(select(_Member).where(_Member.id == member_id))
        ).scalar_one()
        purchase = _Purchase(member_id=member_id, amount=amount, at=_NOW)
        session.add(purchase)
        await session.flush()
        member.balance += points
        member.spent += amount
        member.last_at = _NOW
        session.add_all(
            [
                _Lot(member_id=member_id, points=points, left=points, expires_on=_NOW),
                _Entry(
                    member_id=member_id,
                    points=points,
                    balance=member.balance,
                    kind="earn",
                    at=_NOW,
                ),
                _Message(reason=f"receipt:{number}", chat=member_id, payload=str(purchase.id)),
            ]
        )


def _durable(driver: Any, _record: Any) -> None:
    cursor = driver.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
