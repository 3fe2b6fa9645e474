"""Favourites picked, among the deeds that a what-if lets happen again."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from services.domain.histories import Deed, Picked


def with_picks(
    loud: Iterable[tuple[datetime, Deed]], choices: Sequence[Row[Any]], entries: Iterable[Row[Any]]
) -> Iterator[tuple[datetime, Deed]]:
    """Put each choice behind the entry it came after; the clock alone could not tell.

    Time never goes back, as in the deeds themselves.
    """
    if not choices:
        yield from loud
        return
    ids = {entry.number: entry.id for entry in entries}
    waiting = [(ids.get(row.after_entry, 0), row) for row in choices]
    latest: datetime | None = None
    for at, deed in loud:
        while waiting and waiting[0][0] < deed.order:
            row = waiting.pop(0)[1]
            latest = row.at if latest is None else max(latest, row.at)
            yield latest, _picked(row)
        latest = at if latest is None else max(latest, at)
        yield latest, deed
    for _, row in waiting:
        latest = row.at if latest is None else max(latest, row.at)
        yield latest, _picked(row)


def _picked(row: Row[Any]) -> Picked:
    return Picked(
        on=row.on, order=0, version=row.program_version_id, categories=tuple(row.categories)
    )
