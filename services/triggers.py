"""Messages the program sends by itself, as the owner sees and edits them in the chat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from services import outbox, programs
from services.actors import Actor
from services.domain.errors import Refusal
from services.domain.expiry import expires_on
from services.domain.kinds import Occasion as Trigger
from services.facts import Fact, Key
from services.occasion_letters import birthday_off, moment
from services.occasion_words import TEXT, About, Message, built_in, key_of, message
from services.outbox import Lane
from services.own_words import TextEmpty, UnknownPlaceholder, own_words
from services.placeholders import ALLOWED, allowed, placeholder
from services.program.occasion_edits import (
    table_of,
    with_occasion,
    with_occasion_on,
    with_words,
    without_words,
)
from services.program.occasions import (
    MOST_AROUND,
    MOST_DORMANT,
    MOST_NOTICE,
    MOST_NOTICES,
    Birthday,
    Dormancy,
    ExpiryNotice,
    Table,
)
from services.program.values import MESSAGE_CHARACTERS
from services.program_owner import save_as_owner
from services.programs import Applied, Stored
from services.shop import TextTooLong
from services.store import occasions as store
from services.store.occasions import Result

__all__ = [
    "DAYS_RANGE",
    "GIFT_RANGE",
    "DaysFixed",
    "DaysOutOfRange",
    "GiftOutOfRange",
    "Message",
    "NoGift",
    "TextEmpty",
    "TextTooLong",
    "Trigger",
    "TriggerList",
    "TriggerView",
    "UnknownPlaceholder",
    "allowed",
    "placeholder",
    "reset_text",
    "sample",
    "send_to_me",
    "set_days",
    "set_gift",
    "set_text",
    "switch",
    "template",
    "trigger",
    "triggers",
]

RESULT_DAYS = 30
GIFT_RANGE = (0, 1_000_000)
DAYS_RANGE: Mapping[Trigger, tuple[int, int]] = {
    Trigger.BIRTHDAY: (0, MOST_AROUND),
    Trigger.DORMANCY: (1, MOST_DORMANT),
    Trigger.EXPIRY: (1, MOST_NOTICE),
}
_SAMPLE_POINTS = 120


@dataclass(kw_only=True, unsafe_hash=True)
class GiftOutOfRange(Refusal):
    """The gift is no whole number of points between `low` and `high`."""

    low: int
    high: int


@dataclass(kw_only=True, unsafe_hash=True)
class NoGift(Refusal):
    """This message brings no points."""


@dataclass(kw_only=True, unsafe_hash=True)
class DaysOutOfRange(Refusal):
    """The days are not as many as asked for, not apart, or not between `low` and `high`."""

    low: int
    high: int


@dataclass(kw_only=True, unsafe_hash=True)
class DaysFixed(Refusal):
    """This message has no days to choose."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TriggerView:
    """One message of the program's own.

    `points` is the gift, None if it brings none; `days` are (before, after) of a birthday, (60,)
    of a long absence, (7, 1) of notices. `texts` are the owner's words by language, `built_in`
    the Fluent key of the others. `sent` were written to in 30 days, `came` bought afterwards.
    """

    trigger: Trigger
    version_id: int
    on: bool
    points: int | None
    days: tuple[int, ...]
    expires_days: int | None
    texts: Mapping[str, str]
    built_in: str
    placeholders: tuple[str, ...]
    sent: int
    came: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TriggerList:
    """All of them, and the version of the program they are read from."""

    version_id: int
    items: tuple[TriggerView, ...]


def triggers(tx: Connection, *, now: datetime) -> TriggerList:
    """Read all messages with the results of the last 30 days; raise ProgramNotLaunched."""
    stored = programs.current(tx, now=now)
    results = store.results(tx, now - timedelta(days=RESULT_DAYS))
    today = programs.local_day(stored.program, now)
    items = tuple(_view(stored, one, results, today) for one in Trigger)
    return TriggerList(version_id=stored.version_id, items=items)


def trigger(tx: Connection, trigger: Trigger, *, now: datetime) -> TriggerView:
    """Read one of them."""
    found = {view.trigger: view for view in triggers(tx, now=now).items}
    return found[trigger]


def _view(
    stored: Stored, trigger: Trigger, results: Mapping[Trigger, Result], today: date
) -> TriggerView:
    table = table_of(stored.document, trigger)
    result = results.get(trigger, Result(sent=0, came=0))
    return TriggerView(
        trigger=trigger,
        version_id=stored.version_id,
        on=table.on,
        points=None if isinstance(table, ExpiryNotice) else table.points,
        days=_days(table),
        expires_days=None if isinstance(table, ExpiryNotice) else table.expires_days,
        texts=table.text,
        built_in=key_of(trigger, _example(stored, trigger, today)),
        placeholders=ALLOWED[trigger],
        sent=result.sent,
        came=result.came,
    )


def _days(table: Table) -> tuple[int, ...]:
    match table:
        case Birthday():
            return table.before, table.after
        case Dormancy():
            return (table.days,)
        case ExpiryNotice():
            return tuple(sorted(table.days, reverse=True))
        case _:
            return ()


def switch(
    tx: Connection,
    trigger: Trigger,
    on: bool,
    *,
    based_on: int,
    actor: Actor,
    key: str,
    now: datetime,
) -> Applied:
    """Switch a message, with its gift; raise OwnerOnly, ProgramChangedMeanwhile."""
    document = with_occasion_on(programs.current(tx, now=now).document, trigger, on=on)
    return save_as_owner(tx, document, based_on=based_on, actor=actor, key=key, now=now)


