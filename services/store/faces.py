"""Who members are for those who read of them: a card number, and a name under its key."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from models.members import Member
from models.people import Person
from services.store.rows import rows

_FACES = (
    select(Member.id, Member.card_number, Person.name_encrypted)
    .outerjoin(Person, Person.member_id == Member.id)
    .where(Member.id.in_(bindparam("ids", expanding=True)))
)


def load_faces(tx: Connection, ids: Iterable[int]) -> dict[int, Row[Any]]:
    """Return card number and encrypted name of some members."""
    return {row.id: row for row in rows(tx, _FACES, ids=list(ids))}
