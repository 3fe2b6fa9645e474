"""What other rules would have come to: the shop's own days, lived through once more.

docs/semantics.md, What if. Everybody is replayed from joining on under the versions of those
days; the window's days are then decided three times: as recorded, for the check, by the rules in
force, and by those that are tried. To be called through `report`, and it takes its time.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from services.domain.errors import Refusal
from services.domain.histories import Version
from services.domain.program import Program
from services.domain.what_if import Case, Compared, compare, rules_of
from services.program import Document, build
from services.program_versions import current, local_day, version
from services.reports import midnight
from services.store import histories as store
from services.store import programs as program_store
from services.what_if_views import (
    Affected,
    Check,
    Moved,
    Shortage,
    Side,
    Totals,
    WhatIf,
    add,
    answer,
)

__all__ = [
    "Affected",
    "Check",
    "Moved",
    "OtherMoney",
    "Progress",
    "Shortage",
    "Side",
    "WhatIf",
    "WindowOutOfRange",
    "what_if",
]

AT_ONCE = 100
"""Members read at once: memory holds the histories of so many, however big the shop is."""

MOST_DAYS = 3_660
_ALL = 1_000_000

Progress = Callable[[int, int], None]
"""Called with members done, and members in all."""


@dataclass(kw_only=True, unsafe_hash=True)
class OtherMoney(Refusal):
    """The rules that are tried count in another currency than the shop's purchases."""

    currency: str


@dataclass(kw_only=True, unsafe_hash=True)
class WindowOutOfRange(Refusal):
    """A window has at least a day, and not more than ten years."""

    high: int


def what_if(
    tx: Connection,
    document: Document,
    *,
    days: int,
    now: datetime,
    progress: Progress | None = None,
) -> WhatIf:
    """Compare a program with the one in force over the last local days, today included.

    Raises ProgramNotLaunched, OtherMoney and WindowOutOfRange.
    """
    if not 1 <= days <= MOST_DAYS:
        raise WindowOutOfRange(high=MOST_DAYS)
    present, tried = current(tx, now=now).program, build(document)
    if (tried.currency, tried.digits) != (present.currency, present.digits):
        raise OtherMoney(currency=tried.currency)
    today = local_day(present, now)
    since = today - timedelta(days=days - 1)
    versions = _versions(tx, now)
    start = midnight(since, ZoneInfo(present.timezone))
    begun = sum(one.began < start for one in versions)
    case = Case(
        versions=versions,
        begun=max(1, begun),
        starts_on=since,
        today=today,
        tried=rules_of(tried),
    )
    totals = Totals()
    for compared in _compared(tx, case, present, progress or _quietly):
        add(totals, compared, present, tried)
    return answer(tx, totals, present, tried, since=since, through=today)


def _versions(tx: Connection, now: datetime) -> tuple[Version, ...]:
    """Return what was in force until now, the first at first."""
    found = []
    for row in reversed(program_store.load_versions(tx, limit=_ALL)):
        began = row.starts_at or row.created_at
        if began <= now:
            program = version(tx, row.id).program
            since = row.starts_on or local_day(program, began)
            found.append(Version(id=row.id, rules=rules_of(program), began=began, since=since))
    return tuple(found)


def _compared(
    tx: Connection, case: Case, present: Program, progress: Progress
) -> Iterator[Compared]:
    """Compare members a few at a time; where rules have a budget, all of them together."""
    told = _told(case.versions, present)
    everyone = [case.tried, *(one.rules for one in case.versions)]
    shared = any(rules.program.budgets for rules in everyone)
    # Who did nothing in the window can only have come into another tier.
    all_members = shared or _ladder(case.tried.program) != _ladder(present)
    ids = store.all_members(tx) if all_members else store.members_since(tx, case.starts_on)
    histories = []
    for done in range(0, len(ids), AT_ONCE):
        progress(done, len(ids))
        page = store.load_histories(tx, ids[done : done + AT_ONCE], told)
        if shared:
            histories += page
        else:
            for history in page:
                yield from compare(case, [history])
    yield from compare(case, histories)
    progress(len(ids), len(ids))


def _ladder(program: Program) -> object:
    """Return all that decides who stands in which tier."""
    tiers = program.tiers
    if tiers is None:
        return None
    steps = [(tier.id, tier.thresholds) for tier in tiers.ladder]
    return steps, tiers.match, tiers.window, tiers.grace_days, tiers.down


def _told(versions: Sequence[Version], present: Program) -> store.Told:
    begans, sinces = [one.began for one in versions], [one.since for one in versions]
    zone = ZoneInfo(present.timezone)

    def among(place: int) -> int:
        return versions[max(place - 1, 0)].id

    return store.Told(
        version_at=lambda at: among(bisect_right(begans, at)),
        version_on=lambda on: among(bisect_right(sinces, on)),
        day_of=lambda at: at.astimezone(zone).date(),
    )


def _quietly(done: int, of: int) -> None:
    """Tell nobody how far it is."""
