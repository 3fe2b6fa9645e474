"""The weekly word to the owners: that the backups work, or that they do not."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from services import alerts, reports, summaries
from services.audit import Audit
from services.backups import Review
from services.facts import Facts, Key
from services.store import shop as shop_store
from services.summaries import SummaryKind

TOO_OLD = timedelta(hours=3)
"""Copies are made every hour; a machine that was off for longer has something to tell."""

_TEXT = "backups-week"


def due(tx: Connection, *, now: datetime) -> date | None:
    """Return this Monday once the hour of the weekly summary has struck and nothing was said."""
    settings = shop_store.load_settings(tx)
    if settings is None or settings.launched_at is None:
        return None
    local = now.astimezone(ZoneInfo(settings.timezone))
    today = local.date()
    if today.weekday() or local.hour < summaries.setup(tx).hour(SummaryKind.WEEKLY):
        return None
    if settings.launched_at >= reports.midnight(today, ZoneInfo(settings.timezone)):
        return None
    return None if alerts.were_told(tx, _TEXT, occasion=str(today)) else today


def promise(tx: Connection, found: Review, monday: date, *, now: datetime) -> None:
    """Tell the owners what a look at every copy has shown."""
    facts: Facts = {
        "copies": found.copies,
        "newest": found.newest_at or now,
        "entries": found.entries,
        "purchases": found.purchases,
        "broken": len(found.broken),
    }
    if found.newest_at is None:
        key = "backups-none"
    elif found.broken or now - found.newest_at > TOO_OLD:
        key = "backups-trouble"
    else:
        key = "backups-fine"
    _tell(tx, Key(key, facts), monday, now=now)


def promise_of_postgresql(tx: Connection, found: Audit, monday: date, *, now: datetime) -> None:
    """Tell the owners what was audited, and that nobody here looks after the copies."""
    facts: Facts = {"entries": found.entries, "purchases": found.purchases}
    _tell(tx, Key("backups-postgresql", facts), monday, now=now)


def _tell(tx: Connection, word: Key, monday: date, *, now: datetime) -> None:
    alerts.tell_owners(tx, _TEXT, {"word": word}, occasion=str(monday), now=now)
