"""What the watch reads: a month of bills, grouped by the database, and what it has found."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, select, update

from models.purchases import Purchase
from models.transfers import Transfer, TransferState
from models.watch import Suspicion, WatchRun
from services.actors import Role
from services.store.conflicts import insert_unless_there
from services.store.rows import first, insert_row, rows

_BY_STAFF = (Role.CASHIER, Role.MANAGER)
_number = func.count()


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """The local days from `since` to `until`, both included."""

    since: date
    until: date

    @property
    def made(self) -> ColumnElement[bool]:
        """Bills of these days by staff; the owner does not watch himself."""
        return and_(
            Purchase.on >= self.since,
            Purchase.on <= self.until,
            Purchase.staff_id.is_not(None),
            Purchase.actor_role.in_(_BY_STAFF),
        )

    @property
    def stand(self) -> ColumnElement[bool]:
        """Those of them that were not taken back."""
        return and_(self.made, Purchase.stands)


def load_gathering(tx: Connection, span: Span, *, cards: int) -> Sequence[Row[Any]]:
    """Return (member_id, cards, points) of those who got gifts from so many cards."""
    givers = func.count(Transfer.giver_id.distinct())
    return rows(
        tx,
        select(
            Transfer.taker_id.label("member_id"),
            givers.label("cards"),
            func.sum(Transfer.points).label("points"),
        )
        .where(_given_in(span))
        .group_by(Transfer.taker_id)
        .having(givers >= cards)
        .order_by(Transfer.taker_id),
    )


def _given_in(span: Span) -> ColumnElement[bool]:
    return and_(
        Transfer.state == TransferState.DONE,
        Transfer.on >= span.since,
        Transfer.on <= span.until,
    )


def load_totals(tx: Connection, span: Span) -> tuple[int, int]:
    """Return (bills, their sum in minor units)."""
    amount = func.coalesce(func.sum(Purchase.amount_minor), 0)
    bills, minor = tx.execute(select(_number, amount).where(span.stand)).one()
    return bills, int(minor)


def count_round(tx: Connection, span: Span, step: int) -> int:
    statement = select(_number).where(span.stand, Purchase.amount_minor % step == 0)
    return tx.execute(statement).scalar_one()


def load_tills(tx: Connection, span: Span) -> Sequence[Row[Any]]:
    """Return (on, staff_id, bills, first, last): who worked when, and how much."""
    statement = select(
        Purchase.on,
        Purchase.staff_id,
        _number.label("bills"),
        func.min(Purchase.at, type_=Purchase.at.type).label("first"),
        func.max(Purchase.at, type_=Purchase.at.type).label("last"),
    )
    return rows(tx, statement.where(span.stand).group_by(Purchase.on, Purchase.staff_id))


def load_often(tx: Connection, span: Span, *, days: int, peak: int) -> Sequence[Row[Any]]:
    """Return (member_id, days, peak) of cards with two bills a day too often, or too many."""
    by_day = (
        select(Purchase.member_id, _number.label("bills"))
        .where(span.stand)
        .group_by(Purchase.member_id, Purchase.on)
        .having(_number >= 2)  # noqa: PLR2004  # the second bill of a day is the first too many
        .subquery()
    )
    often, most = func.count().label("days"), func.max(by_day.c.bills).label("peak")
    statement = select(by_day.c.member_id, often, most).group_by(by_day.c.member_id)
    return rows(tx, statement.having((func.count() >= days) | (func.max(by_day.c.bills) >= peak)))


def load_pairs(tx: Connection, span: Span, *, bills: int) -> Sequence[Row[Any]]:
    """Return (member_id, staff_id, bills) of a card and a cashier who met so often."""
    statement = select(Purchase.member_id, Purchase.staff_id, _number.label("bills"))
    return rows(
        tx,
        statement.where(span.stand)
        .group_by(Purchase.member_id, Purchase.staff_id)
        .having(_number >= bills),
    )


def load_bills_of(tx: Connection, span: Span, members: Collection[int]) -> Sequence[Row[Any]]:
    """Return (member_id, staff_id, on, at) of these cards' bills."""
    statement = select(Purchase.member_id, Purchase.staff_id, Purchase.on, Purchase.at)
    return rows(tx, statement.where(span.stand, Purchase.member_id.in_(members)))


def load_round(tx: Connection, span: Span, *, step: int, bills: int) -> Sequence[Row[Any]]:
    """Return (member_id, round, bills) of cards whose sums are mostly round."""
    is_round = func.sum(case((Purchase.amount_minor % step == 0, 1), else_=0))
    statement = select(Purchase.member_id, is_round.label("round"), _number.label("bills"))
    return rows(
        tx,
        statement.where(span.stand)
        .group_by(Purchase.member_id)
        .having(is_round >= bills, is_round * 10 >= _number * 8),
    )


