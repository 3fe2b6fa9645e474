"""What happened to a member's points, a page at a time, each change with its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from services import program_versions
from services.domain import recording
from services.domain.kinds import EntryKind
from services.domain.outcome import Part
from services.offer_views import offer_titles
from services.program.document import Document
from services.stamps import titles_of
from services.store import coupons, transfers
from services.store import members as store
from services.till import name_of_guest

PAGE_SIZE = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryRow:
    """One ledger entry; `amount_minor` is the purchase's or the refund's money, if it has one.

    The parts add up to the points. `titles` name the offers among them, by language. `other` is
    who gave a gift or got it, "" for one who left; None if no other member has to do with it.
    `off_minor` is what the rules took off the purchase.
    """

    at: datetime
    on: date
    kind: EntryKind
    points: int
    amount_minor: int | None
    balance_after: int
    parts: tuple[Part, ...]
    purchase_id: int | None
    location_name: str | None
    titles: Mapping[str, Mapping[str, str]]
    other: str | None = None
    off_minor: int = 0
    discounts: tuple[Part, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryPage:
    """Pages count from 0, the newest first; `pages` is at least 1."""

    page: int
    pages: int
    rows: tuple[HistoryRow, ...]


def history(
    tx: Connection, member_id: int, page: int, *, now: datetime, size: int = PAGE_SIZE
) -> HistoryPage:
    """Return a page of entries; a page past the end is the last one."""
    del now
    pages = max(1, -(-store.count_entries(tx, member_id) // size))
    page = min(max(page, 0), pages - 1)
    rows = store.load_entries(tx, member_id, offset=page * size, limit=size)
    # As they were called under the rules of the entry, and coupons as they were when taken.
    taken = coupons.load_titles(tx, member_id)
    titles = {
        version: {**taken, **_titles(program_versions.version(tx, version).document)}
        for version in {row.program_version_id for row in rows}
    }
    keys = {row.operation_key for row in rows if row.kind is EntryKind.TRANSFER}
    others = transfers.load_others(tx, member_id, keys)
    return HistoryPage(
        page=page,
        pages=pages,
        rows=tuple(
            HistoryRow(
                at=row.at,
                on=row.on,
                kind=row.kind,
                points=row.points,
                amount_minor=row.amount_minor,
                balance_after=row.balance_after,
                parts=recording.load_parts(row.parts),
                purchase_id=row.purchase_id,
                location_name=row.location_name,
                titles=titles[row.program_version_id],
                other=_name(tx, others.get(row.operation_key)),
                off_minor=row.off_minor or 0,
                discounts=recording.load_parts(row.discounts) if row.discounts else (),
            )
            for row in rows
        ),
    )


def _titles(document: Document) -> dict[str, Mapping[str, str]]:
    return {**offer_titles(document), **titles_of(document)}


def _name(tx: Connection, member_id: int | None) -> str | None:
    return None if member_id is None else name_of_guest(tx, member_id)
