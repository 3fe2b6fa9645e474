"""The standing segments as the database sees them, and the columns they are found by.

docs/semantics.md, Segments; services/domain/segments.py says the same about one member. The
year's figures on the row are those of the day it was settled on. Days that have left the year
since are subtracted, but only for members who would otherwise reach the boundary: figures of a
year never grow by themselves.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    false,
    func,
    literal,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from models.counters import QualifyingDay
from models.members import Member, MemberStatus
from services.domain.dates import add_months
from services.domain.kinds import Segment
from services.domain.program import Program, Tiers
from services.domain.segments import mostly, top_rank
from services.domain.standing import YEAR_MONTHS
from services.domain.state import MemberState

Asked = ColumnElement[bool]
LIVING = Member.status != MemberStatus.ERASED

_LEAVES = {
    Member.year_spend_minor.key: QualifyingDay.spend_minor,
    Member.year_visits.key: QualifyingDay.visits,
}


def columns(state: MemberState) -> dict[str, Any]:
    """Return the columns of a member's row that segments and audiences look at."""
    year = state.standing.rolling
    return {
        "year_after": add_months(state.settled_on, -YEAR_MONTHS),
        "year_spend_minor": year.spend_minor,
        "year_visits": year.visits,
        "mostly": mostly(state.standing.lifetime.categories),
    }


def at_least(figure: InstrumentedAttribute[int], least: int, today: date) -> Asked:
    """Ask for a figure of the year through today: `Member.year_spend_minor` or `year_visits`."""
    began = add_months(today, -YEAR_MONTHS)
    left = (
        select(func.coalesce(func.sum(_LEAVES[figure.key]), 0))
        .where(
            QualifyingDay.member_id == Member.id,
            QualifyingDay.on > Member.year_after,
            QualifyingDay.on <= began,
        )
        .scalar_subquery()
    )
    # Nothing has left the year of whoever joined within it, or was settled today.
    whole = or_(Member.joined_on > began, Member.year_after >= began)
    return and_(figure >= least, or_(whole, figure - left >= least))


def absent_at_least(days: int, today: date) -> Asked:
    """Ask for so many days since the last purchase, or since joining."""
    last = today - timedelta(days=days)
    never = and_(Member.last_purchase_on.is_(None), Member.joined_on <= last)
    return or_(Member.last_purchase_on <= last, never)


def seen_within(days: int, today: date) -> Asked:
    """Ask for fewer days than so many since the last purchase, or since joining."""
    last = today - timedelta(days=days)
    never = and_(Member.last_purchase_on.is_(None), Member.joined_on > last)
    return or_(Member.last_purchase_on > last, never)


def has_rank(tiers: Tiers, ranks: Iterable[int], today: date) -> Asked:
    """Ask for one of these effective tiers: the higher of the own one and that by hand."""
    wanted = frozenset(ranks)
    return rank_now(tiers, today).in_(sorted(wanted)) if wanted else false()


def rank_now(tiers: Tiers, today: date) -> ColumnElement[int]:
    """Return the place of the effective tier, 0 being the lowest."""
    own = _rank(tiers, Member.tier)
    lasts = or_(Member.manual_until.is_(None), Member.manual_until >= today)
    manual = case((lasts, _rank(tiers, Member.manual_tier)), else_=literal(0))
    return case((manual > own, manual), else_=own)


def _rank(tiers: Tiers, tier: InstrumentedAttribute[str | None]) -> ColumnElement[int]:
    """Return the place of a tier; an unknown one counts as the lowest, as for the rules."""
    known: dict[str | None, ColumnElement[int]] = {
        name: literal(rank) for name, rank in tiers.ranks.items() if rank
    }
    lowest: ColumnElement[int] = literal(0)
    return case(known, value=tier, else_=lowest) if known else lowest


def is_vip(program: Program, today: date) -> Asked:
    rules, top = program.segments, top_rank(program)
    asked: list[Asked] = []
    if rules.vip_spend_minor is not None:
        asked.append(at_least(Member.year_spend_minor, rules.vip_spend_minor, today))
    if program.tiers is not None and top is not None:
        asked.append(has_rank(program.tiers, [top], today))
    return or_(false(), *asked)


def is_in(program: Program, segment: Segment, today: date) -> Asked:
    """Ask for one segment; the rules go through the same boundaries one after another."""
    rules = program.segments
    here = seen_within(rules.dormant_days, today)
    newest = today - timedelta(days=rules.new_days)
    match segment:
        case Segment.LOST:
            return absent_at_least(rules.lost_days, today)
        case Segment.DORMANT:
            away = absent_at_least(rules.dormant_days, today)
            return and_(away, seen_within(rules.lost_days, today))
        case Segment.REGULAR:
            return and_(here, at_least(Member.year_visits, rules.regular_visits, today))
        case Segment.NEW:
            often = at_least(Member.year_visits, rules.regular_visits, today)
            return and_(here, Member.joined_on > newest, not_(often))
        case Segment.ACTIVE:
            often = at_least(Member.year_visits, rules.regular_visits, today)
            return and_(here, Member.joined_on <= newest, not_(often))
        case Segment.VIP:
            return is_vip(program, today)


def in_segments(program: Program, segments: Iterable[Segment], today: date) -> Asked:
    """Ask for one of these segments."""
    return or_(false(), *(is_in(program, one, today) for one in sorted(set(segments))))


def count_segment(tx: Connection, program: Program, segment: Segment, today: date) -> int:
    """Count the living cards of one segment."""
    return tx.scalar(_counted(is_in(program, segment, today))) or 0


def count_segments(tx: Connection, program: Program, today: date) -> dict[Segment, int]:
    """Count all living cards by segment in one statement; VIPs are among the others."""
    asked = {one: is_in(program, one, today) for one in Segment if one is not Segment.ACTIVE}
    counts = [_counted(one).scalar_subquery() for one in asked.values()]
    everybody, *found = tx.execute(select(_counted().scalar_subquery(), *counts)).one()
    known: dict[Segment, int] = dict(zip(asked, map(int, found), strict=True))
    # Active is whoever is left: the longest of the lists need not be gone through.
    active = int(everybody) - sum(known.values()) + known[Segment.VIP]
    return {one: known.get(one, active) for one in Segment}


def _counted(*asked: Asked) -> Select[int]:
    return select(func.count()).select_from(Member).where(LIVING, *asked)
