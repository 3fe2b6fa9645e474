"""Several processes on one PostgreSQL: how they tell each other, and who is no more."""

import math
from datetime import timedelta

from sqlalchemy import Connection

from services.database.signals import INBOX, MARKETING
from services.store import workers as store


def wake(tx: Connection) -> None:
    """Tell every process that an update waits for whoever is free, once this is committed."""
    store.tell(tx, INBOX)


def hush(tx: Connection, delay: timedelta) -> None:
    """Tell every process that Telegram wants no marketing for so long."""
    store.tell(tx, f"{MARKETING} {math.ceil(delay.total_seconds())}")


def missing(tx: Connection) -> frozenset[int]:
    """Return the numbers of the processes that left work behind and are not there."""
    noted = store.load_noted(tx)
    # Asked in this order: who is noted and has just come is there by now.
    return noted - store.load_present(tx) if noted else noted
