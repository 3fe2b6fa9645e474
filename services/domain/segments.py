"""The six standing segments: which of them a member is in on a day.

docs/semantics.md, Segments. services/store/segments.py says the same to the database; a test
compares the two.
"""

from collections.abc import Mapping
from datetime import date

from services.domain.book import Book
from services.domain.kinds import Segment
from services.domain.ladder import effective_rank
from services.domain.program import Program
from services.domain.state import MemberState


def absent_days(view: MemberState | Book, today: date) -> int:
    """Return the days since the last purchase, or since joining before the first."""
    return (today - (view.last_purchase_on or view.joined_on)).days


def segment_of(program: Program, view: MemberState | Book, today: date) -> Segment:
    """Return the one segment of a member settled to today; VIP is told apart by `is_vip`."""
    rules, absent = program.segments, absent_days(view, today)
    if absent >= rules.lost_days:
        return Segment.LOST
    if absent >= rules.dormant_days:
        return Segment.DORMANT
    if view.standing.rolling.visits >= rules.regular_visits:
        return Segment.REGULAR
    is_new = (today - view.joined_on).days < rules.new_days
    return Segment.NEW if is_new else Segment.ACTIVE


def is_vip(program: Program, view: MemberState | Book) -> bool:
    """Tell whether a settled member has spent enough in the year, or has the top tier."""
    rules = program.segments
    spend = view.standing.rolling.spend_minor
    if rules.vip_spend_minor is not None and spend >= rules.vip_spend_minor:
        return True
    rank = top_rank(program)
    return (
        program.tiers is not None
        and rank is not None
        and effective_rank(program.tiers, view) == rank
    )


def top_rank(program: Program) -> int | None:
    """Return the rank that makes a VIP; None if none does: a ladder of one step has no top."""
    if program.tiers is None or not program.segments.vip_top_tier:
        return None
    return len(program.tiers.ladder) - 1 or None


def segments_of(program: Program, view: MemberState | Book, today: date) -> frozenset[Segment]:
    """Return the segment of a settled member, with VIP if that is true too."""
    vip = {Segment.VIP} if is_vip(program, view) else set()
    return frozenset({segment_of(program, view, today)} | vip)


def mostly(money: Mapping[str, int]) -> str | None:
    """Return the category most money went to, the first of equal ones alphabetically."""
    return min(money, key=lambda name: (-money[name], name), default=None)
