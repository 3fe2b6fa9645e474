"""Stamp cards as the owner sees and sets them in the chat: made, changed, switched, counted."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from services import operations, programs
from services.actors import Actor, Role
from services.domain.errors import Refusal
from services.domain.kinds import Each
from services.names import clean_name
from services.offer_views import ref_of
from services.program.document import Document
from services.program.stamp_cards import StampCardPart
from services.program.stamp_edits import new_card_id, with_card, with_card_changed
from services.reports import midnight
from services.staff import OwnerOnly
from services.stamps import card_title, reward_title
from services.store import stamps as store

RESULT_DAYS = 30
MOST_CARDS = 5


class StampTemplate(StrEnum):
    """What a card begins as: the names say what is collected, and how many."""

    COFFEE = "coffee"
    VISIT = "visit"
    PURCHASE = "purchase"


class StampField(StrEnum):
    """What of a card is changed by a tap; the names are the keys of the file's table."""

    NEEDED = "needed"
    REWARD_DAYS = "reward_days"
    GAP_MINUTES = "gap_minutes"


CHOICES: Mapping[StampField, tuple[int, ...]] = {
    StampField.NEEDED: (4, 5, 6, 8, 9, 10, 12, 15),
    StampField.REWARD_DAYS: (7, 14, 30, 60, 90),
    StampField.GAP_MINUTES: (0, 30, 60, 180),
}
_BEGINNINGS = {
    StampTemplate.COFFEE: (Each.ITEM, 10),
    StampTemplate.VISIT: (Each.VISIT, 5),
    StampTemplate.PURCHASE: (Each.PURCHASE, 9),
}
_REWARD_DAYS = 30


@dataclass(kw_only=True, unsafe_hash=True)
class UnknownStampCard(Refusal):
    """There is no such card."""


@dataclass(kw_only=True, unsafe_hash=True)
class StampTitleNeeded(Refusal):
    """Guests must read what they collect for."""


@dataclass(kw_only=True, unsafe_hash=True)
class TooManyStampCards(Refusal):
    """More than a guest can keep apart; `most` may run at once."""

    most: int