def set_gift(
    tx: Connection,
    trigger: Trigger,
    points: int,
    *,
    based_on: int,
    actor: Actor,
    key: str,
    now: datetime,
) -> Applied:
    """Give so many points from now on; raise NoGift, GiftOutOfRange and as `switch` does."""
    if trigger is Trigger.EXPIRY:
        raise NoGift
    low, high = GIFT_RANGE
    if not low <= points <= high:
        raise GiftOutOfRange(low=low, high=high)
    document = with_occasion(programs.current(tx, now=now).document, trigger, {"points": points})
    return save_as_owner(tx, document, based_on=based_on, actor=actor, key=key, now=now)


def set_days(
    tx: Connection,
    trigger: Trigger,
    days: tuple[int, ...],
    *,
    based_on: int,
    actor: Actor,
    key: str,
    now: datetime,
) -> Applied:
    """Choose the days, in the order of the view; raise DaysFixed, DaysOutOfRange."""
    update = _keys_of_days(trigger, days)
    document = with_occasion(programs.current(tx, now=now).document, trigger, update)
    return save_as_owner(tx, document, based_on=based_on, actor=actor, key=key, now=now)


def _keys_of_days(trigger: Trigger, days: tuple[int, ...]) -> dict[str, object]:
    if trigger is Trigger.WELCOME:
        raise DaysFixed
    low, high = DAYS_RANGE[trigger]
    wrong = DaysOutOfRange(low=low, high=high)
    if not days or not all(low <= one <= high for one in days):
        raise wrong
    match trigger, days:
        case Trigger.BIRTHDAY, (before, after):
            return {"before": before, "after": after}
        case Trigger.DORMANCY, (one,):
            return {"days": one}
        case Trigger.EXPIRY, _ if len(set(days)) == len(days) <= MOST_NOTICES:
            return {"days": days}
        case _:
            raise wrong


def set_text(
    tx: Connection,
    trigger: Trigger,
    language: str,
    text: str,
    *,
    based_on: int,
    actor: Actor,
    key: str,
    now: datetime,
) -> Applied:
    """Let the owner's words be said in a language.

    Raises UnknownPlaceholder, TextTooLong, TextEmpty and as `switch` does.
    """
    text = check_text(trigger, language, text)
    document = with_words(programs.current(tx, now=now).document, trigger, language, text)
    return save_as_owner(tx, document, based_on=based_on, actor=actor, key=key, now=now)


def check_text(trigger: Trigger, language: str, text: str) -> str:
    """Return the text without blank ends; raise what `set_text` would."""
    return own_words(text, language, may_insert=ALLOWED[trigger], most=MESSAGE_CHARACTERS)


def reset_text(
    tx: Connection,
    trigger: Trigger,
    language: str | None,
    *,
    based_on: int,
    actor: Actor,
    key: str,
    now: datetime,
) -> Applied:
    """Return to the built-in words, in one language or, with None, in all."""
    document = without_words(programs.current(tx, now=now).document, trigger, language)
    return save_as_owner(tx, document, based_on=based_on, actor=actor, key=key, now=now)


def sample(
    tx: Connection,
    trigger: Trigger,
    *,
    now: datetime,
    texts: Mapping[str, str] | None = None,
) -> Message:
    """Return what a guest would read; `texts` are words by language that are not saved yet."""
    at = moment(tx, now)
    words = table_of(at.stored.document, trigger).text if texts is None else texts
    about = _example(at.stored, trigger, at.today)
    return message(trigger, words, about, at.program)


def template(tx: Connection, trigger: Trigger, language: str, *, now: datetime) -> Message:
    """Return the words of a language with placeholders instead of values, for editing."""
    stored = programs.current(tx, now=now)
    example = _example(stored, trigger, stored.program.since or date.min)
    names = {name: placeholder(name, language) for name in ALLOWED[trigger]}
    written = table_of(stored.document, trigger).text.get(language)
    facts: dict[str, Fact] = {**names, "early": True}
    if written is None:
        return Message(text=TEXT, facts={"said": built_in(trigger, example, facts)})
    return Message(text=TEXT, facts={"said": written})


def send_to_me(
    tx: Connection, trigger: Trigger, telegram_id: int, *, key: str, now: datetime
) -> bool:
    """Send the caller what a guest would read; once for each key."""
    said = sample(tx, trigger, now=now)
    return outbox.queue(
        tx,
        to=telegram_id,
        lane=Lane.INTERACTIVE,
        reason=f"trigger:{key}",
        text=said.text,
        facts=said.facts,
        now=now,
    )


def _example(stored: Stored, trigger: Trigger, today: date) -> About:
    """Return a guest called Anna, with the gift of the program."""
    table = table_of(stored.document, trigger)
    if isinstance(table, ExpiryNotice):
        points = _SAMPLE_POINTS
        until: date | None = today + timedelta(days=max(table.days))
    else:
        points, until = table.points, _gift_ends(stored, table.expires_days, today)
    balance = _SAMPLE_POINTS + points
    name = Key("occasion-sample-name")
    is_birthday = trigger is Trigger.BIRTHDAY
    off = birthday_off(stored, today + timedelta(days=1), today) if is_birthday else None
    return About(name=name, points=points, balance=balance, until=until, early=True, off=off)


def _gift_ends(stored: Stored, expires_days: int | None, today: date) -> date | None:
    if expires_days is None:
        return expires_on(stored.program.points.expiry, today)
    return today + timedelta(days=expires_days)
