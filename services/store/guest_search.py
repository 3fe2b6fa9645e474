"""Guests by a part of their name: names are encrypted, so each is opened and looked at."""

from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, select

from models.people import Person
from services.keys import keys_of
from services.store.rows import rows

PAGE = 1_000
_NAMES = (
    select(Person.id, Person.member_id, Person.name_encrypted)
    .where(
        Person.id > bindparam("after"),
        Person.member_id.is_not(None),
        Person.name_encrypted.is_not(None),
    )
    .order_by(Person.id)
    .limit(PAGE)
)


def names(tx: Connection) -> Iterator[tuple[int, str]]:
    """Return every member with a name, in order of joining, a page at a time."""
    keys, after = keys_of(tx), 0
    while page := rows(tx, _NAMES, after=after):
        for row in page:
            yield row.member_id, keys.decrypt(row.name_encrypted)
        after = page[-1].id
