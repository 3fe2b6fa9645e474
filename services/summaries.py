"""Summaries for the owner: due by the shop's clock, promised once, read by who wants them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from models.summaries import SummaryKind
from services import outbox, reports
from services.actors import Actor, Role
from services.facts import Fact, Key, Money, Percent, Points
from services.keys import keys_of
from services.names import short_name
from services.outbox import Lane, Picture
from services.staff import OwnerOnly
from services.staff_list import UnknownStaff
from services.store import shop as shop_store
from services.store import summaries as store

__all__ = [
    "Reader",
    "Setup",
    "SummaryKind",
    "any_due",
    "promise_due",
    "set_hour",
    "set_reader",
    "setup",
]

USUAL_HOURS = {SummaryKind.DAILY: 21, SummaryKind.WEEKLY: 10}
KEEP = timedelta(hours=12)
"""A summary that could not be delivered for so long is yesterday's news."""

_WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """An owner or manager, and which summaries come to his chat."""

    staff_id: int
    name: str
    role: Role
    daily: bool
    weekly: bool

    def wants(self, kind: SummaryKind) -> bool:
        return self.daily if kind is SummaryKind.DAILY else self.weekly


@dataclass(frozen=True, kw_only=True, slots=True)
class Setup:
    """The local hours of both summaries, and everybody who may read them, owners first."""

    daily_hour: int
    weekly_hour: int
    readers: tuple[Reader, ...]

    def hour(self, kind: SummaryKind) -> int:
        return self.daily_hour if kind is SummaryKind.DAILY else self.weekly_hour

    def reader(self, staff_id: int) -> Reader:
        """Return one of them; raise UnknownStaff."""
        for reader in self.readers:
            if reader.staff_id == staff_id:
                return reader
        raise UnknownStaff


def setup(tx: Connection) -> Setup:
    """Read when the summaries come, and to whom; three small statements."""
    plans, wishes = store.load_plans(tx), store.load_wishes(tx)
    hours = {
        kind: plans[kind].hour if kind in plans else USUAL_HOURS[kind] for kind in SummaryKind
    }
    keys = keys_of(tx)
    readers = []
    for row in store.load_chiefs(tx):
        role = Role(row.role)
        name = keys.decrypt(row.name_encrypted) if row.name_encrypted else ""
        readers.append(
            Reader(
                staff_id=row.id,
                name=short_name(name, str(row.id)),
                role=role,
                daily=wishes.get((row.id, SummaryKind.DAILY), role is Role.OWNER),
                weekly=wishes.get((row.id, SummaryKind.WEEKLY), role is Role.OWNER),
            )
        )
    return Setup(
        daily_hour=hours[SummaryKind.DAILY],
        weekly_hour=hours[SummaryKind.WEEKLY],
        readers=tuple(readers),
    )


def set_hour(tx: Connection, kind: SummaryKind, hour: int, *, actor: Actor, now: datetime) -> None:
    """Move a summary to another local hour, from the next time the clock shows it.

    Raises OwnerOnly; the database refuses an hour that is not within 0 to 23.
    """
    if actor.role is not Role.OWNER:
        raise OwnerOnly
    store.save_plan(tx, kind, hour, since=now)


def set_reader(
    tx: Connection, staff_id: int, kind: SummaryKind, wanted: bool, *, actor: Actor
) -> None:
    """Switch a summary on or off for somebody; a manager may do so only for himself.

    Raises OwnerOnly, UnknownStaff.
    """
    if actor.role is not Role.OWNER and actor.staff_id != staff_id:
        raise OwnerOnly
    if all(row.id != staff_id for row in store.load_chiefs(tx)):
        raise UnknownStaff
    store.save_wish(tx, staff_id, kind, wanted)


def any_due(tx: Connection, *, now: datetime) -> bool:
    """Look whether something has to be promised; cheap enough for every minute."""
    return any(not store.was_promised(tx, kind, on) for kind, on in _due(tx, now))


def promise_due(tx: Connection, *, now: datetime) -> int:
    """Promise what is due and was not promised; return the number of messages.

    The row of (kind, local date) is written with the messages, so a crash before the
    commit loses both and one after it loses neither. A late tick still finds the same
    local date; the next day does not.
    """
    return sum(
        _promise(tx, kind, on, now=now)
        for kind, on in list(_due(tx, now))
        if store.claim(tx, kind, on, now=now)
    )


def _due(tx: Connection, now: datetime) -> Iterator[tuple[SummaryKind, date]]:
    """Yield the kinds whose hour has struck on today's local date.

    An hour that struck before the launch, or before the owner chose it, does not count.
    A local hour that the clock leaves out strikes when the clock goes on; one that comes
    twice strikes first.
    """
    settings = shop_store.load_settings(tx)
    if settings is None or settings.launched_at is None:
        return
    zone = ZoneInfo(settings.timezone)
    today = now.astimezone(zone).date()
    plans = store.load_plans(tx)
    launched = settings.launched_at
    for kind in SummaryKind:
        hour, since = USUAL_HOURS[kind], launched
        if kind in plans:
            hour, since = plans[kind].hour, max(launched, plans[kind].since)
        struck = datetime.combine(today, time(hour), tzinfo=zone).astimezone(UTC)
        if since < struck <= now and _has_a_week(kind, today, zone, launched):
            yield kind, today


def _has_a_week(kind: SummaryKind, today: date, zone: ZoneInfo, launched: datetime) -> bool:
    """Tell whether a weekly summary has anything to tell: on Mondays, of a week with a shop."""
    if kind is SummaryKind.DAILY:
        return True
    return not today.weekday() and launched < reports.midnight(today, zone).astimezone(UTC)


def _promise(tx: Connection, kind: SummaryKind, on: date, *, now: datetime) -> int:
    wishes = store.load_wishes(tx)
    to = [
        row.telegram_id
        for row in store.load_chiefs(tx)
        if wishes.get((row.id, kind), row.role == Role.OWNER)
    ]
    if not to:
        return 0
    text, facts = "summary-week", dict[str, Fact]()
    picture = None
    if kind is SummaryKind.WEEKLY:
        picture = Picture(kind="week", args={"monday": (on - _WEEK).isoformat()})
    else:
        text, facts = _day_in_words(tx, on, now=now)
    for telegram_id in to:
        outbox.queue(
            tx,
            to=telegram_id,
            lane=Lane.NOTICE,
            reason=f"summary:{kind}:{on}:{telegram_id}",
            text=text,
            facts=facts,
            picture=picture,
            now=now,
            expires_at=now + KEEP,
        )
    return len(to)


def _day_in_words(tx: Connection, on: date, *, now: datetime) -> tuple[str, dict[str, Fact]]:
    today = reports.today(tx, now=now)
    if not today.bills:
        return "summary-day-empty", {"on": on, "new": today.new_members}
    change = today.vs_week_ago_percent
    versus: Fact = ""
    if change is not None:
        key = "summary-day-less" if change < 0 else "summary-day-more"
        versus = Key(key, {"share": Percent(str(abs(change)))})
    off: Fact = Key("summary-day-off", {"off": Money(today.off_minor)}) if today.off_minor else ""
    text = "summary-day" if today.with_points else "summary-day-plain"
    return text, {
        "off": off,
        "on": on,
        "amount": Money(today.amount_minor),
        "bills": today.bills,
        "new": today.new_members,
        "earned": Points(today.earned),
        "redeemed": Points(today.redeemed),
        "versus": versus,
    }
