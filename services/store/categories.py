"""Days on which members spent money in a category, kept beside the qualifying days."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from models.counters import CategoryDay
from services.domain.state import Day
from services.store.prepared import Prepared

_INSERT = Prepared(insert(CategoryDay))
_DELETE = Prepared(
    delete(CategoryDay).where(
        CategoryDay.member_id == bindparam("the_member"),
        CategoryDay.category == bindparam("the_category"),
        CategoryDay.on == bindparam("the_day"),
    )
)
_LAST = Prepared(
    select(CategoryDay.category, func.max(CategoryDay.on).label("last_on"))
    .where(CategoryDay.member_id == bindparam("member"))
    .group_by(CategoryDay.category)
)


def save_days(tx: Connection, member_id: int, before: Iterable[Day], after: Iterable[Day]) -> None:
    """Write down the categories that came to a day or left it; most bills have none."""
    known = {day.on: day.figures.categories.keys() for day in before}
    nothing = dict[str, int]().keys()
    for day in after:
        had, has = known.get(day.on, nothing), day.figures.categories.keys()
        if has == had:
            continue
        for category in sorted(has - had):
            _INSERT.run(tx, {"member_id": member_id, "category": category, "on": day.on})
        for category in sorted(had - has):
            gone = {"the_member": member_id, "the_category": category, "the_day": day.on}
            _DELETE.run(tx, gone)


def load_last_days(tx: Connection, member_id: int) -> dict[str, date]:
    """Return the last day on which a member spent money in each category."""
    return {row.category: row.last_on for row in _LAST.all(tx, {"member": member_id})}


def load_names(tx: Connection, *, limit: int) -> list[str]:
    """Return the categories that were ever bought, in alphabetical order.

    One step through the index for each: the days of all members are not read.
    """
    found: list[str] = []
    last = ""
    while len(found) < limit:
        name = tx.scalar(select(func.min(CategoryDay.category)).where(CategoryDay.category > last))
        if name is None:
            break
        found.append(name)
        last = name
    return found
