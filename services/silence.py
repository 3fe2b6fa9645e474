"""Signs of life, and telling the owners of a silence longer than Telegram keeps messages."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from services import alerts
from services.actors import system
from services.store import audit_log
from services.store import installation as store
from services.store.audit_log import What

KEPT = timedelta(hours=24)
"""Telegram forgets updates nobody took for so long (docs/reliability.md, F6)."""


def sign_of_life(tx: Connection, *, now: datetime) -> timedelta | None:
    """Note that the program works; return how long it did not, if that was too long.

    What people wrote more than a day before the program was back is lost, and nobody can
    ask for it again: the owners hear of it once, and a line in the audit log marks the gap.
    """
    before = store.load_alive(tx)
    store.save_alive(tx, now)
    if before is None or now - before <= KEPT:
        return None
    since = before.isoformat(timespec="seconds")
    facts = {"since": since, "until": now.isoformat(timespec="seconds")}
    audit_log.note(tx, What.SILENT, actor=system("run"), now=now, facts=facts)
    alerts.tell_owners(tx, "alert-silence", {"since": before}, occasion=since, now=now)
    return now - before
