"""The rows of monthly choices."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, exists, select

from models.favourites import FavouriteChoice
from models.members import Member, MemberStatus
from services.store.rows import insert_row, rows

_ids: BindParameter[list[int]] = bindparam("ids", expanding=True)
_OF = (
    select(
        FavouriteChoice.member_id,
        FavouriteChoice.at,
        FavouriteChoice.on,
        FavouriteChoice.categories,
        FavouriteChoice.after_entry,
        FavouriteChoice.program_version_id,
    )
    .where(FavouriteChoice.member_id.in_(_ids))
    .order_by(FavouriteChoice.id)
)


def insert_choice(
    tx: Connection,
    member_id: int,
    categories: Sequence[str],
    *,
    on: date,
    now: datetime,
    after_entry: int,
    version_id: int,
) -> None:
    values = {
        "member_id": member_id,
        "at": now,
        "on": on,
        "categories": list(categories),
        "after_entry": after_entry,
        "program_version_id": version_id,
    }
    insert_row(tx, FavouriteChoice, values)


def load_choices(tx: Connection, ids: Sequence[int]) -> list[Row[Any]]:
    """Return the choices of these members, each member's in order."""
    return rows(tx, _OF, ids=list(ids))


def count_since(tx: Connection, since: date) -> tuple[int, Counter[str]]:
    """Count who has picked on a local day from `since` on, and how often each category."""
    found = tx.execute(
        select(FavouriteChoice.member_id, FavouriteChoice.categories)
        .join(Member, Member.id == FavouriteChoice.member_id)
        .where(FavouriteChoice.on >= since, Member.status == MemberStatus.ACTIVE)
    )
    members: set[int] = set()
    counts: Counter[str] = Counter()
    for member_id, categories in found:
        members.add(member_id)
        counts.update(categories)
    return len(members), counts


def any_choice(tx: Connection) -> bool:
    """Tell whether anybody has ever picked."""
    return bool(tx.scalar(select(exists().select_from(FavouriteChoice))))
