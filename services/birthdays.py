"""Birthdays: the member says when, the program says what comes and when it comes."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from services import accounts, operations, programs
from services.actors import Actor, Role
from services.domain import birthdays as gifts
from services.domain import members as rules
from services.domain.book import Book
from services.domain.errors import Refusal
from services.domain.program import Program
from services.domain.state import Birthday, MemberState
from services.keys import keys_of
from services.member_cards import NoCard
from services.store import ledger
from services.store import people as people_store
from services.store.accounts import Cause

_LEAP_YEAR = 2000


@dataclass(kw_only=True, unsafe_hash=True)
class DateUnusable(Refusal):
    """The calendar has no such day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BirthdayRules:
    """What the program does about birthdays; `points` may be 0: a message only."""

    points: int
    before: int
    after: int
    known_days: int
    expires_days: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class BirthdaySet:
    """The date, the gift, and the first day it may come on; None if there is no gift.

    A date told too late for this year's birthday is in time for the next one.
    """

    month: int
    day: int
    gift: int | None = None
    gift_from: date | None = None
    in_days: int | None = None
    known_days: int = 0


def birthday_rules(tx: Connection, *, now: datetime) -> BirthdayRules | None:
    """Read what birthdays bring; None if they are switched off."""
    birthday = programs.current(tx, now=now).document.birthday
    if not birthday.on:
        return None
    return BirthdayRules(
        points=birthday.points,
        before=birthday.before,
        after=birthday.after,
        known_days=birthday.known_days,
        expires_days=birthday.expires_days,
    )


def set_birthday(
    tx: Connection, member_id: int, month: int, day: int, *, key: str, now: datetime
) -> BirthdaySet:
    """Enter or change the birthday, once a calendar year.

    A key that comes again says what is true now of the gift, nothing of it if the card is gone.
    Raises BirthdayChangedAlready, DateUnusable, NoCard.
    """
    _refuse_no_date(month, day)
    # Operations outlive an erased person, so they hold no date: a digest, and that it was done.
    told = keys_of(tx).digest("birthday", f"{member_id}:{month}-{day}").hex()
    claimed = operations.claim(tx, key, "birthday", {"birthday": told}, now=now)
    birthday = Birthday(month=month, day=day)
    stored = programs.current(tx, now=now)
    today = programs.local_day(stored.program, now)
    account = ledger.load_account(tx, member_id, today)
    if account is None:
        if claimed.stored is not None:
            return BirthdaySet(month=month, day=day)
        raise NoCard
    if claimed.stored is not None:
        return _told(stored.program, account.state, birthday)
    outcome = rules.set_birthday(stored.program, account.state, birthday, today)
    actor = Actor(role=Role.MEMBER, member_id=member_id, source=key)
    cause = Cause(actor=actor, key=key, version_id=stored.version_id, now=now)
    accounts.save(tx, account, outcome, stored.program, cause)
    values = {
        "birthday": month * 100 + day,
        "birthday_known_on": outcome.state.birthday_known_on,
        "birthday_changed_in": outcome.state.birthday_changed_in,
    }
    people_store.save_birthday(tx, member_id, values)
    operations.finish(tx, claimed, True)
    return _told(stored.program, outcome.state, birthday)


def _told(program: Program, state: MemberState, birthday: Birthday) -> BirthdaySet:
    gift, due_on = program.birthday, gifts.due_on(program, Book(state))
    if gift is None or due_on is None:
        return BirthdaySet(month=birthday.month, day=birthday.day)
    return BirthdaySet(
        month=birthday.month,
        day=birthday.day,
        gift=gift.points,
        gift_from=due_on,
        in_days=(due_on - state.settled_on).days,
        known_days=gift.known_days,
    )


def _refuse_no_date(month: int, day: int) -> None:
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        raise DateUnusable from None
