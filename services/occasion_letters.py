"""The messages themselves: a birthday, a call after a long time, a notice of expiry.

Each function looks at one member and writes at most one message, together with its row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from services import accounts, outbox, programs
from services.actors import system
from services.daytime import evening
from services.domain import birthdays, settling
from services.domain import members as rules
from services.domain.exact import decimal_text
from services.domain.kinds import Occasion
from services.domain.program import Program
from services.domain.state import Birthday, Lot
from services.keys import keys_of
from services.occasion_words import About, Off, first_name, message
from services.outbox import Lane
from services.program.occasions import MOST_AROUND, ExpiryNotice, birthday_window
from services.programs import Stored
from services.store import ledger
from services.store import occasions as store
from services.store import people as people_store
from services.store.accounts import Cause
from services.store.occasions import Gift

REST = timedelta(days=7)
"""Nobody gets more than one congratulation or call within it, nor two notices of a kind."""

DORMANT_DAYS = 7
"""The days from the mark on which somebody is called; switching it on reaches no further back."""

WEEK = timedelta(days=6)
"""Points that end so soon after the first ones are told together with them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """The program in force, and the shop's clock."""

    stored: Stored
    now: datetime
    today: date
    zone: ZoneInfo

    @property
    def program(self) -> Program:
        return self.stored.program

    def is_on(self, kind: Occasion) -> bool:
        on: bool = getattr(self.stored.document, kind).on
        return on

    def cause(self, key: str) -> Cause:
        version_id, actor = self.stored.version_id, system("job:occasions")
        return Cause(actor=actor, key=key, version_id=version_id, now=self.now)


def moment(tx: Connection, now: datetime) -> Moment:
    """Read the program; raise ProgramNotLaunched."""
    stored = programs.current(tx, now=now)
    zone = ZoneInfo(stored.program.timezone)
    return Moment(stored=stored, now=now, today=now.astimezone(zone).date(), zone=zone)


def reason(kind: Occasion, member_id: int, occasion: str) -> str:
    """Return the reason under which the outbox keeps the message."""
    return f"{kind}:{member_id}:{occasion}"


def congratulate(tx: Connection, at: Moment, member_id: int) -> bool:
    """Write on a birthday, together with the gift, which may have come before."""
    account = ledger.load_account(tx, member_id, at.today)
    person = _agreed(tx, at, member_id)
    if account is None or person is None or account.state.birthday is None:
        return False
    on = _birthday_told_in_time(at, account.state.birthday, person.birthday_known_on)
    if on is None:
        return False
    outcome = settling.settle(at.program, account.state, at.today)
    occasion = str(on.year)
    if outcome.steps:
        cause = at.cause(reason(Occasion.BIRTHDAY, member_id, occasion))
        accounts.save(tx, account, outcome, at.program, cause, asleep=True)
    gift = _gift_of(tx, at, member_id, on, outcome.state.birthday_gift_on)
    if gift is None or not _claim(tx, at, member_id, Occasion.BIRTHDAY, occasion):
        return False
    about = About(
        name=_name(tx, person),
        points=gift.points,
        balance=outcome.state.balance,
        until=gift.expires_on,
        early=at.today < on,
        off=birthday_off(at.stored, on, at.today),
    )
    last_day = on + timedelta(days=at.stored.document.birthday.after)
    return _queue(tx, at, person, Occasion.BIRTHDAY, occasion, about, last_day)


def birthday_off(stored: Stored, on: date, today: date) -> Off | None:
    """Return what comes off the bills around a birthday, from today on; None if nothing does."""
    rules = stored.program.birthday_discount
    if rules is None:
        return None
    return Off(
        percent=decimal_text(rules.rule.percent),
        first_on=max(today, on - timedelta(days=rules.before)),
        last_on=on + timedelta(days=rules.after),
    )


def _birthday_told_in_time(at: Moment, birthday: Birthday, known_on: date | None) -> date | None:
    table = at.stored.document.birthday
    on = birthdays.occasion(birthday_window(table), birthday, at.today)
    known_days = timedelta(days=table.known_days)
    return on if on and known_on and known_on + known_days <= on else None


def _gift_of(
    tx: Connection, at: Moment, member_id: int, on: date, given_on: date | None
) -> Gift | None:
    """Return the gift of this birthday; one without points if the program gives none.

    None means that the program gives points and this member got none this time.
    """
    if at.program.birthday is None:
        return Gift(points=0, expires_on=None)
    if given_on is None or abs(given_on - on) > timedelta(days=2 * MOST_AROUND):
        return None
    return store.birthday_gift(tx, member_id, given_on)


