"""Who stands on which level, and all that decides who would under another ladder."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from models.counters import QualifyingDay
from models.members import Member
from services.domain import recording
from services.domain.dates import add_months
from services.domain.program import Tiers
from services.domain.standing import YEAR_MONTHS
from services.domain.state import Day, MemberState, TierState, new_day, new_figures
from services.store.rows import rows
from services.store.segments import LIVING, rank_now

_PAGE = (
    select(
        Member.id,
        Member.joined_on,
        Member.settled_on,
        Member.tier,
        Member.tier_since,
        Member.tier_until,
        Member.grace_until,
        Member.manual_tier,
        Member.manual_until,
        Member.counters,
    )
    .where(LIVING, Member.id > bindparam("after"))
    .order_by(Member.id)
    .limit(bindparam("most"))
)
_LEAVING = (
    select(*QualifyingDay.__table__.c)
    .join(Member, Member.id == QualifyingDay.member_id)
    .where(
        QualifyingDay.member_id.in_(bindparam("ids", expanding=True)),
        QualifyingDay.on > Member.year_after,
        QualifyingDay.on <= bindparam("through"),
    )
)


def count_by_rank(tx: Connection, tiers: Tiers, today: date) -> dict[int, int]:
    """Count the living cards by the place of their effective tier."""
    rank = rank_now(tiers, today).label("rank")
    counted = select(rank, func.count().label("guests")).where(LIVING).group_by(rank)
    return {row.rank: row.guests for row in tx.execute(counted)}


def load_states(
    tx: Connection, today: date, *, after: int, limit: int
) -> list[tuple[int, MemberState]]:
    """Return members in order of ids with all that tiers look at, and nothing of points."""
    found = rows(tx, _PAGE, after=after, most=limit)
    days = _leaving(tx, [row.id for row in found], today)
    return [(row.id, replace(_state(row), days=tuple(days[row.id]))) for row in found]


def _leaving(tx: Connection, ids: Iterable[int], today: date) -> defaultdict[int, list[Day]]:
    """Return the days that have left the year since each member was settled."""
    known = {"ids": list(ids), "through": add_months(today, -YEAR_MONTHS)}
    days: defaultdict[int, list[Day]] = defaultdict(list)
    for row in tx.execute(_LEAVING, known):
        figures = new_figures(
            spend_minor=row.spend_minor,
            purchases=row.purchases,
            visits=row.visits,
            points=row.points,
            categories=row.categories,
        )
        days[row.member_id].append(new_day(on=row.on, figures=figures))
    return days


def _state(row: Row[Any]) -> MemberState:
    return MemberState(
        joined_on=row.joined_on,
        settled_on=row.settled_on,
        standing=recording.load_counters(row.counters).standing,
        tier=TierState(
            tier=row.tier,
            since=row.tier_since,
            until=row.tier_until,
            grace_until=row.grace_until,
            manual=row.manual_tier,
            manual_until=row.manual_until,
        ),
    )
