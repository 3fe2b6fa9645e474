"""Members: everything a person does with the card; the larger steps have modules of their own."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row

from services import operations, programs
from services.actors import Actor, Role
from services.domain import members as rules
from services.domain.errors import Refusal
from services.domain.state import Birthday
from services.erasing import Erased, drop_unclaimed, erase, export, forget_erased
from services.joining import Joined, PhoneTaken, join
from services.keys import keys_of
from services.member_cards import CardView, Due, Missing, NoCard, TierView, card
from services.member_history import HistoryPage, HistoryRow, history
from services.store import ledger
from services.store import members as store
from services.store import people as people_store
from services.store.accounts import Cause

__all__ = [
    "BirthdaySet",
    "CardView",
    "DateUnusable",
    "Due",
    "Erased",
    "HistoryPage",
    "HistoryRow",
    "Joined",
    "Missing",
    "NoCard",
    "PhoneTaken",
    "TierView",
    "card",
    "drop_unclaimed",
    "erase",
    "export",
    "forget_erased",
    "history",
    "join",
    "set_birthday",
    "set_marketing",
]

MARKETING = "marketing"
_LEAP_YEAR = 2000


@dataclass(kw_only=True, unsafe_hash=True)
class DateUnusable(Refusal):
    """The calendar has no such day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BirthdaySet:
    month: int
    day: int


def set_marketing(
    tx: Connection, member_id: int, agreed: bool, *, text_version: str, now: datetime
) -> None:
    """Write down a yes or a no to offers, apart from the consent to processing."""
    person = _person(tx, member_id)
    if person.marketing == agreed:
        return
    store.withdraw_consents(tx, member_id, now=now, purpose=MARKETING)
    consent = {
        "member_id": member_id,
        "purpose": MARKETING,
        "agreed": agreed,
        "text_version": text_version,
        "given_at": now,
    }
    store.insert_consent(tx, consent)
    people_store.save_person(tx, person.id, {"marketing": agreed})


def set_birthday(
    tx: Connection, member_id: int, month: int, day: int, *, key: str, now: datetime
) -> BirthdaySet:
    """Enter or change the birthday, once a calendar year; raise BirthdayChangedAlready."""
    _refuse_no_date(month, day)
    # Operations outlive an erased person, so they hold no date: a digest, and that it was done.
    told = keys_of(tx).digest("birthday", f"{member_id}:{month}-{day}").hex()
    claimed = operations.claim(tx, key, "birthday", {"birthday": told}, now=now)
    if claimed.stored is not None:
        return BirthdaySet(month=month, day=day)
    person = _person(tx, member_id)
    stored = programs.current(tx)
    today = programs.local_day(stored.program, now)
    account = ledger.load_account(tx, member_id, today)
    if account is None:
        raise NoCard
    birthday = Birthday(month=month, day=day)
    outcome = rules.set_birthday(stored.program, account.state, birthday, today)
    actor = Actor(role=Role.MEMBER, member_id=member_id, source=key)
    cause = Cause(actor=actor, key=key, version_id=stored.version_id, now=now)
    ledger.save_outcome(tx, account, outcome, stored.program, cause)
    values = {
        "birthday": month * 100 + day,
        "birthday_changed_in": outcome.state.birthday_changed_in,
        "birthday_known_on": person.birthday_known_on or today,
    }
    people_store.save_person(tx, person.id, values)
    operations.finish(tx, claimed, True)
    return BirthdaySet(month=month, day=day)


def _refuse_no_date(month: int, day: int) -> None:
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        raise DateUnusable from None


def _person(tx: Connection, member_id: int) -> Row[Any]:
    person = people_store.load_person_of(tx, member_id)
    if person is None:
        raise NoCard
    return person