def call_back(tx: Connection, at: Moment, member_id: int) -> bool:
    """Write to somebody who has not bought for long, and give the gift with it."""
    account = ledger.load_account(tx, member_id, at.today)
    person = _agreed(tx, at, member_id)
    last_on = account.state.last_purchase_on if account is not None else None
    if account is None or person is None or last_on is None:
        return False
    mark_on = last_on + timedelta(days=at.stored.document.dormancy.days)
    if not 0 <= (at.today - mark_on).days < DORMANT_DAYS:
        return False
    occasion = last_on.isoformat()
    if not _claim(tx, at, member_id, Occasion.DORMANCY, occasion):
        return False
    outcome = rules.call_back(at.program, account.state, at.today)
    cause = at.cause(reason(Occasion.DORMANCY, member_id, occasion))
    accounts.save(tx, account, outcome, at.program, cause, asleep=True)
    points = at.stored.document.dormancy.points
    about = About(
        name=_name(tx, person),
        points=points,
        balance=outcome.state.balance,
        until=outcome.entries[-1].opened[0].expires_on if points else None,
    )
    last_day = mark_on + timedelta(days=DORMANT_DAYS - 1)
    return _queue(tx, at, person, Occasion.DORMANCY, occasion, about, last_day)


def warn(tx: Connection, at: Moment, member_id: int) -> bool:
    """Write what ends soon, and when; points that end within a week are told together."""
    account = ledger.load_account(tx, member_id, at.today, lock=False)
    person = _reachable(tx, member_id)
    if account is None or person is None:
        return False
    state = settling.settle(at.program, account.state, at.today).state
    lots = [lot for lot in state.lots if not lot.held and lot.expires_on is not None]
    found = _what_ends(tx, at, member_id, lots)
    if found is None:
        return False
    mark, first_on, last_day = found
    ends = {
        lot.number: lot.expires_on
        for lot in lots
        if lot.expires_on is not None and first_on <= lot.expires_on <= first_on + WEEK
    }
    occasion = f"{mark:02}:{first_on}"
    if not _claim(tx, at, member_id, Occasion.EXPIRY, occasion):
        return False
    about = About(
        name=_name(tx, person),
        points=sum(lot.points_left for lot in lots if lot.number in ends),
        balance=state.balance,
        until=first_on,
        through=max(ends.values()),
    )
    return _queue(tx, at, person, Occasion.EXPIRY, occasion, about, last_day)


def marks_of(notice: ExpiryNotice) -> Iterator[tuple[int, int]]:
    """Yield days of notice with the fewest days before the end they are given for, soonest first.

    With 7 and 1: a notice of 1 day may come 1 or 0 days before, one of 7 days 7 to 2 days.
    """
    fewest = 0
    for mark in sorted(notice.days):
        yield mark, fewest
        fewest = mark + 1


def _what_ends(
    tx: Connection, at: Moment, member_id: int, lots: list[Lot]
) -> tuple[int, date, date] | None:
    """Return the days of notice, the first date not told of, and the last day to tell it."""
    ends = sorted({lot.expires_on for lot in lots if lot.expires_on is not None})
    notice = at.stored.document.expiry_notice
    told = _told(tx, member_id, at.today - REST - timedelta(days=max(notice.days)))
    for mark, fewest in marks_of(notice):
        through = max((on for days, on in told if days <= mark), default=date.min)
        fresh = [on for on in ends if on > through]
        if fresh and (fresh[0] - at.today).days <= mark:
            return mark, fresh[0], fresh[0] - timedelta(days=fewest)
    return None


def _told(tx: Connection, member_id: int, since: date) -> list[tuple[int, date]]:
    """Return the days of earlier notices, and the last date each told of."""
    told = (occasion.split(":") for occasion in store.notices(tx, member_id, since))
    return [(int(mark), date.fromisoformat(first_on) + WEEK) for mark, first_on in told]


def _agreed(tx: Connection, at: Moment, member_id: int) -> Row[Any] | None:
    """Return the person if greetings may be sent, and none was within a week."""
    person = _reachable(tx, member_id)
    if person is None or not person.marketing:
        return None
    last_on = store.last_marketing(tx, member_id)
    return person if last_on is None or last_on <= at.today - REST else None


def _reachable(tx: Connection, member_id: int) -> Row[Any] | None:
    person = people_store.load_person_of(tx, member_id)
    return person if person and person.telegram_id is not None and person.reachable else None


def _name(tx: Connection, person: Row[Any]) -> str:
    token = person.name_encrypted
    return first_name(keys_of(tx).decrypt(token)) if token else ""


def _claim(tx: Connection, at: Moment, member_id: int, kind: Occasion, occasion: str) -> bool:
    return store.claim(tx, member_id, kind, occasion, at.today, now=at.now)


def _queue(  # noqa: PLR0917 - the steps above say each of them once
    tx: Connection,
    at: Moment,
    person: Row[Any],
    kind: Occasion,
    occasion: str,
    about: About,
    last_day: date,
) -> bool:
    said = message(kind, getattr(at.stored.document, kind).text, about, at.program)
    return outbox.queue(
        tx,
        to=person.telegram_id,
        lane=Lane.MARKETING if kind in store.MARKETING else Lane.REMINDER,
        reason=reason(kind, person.member_id, occasion),
        text=said.text,
        facts=said.facts,
        now=at.now,
        expires_at=evening(last_day, at.zone),
    )
