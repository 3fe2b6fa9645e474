"""Writing to members of the program's own accord: who is due, and each occasion once.

docs/semantics.md, Occasions. Everybody due on a local date is gone through once between 10:00 and
20:00; whoever was missed while the program stood still is found on a later day, as long as the
occasion lasts. A row of (member, kind, occasion) is written together with its message, so neither
a crash nor a second process can repeat one.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from services import outbox, reports
from services.daytime import in_daytime
from services.domain.birthdays import APART_DAYS
from services.domain.dates import birthday_in
from services.domain.kinds import Occasion
from services.domain.state import Birthday
from services.occasion_letters import (
    DORMANT_DAYS,
    REST,
    Moment,
    call_back,
    congratulate,
    marks_of,
    moment,
    reason,
    warn,
)
from services.occasion_words import About, Message, message
from services.program.occasions import Birthday as BirthdayTable
from services.store import occasions as store

__all__ = [
    "AT_ONCE",
    "Occasion",
    "due",
    "finish",
    "greeting",
    "promise",
    "stop_calling",
    "waiting",
]

AT_ONCE = 50
"""The most members of one transaction: the till waits behind them."""

_DAY = timedelta(days=1)
_LEAP_DAY = Birthday(month=2, day=29)
_WRITERS: Mapping[Occasion, Callable[[Connection, Moment, int], bool]] = {
    Occasion.BIRTHDAY: congratulate,
    Occasion.DORMANCY: call_back,
    Occasion.EXPIRY: warn,
}


def waiting(tx: Connection, *, now: datetime) -> tuple[Occasion, ...]:
    """Return the kinds to go through now: none at night, each once on a local date.

    Raises ProgramNotLaunched.
    """
    at = moment(tx, now)
    if not in_daytime(now, at.zone):
        return ()
    done = store.finished(tx, at.today)
    return tuple(kind for kind in _WRITERS if at.is_on(kind) and kind not in done)


def due(tx: Connection, kind: Occasion, *, now: datetime) -> list[int]:
    """Return the ids of members to look at, by one statement over indexed dates.

    Whether each is written to is decided when it is promised.
    """
    at = moment(tx, now)
    if not at.is_on(kind):
        return []
    rest_since = at.today - REST
    match kind:
        case Occasion.BIRTHDAY:
            days = month_days(at.stored.document.birthday, at.today)
            apart_since = at.today - timedelta(days=APART_DAYS)
            return store.birthdays_due(tx, days, apart_since=apart_since, rest_since=rest_since)
        case Occasion.DORMANCY:
            last_on = at.today - timedelta(days=at.stored.document.dormancy.days)
            since = reports.midnight(last_on - timedelta(days=DORMANT_DAYS - 1), at.zone)
            until = reports.midnight(last_on + _DAY, at.zone)
            return store.dormant(tx, since, until, rest_since=rest_since)
        case Occasion.EXPIRY:
            return store.expiring(tx, _spans(at), rest_since=rest_since)
        case Occasion.WELCOME:  # pragma: no branch - the last one
            return []


def month_days(table: BirthdayTable, today: date) -> frozenset[int]:
    """Return the birthdays, as MMDD, in whose window a day lies."""
    days = [today + timedelta(days=n) for n in range(-table.after, table.before + 1)]
    found = {day.month * 100 + day.day for day in days}
    if any(day == birthday_in(day.year, _LEAP_DAY) for day in days):
        found.add(_LEAP_DAY.month * 100 + _LEAP_DAY.day)
    return frozenset(found)


def _spans(at: Moment) -> Mapping[int, tuple[date, date]]:
    """Return, by days of notice, the dates of expiry that are told of today."""
    return {
        mark: (at.today + timedelta(days=after), at.today + timedelta(days=mark))
        for mark, after in marks_of(at.stored.document.expiry_notice)
    }


def promise(tx: Connection, kind: Occasion, member_ids: Iterable[int], *, now: datetime) -> int:
    """Write to these members, at most `AT_ONCE`; return to how many.

    Each is looked at anew: consent, chat and date count as they are now. What was written
    before, or by another process, is not written again.
    """
    at = moment(tx, now)
    if not (at.is_on(kind) and in_daytime(now, at.zone)):
        return 0
    # In the order of ids, so that two processes do not wait in a ring.
    return sum(_WRITERS[kind](tx, at, member_id) for member_id in sorted(set(member_ids)))


def finish(tx: Connection, kind: Occasion, *, now: datetime) -> None:
    """Note that everybody due on this date was gone through, unless the night has come."""
    at = moment(tx, now)
    if in_daytime(now, at.zone):
        store.save_finished(tx, kind, at.today, now=now)


def greeting(tx: Connection, name: str, points: int, *, now: datetime) -> Message:
    """Return what somebody reads who has just joined; `points` is the gift, 0 for none."""
    at = moment(tx, now)
    table = at.stored.document.welcome
    about = About(name=name, points=points, balance=points)
    words = table.text if table.on else {}
    return message(Occasion.WELCOME, words, about, at.stored.program)


def stop_calling(tx: Connection, member_id: int, last_on: date) -> None:
    """Take back a call that was not sent yet: the member has come by himself."""
    outbox.withdraw(tx, reason(Occasion.DORMANCY, member_id, last_on.isoformat()))