def load_card_days(tx: Connection, span: Span) -> tuple[int, int]:
    """Return (days on which some card had a bill, points earned on all of them)."""
    by_day = (
        select(func.sum(Purchase.earned - Purchase.clawed).label("points"))
        .where(span.stand)
        .group_by(Purchase.member_id, Purchase.on)
        .subquery()
    )
    total = func.coalesce(func.sum(by_day.c.points), 0)
    days, points = tx.execute(select(func.count(), total).select_from(by_day)).one()
    return days, int(points)


def load_much(tx: Connection, span: Span, *, above: int) -> Sequence[Row[Any]]:
    """Return (member_id, on, points) of card days that earned more than so many points."""
    points = func.sum(Purchase.earned - Purchase.clawed)
    statement = select(Purchase.member_id, Purchase.on, points.label("points"))
    return rows(
        tx,
        statement.where(span.stand)
        .group_by(Purchase.member_id, Purchase.on)
        .having(points > above)
        .order_by(points),
    )


def load_undone(tx: Connection, span: Span) -> Sequence[Row[Any]]:
    """Return (staff_id, bills, undone): how many of a cashier's bills went back."""
    undone = func.sum(case((Purchase.refunded_minor > 0, 1), else_=0))
    statement = select(Purchase.staff_id, _number.label("bills"), undone.label("undone"))
    return rows(tx, statement.where(span.made).group_by(Purchase.staff_id))


def was_looked(tx: Connection, on: date) -> bool:
    return tx.scalar(select(WatchRun.on).where(WatchRun.on == on)) is not None


def claim(tx: Connection, on: date, *, now: datetime) -> bool:
    """Take the one look there is for this day; False if it is taken."""
    return insert_unless_there(tx, WatchRun, {"on": on, "made_at": now})


def load_by_key(tx: Connection, keys: Collection[str]) -> Mapping[str, Row[Any]]:
    statement = select(*Suspicion.__table__.c).where(Suspicion.key.in_(keys))
    return {row.key: row for row in rows(tx, statement)}


def load_suspicion(tx: Connection, suspicion_id: int) -> Row[Any] | None:
    return first(tx, select(*Suspicion.__table__.c).where(Suspicion.id == suspicion_id))


def insert_suspicion(tx: Connection, values: Mapping[str, Any]) -> int:
    return insert_row(tx, Suspicion, values)


def save_suspicion(tx: Connection, suspicion_id: int, values: Mapping[str, Any]) -> None:
    tx.execute(update(Suspicion).where(Suspicion.id == suspicion_id).values(**values))


@dataclass(frozen=True, kw_only=True, slots=True)
class Bills:
    """Which bills are evidence; what is None does not matter.

    `gave_to`: those of the cards that gave this one their points.
    """

    span: Span
    member_id: int | None = None
    staff_id: int | None = None
    step: int | None = None
    undone: bool = False
    repeated_days: bool = False
    gave_to: int | None = None

    @property
    def condition(self) -> ColumnElement[bool]:
        found = [self.span.made if self.undone else self.span.stand]
        if self.member_id is not None:
            found.append(Purchase.member_id == self.member_id)
        if self.staff_id is not None:
            found.append(Purchase.staff_id == self.staff_id)
        if self.gave_to is not None:
            gave = _given_in(self.span) & (Transfer.taker_id == self.gave_to)
            found.append(Purchase.member_id.in_(select(Transfer.giver_id).where(gave)))
        if self.step is not None:
            found.append(Purchase.amount_minor % self.step == 0)
        if self.undone:
            found.append(Purchase.refunded_minor > 0)
        if self.repeated_days:
            days = select(Purchase.on).where(*found).group_by(Purchase.on)
            found.append(Purchase.on.in_(days.having(_number > 1)))
        return and_(*found)


def load_evidence(tx: Connection, bills: Bills, *, limit: int) -> tuple[int, Sequence[Row[Any]]]:
    """Return how many bills there are, and the latest of them."""
    total = tx.execute(select(_number).select_from(Purchase).where(bills.condition)).scalar_one()
    statement = select(
        Purchase.id, Purchase.at, Purchase.member_id, Purchase.staff_id, Purchase.amount_minor
    )
    latest = statement.where(bills.condition).order_by(Purchase.at.desc(), Purchase.id.desc())
    return total, rows(tx, latest.limit(limit))
