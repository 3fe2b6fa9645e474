"""What the rows and the locks of PostgreSQL tell of the processes at work."""

from sqlalchemy import BigInteger, Connection, cast, column, func, select, table, union

from models.inbox import InboxRow, InboxState
from models.outbox import OutboxRow, OutboxState
from services.database.signals import CHANNEL, LOCKS

_LOCKS = table(
    "pg_locks",
    *map(column, ("locktype", "database", "classid", "objid", "objsubid", "granted")),
)
_DATABASES = table("pg_database", column("oid"), column("datname"))
_HERE = (
    select(_DATABASES.c.oid)
    .where(_DATABASES.c.datname == func.current_database())
    .scalar_subquery()
)
_TWO_NUMBERS = 2
"""What PostgreSQL notes as `objsubid` of an advisory lock with two numbers."""


def tell(tx: Connection, what: str) -> None:
    tx.execute(select(func.pg_notify(CHANNEL, what)))


def load_noted(tx: Connection) -> frozenset[int]:
    """Return the processes that some unfinished row is noted to be with."""
    query = union(
        select(InboxRow.worker).where(InboxRow.state == InboxState.NEW),
        select(OutboxRow.worker).where(OutboxRow.state == OutboxState.SENDING),
    )
    return frozenset(number for number in tx.scalars(query) if number is not None)


def load_present(tx: Connection) -> frozenset[int]:
    """Return the processes whose connections stand: each holds the lock of its number."""
    query = select(cast(_LOCKS.c.objid, BigInteger)).where(
        _LOCKS.c.locktype == "advisory",
        _LOCKS.c.database == _HERE,
        cast(_LOCKS.c.classid, BigInteger) == LOCKS,
        _LOCKS.c.objsubid == _TWO_NUMBERS,
        _LOCKS.c.granted,
    )
    return frozenset(tx.scalars(query))
