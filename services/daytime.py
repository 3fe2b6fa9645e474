"""The hours in which a guest may be written to without having done anything."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from services.store import shop as shop_store

FROM_HOUR, TO_HOUR = 10, 20
"""Local hours of the shop: from 10:00 up to, but without, 20:00."""


def is_daytime(tx: Connection, *, now: datetime) -> bool:
    """Tell whether it is between 10:00 and 20:00 at the shop; always before the launch."""
    settings = shop_store.load_settings(tx)
    return settings is None or in_daytime(now, ZoneInfo(settings.timezone))


def in_daytime(now: datetime, zone: ZoneInfo) -> bool:
    return FROM_HOUR <= now.astimezone(zone).hour < TO_HOUR


def evening(on: date, zone: ZoneInfo) -> datetime:
    """Return the end of a local day's hours."""
    return datetime.combine(on, time(TO_HOUR), tzinfo=zone).astimezone(UTC)