@dataclass(kw_only=True, unsafe_hash=True)
class StampOutOfRange(Refusal):
    """The value is none of those that can be chosen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StampDraft:
    """A card on its way: what the guest gets, in one language, for how many of what."""

    template: StampTemplate
    title: str
    language: str
    needed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class StampResult:
    """The last 30 days: cards that became full, gifts handed over; `waiting` are open now."""

    completed: int = 0
    handed: int = 0
    waiting: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnerCard:
    """A card as the file has it, with its result; `values` are what a tap changes."""

    ref: str
    title: Mapping[str, str]
    reward: Mapping[str, str]
    each: Each
    needed: int
    on: bool
    values: Mapping[StampField, int | None]
    result: StampResult


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnerCards:
    version_id: int
    cards: tuple[OwnerCard, ...]


def usual_number(template: StampTemplate) -> int:
    """Return how many stamps a card of this template begins with."""
    return _BEGINNINGS[template][1]


def each_of(template: StampTemplate) -> Each:
    return _BEGINNINGS[template][0]


def cards(tx: Connection, *, now: datetime) -> OwnerCards:
    """Return all cards, those that run first; raise ProgramNotLaunched."""
    stored = programs.current(tx, now=now)
    today = programs.local_day(stored.program, now)
    zone = ZoneInfo(stored.program.timezone)
    since = midnight(today - timedelta(days=RESULT_DAYS - 1), zone)
    results = {
        card: StampResult(completed=found.completed, handed=found.handed, waiting=found.waiting)
        for card, found in store.count_since(tx, since).items()
    }
    seen = [
        _owner_card(stored.document, card, results.get(card.id, StampResult()))
        for card in stored.document.stamp_card
    ]
    seen.sort(key=lambda one: not one.on)
    return OwnerCards(version_id=stored.version_id, cards=tuple(seen))


def card(tx: Connection, ref: str, *, now: datetime) -> OwnerCard:
    """Return one card with its result; raise UnknownStampCard."""
    for one in cards(tx, now=now).cards:
        if one.ref == ref:
            return one
    raise UnknownStampCard


def launch(
    tx: Connection, draft: StampDraft, *, based_on: int, actor: Actor, key: str, now: datetime
) -> OwnerCard:
    """Put a new card in force from this moment.

    Raises OwnerOnly, StampTitleNeeded, StampOutOfRange, TooManyStampCards and
    ProgramChangedMeanwhile.
    """
    _refuse_others(actor)
    claimed = operations.claim(tx, key, "launch-stamps", asdict(draft), now=now)
    if claimed.stored is not None:
        return card(tx, operations.repeated(claimed, str), now=now)
    document = programs.current(tx, now=now).document
    made = drafted(document, draft)
    if sum(one.on for one in document.stamp_card) >= MOST_CARDS:
        raise TooManyStampCards(most=MOST_CARDS)
    changed = with_card(document, made)
    programs.save_document(tx, changed, actor=actor, key=key, now=now, based_on=based_on)
    return card(tx, operations.finish(tx, claimed, ref_of(made.id)), now=now)


def drafted(document: Document, draft: StampDraft) -> StampCardPart:
    """Return the draft as a card of the document, with ids of its own."""
    title = clean_name(draft.title)
    if not title:
        raise StampTitleNeeded
    _refuse_odd(StampField.NEEDED, draft.needed)
    card_id = new_card_id(document, title, "stamps")
    return StampCardPart(
        id=card_id,
        title={draft.language: title},
        each=each_of(draft.template).value,
        needed=draft.needed,
        reward=f"gift-{card_id}"[:64],
        reward_title={draft.language: title},
        reward_days=_REWARD_DAYS,
    )


def switch(
    tx: Connection, ref: str, on: bool, *, based_on: int, actor: Actor, key: str, now: datetime
) -> OwnerCard:
    """Let a card run or not: stamps and coupons there are stay; raise as `launch` does."""
    return _changed(tx, ref, {"on": on}, based_on=based_on, actor=actor, key=key, now=now)


def set_value(
    tx: Connection,
    ref: str,
    field: StampField,
    value: int,
    *,
    based_on: int,
    actor: Actor,
    key: str,
    now: datetime,
) -> OwnerCard:
    """Set a number of a card to one of its choices; raise as `launch` does."""
    _refuse_odd(field, value)
    update: dict[str, object] = {field.value: value}
    return _changed(tx, ref, update, based_on=based_on, actor=actor, key=key, now=now)


def rename(
    tx: Connection,
    ref: str,
    title: str,
    language: str,
    *,
    based_on: int,
    actor: Actor,
    key: str,
    now: datetime,
) -> OwnerCard:
    """Give a card and its gift a new name in one language; raise as `launch` does."""
    cleaned = clean_name(title)
    if not cleaned:
        raise StampTitleNeeded
    part = _part(programs.current(tx, now=now).document, ref)
    update: dict[str, object] = {
        "title": {**part.title, language: cleaned},
        "reward_title": {**part.reward_title, language: cleaned},
    }
    return _changed(tx, ref, update, based_on=based_on, actor=actor, key=key, now=now)


def _changed(
    tx: Connection,
    ref: str,
    update: dict[str, object],
    *,
    based_on: int,
    actor: Actor,
    key: str,
    now: datetime,
) -> OwnerCard:
    _refuse_others(actor)
    if not programs.was_saved(tx, key):
        document = programs.current(tx, now=now).document
        changed = with_card_changed(document, _part(document, ref).id, update)
        programs.save_document(tx, changed, actor=actor, key=key, now=now, based_on=based_on)
    return card(tx, ref, now=now)


def _part(document: Document, ref: str) -> StampCardPart:
    for one in document.stamp_card:
        if ref_of(one.id) == ref:
            return one
    raise UnknownStampCard


def _owner_card(document: Document, one: StampCardPart, result: StampResult) -> OwnerCard:
    values: dict[StampField, int | None] = {
        StampField.NEEDED: one.needed,
        StampField.REWARD_DAYS: one.reward_days,
    }
    if Each(one.each) is not Each.ITEM:
        values[StampField.GAP_MINUTES] = one.gap_minutes
    return OwnerCard(
        ref=ref_of(one.id),
        title=card_title(document, one),
        reward=reward_title(document, one),
        each=Each(one.each),
        needed=one.needed,
        on=one.on,
        values=values,
        result=result,
    )


def _refuse_others(actor: Actor) -> None:
    if actor.role is not Role.OWNER:
        raise OwnerOnly


def _refuse_odd(field: StampField, value: int) -> None:
    if value not in CHOICES[field]:
        raise StampOutOfRange
