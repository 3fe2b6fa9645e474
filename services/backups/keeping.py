"""Which backups stay, when the next one is due, and whether those that stayed still open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from services.backups import sealing
from services.backups.naming import DAMAGED, PART, WHOLE, made_at
from services.keys import Keys, WrongKey

Place = Callable[[datetime], tuple[int, ...]]

DAMAGED_KEPT = 3

_PLACES: tuple[tuple[int, Place], ...] = (
    (24, lambda at: (at.year, at.month, at.day, at.hour)),
    (7, lambda at: (at.year, at.month, at.day)),
    (12, lambda at: (at.year, at.month)),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """The copies that open, the newest of them, and the names of those that do not.

    `entries` and `purchases` were audited in the newest one.
    """

    copies: int
    newest_at: datetime | None
    members: int
    entries: int
    purchases: int
    broken: tuple[str, ...]


def kept(stamps: Iterable[datetime]) -> frozenset[datetime]:
    """Choose what stays: the last of 24 hours, then of 7 days, then of 12 months.

    Ranks are counted and not ages: when no copies are made, none is deleted.
    """
    left = sorted(stamps, reverse=True)
    chosen: set[datetime] = set()
    for places, place in _PLACES:
        left = _take(left, places, place, chosen)
    return frozenset(chosen)


def _take(
    stamps: list[datetime], places: int, place: Place, chosen: set[datetime]
) -> list[datetime]:
    """Choose the newest of each place, newest place first; return what is older than all."""
    taken: set[tuple[int, ...]] = set()
    for index, at in enumerate(stamps):
        if place(at) in taken:
            continue
        if len(taken) == places:
            return stamps[index:]
        taken.add(place(at))
        chosen.add(at)
    return []


def prune(folder: Path) -> tuple[Path, ...]:
    """Delete the copies that no place is left for, and what a killed process left half done.

    Of damaged ones the newest few stay.
    """
    copies = _copies(folder, WHOLE)
    stay = kept(copies.values())
    gone = [copy for copy, at in copies.items() if at not in stay]
    damaged = _copies(folder, DAMAGED)
    gone += sorted(damaged, key=damaged.__getitem__)[:-DAMAGED_KEPT]
    # A copy that is being made at this moment is newer than every finished one.
    gone += [part for part, at in _copies(folder, PART).items() if at < max(stay, default=at)]
    for copy in gone:
        copy.unlink()
    return tuple(gone)


def due(folder: Path, *, now: datetime) -> bool:
    """Tell whether no copy was made in this hour; a damaged one was made as well."""
    this_hour = _PLACES[0][1](now.astimezone(UTC))
    found = (*_copies(folder, WHOLE).values(), *_copies(folder, DAMAGED).values())
    return all(_PLACES[0][1](at) != this_hour for at in found)


def review(folder: Path, keys: Keys) -> Review:
    """Decrypt every copy to its end; one that does not open is renamed "*.damaged"."""
    whole: list[tuple[datetime, Path]] = []
    broken = []
    for copy, at in sorted(_copies(folder, WHOLE).items()):
        if _opens(copy, keys):
            whole.append((at, copy))
        else:
            broken.append(copy.name)
    newest_at, newest = max(whole, default=(None, None))
    facts = sealing.facts_of(newest, keys) if newest and sealing.is_sealed(newest) else {}
    return Review(
        copies=len(whole),
        newest_at=newest_at,
        members=facts.get("members", 0),
        entries=facts.get("entries", 0),
        purchases=facts.get("purchases", 0),
        broken=tuple(broken),
    )


def _opens(copy: Path, keys: Keys) -> bool:
    if not sealing.is_sealed(copy):
        # Made before copies were sealed: it goes when its place is taken.
        return True
    try:
        sealing.check(copy, keys)
    except sealing.SealBroken:
        copy.replace(copy.with_suffix(DAMAGED))
        return False
    except WrongKey:
        return False
    return True


def _copies(folder: Path, suffix: str) -> dict[Path, datetime]:
    found = ((copy, made_at(copy)) for copy in folder.glob(f"*{suffix}"))
    return {copy: at for copy, at in found if at is not None}
