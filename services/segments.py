"""Standing segments for the owner: how many guests are in each, and where one ends.

docs/semantics.md, Segments. The boundaries stand in the program file; each change is a version.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Connection

from services import audiences, programs
from services.actors import Actor
from services.audiences import AudienceView
from services.domain.errors import Refusal
from services.domain.groups import SegmentRules
from services.domain.kinds import Segment
from services.program import build, sized
from services.program.document import Document
from services.program.segment_edits import with_boundary
from services.program.segments import MOST_DAYS
from services.store import segments as store

MOST_VISITS = 365
MOST_SPEND = 10**9  # In whole units of money.
_VIP_SPENDS = (5_000, 10_000, 25_000, 50_000, 100_000)  # In roubles.


class Boundary(StrEnum):
    """What can be moved by a tap; the values are the keys of the program file."""

    NEW_DAYS = "new_days"
    REGULAR_VISITS = "regular_visits"
    DORMANT_DAYS = "dormant_days"
    LOST_DAYS = "lost_days"
    VIP_SPEND = "vip_spend"
    VIP_TOP_TIER = "vip_top_tier"

    @property
    def segment(self) -> Segment:
        """Return the segment that begins or ends here."""
        return Segment(self.value.partition("_")[0])


_PRESETS: Mapping[Boundary, tuple[int, ...]] = {
    Boundary.NEW_DAYS: (7, 14, 30, 60, 90),
    Boundary.REGULAR_VISITS: (3, 4, 5, 8, 10, 15),
    Boundary.DORMANT_DAYS: (14, 21, 30, 45, 60, 90),
    Boundary.LOST_DAYS: (60, 90, 120, 180, 270, 365),
    Boundary.VIP_TOP_TIER: (0, 1),
}


@dataclass(kw_only=True, unsafe_hash=True)
class BoundaryOutOfRange(Refusal):
    """The boundary is no whole number from `low` to `high`."""

    low: int
    high: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Guests:
    """All living cards by segment; VIPs are among the others. Audiences with their counts."""

    version_id: int
    total: int
    counts: Mapping[Segment, int]
    rules: SegmentRules
    has_ladder: bool
    audiences: tuple[AudienceView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BoundaryChoice:
    """A value worth a button, and how many would then be in the segment."""

    value: int
    guests: int


@dataclass(frozen=True, kw_only=True, slots=True)
class BoundaryView:
    """One boundary: days, visits, money in whole units (0: not by money), or 0 and 1.

    `now` is how many are in the segment today; `low` to `high` is what may be typed.
    """

    version_id: int
    boundary: Boundary
    value: int
    guests: int
    low: int
    high: int
    choices: tuple[BoundaryChoice, ...]


def guests(tx: Connection, *, now: datetime) -> Guests:
    """Count the guests in every segment and audience as of the shop's local date."""
    stored = programs.current(tx, now=now)
    program, today = stored.program, programs.local_day(stored.program, now)
    counts = store.count_segments(tx, program, today)
    return Guests(
        version_id=stored.version_id,
        total=sum(number for segment, number in counts.items() if segment is not Segment.VIP),
        counts=counts,
        rules=program.segments,
        has_ladder=program.tiers is not None and len(program.tiers.ladder) > 1,
        audiences=audiences.audiences(tx, now=now),
    )


def boundary(tx: Connection, which: Boundary, *, now: datetime) -> BoundaryView:
    """Show a boundary and what other values would come to; nothing is saved."""
    stored = programs.current(tx, now=now)
    document, today = stored.document, programs.local_day(stored.program, now)
    low, high = _range(document, which)
    return BoundaryView(
        version_id=stored.version_id,
        boundary=which,
        value=_value(document, which),
        guests=store.count_segment(tx, stored.program, which.segment, today),
        low=low,
        high=high,
        choices=tuple(
            BoundaryChoice(
                value=value,
                guests=store.count_segment(
                    tx, build(_moved(document, which, value)), which.segment, today
                ),
            )
            for value in _presets(document, which)
            if low <= value <= high
        ),
    )


def set_boundary(
    tx: Connection, which: Boundary, value: int, *, actor: Actor, key: str, now: datetime
) -> None:
    """Move a boundary: a version of the program. Raises BoundaryOutOfRange."""
    if programs.was_saved(tx, key):
        return
    document = programs.current(tx, now=now).document
    low, high = _range(document, which)
    if not low <= value <= high:
        raise BoundaryOutOfRange(low=low, high=high)
    moved = _moved(document, which, value)
    programs.save_document(tx, moved, actor=actor, key=key, now=now)


def _moved(document: Document, which: Boundary, value: int) -> Document:
    match which:
        case Boundary.VIP_SPEND:
            return with_boundary(document, which, Decimal(value) if value else None)
        case Boundary.VIP_TOP_TIER:
            return with_boundary(document, which, bool(value))
        case _:
            return with_boundary(document, which, value)


def _value(document: Document, which: Boundary) -> int:
    value = getattr(document.segments, which)
    return 0 if value is None else int(value)


def _range(document: Document, which: Boundary) -> tuple[int, int]:
    rules = document.segments
    match which:
        case Boundary.NEW_DAYS:
            return 1, MOST_DAYS
        case Boundary.REGULAR_VISITS:
            return 1, MOST_VISITS
        case Boundary.DORMANT_DAYS:
            return 1, rules.lost_days - 1
        case Boundary.LOST_DAYS:
            return rules.dormant_days + 1, MOST_DAYS
        case Boundary.VIP_SPEND:
            return 0, MOST_SPEND
        case Boundary.VIP_TOP_TIER:
            return 0, 1


def _presets(document: Document, which: Boundary) -> tuple[int, ...]:
    if which is not Boundary.VIP_SPEND:
        return _PRESETS[which]
    return (0, *(sized(spend, document.currency) for spend in _VIP_SPENDS))
